"""From the call's end to the answer: through the gate, with a code that nobody keeps; or exempted, with why."""

import re
from contextlib import nullcontext

import pytest

from brobygger.base.decision import NotFound, Refused
from brobygger.base.workdays import day_of
from brobygger.cases.models import Case, Registration
from brobygger.contact import actions as contact
from brobygger.contact.models import Message
from brobygger.contact.ports import Answer as PortAnswer
from brobygger.contact.ports import Outcome
from brobygger.outreach.tests import making as calling
from brobygger.people import actions as people
from brobygger.people.actions import Said
from brobygger.surveys import actions, inviting, spoken_codes
from brobygger.surveys.tests.making import runs
from brobygger.trail.models import Entry
from promises.walking import Page


class Wire:
    """A port that keeps what reached it."""

    def __init__(self, outcome=Outcome.TAKEN):
        self.reached, self.outcome = [], outcome

    def deliver(self, envelope):
        self.reached.append(envelope)
        return PortAnswer(self.outcome)


@pytest.fixture
def wire(monkeypatch):
    wire = Wire()
    monkeypatch.setattr(contact, "port_for", lambda channel: wire)
    return wire


@pytest.fixture
def reached(cast, now):
    """Someone who was reached and declined, and allows SMS with links."""
    runs(cast, now)
    case = calling.someone(cast, now)
    by = cast.actor("owner")
    number = case.person.numbers.get()
    said = Said(
        basis="herself", days=127, hour_from=0, hour_to=24, may_sms=True, may_email=False, email_to="",
        may_use_links=True, sms_number_id=number.pk,
    )  # fmt: skip
    people.keep_wishes(person=case.person, said=said, by=by, at=now)
    Registration.objects.filter(case=case).update(reached=True, reached_on=day_of(now), outcome="declined")
    Case.objects.filter(pk=case.pk).update(state="declined", ended_at=now)
    return case


