"""An assessment is begun, written step by step, and handed in; what stands before it is said all at once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act
from brobygger.base.decision import YES, Decision, NotFound, Refused, no
from brobygger.base.workdays import day_of, noon_of, plus_months
from brobygger.packs import queries as packs
from brobygger.packs import rules as pack_rules
from brobygger.packs.codes import OPINIONS, Kind, Part, Purpose
from brobygger.packs.models import Pack
from brobygger.packs.questions import Question
from brobygger.risk import begun_lines, queries, rules
from brobygger.risk.codes import ANSWERED, Due, Happened, Near, Reader
from brobygger.risk.models import Assessment, AssessmentCount, BegunLine, Rating, RiskCase, Scenario
from brobygger.risk.states import ASSESSMENT, OPEN, UNFINISHED, AssessmentState, RiskState, StepState
from brobygger.screening.danger_said import IN_DANGER, said_of
from brobygger.staff.queries import second_of_two
from brobygger.trail import actions as trail
from brobygger.trail.queries import entries_of

SEEN = ("risk.assessment_read", "risk.assessment_printed", "risk.answers_exported")
A = AssessmentState


def is_short(pack: Pack) -> bool:
    return pack.purpose == Purpose.CLARIFICATION


@transaction.atomic
def begin(*, case_id: int, pack_id: int, by: Actor, at: datetime) -> Assessment:
    """An assessment by the pack is being written. Refused without a licence, without a certificate, and beside another.

    'The last year' is the year before today, and stays that.
    """
    row = queries.case(by, case_id, act=Act.ASSESS, for_update=True)
    pack = packs.pack(by, pack_id)
    if row.state not in OPEN:
        raise Refused("risk_case_has_ended")
    if pack.purpose not in (Purpose.RISK, Purpose.CLARIFICATION):
        raise Refused("pack_is_for_something_else")
    _may_assess(by, row, pack, at).require()
    certified = queries.may_use(by, zone_id=row.zone_id, at=at, purpose=pack.purpose)
    pack_rules.may_begin(packs.to_begin(pack, zone_id=row.zone_id, is_trained=certified)).require()
    if queries.unfinished(row) is not None:
        raise Refused("an_assessment_is_being_written")
    today = day_of(at)
    made = Assessment.objects.create(
        zone_id=row.zone_id, case=row, pack=pack, state_at=at, begun_at=at, begun_by_id=by.worker_id,
        window_start=plus_months(today, -12), window_end=today,
    )  # fmt: skip
    BegunLine.objects.filter(case=row, step__in=ANSWERED).delete()  # of one that was broken off
    Rating.objects.create(zone_id=row.zone_id, assessment=made, reader=Reader.FIRST, worker_id=by.worker_id, kept_at=at)
    trail.write("risk.assessment_begun", by=by, at=at, about=made)
    return made


def _may_assess(by: Actor, row: RiskCase, pack: Pack, at: datetime) -> Decision:
    told: dict[str, Any] = {"zone_id": row.zone_id, "at": at}
    return rules.may_assess(
        is_certified=queries.may_use(by, **told, purpose=Purpose.RISK),
        is_short=is_short(pack),
        may_use_short=queries.may_use(by, **told, purpose=Purpose.CLARIFICATION),
    )


def draft(by: Actor, assessment_id: int) -> Assessment:
    """The assessment, held, where it is being written; Refused where it is not."""
    row = queries.assessment(by, assessment_id, act=Act.ASSESS, for_update=True)
    if row.state != A.DRAFT:
        raise Refused("assessment_is_handed_in")
    return row


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What is written at the end of an assessment."""

    review_on: date | None = None
    summary: str = ""
    reason: str = ""  # why little is urgent although something warns; of a short one why no full one is needed
    advice: Collection[str] = ()
    advice_words: str = ""


