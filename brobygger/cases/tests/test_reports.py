"""Conversations of counselling that is run here stand in the organisation's own register, once each."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from brobygger.access.policy import Act
from brobygger.base.decision import NotFound
from brobygger.cases import actions, queries
from brobygger.cases.models import CounsellingReport
from brobygger.trail.models import Entry


@pytest.fixture
def add(cast, now):
    """The coordinator's zone notes a conversation."""
    by = cast.actor("coordinator")

    def go(**told: Any) -> CounsellingReport:
        conversation: dict[str, Any] = {
            "zone_id": cast.counselling_zone.pk, "report_ref": "S-1", "held_on": date(2026, 11, 17),
            "referral_source": "outreach", "referral_token": "BRO-AAAA-2222", "incident_type": "violence",
            "gender": "", "age_group": "", "form": "phone", "minutes": 40, "programme_id": None, **told,
        }  # fmt: skip
        return actions.add_report(**conversation, by=by, at=now)

    return go


def test_told_again_it_is_corrected_and_taken_back_it_is_gone(cast, now, add):
    add()
    add(minutes=55)
    by = cast.actor("coordinator")
    zone = cast.counselling_zone.pk
    (row,) = queries.reports(by, Act.SEE_REPORTS, zone_id=zone, programme_id=None)
    assert (row.source, row.minutes, row.programme_id) == ("own", 55, None)
    actions.take_back_report(zone_id=zone, report_ref="S-1", programme_id=None, by=by, at=now)
    assert not CounsellingReport.objects.exists()
    told = list(Entry.objects.filter(about_kind="counsellingreport").order_by("id").values_list("what", flat=True))
    assert told == ["cases.report_added", "cases.report_corrected", "cases.report_taken_back"]


def test_nobody_notes_or_reads_in_anothers_zone(cast, now, add):
    add()
    stranger = cast.actor("owner")
    with pytest.raises(NotFound):
        add(zone_id=cast.zone.pk)
    zone = cast.counselling_zone.pk
    with pytest.raises(NotFound):
        actions.take_back_report(zone_id=zone, report_ref="S-1", programme_id=None, by=stranger, at=now)
    assert not queries.reports(stranger, Act.SEE_REPORTS, zone_id=zone, programme_id=None)


@pytest.mark.parametrize("wrong", [{"minutes": 0}, {"minutes": 601}, {"referral_source": "naboen"}])
def test_the_database_refuses_what_cannot_be(add, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        add(**wrong)
