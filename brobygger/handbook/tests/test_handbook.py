"""The handbook: versions with a day, what is new since one read, and who has not read it."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from brobygger.base.decision import NotFound, Refused
from brobygger.handbook import actions, queries, rules
from brobygger.handbook.models import DocumentVersion

TODAY = date(2026, 11, 18)
TEXT = "# Før du ringer\n\nLæs kortet.\n\nRing fra et skjult nummer."


def test_what_is_new_and_gone_since_the_version_that_was_read():
    now = "# Før du ringer\n\nLæs kortet først.\n\nRing fra et skjult nummer.\n\nSkriv, hvad der kom ud af det."
    told = [(one.text, one.heading, one.new, one.gone) for one in rules.pieces(now, TEXT)]
    assert told == [
        ("Før du ringer", True, False, False),
        ("Læs kortet.", False, False, True),
        ("Læs kortet først.", False, True, False),
        ("Ring fra et skjult nummer.", False, False, False),
        ("Skriv, hvad der kom ud af det.", False, True, False),
    ]
    assert not any(one.new or one.gone for one in rules.pieces(now))
    assert rules.pieces("  \r\n\r\n ") == []


@pytest.mark.parametrize(
    ("days", "newest", "is_new", "reason"),
    [
        (0, None, True, ""),
        (-1, None, True, "version_from_an_earlier_day"),
        (2, 5, True, "version_from_an_earlier_day"),
        (5, 5, True, ""),
        (0, -9, False, "version_says_the_same"),
    ],
)
def test_a_version_follows_the_one_before(days, newest, is_new, reason):
    told = {"valid_from": TODAY + timedelta(days=days), "today": TODAY, "is_new": is_new}
    before = None if newest is None else TODAY + timedelta(days=newest)
    assert rules.may_write(**told, newest_from=before).reason == reason


def made(cast, now, title="Håndbog", readers=("worker",), **more):
    told = {"kind": "handbook", "text": TEXT, "valid_from": timezone.localdate(now)} | more
    by = cast.actor("leader")
    return actions.make_document(zone_id=cast.zone.pk, title=title, readers=readers, **told, by=by, at=now)


def test_a_new_version_waits_for_everyone_who_is_to_read_it_from_its_day(cast, now):
    row = made(cast, now)
    with pytest.raises(Refused, match="document_is_there"):
        made(cast, now)
    first = queries.newest(row)
    by = cast.actor("owner")
    assert list(queries.unread(by, on=TODAY)) == [first]
    assert list(queries.unread(cast.actor("leader"), on=TODAY)) == []  # it is not hers to read
    assert list(queries.unread(cast.actor("stranger"), on=TODAY)) == []
    by = cast.actor("owner")
    for _twice in range(2):
        actions.note_read(version_id=first.pk, by=by, at=now)
    assert list(queries.unread(by, on=TODAY)) == []
    by, soon = cast.actor("leader"), TODAY + timedelta(days=3)
    told = {"document_id": row.pk, "text": TEXT + "\n\nHold pauser.", "news": "Pauser", "readers": ["worker"]}
    second = actions.write_version(**told, valid_from=soon, seen=1, by=by, at=now)
    with pytest.raises(Refused, match="changed_by_another"):
        actions.write_version(**told, valid_from=soon, seen=1, by=by, at=now)
    assert queries.page(by, row.pk, on=TODAY).coming == [second]
    assert [one.name for one in queries.page(by, row.pk, on=TODAY).not_read] == ["Colleague"]
    later = queries.page(by, row.pk, on=soon)
    assert [(one.name, one.number) for one in later.not_read] == [("Colleague", None), ("Owner", 1)]
    assert [(one.name, one.number, one.read_at) for one in later.readers] == [("Owner", 1, now)]
    by = cast.actor("owner")
    assert list(queries.unread(by, on=TODAY)) == []
    assert list(queries.unread(by, on=soon)) == [second]
    page = queries.page(by, row.pk, on=soon)
    assert (page.last_read, page.read, [one.news for one in page.news]) == (1, False, ["Pauser"])
    assert [one.text for one in page.pieces if one.new] == ["Hold pauser."]
    for deed in (
        lambda: actions.write_version(**told, valid_from=soon, seen=2, by=by, at=now),
        lambda: actions.close_document(document_id=row.pk, by=by, at=now),
        lambda: queries.version(cast.actor("stranger"), first.pk),
    ):
        with pytest.raises(NotFound):
            deed()
    actions.close_document(document_id=row.pk, by=cast.actor("leader"), at=now)
    assert list(queries.unread(cast.actor("owner"), on=soon)) == []
    assert made(cast, now).pk != row.pk  # the title is free again


def test_the_pages(cast, db):
    today, leader, worker = timezone.localdate(), Client(), Client()
    leader.force_login(cast.leader)
    worker.force_login(cast.owner)
    told = {"kind": "routine", "title": "Før opkaldet", "text": TEXT, "valid_from": today, "readers": ["worker"]}
    assert "ikke noget dokument endnu" in worker.get(reverse("handbook")).content.decode()
    assert worker.get(reverse("document_new")).status_code == 404
    assert leader.post(reverse("document_new"), told | {"readers": []}).status_code == 422
    assert "Udgivet" in leader.post(reverse("document_new"), told, follow=True).content.decode()
    cast.actor("leader")
    version = DocumentVersion.objects.get()
    page = reverse("document", args=[version.document_id])
    menu = worker.get(reverse("handbook")).content.decode()
    assert "Skal læses" in menu
    assert "waiting" in menu
    assert "<h2>Før du ringer</h2>" in worker.get(page).content.decode()
    assert "Noteret som læst" in worker.post(reverse("document_read", args=[version.pk]), follow=True).content.decode()
    assert "Skal læses" not in worker.get(reverse("handbook")).content.decode()
    assert "Hvem har ikke læst" not in worker.get(page).content.decode()
    assert "Hvem har læst hvilken version" not in worker.get(page).content.decode()
    assert f"Owner: version 1, læst {date_format(today, 'DATE_FORMAT')}" in leader.get(page).content.decode()
    assert "Hvem har ikke læst" in leader.get(page).content.decode()
    write = reverse("document_write", args=[version.document_id])
    new = {"text": TEXT + "\n\nHold pauser.", "news": "", "valid_from": today, "readers": ["worker"], "seen": 1}
    assert "intet ændret" in leader.post(write, new | {"text": TEXT}).content.decode()
    leader.post(write, new)
    assert "Det, der er nyt siden, er markeret" in worker.get(page).content.decode()
    assert worker.get(reverse("document_version", args=[version.pk])).status_code == 200
    stranger = Client()
    stranger.force_login(cast.stranger)
    assert stranger.get(page).status_code == 404
    assert (
        "Lagt væk" in leader.post(reverse("document_close", args=[version.document_id]), follow=True).content.decode()
    )