@transaction.atomic
def keep_answers(
    *, rating_id: int, answers: Mapping[str, Sequence[Any]], edition: int | None, conclusion: Conclusion | None = None,
    by: Actor, at: datetime,
) -> Rating:  # fmt: skip
    """The reader's answers stand as told. Refused for another's rating, and where it was written elsewhere meanwhile.

    Without an edition what is told counts, whatever was there.
    """
    found = Rating.objects.select_for_update(of=("self",)).filter(pk=rating_id).first()
    if found is None:
        raise NotFound("not_found")
    row = queries.assessment(by, found.assessment_id, act=Act.ASSESS)
    is_in = found.handed_in_at is not None
    rules.may_write(state=row.state, writer=found.worker_id, me=by.worker_id, handed_in=is_in).require()
    if edition is not None and edition != found.edition:
        raise Refused("written_in_another_window")
    written = queries.as_kept(answers)
    concluded = conclusion is not None and _conclude(row, conclusion)
    if written != found.answers or concluded:
        found.answers, found.edition, found.kept_at = written, found.edition + 1, at
        found.save(update_fields=["answers", "edition", "kept_at"])
        trail.write("risk.answers_kept", by=by, at=at, about=found)
    return found


def conclusion_of(row: Assessment) -> Conclusion:
    """The end of the assessment as it stands."""
    return Conclusion(row.review_on, row.summary, row.reason, row.advice, row.advice_words)


@transaction.atomic
def keep_conclusion(*, assessment_id: int, told: Conclusion, by: Actor, at: datetime) -> Assessment:
    """The end of the assessment stands as written so far."""
    row = draft(by, assessment_id)
    _conclude(row, told)
    trail.write("risk.conclusion_kept", by=by, at=at, about=row)
    return row


def _conclude(row: Assessment, told: Conclusion) -> bool:
    """Whether what is told differs from what stood; it stands from now on."""
    names = ("review_on", "summary", "reason", "advice", "advice_words")
    before = [getattr(row, name) for name in names]
    row.review_on, row.summary, row.reason = told.review_on, told.summary.strip(), told.reason.strip()
    row.advice, row.advice_words = list(told.advice), told.advice_words.strip()
    row.save(update_fields=names)
    return before != [getattr(row, name) for name in names]


def questions_of(pack: Pack, *parts: str) -> list[Question]:
    """The questions of the pack that are answered and have one of the parts."""
    walked = (one for top in pack.questions.top for one in top.walk())
    return [one for one in walked if one.part in parts and one.kind not in (Kind.GROUP, Kind.DISPLAY)]


def presence_of(pack: Pack) -> list[Question]:
    """What is asked about what there is: of a pack that names no parts, everything but its opinions."""
    parts = (Part.PAST, Part.RECENT)
    named = questions_of(pack, *parts)
    return named or [one for one in questions_of(pack, "", Part.FACTOR) if one.kind == Kind.CHOICE]


def factor_of(pack: Pack) -> dict[str, str]:
    """To which factor each question of the pack belongs."""
    factors = [one for top in pack.questions.top for one in top.walk() if one.part == Part.FACTOR]
    return {inner.link_id: one.link_id for one in factors for inner in one.walk()}


def _borne_on(by: Actor, row: RiskCase) -> frozenset[str]:
    rows = row.evidence.filter(struck_at=None).values_list("bears_on", flat=True)
    return frozenset(factor for factors in rows for factor in factors)


