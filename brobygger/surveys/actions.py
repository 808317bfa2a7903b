"""The writing door: how a programme asks, who is invited or exempted, slips, and who is rung for an interview."""

from datetime import datetime

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, may, zones_for
from brobygger.base.codes import Survey
from brobygger.base.decision import NotFound, Refused
from brobygger.base.workdays import day_of
from brobygger.cases import actions as cases
from brobygger.contact import actions as contact
from brobygger.people.channels import Channel
from brobygger.surveys import inviting, queries, rules, spoken_codes
from brobygger.surveys.answering_actions import answer, open_due, wish_interview
from brobygger.surveys.codes import Way
from brobygger.surveys.models import Setup
from brobygger.surveys.states import INTERVIEW, InterviewState
from brobygger.trail import actions as trail

__all__ = [
    "answer", "decide", "exempt", "invite", "open_due", "print_slips", "read_interview", "settle_interview",
    "wish_interview",
]  # fmt: skip

WORDING = "questions_for_you"
SENT_BY = {Way.SMS: Channel.SMS, Way.EMAIL: Channel.EMAIL}
MOST_SLIPS = 60


@transaction.atomic
def decide(
    *, zone_id: int, programme_id: int, is_open: bool, least: int, reminders: bool, by: Actor, at: datetime
) -> Setup:
    """The programme asks in this way in the zone from now on. What lies sealed already is opened by the new way."""
    if zone_id not in zones_for(by, Act.KEEP_SURVEYS):
        raise NotFound("not_found")
    row, _new = Setup.objects.update_or_create(
        zone_id=zone_id,
        programme_id=programme_id,
        defaults={
            "is_open": is_open, "least": least, "reminders": reminders, "changed_at": at, "changed_by_id": by.user_id,
        },
    )  # fmt: skip
    trail.write("surveys.decided", by=by, at=at, zone_id=zone_id, least=least, reminders=reminders, is_open=is_open)
    return row


@transaction.atomic
def invite(*, case_id: int, way: str, by: Actor, at: datetime) -> str:
    """Whom the case is about is invited, and of her it is noted that she was. Returns the code where it is read aloud:
    it is told this once, and stands nowhere.

    Refused where she has not been reached or was invited before, where the survey does not run, and with the gate's
    reason where nobody may contact her at all or her card does not let the message go now; then nothing is noted.
    """
    case, facts = inviting.to_invite(by, case_id, at=at, lock=True)
    rules.may_invite(facts).require()
    chosen = Way(way)
    code = "" if chosen is Way.SLIP else spoken_codes.new_code(
        spoken_codes.ANSWER, zone_id=case.zone_id, on=day_of(at)
    )  # fmt: skip
    cases.note_survey(case=case, survey=Survey.SENT, by=by, at=at)
    trail.write("surveys.invited", by=by, at=at, about=case, way=way)
    if chosen in SENT_BY:
        # Last of all: a refusal after the wire has been touched would undo what is noted, and not the message.
        contact.send_unkept(
            person=case.person, channel=SENT_BY[chosen], wording=WORDING, values={"link": f"/s/{code}/"}, by=by, at=at
        )
    return code if chosen is Way.ALOUD else ""


@transaction.atomic
def exempt(*, case_id: int, why: str, by: Actor, at: datetime) -> None:
    """Whom the case is about is not invited, and why stands in the register. Refused where the invitation has gone."""
    case, facts = inviting.to_invite(by, case_id, at=at, lock=True)
    rules.may_exempt(facts).require()
    if why == Survey.SENT or why not in Survey.values:
        raise Refused("reason_missing")
    cases.note_survey(case=case, survey=why, by=by, at=at)
    trail.write("surveys.exempted", by=by, at=at, about=case, why=why)


@transaction.atomic
def print_slips(*, zone_id: int, count: int, by: Actor, at: datetime) -> list[str]:
    """So many codes, to be printed now: they stand nowhere, and belong to nobody. Refused for too many at once."""
    if zone_id not in zones_for(by, Act.KEEP_SURVEYS):
        raise NotFound("not_found")
    if not 1 <= count <= MOST_SLIPS:
        raise Refused("too_many_slips")
    trail.write("surveys.slips_printed", by=by, at=at, zone_id=zone_id, rows=count)
    return [spoken_codes.new_code(spoken_codes.ANSWER, zone_id=zone_id, on=day_of(at)) for _ in range(count)]


@transaction.atomic
def read_interview(*, interview_id: int, by: Actor, at: datetime) -> inviting.ToRing:
    """What someone wrote who would like to be interviewed, and whether she may be rung: where her number is that of
    someone who is known here, the gate is asked, and where it says no the number is not shown. The trail knows it."""
    row = queries.interview(by, interview_id)
    trail.write("surveys.interview_read", by=by, at=at, about=row)
    return inviting.to_ring(by, row, at)


@transaction.atomic
def settle_interview(*, interview_id: int, state: str, by: Actor, at: datetime) -> None:
    """What came of it; what she wrote is gone. Refused where it has been said already."""
    row = queries.interview(by, interview_id, lock=True)
    may(by, Act.SEE_INTERVIEWS, row).require()
    INTERVIEW.may_move(row.state, InterviewState(state)).require()
    row.state, row.state_in, row.state_by_id, row.words = state, queries.month_of(day_of(at)), by.user_id, ""
    row.save(update_fields=["state", "state_in", "state_by", "words"])
    trail.write("surveys.interview_settled", by=by, at=at, about=row, to=state)
