"""What she has said stays with those who help her, and the one who uses violence is held apart from it.

A word of its own is planted in everything that she said and everything that the team wrote, and another in the row of
the other party; then every page that anyone of the cast can open is opened, whatever comes out of it, and the trail
and the log are read through.
"""

import json
import logging
from typing import Any

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from brobygger.access.actor import Role, citizen
from brobygger.access.doors import SIGNED_IN
from brobygger.access.policy import may_somewhere
from brobygger.access.who import actor_for
from brobygger.access.zones import among, enter
from brobygger.base.workdays import day_of
from brobygger.mailbox import actions as mailboxes
from brobygger.reception import actions
from brobygger.reception.tests.making import anonymous, noted_other, taken
from brobygger.screening.tests.making import sent
from brobygger.trail.models import Entry
from conftest import give_role

STEP = "hyldemarmelade"  # in the four steps, as her employee wrote them
CARD = "kastanjekrone"  # on her contact card
TEAM = "rugbrødsmotor"  # what the team wrote, and what she wrote to the team
HIS = "tørvemosepæl"  # about the other party
HERS = (STEP, CARD, TEAM)
ALL = (*HERS, HIS)

IN_THE_TEAM = ("assessor", "second_assessor", "project_leader", "second_project_leader")
OTHERS = ("second_employee", "resource_person", "officer", "odense_leader", "owner", "coordinator")
EVERYONE = ("employee", *IN_THE_TEAM[:3:2], *OTHERS)


@pytest.fixture
def planted(cast, now):
    """Two who have come, one named and one anonymous, both taken; and the other party of each."""
    give_role(cast.officer, cast.koege, Role.DATA_PROTECTION_OFFICER)
    said = {"wishes": CARD, "word_when_safe": CARD, "word_when_unsafe": CARD, "cover_story": CARD, "may_email": True}
    said |= {"who_else_may_answer": CARD, "email_to": f"{CARD}@post.invalid"}
    named = sent(cast, now, said=said, signs_note=STEP, said_words=STEP)
    named.answers.update(reason=STEP)
    named.override_words = named.given_words = STEP
    named.save(update_fields=["override_words", "given_words"])
    taken(cast, now, named)
    by = cast.actor("assessor")
    actions.note_attempt(screening_id=named.pk, what="not_reached", words=TEAM, by=by, at=now)
    actions.note_talk(screening_id=named.pk, on=day_of(now), form="phone", words=TEAM, by=by, at=now)
    nameless, box = anonymous(cast, now, own_words=TEAM)
    me = citizen(cast.koege.pk)
    enter(me)
    mailboxes.write_line(mailbox_id=box.mailbox.pk, text=TEAM, by=me, at=now)
    taken(cast, now, nameless)
    actions.write_line(screening_id=nameless.pk, text=TEAM, by=cast.actor("assessor"), at=now)
    others = [noted_other(cast, now, row, name=HIS, note=HIS, shares_phone="yes") for row in (named, nameless)]
    return cast, [named, nameless], others, box


def _numbers(planted, room: str) -> set[int]:
    """What in the addresses of a room may lead to her or to him."""
    _cast, rows, others, _box = planted
    return {
        "reception": {rows[0].pk, rows[1].pk, others[0].pk},
        "screening": {rows[0].pk, rows[1].pk},
        "desk": {rows[0].person_id},
        "contact": {rows[0].person_id},
    }.get(room, {rows[0].pk})


# Rooms whose pages of one thing may lead to someone who has come; what lies elsewhere is another's, or nobody's.
NEAR = frozenset({"reception", "screening", "desk", "contact", "duties", "alarms", "trail"})


def _addresses(planted) -> list[tuple[str, Any, str, bool]]:
    """Every address that a page of the house has, filled in with whatever might lead to her or to him."""
    found = []

    def walk(resolver: URLResolver) -> None:
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLResolver):
                if not pattern.namespace:
                    walk(pattern)
            elif pattern.name and getattr(pattern.callback, "act", None) is not None:
                kinds = {name: type(c).__name__ for name, c in pattern.pattern.converters.items()}
                room = pattern.callback.__module__.split(".")[1]
                for number in _numbers(planted, room) if "IntConverter" in kinds.values() else {0}:
                    slug = "screening" if room == "duties" else "koege"
                    filled = {name: number if kind == "IntConverter" else slug for name, kind in kinds.items()}
                    far = bool(filled) and room not in NEAR
                    found.append((pattern.name, pattern.callback, reverse(pattern.name, kwargs=filled), far))

    walk(get_resolver())
    return found


def _whole(response: Any) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return bytes(body).decode("utf-8", "replace")