def facts_of(row: Assessment, *, by: Actor, at: datetime) -> rules.HandIn:
    """What the safeguards are asked with, as the assessment stands: what two agree on as far as it is written."""
    pack, ratings = row.pack, queries.ratings(row, me=None)
    holds = ratings.agreed or ratings.holds
    told, answers = queries.told_in(row, holds), queries.answers_of(holds)
    reached, shut = pack.questions.reached(answers), pack.questions.shut(answers)
    opinions = [one for one in questions_of(pack, *OPINIONS) if one.link_id in reached]
    wanted = {one.link_id: one.evidence_for for one in pack.questions.by_id.values() if one.evidence_for}
    scenarios = Scenario.objects.filter(assessment=row, struck_at=None)
    return rules.HandIn(
        today=day_of(at),
        now=at,
        is_short=is_short(pack),
        is_certified=bool(_may_assess(by, row.case, pack, at)),
        are_two=row.case.second_id is not None and row.case.assessor_id is not None,
        unanswered_opinions=[one.link_id for one in opinions if not told.get(one.link_id)],
        without_evidence=rules.without_evidence(told, wanted, _borne_on(by, row.case), factor_of(pack)),
        unanswered_required=[one.link_id for one in unanswered_required(row)],
        much_unknown=_is_much_unknown(pack, told, shut),
        danger_unknown=is_short(pack) and (not pack.questions.warn or bool(rules.unknowns(told, _warning(pack, shut)))),
        says_near=_says_most(pack, told, Part.IMMINENCE) or scenarios.filter(near=Near.DAY).exists(),
        steps_due=list(row.steps.filter(state=StepState.AGREED).values_list("due_at", flat=True)),
        says_least_urgent=_says(pack, told, Part.PRIORITY, 0),
        red_flag=has_red_flag(row),
        says_grave=any(
            rules.place_in(order_of(one), _one(told, one)) == 1 or _one(told, one) == rules.NOT_KNOWN
            for one in questions_of(pack, *OPINIONS)
            if one.part != Part.PRIORITY
        ),
        reason=row.reason,
        summary=row.summary,
        advised=bool(row.advice or row.advice_words),
        review_on=row.review_on,
    )


def has_red_flag(row: Assessment) -> bool:
    """Whether something warns: an answer that the pack marks, in this or the last short version, or danger that was
    said and stands."""
    return bool(_flags(row)) or danger_is_known(row.case, but=row.pk)


def danger_is_known(case: RiskCase, *, but: int | None = None) -> bool:
    """Whether danger was said and stands, or the short version that holds, if it is another, found something."""
    holds = queries.holding(case)
    found = holds is not None and holds.pk != but and is_short(holds.pack) and bool(_flags(holds))
    return found or bool(said_of(case.screening) & IN_DANGER)


def near_was_said(case: RiskCase) -> bool:
    """Whether the last full assessment says that new violence is as near as it can be."""
    full = queries.last_full(case)
    if full is None:
        return False
    told = queries.told_in(full, queries.ratings(full, me=None).holds)
    return _says_most(full.pack, told, Part.IMMINENCE) or full.scenarios.filter(struck_at=None, near=Near.DAY).exists()


def near_was_read(case: RiskCase) -> bool:
    """Whether a reader has handed in that new violence is as near as it can be, in an assessment that never held."""
    rows = case.assessments.filter(state__in=(*UNFINISHED, A.BROKEN_OFF)).select_related("pack")
    read = [(one.pack, queries.told_in(one, each)) for one in rows for each in one.ratings.exclude(handed_in_at=None)]
    return any(_says_most(pack, told, Part.IMMINENCE) for pack, told in read)


def _flags(row: Assessment) -> list[str]:
    told = queries.told_in(row, queries.ratings(row, me=None).holds)
    return rules.red_flags(told, {one.link_id: one.red_flags for one in row.pack.questions.by_id.values()})


def _warning(pack: Pack, shut: Collection[str]) -> list[str]:
    """The questions of which an answer would warn."""
    return [one.link_id for one in pack.questions.by_id.values() if one.red_flags and one.link_id not in shut]


def _is_much_unknown(pack: Pack, told: Mapping[str, Sequence[Any]], shut: Collection[str]) -> bool:
    """Whether more than half is not known of what there is, or of whether what may be there matters."""
    presence, belongs = [one for one in presence_of(pack) if one.link_id not in shut], factor_of(pack)
    absent = {belongs.get(one.link_id) for one in presence} - {
        belongs.get(one.link_id) for one in presence if told.get(one.link_id) != ["no"]
    }
    matters = [one for one in questions_of(pack, Part.RELEVANCE) if belongs.get(one.link_id) not in absent]
    asked = ([one.link_id for one in questions] for questions in (presence, matters))
    return any(rules.is_much(rules.unknowns(told, one), asked=len(one)) for one in asked)


