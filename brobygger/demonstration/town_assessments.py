"""The assessors of both towns, and those whom they follow: one in each state that the board shows."""

from datetime import datetime, timedelta
from typing import Any

from brobygger.access.actor import Actor
from brobygger.base.workdays import day_of
from brobygger.demonstration.town import Town
from brobygger.packs import actions as packs
from brobygger.packs.codes import OPINIONS, Part
from brobygger.packs.models import Pack
from brobygger.reach import actions as reach
from brobygger.reach.actions import Held
from brobygger.risk import assessing, case_actions, queries, second_reading, written_actions
from brobygger.risk.assessing import Conclusion, presence_of, questions_of
from brobygger.risk.models import Assessment, Rating, RiskCase
from brobygger.risk.written_actions import Known, MayHappen, ToDo

SARA = "urn:brobygger:form:sara-v3-structure"
FOLLOWED = timedelta(days=60)  # whoever has been talked with before that needs no more


def assessments(town: Town, leader: str, assessor: str, second: str, now: datetime) -> None:
    """Two assessors with certificates and a licence, and people who wait, are followed, read twice, or done with."""
    _certificates(town, leader, (assessor, second), now)
    by = town.actor(leader)
    cases = list(RiskCase.objects.filter(zone_id=town.zone_id, state="to_assess").order_by("-state_at", "-pk"))
    for row in cases:
        case_actions.name_assessors(
            case_id=row.pk, assessor=town.ids[assessor], second=town.ids[second], by=by, at=row.state_at
        )
    recent = [row for row in cases if row.state_at > now - FOLLOWED]
    by = town.actor(assessor)
    for row in cases:
        if row not in recent:
            case_actions.end(case_id=row.pk, why="help_ended", by=by, at=row.state_at + FOLLOWED)
    for row, state in zip(recent, (_waits, _followed, _read_twice, _written, _elsewhere, _happened), strict=False):
        state(town, assessor, second, row, now)


def _certificates(town: Town, leader: str, workers: tuple[str, ...], now: datetime) -> None:
    by, at = town.actor(leader), now - timedelta(days=299)
    kind = reach.keep_kind(
        zone_id=town.zone_id, name="SARA-V3", gives=("risk", "risk_short", "knowledge"), renewal_months=24, by=by, at=at
    )
    held = Held(kind_id=kind.pk, held_on=day_of(at), provider="Kursus", workers=[town.ids[one] for one in workers])
    reach.note_training(zone_id=town.zone_id, held=held, by=by, at=at)
    packs.note_licence(zone_id=town.zone_id, url=SARA, reference="Ordre 0000 (opdigtet)", by=by, at=at)


def _waits(town: Town, assessor: str, second: str, row: RiskCase, now: datetime) -> None:
    case_actions.set_first(case_id=row.pk, because="children", by=town.actor(assessor), at=now - timedelta(hours=2))


def _begun(by: Actor, row: RiskCase, at: datetime) -> Assessment:
    pack = Pack.objects.filter(url=SARA, zone=None).latest("version")
    made = assessing.begin(case_id=row.pk, pack_id=pack.pk, by=by, at=at)
    known = Known(
        words="Han har ventet på hende ved arbejdet to gange", source="herself", reliability="seen",
        learned_on=day_of(at), happened_on=None, readers="leader", may_learn="no", bears_on=("N1", "N2"),
    )  # fmt: skip
    written_actions.note_evidence(case_id=row.pk, told=known, by=by, at=at)
    return made


def _answers(row: Assessment, **different: str) -> dict[str, list[Any]]:
    answers = {one.link_id: ["no"] for one in (*presence_of(row.pack), *questions_of(row.pack, Part.RELEVANCE))}
    answers |= {one.link_id: [one.options[1].code] for one in questions_of(row.pack, *OPINIONS)}
    answers |= {"N1.recent": ["yes"], "N2.recent": ["partly"], "V1.recent": ["not_known"]}
    return answers | {question: [code] for question, code in different.items()}


