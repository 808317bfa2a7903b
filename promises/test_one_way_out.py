"""There is one way out of the house, and it goes through the gate: read from the code, and tried with every card."""

import ast
from datetime import date, datetime, timedelta

import pytest
from django.conf import settings as house
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brobygger.access.actor import machine
from brobygger.access.zones import enter
from brobygger.base.decision import Refused, no
from brobygger.contact import actions, queries, sending
from brobygger.contact.models import Message
from brobygger.contact.ports import Answer, Outcome
from brobygger.contact.tests.making import someone
from brobygger.outreach import queries as outreach
from brobygger.outreach.tests import making
from brobygger.people import actions as people
from brobygger.people.actions import Said
from brobygger.people.channels import Channel
from brobygger.people.models import ContactPlan
from promises.reading import CODE, modules

# What reaches another machine. The ports may; and `serve` looks whether its own pages answer on its own machine.
WIRES = {
    *("smtplib", "socket", "socketserver", "http.client", "http.server", "urllib.request", "urllib3", "requests"),
    *("httpx", "aiohttp", "ftplib", "imaplib", "poplib", "nntplib", "telnetlib", "xmlrpc", "asyncio", "websockets"),
    *("django.core.mail", "twilio", "boto3"),
}
MAY = {
    "contact/smtp.py": {"smtplib"},
    "contact/sms.py": {"http.client"},
    "config/commands/serve.py": {"http.client", "socket"},
    "config/edge.py": {"asyncio"},  # the loop of the lines that come in
}


def _imported(tree: ast.AST) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in (
            "import_module",
            "__import__",
        ):
            found |= {arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)}
    return found


def _called(tree: ast.AST) -> set[str]:
    """The names of everything that is called, dotted as it is written."""
    return {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}


def _function(module: str, name: str) -> ast.FunctionDef:
    return next(n for n in ast.walk(modules()[module]) if isinstance(n, ast.FunctionDef) and n.name == name)


# -- read from the code -----------------------------------------------------------------------------------------------


def test_only_the_ports_reach_another_machine():
    wrong = []
    for module, tree in modules().items():
        wires = {name for name in _imported(tree) if _is_of(name, WIRES)}
        wrong += [f"{module}: {name}" for name in sorted(wires) if not _is_of(name, MAY.get(module, set()))]
    assert not wrong


def _is_of(name: str, families: set[str]) -> bool:
    return any(name == one or name.startswith(one + ".") for one in families)


def test_only_the_sender_has_a_port_and_only_the_ports_make_one():
    makers = {module for module, tree in modules().items() if {"MailServer", "Gateway"} & _last(_called(tree))}
    askers = {module for module, tree in modules().items() if "port_for" in _last(_called(tree))}
    assert makers == {"contact/ports_set_up.py"}
    assert askers == {"contact/sending.py", "contact/actions.py"}
    assert "deliver" not in _last(_called(_function("contact/actions.py", "send")))


def _last(names: set[str]) -> set[str]:
    return {name.rpartition(".")[2] for name in names}


def test_each_sending_path_asks_the_gate_when_it_is_made_and_before_it_goes():
    assert "queries.gate" in _called(_function("contact/actions.py", "send"))
    assert "queries.gate" in _called(_function("contact/actions.py", "send_again"))
    assert "_may_go" in _called(_function("contact/sending.py", "_take"))
    assert "queries.gate" in _called(_function("contact/sending.py", "_may_go"))
    assert "_take" in _called(_function("contact/sending.py", "deliver"))
    made_by = {module for module, tree in modules().items() if "Message" in _called(tree) & {"Message"}}
    assert made_by == {"contact/actions.py"}, "a message is made at the door of contact, and nowhere else"


def test_whoever_makes_a_calendar_file_or_a_number_to_press_asks_the_gate_in_its_room():
    """The files and links that a page hands out itself: the room that hands them out asks the gate."""
    for module, tree in modules().items():
        room = module.split("/")[0]
        hands_out = "icalendar" in {name.split(".")[0] for name in _imported(tree)} or any(
            isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("tel:")
            for node in ast.walk(tree)
        )
        if not hands_out or room in (
            "calendars",
            "desk",
            "directory",
        ):  # a worker's own calendar knows no person; the desk shows what outreach lets through; offers are public
            continue
        asked = set().union(*(_last(_called(t)) for m, t in modules().items() if m.startswith(f"{room}/")))
        assert {"gate", "channels", "may_ring", "may_contact"} & asked, f"{module} hands out without asking"


def test_djangos_own_mail_goes_nowhere():
    """Whatever a library would like to send; the tests themselves put a letter box in its place, so read the file."""
    text = (CODE / "config/settings.py").read_text()
    assert 'MAILERS = {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}' in text
    assert "EMAIL_BACKEND" not in text
    assert house.MAILERS


# -- tried with every card --------------------------------------------------------------------------------------------


class Wire:
    """A port that keeps what reached it."""

    def __init__(self) -> None:
        self.reached: list[str] = []

    def deliver(self, envelope):
        self.reached.append(envelope.reference)
        return Answer(Outcome.TAKEN)


