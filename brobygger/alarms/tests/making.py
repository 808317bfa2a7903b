"""Things that stand still, for tests: told by no room, or a referral with all that belongs to it."""

from datetime import datetime
from itertools import count

import pytest

from brobygger.access.actor import machine
from brobygger.access.zones import in_zones
from brobygger.alarms import actions, standing_still
from brobygger.base.underway import UnderWay
from brobygger.outreach.tests.making import someone
from brobygger.programmes.models import ConsentWording
from brobygger.referrals.models import Consent, Referral

_numbers = count(1)


class Rooms:
    """What the other rooms say is under way, in place of them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.things: list[UnderWay] = []
        monkeypatch.setattr(standing_still, "under_way", lambda *, zone_id: list(self.things))

    def say(self, *things: UnderWay) -> None:
        self.things = list(things)


@pytest.fixture
def rooms(monkeypatch):
    return Rooms(monkeypatch)


def stands(since: datetime, state: str = "sent", kind: str = "referral", number: int = 1, **told) -> UnderWay:
    return UnderWay(kind, number, state, since, **{"token": "BRO-TEST-1234", "href": "/followed/"} | told)


def pass_deadlines(zone_id: int, at: datetime) -> actions.Passed:
    by = machine(zone_id)
    with in_zones(by):
        return actions.pass_deadlines(zone_id=zone_id, by=by, at=at)


def accepted(cast, now: datetime, **fields):
    """A person who said yes on the telephone, in the register too."""
    case = someone(cast, now, state="accepted", ended_at=now, **fields)
    case.registrations.update(reached=True, outcome="accepted", state="accepted", ended_at=now)
    return case


def referral(cast, now: datetime, state: str = "sent", **fields) -> Referral:
    """A person who said yes, and the referral that rests on it."""
    case = accepted(cast, now)
    wording = ConsentWording.objects.filter(programme=cast.programme).earliest("id")
    consent = Consent.objects.create(
        zone=cast.zone, case=case, wording=wording, wording_text="…", language="da", given_at=now, asked_by=cast.owner
    )
    told = {"token": f"BRO-PRVE-{next(_numbers):04}", "made_at": now, "state_at": now, "made_by": cast.owner} | fields
    made = Referral.objects.create(zone=cast.zone, case=case, consent=consent, state=state, **told)
    case.registrations.update(referral_token=made.token)
    return made
