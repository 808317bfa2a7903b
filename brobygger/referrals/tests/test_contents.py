"""A yes goes along only where it is one here: not for a number that came since, nor for a phone that others see."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from brobygger.outreach.tests.making import someone
from brobygger.people.models import PhoneNumber
from brobygger.referrals.contents import contents_of

pytestmark = pytest.mark.django_db
SAID = {"basis": "herself", "may_leave_voicemail": True, "may_say_who_we_are": True}


@pytest.mark.parametrize(
    ("changed", "voicemail", "who_we_are"),
    [({}, True, True), ({"others_may_see": True}, False, True), ({"added_at": "since"}, False, False)],
)
def test_a_yes_that_is_none_here_is_none_there(cast, now, changed, voicemail, who_we_are):
    case = someone(cast, now, plan=SAID | {"confirmed_at": now - timedelta(days=1)})
    told = {name: now if value == "since" else value for name, value in changed.items()}
    if told:
        PhoneNumber.objects.filter(person=case.person).update(**told)
    card = contents_of(cast.actor("owner"), SimpleNamespace(case=case))["contact"]
    assert (card["may_leave_voicemail"], card["may_say_who_we_are"]) == (voicemail, who_we_are)
