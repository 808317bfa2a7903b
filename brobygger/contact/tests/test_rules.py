"""What may stand in a message, and what it may be made of."""

from datetime import UTC, datetime, timedelta

import pytest

from brobygger.contact import rules

NOW = datetime(2026, 11, 18, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hej.", frozenset()),
        ("Husk {day} kl. {time}", frozenset({"day", "time"})),
        ("Kære {name}", None),
        ("{}", None),
        ("{day!r}", None),
        ("{day:>10}", None),
        ("{day.year}", None),
        ("{day", None),
        ("{{day}}", frozenset()),
    ],
)
def test_only_gaps_of_known_kinds_are_gaps(text, found):
    assert rules.gaps(text) == found


@pytest.mark.parametrize(
    ("kind", "value", "reason"),
    [
        ("day", "2026-11-24", ""),
        ("day", "2026-02-30", "value_not_of_its_kind"),
        ("day", "på tirsdag hos politiet", "value_not_of_its_kind"),
        ("time", "09:30", ""),
        ("time", "24:00", "value_not_of_its_kind"),
        ("phone", "+4595001234", ""),
        ("phone", "95001234", "value_not_of_its_kind"),
        ("link", "/r/" + "a" * 22 + "/", ""),
        ("link", "/referrals/" + "a" * 22 + "/", "value_not_of_its_kind"),
        ("link", "/r/karla-proevesen/", "value_not_of_its_kind"),
        ("link", "https://example.invalid/r/" + "a" * 22 + "/", "value_not_of_its_kind"),
        ("link", "/r/" + "a" * 22 + "/?name=karla", "value_not_of_its_kind"),
    ],
)
def test_a_gap_takes_its_own_kind_alone(kind, value, reason):
    assert rules.may_fill(frozenset({kind}), {kind: value}).reason == reason


def test_every_gap_is_filled_and_nothing_else_is_there():
    assert rules.may_fill(frozenset({"day"}), {}).reason == "values_do_not_fit"
    assert rules.may_fill(frozenset(), {"day": "2026-11-24"}).reason == "values_do_not_fit"
    assert rules.may_fill(frozenset(), {})


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Hej. Husk aftalen {day} kl. {time}.", ""),
        ("Husk mødet hos Offerrådgivningen", "Offerrådgivningen"),
        ("Voldsenheden ringer", "Voldsenheden"),
        ("Din sag er klar", "sag"),
        ("Hello from the police", "police"),
        ("Your case", "case"),
        ("Vi passer på dig", ""),
    ],
)
def test_words_that_tell_what_it_is_about_are_found(text, word):
    assert rules.word_that_gives_away(text) == word
    assert rules.may_be_sent(text).reason == ("word_gives_away" if word else "")


def test_a_gap_of_no_kind_is_told_before_the_words():
    assert rules.may_be_sent("Kære {name}, politiet").reason == "gap_of_unknown_kind"


def test_the_pauses_grow_and_then_it_is_given_up():
    pauses = [rules.try_again_at(tries, NOW) for tries in range(1, rules.MOST_TRIES)]
    assert pauses == [NOW + timedelta(minutes=m) for m in (1, 4, 16, 64, 256)]
    assert rules.try_again_at(rules.MOST_TRIES, NOW) is None


@pytest.mark.parametrize("address", ["a@b.dk", "post@raadgivning.example.invalid"])
def test_an_address_is_an_address(address):
    assert rules.EMAIL.fullmatch(address)


@pytest.mark.parametrize("address", ["", "a@b", "a b@c.dk", "a@b.dk\nBcc: c@d.dk", "a@b.dk,c@d.dk", "<a@b.dk>"])
def test_anything_else_is_none(address):
    assert not rules.EMAIL.fullmatch(address)
