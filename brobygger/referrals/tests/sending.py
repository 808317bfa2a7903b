"""A referral on its way, for tests: someone who said yes, a receiver here and one outside."""

from datetime import datetime

from brobygger.access.actor import machine
from brobygger.access.zones import enter
from brobygger.outreach import actions as outreach
from brobygger.outreach import queries as outreach_queries
from brobygger.outreach.facts import Told
from brobygger.outreach.tests.making import begin_call, someone
from brobygger.referrals import actions, queries
from brobygger.referrals.contents import only
from brobygger.referrals.models import Referral
from brobygger.referrals.sending import seen
from brobygger.referrals.states import Field

ALL = tuple(field.value for field in Field)
CARD = {
    "basis": "herself",
    "days": 31,
    "hour_from": 10,
    "hour_to": 14,
    "may_leave_voicemail": True,
    "wishes": "Ring helst om formiddagen",
    "word_when_unsafe": "tandlægen",
}


def yes_to_help(cast, now: datetime, **fields) -> Referral:
    """Someone has said yes in a call; the referral waits to be sent."""
    plan = fields.pop("plan", None)
    case = someone(cast, now, plan=plan, **fields)
    by = cast.actor("owner")
    call_id = begin_call(by, case, now)
    wording = outreach_queries.call_page(by, case_id=case.pk, at=now).consent_wording_id
    outreach.save_call(call_id=call_id, told=Told("accepted"), by=by, at=now)
    case.refresh_from_db()
    made = actions.make_referral(case=case, wording_id=wording, interpreter=False, by=by, at=now)
    case.person.contact_plan.__class__.objects.filter(pk=case.person_id).update(
        **{k: v for k, v in CARD.items() if isinstance(v, int | bool)} | {"basis": "herself"}
    )
    told = case.person.contact_plan
    told.refresh_from_db()
    for name in ("wishes", "word_when_unsafe"):
        setattr(told, name, CARD[name])
    told.confirmed_at = now
    told.save()
    return made


def zone_receiver(cast, now):
    """The counselling zone is on the leader's list."""
    by = cast.actor("leader")
    return actions.open_receiver(zone_id=cast.zone.pk, to_zone_id=cast.counselling_zone.pk, by=by, at=now)


def outside_receiver(cast, now, **told):
    """An organisation outside is on the leader's list."""
    named = {"name": "Kvinderådgivningen i Opdigtet", "email": "post@opdigtet.invalid", "phone": "95 00 00 01"} | told
    return actions.open_receiver(zone_id=cast.zone.pk, by=cast.actor("leader"), at=now, **named)


def send(cast, now, referral, receiver, *, ticked=ALL, note="", who="owner") -> Referral:
    """The worker has seen the page, and sends what she saw."""
    by = cast.actor(who)
    page = queries.prepared(by, referral.pk, at=now)
    told = only(page.contents, ticked, note)
    return actions.send_referral(
        referral_id=referral.pk,
        receiver_id=receiver.pk,
        ticked=ticked,
        note=note,
        seen_as=seen(told),
        by=by,
        at=now,
    )


def as_zone(zone) -> None:
    enter(machine(zone.pk))
