"""The open page that a leader has closed: nobody new, and those who have a code are still answered."""

from __future__ import annotations

import pytest
from django.utils import timezone

from brobygger.inquiries.models import Inquiry
from brobygger.inquiries.tests.walking import Visitor, slow_hands  # noqa: F401
from brobygger.municipality import actions as municipality
from brobygger.municipality.models import Setup

pytestmark = pytest.mark.usefixtures("slow_hands")


def closed(cast):
    """Køge's page has been open, and its leader has closed it."""
    by, now = cast.actor("project_leader"), timezone.now()
    row = Setup.objects.get(zone=cast.koege)
    municipality.close_page(setup_id=row.pk, by=by, at=now)
    municipality.open_page(setup_id=row.pk, by=by, at=now)
    municipality.close_page(setup_id=row.pk, by=by, at=now)


def test_someone_new_is_told_who_helps_and_begins_nothing(cast):
    closed(cast)
    for answer in (Visitor().get(), Visitor().get("begin/"), Visitor().post("begin/")):
        page = answer.content.decode()
        assert answer.status_code == 200
        assert "tel:112" in page
        assert "open_begin" not in page
        assert "/h/koege/begin/" not in page
    assert not Inquiry.objects.exists()


def test_she_who_has_a_code_comes_back_and_goes_on(cast):
    her = Visitor()
    her.begin()
    closed(cast)
    assert her.get("q/").status_code == 200  # in the same browser she is not thrown out half way
    again = Visitor()
    answer = again.post("code/", code_name=her.code[0], code_word=her.code[1])
    assert answer.status_code == 302
    assert again.client.get(answer.url).status_code == 200