def unanswered_required(row: Assessment) -> list[Question]:
    """What the pack requires and the answers lead to, and nobody has answered."""
    ratings = queries.ratings(row, me=None)
    told = {**queries.answers_of(ratings.first), **queries.answers_of(ratings.holds)}
    reached = row.pack.questions.reached(told)
    return [
        one
        for one in row.pack.questions.by_id.values()
        if one.required and one.link_id in reached and one.kind not in (Kind.GROUP, Kind.DISPLAY)
        and not told.get(one.link_id)
    ]  # fmt: skip


def _says_most(pack: Pack, told: Mapping[str, Sequence[Any]], part: str) -> bool:
    return _says(pack, told, part, -1)


def _says(pack: Pack, told: Mapping[str, Sequence[Any]], part: str, place: int) -> bool:
    return any(
        one.options and one.options[place].code in (told.get(one.link_id) or []) for one in questions_of(pack, part)
    )


@transaction.atomic
def hand_in(*, assessment_id: int, by: Actor, at: datetime) -> Assessment:
    """The assessment holds, and the next look has its day; or it waits for a second person where it says that something
    is less grave than the last full one did, or than one of two readers did, or where a short one may put something
    off: then a nearer next look counts at once. Refused by the first safeguard that stands in the way, and while
    something that the actor has begun is not part of it."""
    row = draft(by, assessment_id)
    told = queries.ratings(row, me=None)
    if begun := begun_lines.begun_steps(by, row.case_id):
        raise Refused("begun_line_left", which=", ".join(str(one.label) for one in begun))
    for decision in rules.safeguards(facts_of(row, by=by, at=at)):
        decision.require()
    if told.second is not None and not (told.agreed and told.agreed.handed_in_at):
        raise Refused("the_two_have_not_agreed")
    if told.first is not None and told.first.handed_in_at is None:
        _in(told.first, by, at)
    row.handed_in_at, row.handed_in_by_id = at, by.worker_id
    if not (lowered(row) or _may_put_off(row, told)):
        return _holds(row, by, at)
    _look_no_later(row, at)
    return _move(row, A.TO_CONFIRM, by, at)


def _may_put_off(row: Assessment, told: queries.Ratings) -> bool:
    """Whether a short one says why no full one is needed, or two who found nothing agree on a day of their own."""
    by_two = told.agreed is not None and not _flags(row)
    return is_short(row.pack) and (by_two or rules.says_something(row.reason))


def _in(rating: Rating, by: Actor, at: datetime) -> None:
    rating.handed_in_at = at
    rating.save(update_fields=["handed_in_at"])
    trail.write("risk.rating_handed_in", by=by, at=at, about=rating)


def lowered(row: Assessment) -> list[Question]:
    """The opinions that say less than the last full one did, whatever short ones came between, or than one of two who
    read for themselves. A short one has no opinions: it says less than any that are not the least, where it has found
    nothing itself."""
    before, told, now = queries.last_full(row.case), queries.ratings(row, me=None), _places(row)
    less, apart = set[str](), list[Question]()
    for read in (told.first, told.second) if told.agreed is not None else ():
        less |= rules.lowered(_places(row, read), now)
    if before is not None and not (is_short(row.pack) and _flags(row)):
        if before.pack.url == row.pack.url:
            less |= rules.lowered(_places(before), now)
        else:
            parts = rules.lowered(_by_part(before), _by_part(row))
            apart = [one for one in questions_of(before.pack, *OPINIONS) if one.part in parts]
    return [one for one in questions_of(row.pack, *OPINIONS) if one.link_id in less] + apart


def _places(row: Assessment, rating: Rating | None = None) -> dict[str, float]:
    """Where each opinion lies among its answers, in the rating or in what the assessment says."""
    told = queries.told_in(row, rating or queries.ratings(row, me=None).holds)
    return {one.link_id: rules.place_in(order_of(one), _one(told, one)) for one in questions_of(row.pack, *OPINIONS)}