def _opened(planted, caplog) -> list[tuple[str, str, str, str]]:
    """Who opened which page, and what came: name, page, what stands around it, and what stands in it."""
    cast = planted[0]
    addresses, came = _addresses(planted), []
    with caplog.at_level(logging.DEBUG):
        for name in EVERYONE:
            client, actor = Client(), actor_for(getattr(cast, name).pk)
            client.force_login(getattr(cast, name))
            for page, view, address, far in addresses:
                if page.startswith(("account", "mfa")) or (far and name in OTHERS):
                    continue
                if view.act != SIGNED_IN and not may_somewhere(actor, view.act):
                    continue  # the door says that it is not there; another promise holds every door to that
                response = client.get(address)
                body = _whole(response)
                title = body[body.find("<title>") : body.find("</title>")] if "<title>" in body else ""
                around = f"{address} {response.headers} {title}"
                came.append((name, page, around, body))
    return came


def test_her_words_and_his_stay_where_they_belong_and_no_trail_or_log_knows_them(planted, caplog):
    came = _opened(planted, caplog)
    seen: dict[str, set[tuple[str, str]]] = {word: set() for word in ALL}
    wrong = []
    for name, page, around, body in came:
        wrong += [f"{word} around {page} for {name}" for word in ALL if word in around]
        for word in ALL:
            if word in body:
                seen[word].add((name, page))
        if HIS in body and any(word in body for word in HERS):
            wrong.append(f"his beside hers: {page} for {name}")
    assert not wrong
    _neither_trail_nor_log(came, caplog, planted[0].koege.pk)

    team = {name for name in EVERYONE if name in IN_THE_TEAM}
    assert {name for name, _ in seen[STEP]} == {"employee", *team}
    assert {name for name, _ in seen[TEAM]} == team
    assert {name for name, _ in seen[CARD]} <= team
    assert {page for name, page in seen[STEP] if name == "employee"} <= _pages(came, "screening")
    for word in (STEP, TEAM):
        of_the_team = {page for name, page in seen[word] if name in team}
        assert {"received", "received_print"} <= of_the_team <= _pages(came, "received", "reception_")
    assert {page for _, page in seen[CARD]} <= _pages(came, "received", "card", "message")
    assert {name for name, _ in seen[HIS]} == {*team, "officer"}
    assert {page for _, page in seen[HIS]} == {"other_party", "access_answer"}
    assert {page for name, page in seen[HIS] if name == "officer"} == {"access_answer"}


def _neither_trail_nor_log(came: list[tuple[str, str, str, str]], caplog: Any, zone_id: int) -> None:
    """Nothing of anyone's words is in what was noted, on the page that shows it, or in what the program logs."""
    logged = "\n".join(f"{record.getMessage()} {record.args}" for record in caplog.records)
    with among({zone_id}):
        trail = json.dumps(list(Entry.objects.values_list("what", "about_kind", "facts")), ensure_ascii=False)
    on_the_page = "".join(body for _, page, _, body in came if page == "trail")
    assert "otherparty" in trail
    assert on_the_page
    for word in ALL:
        assert word not in logged
        assert word not in trail
        assert word not in on_the_page


def _pages(came: list[tuple[str, str, str, str]], *starts: str) -> set[str]:
    return {page for _, page, _, _ in came if page.startswith(starts)}


def test_an_extract_of_the_log_about_him_leads_to_nobody(planted, now):
    """What the trail has about his row: what was done and when, and no number, name or code of hers."""
    cast, _rows, others, _box = planted
    leader = cast.actor("project_leader")
    actions.open_other_party(other_party_id=others[0].pk, by=leader, at=now)
    actions.extract_about_other_party(other_party_id=others[0].pk, by=leader, at=now)
    with among({cast.koege.pk}):
        entries = list(Entry.objects.filter(about_kind="otherparty", about_id=others[0].pk))
    assert {one.what.split(".")[1] for one in entries} == {"other_party_kept", "other_party_read", "extract_made"}
    assert all(one.facts == {} for one in entries)


def test_whatever_the_screens_hand_out_as_paper_leaves_him_out(planted):
    cast, rows, others, _box = planted
    client = Client()
    client.force_login(cast.assessor)
    for row in rows:
        page = client.get(reverse("received_print", args=[row.pk])).content.decode()
        assert TEAM in page
        assert HIS not in page
        assert reverse("other_party", args=[others[0].pk]) not in page
    his = client.get(reverse("other_party", args=[others[0].pk])).content.decode()
    before = his[: his.index("</main>")]
    assert '<div class="no-paper">' in before  # printed from the browser, his own page is empty
