"""The trail takes codes, keeps them, and shows that nobody has changed them."""

import pytest

from brobygger.trail import actions, codes, queries
from brobygger.trail.models import Entry


def test_an_entry_stands_with_who_and_when(cast, now):
    owner = cast.actor("owner")
    actions.write("desk.list_seen", by=owner, at=now, zone_id=cast.zone.pk, people=50)
    entry = Entry.objects.get()
    assert (entry.what, entry.by, entry.at, entry.facts) == ("desk.list_seen", cast.owner, now, {"people": 50})


@pytest.mark.parametrize("words", [3.5, ["a"]])
def test_what_is_neither_words_nor_a_number_is_refused(cast, now, words):
    with pytest.raises(ValueError, match="codes and numbers"):
        actions.write("desk.list_seen", by=cast.actor("owner"), at=now, fact=words)


@pytest.mark.parametrize(
    "words", ["Hun sagde nej", "Ida", "anna-hansen", "anna", "95001234", "010170", "worker+anna", "moved.anna", "mos"]
)
def test_what_someone_may_have_typed_is_withheld_and_the_deed_is_noted(cast, now, monkeypatch, words):
    monkeypatch.setattr(actions, "_withheld", lambda _name: codes.WITHHELD)
    actions.write("desk.list_seen", by=cast.actor("owner"), at=now, zone_id=cast.zone.pk, fact=words)
    assert Entry.objects.get().facts == {"fact": "withheld"}


@pytest.mark.parametrize("told", ["", "worker", "declined", "2026-11-18", "12", "da", "cancelled.person", "times+load"])
def test_what_the_program_declares_is_noted(cast, now, told):
    actions.write("desk.list_seen", by=cast.actor("owner"), at=now, zone_id=cast.zone.pk, fact=told)
    assert Entry.objects.get().facts == {"fact": told}


def test_the_web_role_cannot_change_or_remove_an_entry(cast, now):
    from django.db import ProgrammingError, transaction

    actions.write("desk.list_seen", by=cast.actor("owner"), at=now, zone_id=cast.zone.pk)
    for change in (lambda: Entry.objects.update(what="x"), lambda: Entry.objects.all().delete()):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            change()


def test_only_the_data_protection_officer_sees_the_trail_and_only_of_her_zone(cast, now):
    actions.write("desk.list_seen", by=cast.actor("owner"), at=now, zone_id=cast.zone.pk)
    actions.write("desk.list_seen", by=cast.actor("stranger"), at=now, zone_id=cast.other_zone.pk)
    assert queries.entries(cast.actor("officer")).count() == 1
    assert queries.entries(cast.actor("owner")).count() == 0
