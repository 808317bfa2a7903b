"""What stands said about danger, wherever in a registration it was said: read for a page, a list or a rule."""

from __future__ import annotations

from collections.abc import Sequence

from brobygger.base.codes import AgeGroup
from brobygger.routes import queries as routes
from brobygger.routes.codes import ADULT, Answer, Route
from brobygger.routes.models import Criterion
from brobygger.screening import sheet
from brobygger.screening.codes import Danger
from brobygger.screening.models import CriterionAnswer, Screening

IN_DANGER = frozenset({Danger.LIFE, Danger.PROTECTION})


def said_of(row: Screening) -> frozenset[Danger]:
    """What stands said about danger, wherever in the registration it was said."""
    return said_in([row])[row.pk]


def said_in(rows: Sequence[Screening]) -> dict[int, frozenset[Danger]]:
    """The same for a whole list, asked once."""
    return _with_answer(rows, Answer.YES)


def unknown_of(row: Screening) -> frozenset[Danger]:
    """What was asked, and is not known: it decides nothing, and calls for advice."""
    return _with_answer([row], Answer.UNKNOWN)[row.pk]


def _with_answer(rows: Sequence[Screening], answer: Answer) -> dict[int, frozenset[Danger]]:
    found: dict[int, set[Danger]] = {row.pk: set() for row in rows}
    for row in rows:
        told = row.detection
        asked = ((Danger.LIFE, told.danger), (Danger.CHILD, told.child_worry))
        found[row.pk].update(danger for danger, said in asked if said == answer)
        if answer == Answer.YES and AgeGroup.G0_17 in (told.age_group, sheet.sheet_of(row).age_group):
            found[row.pk].add(Danger.MINOR)
    for one in CriterionAnswer.objects.filter(screening__in=rows).select_related("criterion"):
        if against(one) == answer:
            found[one.screening_id].update(dangers_of(one.criterion))
    return {pk: frozenset(said) for pk, said in found.items()}


def dangers_of(criterion: Criterion) -> set[Danger]:
    """What is said where the programme's question is answered against."""
    asked = {Danger.PROTECTION: criterion.otherwise == Route.SHELTER, Danger.MINOR: criterion.key == ADULT}
    return {danger for danger, about in asked.items() if about}


def against(one: CriterionAnswer) -> str:
    return one.answer if one.criterion.fits == Answer.NO else _turned(one.answer)


def _turned(answer: str) -> str:
    return {Answer.YES: Answer.NO, Answer.NO: Answer.YES}.get(Answer(answer), Answer.UNKNOWN)


def safety_is_asked(row: Screening) -> bool:
    """Whether each of the programme's questions of safety has an answer; none has where no version was ever asked."""
    if row.criteria is None:
        return False
    asked = {one.pk for one in routes.safety_questions(routes.criteria_of(row.criteria))}
    return asked <= set(CriterionAnswer.objects.filter(screening=row).values_list("criterion_id", flat=True))
