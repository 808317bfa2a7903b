"""Who fits and why not: each reason, each stop, and the order that ranks nobody."""

from dataclasses import replace
from datetime import date

import pytest

from brobygger.counselling.fits import Candidate, PersonFacts, Reason, Standing, candidates, may_offer, reasons
from brobygger.volunteers.facts import CertificateFacts, VolunteerFacts

TODAY = date(2026, 11, 18)
ANNA = VolunteerFacts(1, 11, "Anna")
NOBODY_SAID = PersonFacts()


def told(who=ANNA, person=NOBODY_SAID, now=Standing()):  # noqa: B008
    return {one.code: one for one in reasons(who, person, now, on=TODAY)}


def test_one_about_whom_nothing_is_wished_needs_a_language_and_room():
    found = told()
    assert set(found) == {"language", "load"}
    assert all(one.fits for one in found.values())
    assert found["load"].values == {"cases": 0, "most": 3}


@pytest.mark.parametrize(
    ("who", "person", "code", "fits"),
    [
        (replace(ANNA, languages=frozenset({"da", "ar"})), PersonFacts(language="ar"), "language", True),
        (ANNA, PersonFacts(language="ar"), "language", False),
        (ANNA, PersonFacts(language=""), "language", True),
        (replace(ANNA, gender="female"), PersonFacts(gender_wished="female"), "gender", True),
        (ANNA, PersonFacts(gender_wished="female"), "gender", False),
        (ANNA, PersonFacts(form="phone"), "form", True),
        (ANNA, PersonFacts(form="video"), "form", False),
        (ANNA, PersonFacts(area="Prøveby"), "area", True),  # named no place: everywhere
        (replace(ANNA, areas=frozenset({"Prøveby"})), PersonFacts(area="Prøveby", form="in_person"), "area", True),
        (replace(ANNA, areas=frozenset({"Andenby"})), PersonFacts(area="Prøveby"), "area", False),
        (ANNA, PersonFacts(evenings=0b10), "times", True),
        (ANNA, PersonFacts(days=0b10), "times", False),
        (replace(ANNA, days=0b11), PersonFacts(days=0b10), "times", True),
        (replace(ANNA, is_away=True, away_until=date(2026, 12, 3)), NOBODY_SAID, "away", False),
    ],
)
def test_each_wish_is_a_reason_for_or_against(who, person, code, fits):
    reason = told(who, person)[code]
    assert reason.fits is fits
    assert not reason.stops


def test_a_place_is_no_reason_for_a_talk_by_phone():
    assert "area" not in told(replace(ANNA, areas=frozenset({"Andenby"})), PersonFacts(area="Prøveby", form="phone"))


def test_full_hands_and_what_was_between_them_are_told():
    found = told(now=Standing(cases=3, declined=True, handed_back=True, has_helped=True))
    assert not found["load"].fits
    assert not found["declined_before"].fits
    assert not found["handed_back_before"].fits
    assert found["has_helped"].fits


@pytest.mark.parametrize(
    ("who", "person", "code"),
    [
        (replace(ANNA, active=False), NOBODY_SAID, "volunteer_not_active"),
        (replace(ANNA, conflicts=frozenset({"person"})), NOBODY_SAID, "conflict_of_interest"),
        (
            replace(ANNA, certificates=(CertificateFacts("Kursus", "everyone", False),)),
            NOBODY_SAID,
            "certificate_missing",
        ),
        (
            replace(ANNA, certificates=(CertificateFacts("Kursus", "everyone", True, date(2026, 11, 17)),)),
            NOBODY_SAID,
            "certificate_expired",
        ),
        (
            replace(ANNA, certificates=(CertificateFacts("Børneattest", "under_18", False),)),
            PersonFacts(under_18=True),
            "certificate_missing",
        ),
    ],
)
def test_nobody_may_choose_past_a_stop_whatever_is_written(who, person, code):
    assert told(who, person)[code].stops
    chosen = candidates([who], person, {}, on=TODAY)[0]
    assert chosen.stopped
    assert may_offer(chosen, "Vi har ingen andre").reason == code


@pytest.mark.parametrize(
    "papers",
    [
        CertificateFacts("Kursus", "everyone", True, TODAY),  # to the end of its last day
        CertificateFacts("Kursus", "everyone", True),
        CertificateFacts("Børneattest", "under_18", False),  # not a child
    ],
)
def test_a_paper_that_holds_or_is_not_needed_stops_nobody(papers):
    assert not any(
        one.stops for one in reasons(replace(ANNA, certificates=(papers,)), NOBODY_SAID, Standing(), on=TODAY)
    )


def test_against_a_reason_a_reason_is_written():
    chosen = Candidate(ANNA, 0, (Reason("language", False), Reason("load", True)))
    assert may_offer(chosen, "  ").reason == "choose_against_needs_why"
    assert may_offer(chosen, "Taler engelsk sammen")
    assert may_offer(Candidate(ANNA, 0, (Reason("load", True),)), "")


def test_the_order_is_fewest_people_then_name_and_never_the_reasons():
    bo, carl = VolunteerFacts(2, 12, "bo"), VolunteerFacts(3, 13, "Carl", active=False)
    found = candidates([carl, bo, ANNA], NOBODY_SAID, {11: Standing(cases=2)}, on=TODAY)
    assert [one.who.name for one in found] == ["bo", "Carl", "Anna"]