def _keep(row: Assessment, reader: str, by: Actor, at: datetime, **different: str) -> Rating:
    rating = row.ratings.get(reader=reader)
    return assessing.keep_answers(
        rating_id=rating.pk, answers=_answers(row, **different), edition=None, by=by, at=at
    )  # fmt: skip


def _whole(by: Actor, row: Assessment, town: Town, assessor: str, at: datetime, days: int) -> None:
    told = MayHappen(
        nature="Opsøger hende igen, når han hører om mødet i retten", severity="Slag og trusler", near="weeks",
        frequency="Som før, i ugerne op til mødet", likelihood="Mere, hvis han drikker; mindre, når broren er der",
    )  # fmt: skip
    scenario = written_actions.write_scenario(assessment_id=row.pk, told=told, by=by, at=at)
    do = ToDo(
        kind="safety", words="Gå sikkerhedsplanen igennem, også vejen hjem", due_at=at + timedelta(days=3),
        worker=town.ids[assessor], scenario=scenario.pk,
    )  # fmt: skip
    written_actions.agree_step(assessment_id=row.pk, told=do, by=by, at=at)
    conclusion = Conclusion(day_of(at) + timedelta(days=days), "Følges tæt frem til retsmødet.")
    assessing.keep_conclusion(assessment_id=row.pk, told=conclusion, by=by, at=at)


def _followed(town: Town, assessor: str, second: str, row: RiskCase, now: datetime) -> None:
    by, at = town.actor(assessor), max(row.state_at, now - timedelta(days=16))
    made = _begun(by, row, at)
    _keep(made, "first", by, at)
    _whole(by, made, town, assessor, at, max(1, (day_of(now) - day_of(at)).days - 1))
    assessing.hand_in(assessment_id=made.pk, by=by, at=at)


def _happened(town: Town, assessor: str, second: str, row: RiskCase, now: datetime) -> None:
    by, at = town.actor(assessor), max(row.state_at, now - timedelta(days=20))
    made = _begun(by, row, at)
    _keep(made, "first", by, at)
    _whole(by, made, town, assessor, at, 60)
    assessing.hand_in(assessment_id=made.pk, by=by, at=at)
    case_actions.note_event(
        case_id=row.pk, what="contact", on=day_of(now), words="Har skrevet til hendes søster", by=by, at=now
    )


def _read_twice(town: Town, assessor: str, second: str, row: RiskCase, now: datetime) -> None:
    at = max(row.state_at, now - timedelta(days=12))
    made = _begun(town.actor(assessor), row, at)
    second_reading.begin_second_reading(assessment_id=made.pk, by=town.actor(second), at=at)
    for who, reader, different in ((assessor, "first", {}), (second, "second", {"priority": "high"})):
        by = town.actor(who)
        rating = _keep(made, reader, by, at, **different)
        second_reading.hand_in_rating(rating_id=rating.pk, by=by, at=at)
    by = town.actor(assessor)
    second_reading.begin_to_agree(assessment_id=made.pk, by=by, at=at)
    rating = _keep(made, "agreed", by, at, priority="high")
    second_reading.hand_in_rating(rating_id=rating.pk, by=by, at=at)
    _whole(by, made, town, assessor, at, 30)
    assessing.hand_in(assessment_id=made.pk, by=by, at=at)


def _written(town: Town, assessor: str, second: str, row: RiskCase, now: datetime) -> None:
    by, at = town.actor(assessor), max(row.state_at, now - timedelta(days=1))
    made = _begun(by, row, at)
    _keep(made, "first", by, at)
    _whole(by, made, town, assessor, at, 30)


def _elsewhere(town: Town, assessor: str, second: str, row: RiskCase, now: datetime) -> None:
    at = max(row.state_at, now - timedelta(days=5))
    on = day_of(now) + timedelta(days=2)
    made = case_actions.lead_elsewhere(case_id=row.pk, to="stalking", follow_up_on=on, by=town.actor(assessor), at=at)
    if queries.waits_for_a_second(made):
        case_actions.confirm_elsewhere(case_id=row.pk, by=town.actor(second), at=at)
