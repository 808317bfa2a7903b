"""From the yes in the call to the conversation: the referrals of the last weeks, and those who receive them.

Made by the same doors as by day: some go well, one is forgotten, one is withdrawn, one comes by herself, unnamed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from brobygger.access.actor import Actor, Role, machine
from brobygger.access.policy import Act
from brobygger.access.who import actor_for
from brobygger.access.zones import enter
from brobygger.alarms.actions import pass_deadlines
from brobygger.base.decision import Refused
from brobygger.base.workdays import day_of
from brobygger.counselling import actions as counselling
from brobygger.counselling import queries as board
from brobygger.counselling.choosing import candidates_for
from brobygger.counselling.states import ConversationState, CounsellingState
from brobygger.demonstration.handbooks import handbooks
from brobygger.demonstration.meetings_held import Told, meetings
from brobygger.demonstration.report_texts import report_texts
from brobygger.duties import actions as duties
from brobygger.meetings.codes import MeetingKind
from brobygger.referrals import actions as referrals
from brobygger.referrals import queries as sent
from brobygger.referrals.contents import only
from brobygger.referrals.sending import seen
from brobygger.staff.actions import note_absence
from brobygger.volunteers import actions as volunteers
from brobygger.volunteers.actions import Ability

DENMARK = ZoneInfo("Europe/Copenhagen")
EVERY_DAY, MONDAY_TO_THURSDAY, NEVER = 127, 15, 0
# Whom the coordinator can ask: gender, languages, areas, evenings, most people at once.
VOLUNTEERS: dict[str, tuple[str, tuple[str, ...], tuple[str, ...], int, int]] = {
    "amal@demo.invalid": ("female", ("da", "ar", "en"), ("Midtbyen", "Nordbyen"), EVERY_DAY, 4),
    "bent@demo.invalid": ("male", ("da",), ("Midtbyen",), MONDAY_TO_THURSDAY, 3),
    "clara@demo.invalid": ("female", ("da", "en", "de"), ("Sydbyen",), EVERY_DAY, 3),
    "dorte@demo.invalid": ("female", ("da",), ("Nordbyen", "Sydbyen"), MONDAY_TO_THURSDAY, 2),
    "emil@demo.invalid": ("male", ("da", "en"), ("Midtbyen",), EVERY_DAY, 2),
    "farah@demo.invalid": ("female", ("da", "fa", "en"), ("Nordbyen",), EVERY_DAY, 3),
}
COURSE = "Grundkursus for frivillige rådgivere"


@dataclass(frozen=True, slots=True)
class Both:
    """The two ends of the bridge, and who works there by e-mail."""

    sender: int
    receiver: int
    ids: Mapping[str, int]

    def actor(self, email: str) -> Actor:
        """The colleague as an actor, and the transaction in her zones."""
        actor = actor_for(self.ids[email])
        enter(actor)
        return actor


def bridge(both: Both, *, now: datetime) -> None:
    """Referrals stand in every state, people wait for a volunteer, and what was forgotten has its alarm."""
    _receivers(both, now - timedelta(days=60))
    _volunteers(both, now - timedelta(days=50))
    _send(both, now)
    _answer(both, now)
    _by_herself(both, now - timedelta(days=3))
    _help(both, now)
    _duty(both, now - timedelta(hours=5))
    _team_meetings(both, now)
    handbooks(both.sender, (Role.WORKER,), both.actor, "karen@demo.invalid", "sofie@demo.invalid", now)
    report_texts(both.sender, "opsoegende-indsats", both.actor("karen@demo.invalid"), now)
    for zone_id in (both.sender, both.receiver):
        program = machine(zone_id)
        enter(program)
        pass_deadlines(zone_id=zone_id, by=program, at=now)


def _team_meetings(both: Both, now: datetime) -> None:
    leader = both.actor("karen@demo.invalid")
    sofie, mads, karen = (both.ids[f"{name}@demo.invalid"] for name in ("sofie", "mads", "karen"))
    told = Told("Teamets lokale", "Opkald, der bliver hos os", "Vi øvede den svære begyndelse.", "Dele en god sætning")
    meetings(both.sender, MeetingKind.SPARRING, told, (mads, sofie, karen), by=leader, now=now)
    told = Told("Politigården", "Arbejdsgange\nMålgruppen", "Vi ringer også om lørdagen.", "Skrive til rådgivningen")
    meetings(both.sender, MeetingKind.PROJECT_GROUP, told, (sofie, mads, karen), by=leader, now=now)
    told = Told("Mødelokale 1", "Tallene\nØkonomi", "Parterne bakker op om endnu et år.", "Sende budgettet rundt")
    meetings(both.sender, MeetingKind.STEERING_GROUP, told, (karen,), by=leader, now=now, times=1)


def _receivers(both: Both, at: datetime) -> None:
    leader = both.actor("karen@demo.invalid")
    referrals.open_receiver(zone_id=both.sender, to_zone_id=both.receiver, by=leader, at=at)
    referrals.open_receiver(
        zone_id=both.sender,
        name="Rådgivningen i Naboby (opdigtet)",
        email="henvisning@naboby.invalid",
        phone="+4595009901",
        by=leader,
        at=at,
    )
    gone = referrals.open_receiver(
        zone_id=both.sender, name="Støttelinjen (nedlagt, opdigtet)", email="linje@nedlagt.invalid", by=leader, at=at
    )
    referrals.close_receiver(receiver_id=gone.pk, reason="closed", by=leader, at=at + timedelta(days=20))


def _volunteers(both: Both, at: datetime) -> None:
    coordinator = both.actor("grethe@demo.invalid")
    course = volunteers.add_certificate_kind(
        zone_id=both.receiver, name=COURSE, needed_for="everyone", by=coordinator, at=at
    )
    for email, (gender, languages, areas, evenings, most) in VOLUNTEERS.items():
        ability = Ability(
            gender=gender,
            languages=languages,
            areas=areas,
            forms=("phone", "in_person"),
            days=NEVER,
            evenings=evenings,
            most_cases=most,
            active=True,
        )
        row = volunteers.add_volunteer(
            zone_id=both.receiver, worker_id=both.ids[email], ability=ability, by=coordinator, at=at
        )
        volunteers.note_certificate(
            volunteer_id=row.pk,
            kind_id=course.pk,
            got_on=day_of(at),
            # One of them is about to run out, for the coordinator to see.
            expires_on=day_of(at) + timedelta(days=60 if email.startswith("dorte") else 700),
            by=coordinator,
            at=at,
        )
    note_absence(
        worker_id=both.ids["otto@demo.invalid"],
        zone_id=both.receiver,
        first_day=day_of(at) + timedelta(days=48),
        last_day=day_of(at) + timedelta(days=60),
        substitute_id=both.ids["grethe@demo.invalid"],
        by=coordinator,
        at=at,
    )


def _send(both: Both, now: datetime) -> None:
    """All but three are sent the morning after the yes: the two newest wait, and one has been forgotten."""
    worker = both.actor("sofie@demo.invalid")
    waiting = sent.to_be_sent(worker, zone_id=both.sender)
    receivers = {one.name: one.pk for one in sent.receivers(worker, zone_id=both.sender)}
    outside = next(pk for name, pk in receivers.items() if "Naboby" in name)
    inside = next(pk for name, pk in receivers.items() if "Rådgivningen" in name and pk != outside)
    for number, one in enumerate(waiting[:-2]):
        if number != 1:
            at = min(now, _morning_after(one.made_at))
            _send_one(worker, one.referral_id, outside if number == 2 else inside, at)


def _send_one(worker: Actor, referral_id: int, receiver_id: int, at: datetime) -> None:
    offered = sent.prepared(worker, referral_id, at=at)
    ticked = {one.field for one in offered.offered if one.covered}
    told = only(offered.contents, ticked, "")
    try:
        referrals.send_referral(
            referral_id=referral_id,
            receiver_id=receiver_id,
            ticked=ticked,
            note="",
            seen_as=seen(told),
            by=worker,
            at=at,
        )
    except Refused:
        return  # she has no number any more, say: it waits, and the alarm tells of it


def _morning_after(moment: datetime) -> datetime:
    on = day_of(moment) + timedelta(days=1)
    return datetime.combine(on, time(9, 20), DENMARK)


def _answer(both: Both, now: datetime) -> None:
    """The coordinator accepts the day after; the newest two wait, one was no offer of theirs, one is withdrawn."""
    coordinator = both.actor("grethe@demo.invalid")
    arrived = sent.arrivals(coordinator, zone_id=both.receiver)
    for number, one in enumerate(arrived[:-2]):
        at = min(now, _morning_after(one.arrived_at))
        referrals.open_arrival(arrival_id=one.arrival_id, by=coordinator, at=at)
        if number == 3:
            referrals.decline_arrival(arrival_id=one.arrival_id, reason="other_area", by=coordinator, at=at)
            continue
        try:
            counselling.open_for_arrival(arrival_id=one.arrival_id, by=coordinator, at=at)
        except Refused:
            continue  # she has help here already, by an earlier referral
    if len(arrived) > 6:
        referrals.withdraw_arrival(arrival_id=arrived[5].arrival_id, by=coordinator, at=now - timedelta(hours=20))


def _by_herself(both: Both, at: datetime) -> None:
    """One comes without a name, one is sent on by the municipality."""
    coordinator = both.actor("grethe@demo.invalid")
    unnamed = counselling.Told(
        source="self",
        who=counselling.Code(name="Solsikke", word="regnbue 17"),
        needs=counselling.Needs(incident_type="violence", gender="female", language="da", form_wished="in_person"),
    )
    counselling.open_counselling(zone_id=both.receiver, told=unnamed, by=coordinator, at=at)
    sent_on = counselling.Told(
        source="municipality",
        who=counselling.Known(given_name="Prøvine", family_name="Opdigtsen", numbers=("+4595009902",)),
        needs=counselling.Needs(incident_type="threats", gender="female", language="ar", area="Nordbyen"),
    )
    counselling.open_counselling(zone_id=both.receiver, told=sent_on, by=coordinator, at=at)


def _help(both: Both, now: datetime) -> None:
    """The longest waiting have a volunteer, and most of them a conversation behind them."""
    coordinator = both.actor("grethe@demo.invalid")
    people = {number: email for email, number in both.ids.items()}
    waiting = board.counselling(coordinator, Act.ASSIGN).filter(state=CounsellingState.WAITING)
    longest_first = list(waiting.select_related("person", "arrival").order_by("state_at", "pk"))
    for number, row in enumerate(longest_first[:-3]):
        enter(coordinator)
        pk, at = row.pk, min(now, row.state_at + timedelta(hours=4))
        fits = [one for one in candidates_for(coordinator, row, at=at) if not one.against]
        if not fits:
            continue
        try:
            counselling.offer(counselling_id=pk, volunteer_id=fits[0].who.volunteer_id, why="", by=coordinator, at=at)
        except Refused:
            continue
        if number % 6 != 5:
            _talk(both.actor(people[fits[0].who.worker_id]), pk, number, at + timedelta(hours=6), now)


def _talk(volunteer: Actor, pk: int, number: int, at: datetime, now: datetime) -> None:
    if at > now:
        return
    counselling.accept_offer(counselling_id=pk, by=volunteer, at=at)
    counselling.see_number(counselling_id=pk, by=volunteer, at=at)
    tried = at + timedelta(hours=2)
    if number % 4 == 3 or tried > now:
        counselling.note_attempt(counselling_id=pk, result="no_answer", by=volunteer, at=min(tried, now))
        return
    evening = datetime.combine(day_of(tried) + timedelta(days=2), time(19, 30), DENMARK)
    form = "in_person" if number % 3 == 0 else "phone"
    agreed = counselling.plan_conversation(
        counselling_id=pk, plan=counselling.Plan(form, evening, 60), by=volunteer, at=tried
    )
    if evening + timedelta(hours=1) > now:
        return
    state = ConversationState.NO_SHOW if number % 5 == 4 else ConversationState.HELD
    counselling.note_outcome(
        conversation_id=agreed.pk,
        outcome=counselling.Outcome(state, minutes=55 if state == ConversationState.HELD else None),
        by=volunteer,
        at=evening + timedelta(hours=1),
    )
    if state == ConversationState.HELD and number % 3 == 1:
        counselling.end_counselling(
            counselling_id=pk, reason="helped", by=volunteer, at=min(now, evening + timedelta(days=1))
        )
        return
    next_time = datetime.combine(day_of(now) + timedelta(days=1 + number), time(18, 30), DENMARK)
    counselling.plan_conversation(
        counselling_id=pk, plan=counselling.Plan(form, next_time, 60), by=volunteer, at=evening + timedelta(hours=1)
    )


def _duty(both: Both, at: datetime) -> None:
    """A worker has heard of a child, and has yet to decide."""
    worker = both.actor("mads@demo.invalid")
    raised = duties.raise_duty(zone_id=both.sender, kind="underretning_133", by=worker, at=at)
    duties.add_fact(
        duty_id=raised.pk,
        words="Fortalte i opkaldet, at sønnen på 7 år var hjemme, da det skete, og nu ikke vil sove alene.",
        when=f"{at.astimezone(DENMARK):%d-%m-%Y}",
        how="told_by_person",
        who="Mads Demosen",
        may_know="no",
        by=worker,
        at=at,
    )
