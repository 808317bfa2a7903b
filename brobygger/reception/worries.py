"""What is marked on the team's list and pages about danger: what stands said, what waits, and what is not known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from brobygger.duties import queries as duties
from brobygger.duties.states import About, DutyKind
from brobygger.reception.said_herself import answered_herself
from brobygger.routes.codes import Answer
from brobygger.screening.codes import Danger
from brobygger.screening.danger_said import IN_DANGER, doubts_in, said_in, taken_back_in
from brobygger.screening.models import Screening
from brobygger.screening.states import ScreeningState

S = ScreeningState
LED_ON = (S.POINTED_ON, S.CAME_THERE, S.DID_NOT_COME_THERE, S.NOT_KNOWN_THERE)
ENDED = (*LED_ON, S.CAME_TO_NOTHING, S.WITHDRAWN)
CHILD_KINDS = frozenset({DutyKind.PROFESSIONAL, DutyKind.EVERYONE})
KINDS = {Danger.LIFE: frozenset({DutyKind.POLICE}), Danger.CHILD: CHILD_KINDS, Danger.MINOR: CHILD_KINDS}


@dataclass(frozen=True, slots=True)
class Worry:
    """Something about danger: said, with whether anyone has raised its duty; taken back while the duty waits; or not
    known."""

    of: Danger
    raised: bool = False
    taken_back: date | None = None
    unknown: bool = False
    children_at_home: bool = False  # she has said so herself

    @property
    def stands(self) -> bool:
        return not self.unknown and self.taken_back is None

    @property
    def danger(self) -> bool:
        return self.of in IN_DANGER and not self.unknown

    @property
    def heading(self) -> str:
        return _not_known(self.of)[0] if self.unknown else str(self.of.label)

    @property
    def words(self) -> str:
        """How the duty stands, or what to ask; what is in the duty is its holder's alone."""
        if self.unknown and self.of == Danger.CHILD and self.children_at_home:
            return _(
                "There are children under 18 at home. Nothing is decided by that. Ask: “Where are they when it happens?"
                " How are they?”"
            )
        if self.unknown:
            return _not_known(self.of)[1]
        if self.taken_back is not None:
            day = date_format(self.taken_back, "SHORT_DATE_FORMAT")
            police = _("Taken back on %(day)s. The duty to tell the police waits to be settled.")
            child = _("Taken back on %(day)s. The duty to make an underretning waits to be settled.")
            return (police if self.of == Danger.LIFE else child) % {"day": day}
        if self.of == Danger.PROTECTION:
            return _("Is a shelter rung?")
        if self.of == Danger.LIFE:
            raised = _(
                "A duty to tell the police has been raised. It is not known here whether the police have been told."
            )
            return raised if self.raised else _("Nobody has raised a duty to tell the police.")
        raised = _("A duty to make an underretning has been raised. It is not known here whether it has been made.")
        return raised if self.raised else _("Nobody has raised a duty to make an underretning.")


def _not_known(of: Danger) -> tuple[str, str]:
    """The same as an employee is told in the four steps: what is not known, and what to ask."""
    if of == Danger.LIFE:
        asks = [
            _("Nothing is decided by that. Ask, when you are alone with the person:"),
            _("“Is it worse than before? Are you afraid of being killed?”"),
            _("“Do you dare to go home today?”"),
        ]
        return _("Not known whether there is danger to life"), " ".join(asks)
    if of == Danger.PROTECTION:
        return _("Not known whether there is need of protection now"), _(
            "Ask: “Do you dare to go home today? Is there somewhere you can sleep?” If not, ring a shelter together."
        )
    if of == Danger.CHILD:
        return _("Not known whether a child is suffering"), _(
            "Nothing is decided by that. Ask: “Are there children at home? Where are they when it happens? Are you"
            " expecting?”"
        )
    return _("Not known whether the person is 18"), _(
        "Ask: “How old are you?” Someone under 18 is a child herself or himself, and then the question is whether to"
        " make an underretning."
    )


def worries_of(row: Screening) -> list[Worry]:
    """What is marked of one person."""
    return worries_in([row])[row.pk]


def worries_in(rows: Sequence[Screening]) -> dict[int, list[Worry]]:
    """What is marked of each, in its own order. What was taken back stays until the duty that anyone has of it is
    settled; what is not known until advice is given, or another door has her. A no takes no question away."""
    shared = {row.pk: one for row in rows if (one := shared_notes(row))}
    every = [*rows, *shared.values()]
    said, back, doubts = said_in(every), taken_back_in(every), doubts_in(every)
    return {row.pk: _worries(row, shared.get(row.pk), said, back, doubts) for row in rows}


def shared_notes(row: Screening) -> Screening | None:
    """What an employee registered of her, where she has said yes to the team's seeing it; else nothing of it."""
    return row.came_from if row.notes_shared else None


def _worries(
    row: Screening, shared: Screening | None, said_in: Mapping[int, frozenset[Danger]],
    back_in: Mapping[int, dict[Danger, date]], doubts_in: Mapping[int, frozenset[Danger]],
) -> list[Worry]:  # fmt: skip
    told = [row.pk, *([shared.pk] if shared else [])]
    said = frozenset[Danger]().union(*(said_in[pk] for pk in told))
    back = {danger: day for pk in reversed(told) for danger, day in back_in[pk].items()}
    doubts = frozenset[Danger]().union(*(doubts_in[pk] for pk in told)) if row.state not in LED_ON else frozenset()
    answers = answered_herself(row)
    if answers.get("adult") == Answer.YES:  # what the employee did not know she has answered since
        doubts -= {Danger.MINOR}
    if not (said or back or doubts):
        return []
    numbers = [number for number in (*told, row.earlier_id) if number]  # the seed's duty is the same one
    on: dict[str, Any] = {"zone_id": row.zone_id, "about": About.SCREENING, "about_ids": numbers}
    raised, waits = duties.kinds_raised(**on), duties.kinds_raised(**on, waiting=True)
    found = []
    for one in Danger:
        kinds = KINDS.get(one, frozenset())
        if one in said:
            found.append(Worry(one, raised=bool(kinds & raised)))
        elif one in back and kinds & waits:
            found.append(Worry(one, taken_back=back[one]))
        elif one in doubts:
            found.append(Worry(one, unknown=True, children_at_home=answers.get("children") == Answer.YES))
    return found