def _by_part(row: Assessment) -> dict[str, float]:
    """Of two forms each kind of opinion, at its gravest, can be compared."""
    found, places = dict[str, float](), _places(row)
    for one in questions_of(row.pack, *OPINIONS):
        found[one.part] = max(found.get(one.part, 0.0), places[one.link_id])
    return found


def order_of(one: Question) -> list[str]:
    """The answers to an opinion from the least to the most: as the pack has them, but yes is more than no."""
    codes = [option.code for option in one.options if option.code != rules.NOT_KNOWN]
    from_yes = "yes" in codes and "no" in codes[codes.index("yes") :]
    return codes[::-1] if from_yes else codes


def _one(answers: Mapping[str, Sequence[Any]], question: Question) -> str:
    return str((answers.get(question.link_id) or [""])[0])


def may_confirm(row: Assessment, *, by: Actor) -> Decision:
    """Whether the actor is one who can: not the one who handed it in; where two have read, the other of them; and who
    has opened it since it was handed in."""
    told = queries.ratings(row, me=None)
    readers = {one.worker_id for one in (told.first, told.second) if one is not None}
    if by.user_id == row.handed_in_by_id or (told.second is not None and by.user_id not in readers):
        return no("the_other_reader_confirms")
    seen = entries_of("assessment", row.pk, zones=by.zones()).filter(by_id=by.user_id, what__in=SEEN)
    return YES if seen.filter(at__gte=row.handed_in_at).exists() else no("read_it_before_you_confirm")


@transaction.atomic
def confirm(*, assessment_id: int, by: Actor, at: datetime) -> Assessment:
    """A second person has read it and agrees: it holds. Never the one who handed it in; where two have read, the other
    of them."""
    row = queries.assessment(by, assessment_id, for_update=True)
    if row.state != A.TO_CONFIRM:
        raise Refused("assessment_waits_for_nobody")
    second_of_two(by, row.handed_in_by_id).require()
    may_confirm(row, by=by).require()
    row.confirmed_at, row.confirmed_by_id = at, by.worker_id
    return _holds(row, by, at)


@transaction.atomic
def send_back(*, assessment_id: int, words: str, by: Actor, at: datetime) -> Assessment:
    """It is written on, for what is said in words: the second person does not agree yet, or the one who handed it in
    has thought again. What held before holds on."""
    row = queries.assessment(by, assessment_id, for_update=True)
    if row.state != A.TO_CONFIRM:
        raise Refused("assessment_waits_for_nobody")
    if not words.strip():
        raise Refused("say_why_sent_back")
    row.handed_in_at = row.handed_in_by_id = None
    row.sent_back_words, row.sent_back_by_id = words.strip(), by.worker_id
    told = queries.ratings(row, me=None)
    again = told.agreed or told.first  # what two have read for themselves stays as they read it
    if again is not None:
        again.handed_in_at = None
        again.save(update_fields=["handed_in_at"])
    return _move(row, A.DRAFT, by, at)


@transaction.atomic
def break_off(*, assessment_id: int, by: Actor, at: datetime) -> Assessment:
    """It is written no more, and may be taken up again; what held before holds on. By whoever writes it or assesses.
    Refused where two have read: what they found is agreed on and handed in."""
    row = draft(by, assessment_id)
    if queries.ratings(row, me=None).both_in:
        raise Refused("both_have_read")
    if by.user_id not in (row.begun_by_id, row.case.assessor_id):
        raise Refused("not_yours_to_break_off")
    return _move(row, A.BROKEN_OFF, by, at)


@transaction.atomic
def take_up(*, assessment_id: int, by: Actor, at: datetime) -> Assessment:
    """What was broken off is written on. Refused where another has been begun meanwhile."""
    row = queries.assessment(by, assessment_id, act=Act.ASSESS, for_update=True)
    queries.case(by, row.case_id, act=Act.ASSESS, for_update=True)
    if queries.unfinished(row.case) is not None:
        raise Refused("an_assessment_is_being_written")
    return _move(row, A.DRAFT, by, at)


