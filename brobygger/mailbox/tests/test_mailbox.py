"""Someone comes back with her code; anyone else meets the same words whatever is wrong."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections

from brobygger.access.actor import citizen
from brobygger.access.zones import enter, in_zones
from brobygger.base.decision import NotFound, Refused
from brobygger.mailbox import actions, codes, queries
from brobygger.mailbox.models import Line, Mailbox
from brobygger.mailbox.wordlist import NATURE, THINGS
from brobygger.trail.models import Entry


def _open(cast, now, zone=None):
    zone = zone or cast.koege
    her = citizen(zone.pk)
    enter(her)
    return her, actions.open_mailbox(zone_id=zone.pk, by=her, at=now)


def _try(her, cast, now, name, word):
    return actions.come_back(zone_id=cast.koege.pk, code_name=name, code_word=word, by=her, at=now)


def test_a_code_is_plain_words_that_cannot_be_mistaken_for_each_other():
    words = [codes.plain(word) for word in codes.ALL]
    assert len(words) == len(set(words)) == len(NATURE) + len(THINGS)
    assert min(len(NATURE), len(THINGS)) > 200
    name = codes.draw_name().split()
    assert name[0].lower() in NATURE
    assert name[1].lower() in THINGS
    assert 10 <= int(name[2]) <= 99
    first, second = codes.draw_word().split()
    assert first != second
    assert {first, second} <= set(codes.ALL)


@pytest.mark.parametrize(
    ("written", "same"),
    [("Mos Kande 27", " mos  KANDE-27 "), ("Rygsæk Øl 11", "rygsaekoel11"), ("Å Bæk", "aabaek"), ("Mös", "moes")],
)
def test_a_code_may_be_written_in_any_way(written, same):
    assert codes.plain(written) == codes.plain(same)


def test_she_comes_back_with_her_code_and_only_with_it(cast, now):
    her, made = _open(cast, now)
    assert _try(her, cast, now, made.code_name.upper(), made.code_word) == made.mailbox
    assert _try(her, cast, now, made.code_name, "havre hat") is None
    assert _try(her, cast, now, "Havre Hat 10", made.code_word) is None
    assert _try(her, cast, now, "", "") is None


def test_a_code_opens_nothing_in_another_municipality(cast, now):
    _her, made = _open(cast, now)
    stranger = citizen(cast.odense.pk)
    enter(stranger)
    found = actions.come_back(
        zone_id=cast.odense.pk, code_name=made.code_name, code_word=made.code_word, by=stranger, at=now
    )
    assert found is None
    with pytest.raises(NotFound):
        _try(stranger, cast, now, made.code_name, made.code_word)


def test_the_word_is_nowhere_and_the_name_is_not_readable_in_the_database(cast, now):
    _her, made = _open(cast, now)
    with connection.cursor() as cursor:
        cursor.execute("SELECT mailbox_mailbox::text FROM mailbox_mailbox")
        stored = cursor.fetchone()[0]
        cursor.execute("SELECT trail_entry::text FROM trail_entry")
        noted = "".join(row[0] for row in cursor.fetchall())
    for word in (*made.code_word.split(), *made.code_name.split()[:2]):
        for text in (stored, noted):
            assert f'"{word}"' not in text.lower()
            assert f" {word} " not in text.lower()
    assert made.mailbox.code_name == made.code_name


def test_a_wrong_word_stands_in_the_trail_without_the_word(cast, now):
    her, made = _open(cast, now)
    _try(her, cast, now, made.code_name, "forkert")
    _try(her, cast, now, "Havre Hat 10", "forkert")
    (entry,) = Entry.objects.filter(what="mailbox.wrong_word")
    assert (entry.about_id, entry.facts) == (made.mailbox.pk, {})


def test_a_name_that_is_not_there_costs_as_much_as_one_that_is(cast, now, monkeypatch):
    her, made = _open(cast, now)
    asked = []
    monkeypatch.setattr(actions, "check_password", lambda word, stored: asked.append(stored) or False)
    for name in (made.code_name, "Havre Hat 10"):
        _try(her, cast, now, name, "forkert")
    Mailbox.objects.update(closed_at=now)
    _try(her, cast, now, made.code_name, "forkert")
    assert len(asked) == 3
    assert len({stored.split("$")[0] for stored in asked}) == 1


def test_lines_go_both_ways_and_are_read_once(cast, now):
    her, made = _open(cast, now)
    actions.write_line(mailbox_id=made.mailbox.pk, text="  Jeg vil gerne tale  ", by=her, at=now)
    team = cast.actor("assessor")
    waiting = queries.unread(team, zone_id=cast.koege.pk)
    assert waiting == {made.mailbox.pk: queries.Unread(1, now)}
    assert [line.text for line in queries.lines(team, made.mailbox.pk)] == ["Jeg vil gerne tale"]
    later = now + timedelta(hours=1)
    assert actions.mark_read(mailbox_id=made.mailbox.pk, by=team, at=later) == 1
    assert actions.mark_read(mailbox_id=made.mailbox.pk, by=team, at=later) == 0
    assert queries.unread(team, zone_id=cast.koege.pk) == {}
    actions.write_line(mailbox_id=made.mailbox.pk, text="Du er velkommen tirsdag", by=team, at=later)
    enter(her)
    assert actions.mark_read(mailbox_id=made.mailbox.pk, by=her, at=later) == 1
    hers, theirs = queries.lines(her, made.mailbox.pk)
    assert (hers.from_her, hers.read_by_id) == (True, cast.assessor.pk)
    assert (theirs.from_her, theirs.written_by_id, theirs.read_at) == (False, cast.assessor.pk, later)


@pytest.mark.parametrize(
    ("text", "reason"), [(" \n ", "line_empty"), ("x" * (actions.MOST + 1), "mailbox_line_too_long")]
)
def test_a_line_says_something_and_not_too_much(cast, now, text, reason):
    her, made = _open(cast, now)
    with pytest.raises(Refused, match=reason):
        actions.write_line(mailbox_id=made.mailbox.pk, text=text, by=her, at=now)


def test_a_closed_mailbox_takes_nothing_and_opens_to_no_one(cast, now):
    her, made = _open(cast, now)
    actions.close_mailbox(mailbox_id=made.mailbox.pk, by=her, at=now)
    actions.close_mailbox(mailbox_id=made.mailbox.pk, by=her, at=now + timedelta(hours=1))
    assert Mailbox.objects.get().closed_at == now
    assert _try(her, cast, now, made.code_name, made.code_word) is None
    with pytest.raises(Refused, match="mailbox_closed"):
        actions.write_line(mailbox_id=made.mailbox.pk, text="Hej", by=her, at=now)


@pytest.mark.parametrize("who", ["employee", "resource_person"])
def test_an_employee_gives_the_code_out_and_reads_nothing(cast, now, who):
    worker = cast.actor(who)
    made = actions.open_mailbox(zone_id=cast.koege.pk, by=worker, at=now)
    assert queries.code_name(worker, made.mailbox.pk) == made.code_name
    assert queries.code_names(worker, [made.mailbox.pk]) == {made.mailbox.pk: made.code_name}
    for reading in (
        lambda: queries.lines(worker, made.mailbox.pk),
        lambda: queries.unread(worker, zone_id=cast.koege.pk),
        lambda: actions.write_line(mailbox_id=made.mailbox.pk, text="Hej", by=worker, at=now),
        lambda: actions.mark_read(mailbox_id=made.mailbox.pk, by=worker, at=now),
        lambda: actions.close_mailbox(mailbox_id=made.mailbox.pk, by=worker, at=now),
    ):
        with pytest.raises(NotFound):
            reading()


@pytest.mark.parametrize("who", ["odense_assessor", "owner", "coordinator", "officer"])
def test_to_others_it_is_not_there(cast, now, who):
    _her, made = _open(cast, now)
    worker = cast.actor(who)
    with pytest.raises(NotFound):
        queries.lines(worker, made.mailbox.pk)
    with pytest.raises(NotFound):
        actions.open_mailbox(zone_id=cast.koege.pk, by=worker, at=now)
    assert queries.code_names(worker, [made.mailbox.pk]) == {}


def test_two_mailboxes_never_share_a_name(cast, now, monkeypatch):
    drawn = iter(["Mos Kande 27", "Mos Kande 27", "mos kande 27", "Rug Kande 27"])
    monkeypatch.setattr(actions, "draw_name", lambda: next(drawn))
    _her, first = _open(cast, now)
    _her, second = _open(cast, now)
    assert (first.code_name, second.code_name) == ("Mos Kande 27", "Rug Kande 27")
    monkeypatch.setattr(actions, "draw_name", lambda: "Mos Kande 27")
    with pytest.raises(Refused, match="no_code_is_free"):
        _open(cast, now)


def test_two_lines_at_once_are_both_there(committed, now):
    from conftest import standing_cast

    cast = standing_cast()
    her = citizen(cast.koege.pk)
    with in_zones(her):
        made = actions.open_mailbox(zone_id=cast.koege.pk, by=her, at=now)

    def write(number: int) -> None:
        try:
            with in_zones(her):
                actions.write_line(mailbox_id=made.mailbox.pk, text=f"Linje {number}", by=her, at=now)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(12)))
    with in_zones(her):
        assert sorted(line.text for line in Line.objects.all()) == sorted(f"Linje {n}" for n in range(12))


def test_a_new_code_ends_the_earlier_and_leads_to_the_same_mailbox(cast, now):
    her, made = _open(cast, now)
    actions.write_line(mailbox_id=made.mailbox.pk, text="Hej", by=her, at=now)
    worker = cast.actor("employee")
    new = actions.renew_code(mailbox_id=made.mailbox.pk, by=worker, at=now)
    newest = actions.renew_code(mailbox_id=made.mailbox.pk, by=worker, at=now)
    enter(her)
    for old in (made, new):
        assert _try(her, cast, now, old.code_name, old.code_word) is None
        assert _try(her, cast, now, newest.code_name, old.code_word) is None
    found = _try(her, cast, now, newest.code_name, newest.code_word)
    assert found == made.mailbox
    assert [line.text for line in queries.lines(her, found.pk)] == ["Hej"]
