"""What a consent covers goes by its very words: shipped ones as shipped, a leader's own as little as the first."""

from datetime import date

import pytest
from django.db import transaction

from brobygger.base.decision import NotFound, Refused
from brobygger.programmes.models import ConsentWording
from brobygger.referrals import actions, coverage
from brobygger.referrals.models import Coverage
from brobygger.referrals.rules import NARROW
from conftest import standing_cast

ALL = ["name", "numbers", "contact", "language"]


def words(cast, *, language="da", version=3, drafted_by=None, for_guardian=False):
    """Words that a leader wrote, and another approved."""
    cast.actor("leader")
    return ConsentWording.objects.create(
        programme=cast.programme,
        language=language,
        version=version,
        for_guardian=for_guardian,
        valid_from=date(2026, 1, 1),
        text="Jeg siger ja til …",
        drafted_by=drafted_by or cast.leader,
        approved_by=cast.second_leader,
    )


@pytest.mark.parametrize("told", [{"version": 3}, {"language": "pl", "version": 1}, {"language": "pl", "version": 2}])
def test_a_leaders_own_words_cover_little_until_it_is_decided(committed, told):
    with transaction.atomic():
        own = words(standing_cast(), **told)
    coverage.ship()
    covered = coverage.of_wording(own)
    assert set(covered.fields) == set(NARROW)
    assert covered.purpose_en == "That a volunteer counsellor can ring the person."


def test_the_shipped_words_cover_what_was_shipped(cast):
    for language in ("da", "en"):
        outreach = ConsentWording.objects.filter(programme=cast.programme, language=language, for_guardian=False)
        first, second = outreach.order_by("version")
        assert "note" not in coverage.of_wording(first).fields
        assert "note" in coverage.of_wording(second).fields


def test_another_leader_decides_once_what_they_cover(cast, now):
    own = words(cast)
    with pytest.raises(Refused, match="second_leader_needed"):
        actions.decide_coverage(wording_id=own.pk, fields=ALL, days=30, by=cast.actor("leader"), at=now)
    by = cast.actor("second_leader")
    for fields, days, why in ((["cpr"], 30, "field_unknown"), (ALL, 0, "days_out"), (ALL, 366, "days_out")):
        with pytest.raises(Refused, match=why):
            actions.decide_coverage(wording_id=own.pk, fields=fields, days=days, by=by, at=now)
    actions.decide_coverage(wording_id=own.pk, fields=["language"], days=30, by=by, at=now)
    covered = coverage.of_wording(own)
    assert (covered.fields, covered.days) == (("name", "numbers", "contact", "language"), 30)
    with pytest.raises(Refused, match="coverage_decided"):
        actions.decide_coverage(wording_id=own.pk, fields=ALL, days=30, by=by, at=now)
    assert Coverage.objects.get(wording=own).decided_by == cast.second_leader


@pytest.mark.parametrize("who", ["owner", "coordinator", "officer"])
def test_it_is_not_for_others(cast, now, who):
    with pytest.raises(NotFound):
        actions.decide_coverage(wording_id=words(cast).pk, fields=ALL, days=30, by=cast.actor(who), at=now)


def test_words_for_guardians_always_name_the_child(cast, now):
    shipped = ConsentWording.objects.get(programme=cast.programme, language="da", for_guardian=True)
    assert "child" in coverage.of_wording(shipped).required
    assert "gender" not in coverage.of_wording(shipped).fields
    own = words(cast, for_guardian=True)
    assert set(coverage.of_wording(own).fields) == {*NARROW, "child"}
    actions.decide_coverage(wording_id=own.pk, fields=[], days=30, by=cast.actor("second_leader"), at=now)
    assert "child" in coverage.of_wording(own).required
