"""The page on which a report is asked for, and the file that comes of it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from brobygger.report import actions, making
from brobygger.report.models import MadeReport
from brobygger.report.tests.making import outreach
from brobygger.trail.models import Entry


@pytest.fixture
def page(cast, client, settings):
    settings.JOBS_INLINE = True
    outreach(cast, seed=7, rows=60)
    client.force_login(cast.leader)
    return client


def asked(cast, **told):
    return {
        "programme": cast.programme.key, "first": "2018-02-01", "last": "2018-11-30", "language": "da", "form": "html",
        **told,
    }  # fmt: skip


def test_a_report_is_made_and_fetched(cast, page):
    shown = page.post(reverse("report"), asked(cast), follow=True).content.decode()
    row = MadeReport.objects.get()
    assert reverse("report_file", args=[row.pk]) in shown
    answer = page.get(reverse("report_file", args=[row.pk]))
    name = "brobygger-rapport-opsoegende-indsats-2018-02-01-2018-11-30-da"
    assert f'="{name}-' in answer["Content-Disposition"]
    assert answer["Content-Disposition"].endswith('offentliggoerelse.html"')
    assert "Evaluering af Opsøgende indsats" in answer.content.decode()
    assert [one.what for one in Entry.objects.filter(what__startswith="report.").order_by("pk")] == [
        "report.asked", "report.fetched",
    ]  # fmt: skip
    assert Entry.objects.filter(what="evaluation.figures_read").exists()


def test_while_it_is_made_the_page_says_so(cast, page, settings):
    settings.JOBS_INLINE = False
    shown = page.post(reverse("report"), asked(cast), follow=True).content.decode()
    row = MadeReport.objects.get()
    assert "Tæller og tegner." in shown
    assert reverse("report_file", args=[row.pk]) not in shown
    assert page.get(reverse("report_file", args=[row.pk])).status_code == 409
    cast.actor("leader")
    MadeReport.objects.update(stage=2)
    assert "Sætter siderne op." in page.get(reverse("report_progress", args=[row.pk])).content.decode()
    making.make(report_id=row.pk, zone_id=cast.zone.pk, at=row.asked_at)
    cast.actor("leader")
    assert reverse("report_file", args=[row.pk]) in page.get(reverse("report_progress", args=[row.pk])).content.decode()


def test_where_it_cannot_be_made_the_page_says_that(cast, page, monkeypatch):
    def fall(_told):
        raise ZeroDivisionError

    monkeypatch.setitem(making.SETTERS, "html", fall)
    with pytest.raises(ZeroDivisionError):
        page.post(reverse("report"), asked(cast))
    row = actions_row(cast)
    making_twice = making.make(report_id=row.pk, zone_id=cast.zone.pk, at=row.asked_at)
    assert making_twice is None
    cast.actor("leader")
    assert "Rapporten kunne ikke laves" in page.get(reverse("report")).content.decode()


def actions_row(cast):
    by = cast.actor("leader")
    row = MadeReport(
        zone=cast.zone, programme=cast.programme, language="da", form="html", asked_at="2026-11-18T10:00Z",
        asked_by_id=by.worker_id, refused="report_failed",
    )  # fmt: skip
    row.save()
    return row


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"form": "zip"}, "offentliggør dem først"),
        ({"last": "2017-01-01"}, "Perioden slutter, før den begynder"),
        ({"programme": "ambulant-indsats"}, "gyldig"),
    ],
)
def test_what_cannot_be_made_is_refused_in_words(cast, page, told, words):
    answer = page.post(reverse("report"), asked(cast, **told))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not MadeReport.objects.exists()


def test_old_reports_go_when_a_new_one_is_asked_for(cast, page, now):
    page.post(reverse("report"), asked(cast))
    cast.actor("leader")
    MadeReport.objects.update(asked_at=now - actions.KEPT - timedelta(days=1))
    page.post(reverse("report"), asked(cast))
    cast.actor("leader")
    assert MadeReport.objects.count() == 1


@pytest.mark.parametrize("who", ["owner", "strange_leader", "project_leader", "officer"])
def test_it_is_for_the_leaders_of_the_zone(cast, page, client, who):
    page.post(reverse("report"), asked(cast))
    cast.actor("leader")
    pk = MadeReport.objects.get().pk
    client.force_login(getattr(cast, who))
    assert client.get(reverse("report_file", args=[pk])).status_code == 404