def words_of_page(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def survey_of(case):
    return Registration.objects.get(case=case).survey


def test_an_sms_goes_through_the_gate_and_nothing_keeps_the_code(cast, now, reached, wire):
    assert actions.invite(case_id=reached.pk, way="sms", by=cast.actor("owner"), at=now) == ""
    (envelope,) = wire.reached
    code = envelope.text.rpartition("/s/")[2].strip("/")
    assert len(code) == 20
    assert code not in repr(envelope)
    assert survey_of(reached) == "sent"
    assert not Message.objects.exists()
    whats = set(Entry.objects.values_list("what", flat=True))
    assert {"surveys.invited", "contact.sent_unkept", "cases.survey_noted"} <= whats
    assert not [one for one in Entry.objects.all() if code in str(one.facts)]


def test_where_her_card_says_no_nothing_goes_and_nothing_is_noted(cast, now, reached, wire):
    by = cast.actor("owner")
    people.stop_contact(person=reached.person, by=by, at=now)
    with pytest.raises(Refused):
        actions.invite(case_id=reached.pk, way="sms", by=by, at=now)
    assert not wire.reached
    reached.person.refresh_from_db()
    case, _facts = inviting.to_invite(by, reached.pk, at=now)
    assert not any(inviting.ways(by, case, now).values())


@pytest.mark.parametrize("way", ["sms", "email", "aloud", "slip"])
def test_who_may_not_be_contacted_is_invited_in_no_way_and_the_page_says_why(cast, now, reached, client, way):
    by = cast.actor("owner")
    people.stop_contact(person=reached.person, by=by, at=now)
    with pytest.raises(Refused, match="do_not_contact"):
        actions.invite(case_id=reached.pk, way=way, by=by, at=now)
    assert survey_of(reached) == ""
    client.force_login(cast.owner)
    page = client.get(f"/surveys/case/{reached.pk}/")
    offered = [form.offered for form in Page("/", page.content.decode()).forms]
    assert not any("way" in one for one in offered)
    assert any("why" in one for one in offered)  # why she is not invited can be noted
    told = words_of_page(page)
    assert "Ingen invitation nu" in told
    assert "har bedt om ikke at blive kontaktet" in told
    client.post(f"/surveys/case/{reached.pk}/", {"way": way})
    cast.actor("owner")
    assert survey_of(reached) == ""


@pytest.mark.parametrize("way", ["aloud", "slip"])
def test_what_was_read_aloud_or_handed_over_is_not_said_to_be_sent(cast, now, reached, client, way):
    actions.invite(case_id=reached.pk, way=way, by=cast.actor("owner"), at=now)
    client.force_login(cast.owner)
    told = words_of_page(client.get(f"/surveys/case/{reached.pk}/"))
    assert "Noteret: Inviteret." in told
    assert "Sendt" not in told


def test_a_slip_is_said_to_be_posted_only_where_the_card_allows_letters(cast, now, reached, client):
    client.force_login(cast.owner)
    assert "Brev: Intet er noteret" in words_of_page(client.get(f"/surveys/case/{reached.pk}/"))


@pytest.mark.parametrize(
    ("outcome", "noted"), [(Outcome.REFUSED, ""), (Outcome.NOT_TAKEN, ""), (Outcome.UNKNOWN, "sent")]
)
def test_what_the_gateway_does_not_take_is_not_noted(cast, now, reached, wire, outcome, noted):
    wire.outcome, by = outcome, cast.actor("owner")
    with nullcontext() if noted else pytest.raises(Refused, match="message_not_taken"):
        actions.invite(case_id=reached.pk, way="sms", by=by, at=now)
    assert len(wire.reached) == 1
    assert survey_of(reached) == noted


def test_a_code_is_read_aloud_and_someone_is_invited_once(cast, now, reached):
    by = cast.actor("owner")
    code = actions.invite(case_id=reached.pk, way="aloud", by=by, at=now)
    assert spoken_codes.zone_of(code, spoken_codes.ANSWER, zones=[cast.zone.pk], on=day_of(now)) == cast.zone.pk
    with pytest.raises(Refused, match="was_invited"):
        actions.invite(case_id=reached.pk, way="slip", by=by, at=now)
    with pytest.raises(Refused, match="was_invited"):
        actions.exempt(case_id=reached.pk, why="exempt_language", by=by, at=now)
    runs(cast, now, reminders=True)
    assert actions.invite(case_id=reached.pk, way="slip", by=cast.actor("owner"), at=now) == ""


@pytest.mark.parametrize("why", ["exempt_no_digital_link", "exempt_language", "exempt_not_defensible", "not_wanted"])
def test_a_worker_exempts_with_one_of_the_reasons(cast, now, reached, why):
    actions.exempt(case_id=reached.pk, why=why, by=cast.actor("owner"), at=now)
    assert survey_of(reached) == why
    with pytest.raises(Refused, match="reason_missing"):
        actions.exempt(case_id=reached.pk, why="sent", by=cast.actor("owner"), at=now)


def test_who_was_not_reached_is_not_invited_and_another_zone_is_not_there(cast, now):
    runs(cast, now)
    case = calling.someone(cast, now)
    with pytest.raises(Refused, match="only_the_reached"):
        actions.invite(case_id=case.pk, way="aloud", by=cast.actor("owner"), at=now)
    with pytest.raises(NotFound):
        actions.invite(case_id=case.pk, way="aloud", by=cast.actor("stranger"), at=now)


def test_the_pages_of_inviting(cast, now, reached, client):
    client.force_login(cast.owner)
    assert f"/surveys/case/{reached.pk}/" in client.get(f"/case/{reached.pk}/").content.decode()
    page = client.get(f"/surveys/case/{reached.pk}/")
    forms = Page(f"/surveys/case/{reached.pk}/", page.content.decode()).forms
    assert {"aloud", "slip"} <= set(forms[-2].offered["way"])
    page = client.post(f"/surveys/case/{reached.pk}/", {"way": "aloud"}, headers={"host": "localhost:8017"})
    assert page.status_code == 200
    assert page["Cache-Control"] == "no-store, private"
    assert "localhost:8017/s/" in page.content.decode()
    page = client.post(f"/surveys/case/{reached.pk}/exempt/", {"why": "exempt_language"})
    assert page.status_code == 422  # the invitation has gone out
    cast.actor("owner")
    assert survey_of(reached) == "sent"
