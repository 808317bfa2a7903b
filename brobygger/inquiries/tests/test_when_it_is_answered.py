"""A number does not stand as if it were answered when it is not: its hours, and whether it is open, in Danish time."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from brobygger.access.zones import among
from brobygger.directory.models import Offer
from brobygger.municipality.models import Setup

WEEKDAYS = [{"days": [1, 2, 3, 4, 5], "opens": "09:00", "closes": "15:00"}]


def read(monkeypatch, page, at, language="da"):
    """The page as it is read at that moment, UTC."""
    with monkeypatch.context() as then:
        then.setattr("django.utils.timezone.now", lambda: datetime.fromisoformat(at).replace(tzinfo=UTC))
        answer = Client(headers={"accept-language": language}).get(page)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def koege(cast):
    def answers(hours):
        with among({cast.koege.pk}):
            told = {"public_phone": "+4595001122", "public_hours_da": hours, "public_hours_en": ""}
            Setup.objects.filter(zone=cast.koege).update(**told)

    return answers


@pytest.mark.parametrize("page", ["/h/koege/", "/h/koege/help/"])
@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("2026-11-18T08:30", "Åbent nu"),  # half past nine in Denmark
        ("2026-11-18T14:30", "Lukket lige nu. Åbner torsdag kl. 09:00."),
        ("2026-11-18T07:30", "Lukket lige nu. Åbner kl. 09:00."),
        ("2026-11-20T23:30", "Lukket lige nu. Åbner mandag kl. 09:00."),  # Saturday in Denmark
        ("2026-07-01T07:30", "Åbent nu"),  # summer time
        ("2026-12-18T16:00", "Lukket lige nu."),  # a week with days off: nothing is promised
        ("2026-12-25T10:00", ""),
    ],
)
def test_the_municipalitys_number_says_whether_it_is_answered(koege, monkeypatch, page, at, told):
    koege("hverdage 9-15")
    text = read(monkeypatch, page, at)
    assert "hverdage 9-15" in text
    assert told in text
    assert ("Åbent nu" in text, "Lukket lige nu" in text) == ("Åbent nu" in told, "Lukket" in told)
    assert ("Åbner" in text) == ("Åbner" in told)


def test_hours_in_other_words_stand_as_they_are(koege, monkeypatch):
    koege("når vi er på kontoret")
    text = read(monkeypatch, "/h/koege/help/", "2026-11-18T10:30")
    assert "når vi er på kontoret" in text
    assert "Lukket" not in text
    assert "Åbent nu" not in text


@pytest.mark.parametrize(
    ("language", "at", "told"),
    [
        ("da", "2026-11-18T10:30", ("ma–fr 9–15", "Åbent nu")),
        ("da", "2026-11-21T10:30", ("ma–fr 9–15", "Lukket lige nu. Åbner mandag kl. 09:00.")),
        ("en", "2026-11-21T10:30", ("Mon–Fri 9–15", "Closed right now. Opens Monday at 09:00.")),
    ],
)
def test_another_places_number_has_its_hours_and_whether_it_is_open(cast, monkeypatch, language, at, told):
    some = Offer(name_da="Rådgivningen", phones=[{"number": "1888", "note": ""}], hours=WEEKDAYS)
    always = [{"days": [1, 2, 3, 4, 5, 6, 7], "opens": "00:00", "closes": "24:00"}]
    around = Offer(name_da="Hotlinen", phones=[{"number": "116111", "note": ""}], hours=always)
    monkeypatch.setattr("brobygger.inquiries.help.directory.pinned", lambda by, keys: [("a", some), ("b", around)])
    text = read(monkeypatch, "/h/koege/help/", at, language)
    assert all(words in text for words in told)
    assert {"da": "døgnet rundt", "en": "day and night"}[language] in text
    assert sum(text.count(words) for words in ("Åbent nu", "Lukket lige nu", "Open right now", "Closed right now")) == 1
