"""What was said about danger: it has its duty at once, it is taken back only with a reason, and advice is kept."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act
from brobygger.base.codes import AgeGroup
from brobygger.base.decision import Refused
from brobygger.base.workdays import day_of
from brobygger.duties import actions as duties
from brobygger.duties import queries as duty_queries
from brobygger.duties.states import About, DutyKind
from brobygger.routes.codes import Answer
from brobygger.screening import queries, rules, sealed_sheet, state_change
from brobygger.screening.codes import AdviceGiven, Danger, LightAssessment, SafetyNoted
from brobygger.screening.danger_said import IN_DANGER, against, dangers_of, said_of
from brobygger.screening.models import CriterionAnswer, SafetyNote, Screening
from brobygger.screening.states import WITH_THE_TEAM
from brobygger.trail import actions as trail

# Which duty each of them makes; protection makes none, it has a door.
DUTIES = {DutyKind.POLICE: frozenset({Danger.LIFE}), DutyKind.PROFESSIONAL: frozenset({Danger.CHILD, Danger.MINOR})}


TOLD = (SafetyNoted.TOLD_TEAM, SafetyNoted.NOT_RUNG)  # by the employee, after it was sent


def standing(row: Screening) -> frozenset[Danger]:
    """What was said and not taken back, as it is answered and as it was noted: asked before an answer is changed."""
    return said_of(row) | _noted(row)


def follow(row: Screening, before: frozenset[Danger], *, why: str = "", by: Actor, at: datetime) -> None:
    """What was said has its duty, hers who heard it. What is taken back stands with the reason, and ends no duty.

    Refused where something that stood before is taken back and nothing is written of why.
    """
    _note_what_is_gone(row, before, why=why, by=by, at=at)
    now, noted = said_of(row), _noted(row)
    for one in sorted(now - noted):
        note(row, SafetyNoted.SAID, about=one, by=by, at=at)
    for kind, sources in DUTIES.items():
        if now & sources:
            _see_to(row, kind, newly=bool((now - noted) & sources), by=by, at=at)


def _note_what_is_gone(row: Screening, before: frozenset[Danger], *, why: str, by: Actor, at: datetime) -> None:
    gone = before - said_of(row)
    if gone and not why.strip():
        raise Refused("say_why_danger_is_taken_back")
    for one in sorted(gone):
        note(row, SafetyNoted.TAKEN_BACK, about=one, words=why.strip(), by=by, at=at)


@transaction.atomic
def take_danger_back(
    *, screening_id: int, dangers: Collection[str], why: str, act: Act = Act.SCREEN, by: Actor, at: datetime
) -> Screening:
    """It was a mistake, or is over: by whoever has the registration now, which is the team once it was sent.

    The answers say it no more; that it was said, and why it is not so, stays. Refused where it is not said, and
    without a reason.
    """
    row = (queries.own if act is Act.SCREEN else queries.for_team_writing)(by, screening_id, for_update=True)
    before, taken = standing(row), frozenset(Danger(one) for one in dangers)
    with_team = row.state in WITH_THE_TEAM or row.taken_by_id is not None
    rules.may_take_danger_back(
        named=bool(taken), said=taken <= before, others=act is Act.SCREEN and with_team
    ).require()
    _unsay(row, taken)
    _note_what_is_gone(row, before, why=why, by=by, at=at)
    return row


def _unsay(row: Screening, taken: frozenset[Danger]) -> None:
    kept: dict[str, Any] = {}
    if Danger.LIFE in taken:
        kept["danger"] = Answer.NO
    if Danger.CHILD in taken:
        kept["child_worry"] = Answer.NO
    if Danger.MINOR in taken:
        kept |= sealed_sheet.no_longer_young(row)
    state_change.keep(row, **kept)
    for one in CriterionAnswer.objects.filter(screening=row).select_related("criterion"):
        if dangers_of(one.criterion) & taken and against(one) == Answer.YES:
            one.answer = one.criterion.fits
            one.save(update_fields=["answer"])


def _noted(row: Screening) -> frozenset[Danger]:
    """What was noted as said and not taken back; however it was kept."""
    notes = row.safety_notes.filter(what__in=(SafetyNoted.SAID, SafetyNoted.TAKEN_BACK)).order_by("id")
    last = dict(notes.values_list("about", "what"))
    return frozenset(Danger(about) for about, what in last.items() if what == SafetyNoted.SAID)


def _see_to(row: Screening, kind: DutyKind, *, newly: bool, by: Actor, at: datetime) -> None:
    """She has a duty of the kind: one that waits, here or on the seed, is enough; one that is settled is not, where it
    is said anew."""
    numbers = [number for number in (row.pk, row.earlier_id) if number]
    about: dict[str, Any] = {"zone_id": row.zone_id, "about": About.SCREENING}
    held = [one for one in duty_queries.held_on(by, **about, about_ids=numbers) if one.kind == kind]
    if any(not one.settled for one in held) or (not newly and any(one.about_id == row.pk for one in held)):
        return
    duties.raise_duty(kind=kind, **about, about_id=row.pk, by=by, at=at)


def note(row: Screening, what: SafetyNoted, *, by: Actor, at: datetime, **told: Any) -> SafetyNote:
    """It stands among what is known of danger, and in the trail without its words."""
    made = SafetyNote.objects.create(
        zone_id=row.zone_id, screening=row, what=what, noted_at=at, noted_by_id=by.user_id, **told
    )
    trail.write("screening.safety_noted", by=by, at=at, about=row, kind=what, of=told.get("about", ""))
    return made


@dataclass(frozen=True, slots=True)
class Advice:
    """What was gone through with her before she went no other way, by whom and when. Nothing of it is scored."""

    given: Sequence[str]
    light: str
    given_by: str
    given_on: date
    words: str = ""


@transaction.atomic
def give_advice(*, screening_id: int, advice: Advice, act: Act = Act.SCREEN, by: Actor, at: datetime) -> SafetyNote:
    """Advice on safety was given and stands, by whoever registered her or by the team. Refused where nothing was gone
    through, or on a day before it began or that is to come."""
    row = (queries.own if act is Act.SCREEN else queries.for_team_writing)(by, screening_id, for_update=True)
    rules.may_note_advice(
        given=advice.given, given_by=advice.given_by, on=advice.given_on, began=day_of(row.started_at), today=day_of(at)
    ).require()
    return note(
        row, SafetyNoted.ADVICE, advice=[AdviceGiven(one).value for one in advice.given],
        light=LightAssessment(advice.light), given_by=advice.given_by.strip(), given_on=advice.given_on,
        words=advice.words.strip(), by=by, at=at,
    )  # fmt: skip


def is_advised(row: Screening) -> bool:
    """Whether advice was given since danger was said last."""
    newest = row.safety_notes.filter(what__in=(SafetyNoted.SAID, SafetyNoted.ADVICE)).order_by("-id").first()
    return newest is not None and newest.what == SafetyNoted.ADVICE


def needs_advice(row: Screening) -> bool:
    """Whether she is in danger, and goes no way before advice on safety was given."""
    return bool(said_of(row) & IN_DANGER) and not is_advised(row)


def notes_of(row: Screening, *, seen_by: Actor | None = None) -> list[SafetyNote]:
    """All that is known of danger, the newest first; for an employee without what the team noted after her."""
    notes = row.safety_notes.select_related("noted_by").order_by("-id")
    return [one for one in notes if seen_by is None or one.noted_by_id in (None, seen_by.user_id)]


def told_in(rows: Collection[Screening]) -> dict[int, list[SafetyNote]]:
    """What an employee told the team after each was sent, the newest first: for a list, asked once."""
    found: dict[int, list[SafetyNote]] = {row.pk: [] for row in rows}
    notes = SafetyNote.objects.filter(screening__in=rows, what__in=TOLD).select_related("noted_by")
    for one in notes.order_by("-id"):
        found[one.screening_id].append(one)
    return found


def not_taking_back(row: Screening, told: Mapping[str, Any]) -> dict[str, Any]:
    """What may be kept while a page saves by itself: a yes about danger is not undone by a slip of the hand."""
    stands = {"danger": row.detection.danger == Answer.YES, "child_worry": row.detection.child_worry == Answer.YES}
    stands["age_group"] = sealed_sheet.sheet_of(row).age_group == AgeGroup.G0_17
    return {name: value for name, value in told.items() if not stands.get(name)}


def not_unsaying(row: Screening, answers: Mapping[str, str]) -> dict[str, str]:
    """The same for the programme's questions."""
    given = CriterionAnswer.objects.filter(screening=row).select_related("criterion")
    stand = {one.criterion.key for one in given if dangers_of(one.criterion) and against(one) == Answer.YES}
    return {key: value for key, value in answers.items() if key not in stand}