def _move(row: Assessment, to: AssessmentState, by: Actor, at: datetime) -> Assessment:
    ASSESSMENT.may_move(row.state, to).require()
    before, row.state, row.state_at = row.state, to, at
    row.save()
    trail.write("risk.assessment_moved", by=by, at=at, about=row, before=before, to=to)
    return row


def _happened_since(row: Assessment, case: RiskCase, at: datetime) -> datetime | None:
    """When what has happened since the assessment was begun asks for a new look: what was written may not know it."""
    asks = [
        one.noted_at if one.what == Happened.COURSE else one.noted_at + rules.NEW_LOOK_WITHIN
        for one in case.events.filter(noted_at__gt=row.begun_at, on__lte=day_of(at))
    ]
    return min(asks, default=None)


def _next_look(row: Assessment, case: RiskCase, at: datetime) -> rules.Next:
    """The next look that the assessment asks for; what a short one found is known since it was handed in."""
    assert row.review_on is not None and row.handed_in_at is not None  # noqa: S101, PT018  a safeguard
    coming = case.events.filter(on__gt=day_of(at)).order_by("on").first()
    return rules.next_look(
        is_short=is_short(row.pack), red_flag=has_red_flag(row), known_at=row.handed_in_at, now=at,
        review_at=noon_of(row.review_on), before=rules.day_before(coming.on) if coming is not None else None,
        happened=_happened_since(row, case, at),
    )  # fmt: skip


def _look_no_later(row: Assessment, at: datetime) -> None:
    """While it waits for a second person, the next look is as near as it asks for, and never later than it was."""
    case = RiskCase.objects.select_for_update(of=("self",)).get(pk=row.case_id)
    told = _next_look(row, case, at)
    if case.due_at is not None and told.at < case.due_at:
        _look_at(case, told, at, otherwise=RiskState(case.state))


def _waits_for_a_full(case: RiskCase) -> bool:
    """Also of one whom others assess, as long as the day of the full one stands."""
    return case.state == RiskState.TO_ASSESS or case.due_because in (Due.FIRST, Due.FULL)


def _look_at(case: RiskCase, told: rules.Next, at: datetime, *, otherwise: RiskState) -> None:
    """The next look is then; where a full assessment is due, the person waits for it."""
    state = RiskState.TO_ASSESS if told.because is rules.Because.FULL else otherwise
    if state != case.state:
        case.state, case.state_at = state, at
    case.due_at, case.due_because = told.at, Due(told.because)
    case.save(update_fields=["state", "state_at", "due_at", "due_because"])


def _holds(row: Assessment, by: Actor, at: datetime) -> Assessment:
    """It holds in the place of the last one, and the next look has its day; one person's short version puts off no day
    that stands."""
    before = queries.holding(row.case)
    if before is not None:
        _move(before, A.SUPERSEDED, by, at)
    _move(row, A.IN_FORCE, by, at)
    case = RiskCase.objects.select_for_update(of=("self",)).get(pk=row.case_id)
    assert row.handed_in_at is not None and case.due_at is not None  # noqa: S101, PT018  who is followed has a day
    AssessmentCount.objects.create(
        zone_id=case.zone_id, programme_id=case.programme_id, due_on=day_of(case.due_at),
        done_on=day_of(row.handed_in_at), first=before is None,
    )  # fmt: skip
    told = _next_look(row, case, at)
    if is_short(row.pack) and not rules.after_a_short(
        told, stands_at=case.due_at, is_for_a_full=_waits_for_a_full(case),
        is_confirmed=row.confirmed_by_id is not None, has_reason=rules.says_something(row.reason),
    ):  # fmt: skip
        return row
    _look_at(case, told, at, otherwise=RiskState.FOLLOWED)
    return row
