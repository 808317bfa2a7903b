"""The desk as its workers see it: a browser for each member of the cast, and a clock that stands still."""

import pytest
from django.test import Client
from django.utils import timezone

from brobygger.intake.tests.conftest import bring  # noqa: F401  what comes in with the police's file


@pytest.fixture
def clock(monkeypatch, now):
    """The pages read this time; `clock.at` may be moved."""

    class Clock:
        at = now

    monkeypatch.setattr(timezone, "now", lambda: Clock.at)
    return Clock


@pytest.fixture
def browser(cast, clock):
    """A browser without JavaScript, signed in as the named member of the cast."""

    def signed_in(name: str) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(getattr(cast, name))
        return client

    return signed_in


@pytest.fixture
def opened(browser, cast, now):
    """A case that the owner has opened and whose card she has read; her browser and the case's id."""
    from brobygger.outreach.tests.making import someone

    def begin(**fields):
        case = someone(cast, now, **fields)
        owner = browser("owner")
        owner.post("/call/open/", {"case": case.pk})
        owner.post(f"/case/{case.pk}/call/card/")
        return owner, case

    return begin