@pytest.fixture
def wire(monkeypatch):
    wire = Wire()
    for module in (actions, sending):
        monkeypatch.setattr(module, "port_for", lambda channel: wire)
    monkeypatch.setattr(house, "JOBS_INLINE", True, raising=False)
    return wire


NOW = datetime.fromisoformat("2026-11-18T11:30+01:00")
cards = st.fixed_dictionaries(
    {
        "basis": st.sampled_from(["herself", "guardian", "referrer"]),
        "days": st.sampled_from([127, 0b0000100, 0b1111011]),
        "hour_from": st.sampled_from([0, 9, 12]),
        "hour_to": st.just(24),
        "may_sms": st.booleans(),
        "may_email": st.booleans(),
        "email_to": st.sampled_from(["", "karla@privat.invalid", "anden@privat.invalid"]),
        "may_use_links": st.booleans(),
    }
)
moments = st.sampled_from([NOW, NOW + timedelta(hours=2), NOW + timedelta(hours=13), NOW + timedelta(days=1)])
words = st.sampled_from([("call_us", {"phone": "+4595001234"}), ("link_for_you", {"link": "/r/" + "x" * 24 + "/"})])
ages = st.sampled_from([None, date(1990, 4, 2), date(2012, 4, 2)])
KINDLY = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@KINDLY
@given(
    card=cards,
    before=st.one_of(st.just({}), cards),  # everything was allowed when it was made, or something else
    stopped=st.booleans(),
    said_days_ago=st.sampled_from([0, 13, 14]),
    number_stopped=st.booleans(),
    born=ages,
    channel=st.sampled_from([Channel.EMAIL, Channel.SMS, Channel.EMAIL, Channel.SMS, *Channel]),
    at=moments,
    told=words,
)
def test_no_message_reaches_a_port_where_the_gate_says_no(
    cast, wire, card, before, stopped, said_days_ago, number_stopped, born, channel, at, told
):
    """The card is made, perhaps a message too, then the card is changed: only what the gate lets out then goes out."""
    wire.reached.clear()
    wording, values = told
    by = machine(cast.zone.pk)
    person = someone(cast.zone, NOW, born=born, **before)
    message = None
    try:
        message = actions.send(person=person, channel=channel, wording=wording, values=values, by=by, at=NOW)
    except Refused:
        assert not wire.reached
    _change(person, card, stopped, number_stopped, NOW - timedelta(days=said_days_ago), by)
    if message is not None:
        sending.deliver(message_id=message.pk, zone_id=person.zone_id, at=at)
        enter(by)
        after = type(person).objects.select_related("contact_plan").get(pk=person.pk)
        gate = queries.gate(by, person=after, channel=channel, at=at)
        link = "link" not in values or queries.gate(by, person=after, channel=Channel.LINK, at=at)
        assert not wire.reached or (gate and link)
        message.refresh_from_db()
        assert (message.state == "sent") == bool(wire.reached)
    enter(by)
    assert len(wire.reached) <= 1
    Message.objects.filter(person=person).delete()


def _change(person, card, stopped, number_stopped, said_at, by):
    number = person.numbers.get()
    people.keep_wishes(person=person, said=Said(**card, sms_number_id=number.pk), by=by, at=said_at)
    if stopped:
        people.stop_contact(person=person, by=by, at=NOW)
    if number_stopped:
        people.stop_number(number_id=number.pk, person=person, because="wrong_number", by=by, at=NOW)


@KINDLY
@given(may_ring=st.booleans(), stopped=st.booleans(), days=st.sampled_from([127, 0b0000100, 0b1111011]), hour=moments)
def test_no_number_is_shown_to_ring_where_the_gate_says_no(cast, may_ring, stopped, days, hour):
    """Dialling is the phone's case of the same gate."""
    case = making.someone(
        cast, NOW, plan={"may_ring": may_ring and not stopped, "do_not_contact": stopped, "days": days}
    )
    by = cast.actor("owner")
    making.begin_call(by, case, NOW)
    page = outreach.call_page(by, case_id=case.pk, at=hour)
    gate = queries.gate(by, person=case.person, channel=Channel.PHONE, at=hour)
    assert not page.numbers or gate
    enter(by)
    ContactPlan.objects.filter(person=case.person).update(may_ring=False)


def test_where_the_gate_is_shut_nothing_rings_and_nothing_is_sent(cast, now, wire, monkeypatch):
    """One decision: shut it, and dialling, messages, entries and links are all shut."""
    person, case = someone(cast.zone, now), making.someone(cast, now)
    by = cast.actor("owner")
    making.begin_call(by, case, now)
    assert outreach.call_page(by, case_id=case.pk, at=now).numbers
    assert all(queries.channels(by, person, now).values())
    shut = lambda *a, **k: no("do_not_contact")  # noqa: E731
    monkeypatch.setattr("brobygger.people.rules.may_contact", shut)
    monkeypatch.setattr("brobygger.contact.queries.may_contact", shut)
    assert not outreach.call_page(by, case_id=case.pk, at=now).numbers
    assert not any(queries.channels(by, person, now).values())
    with pytest.raises(Refused):
        actions.send(
            person=person, channel=Channel.EMAIL, wording="call_us", values={"phone": "+4595001234"}, by=by, at=now
        )
    assert not wire.reached
