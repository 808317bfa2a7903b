"""Importing in the browser: hand in, look, go, see what came of it; who may, and what is left of the file."""

import re
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as all_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from brobygger.access.actor import machine
from brobygger.access.who import actor_for
from brobygger.access.zones import enter
from brobygger.cases.models import Registration
from brobygger.intake import actions, browser
from brobygger.intake.models import ImportRun
from brobygger.intake.tests import files
from brobygger.people.models import PhoneNumber
from brobygger.trail.models import Entry

pytestmark = pytest.mark.usefixtures("own_uploads")


@pytest.fixture
def leader(client, cast, settings):
    """A programme leader at her browser; jobs run at once."""
    settings.JOBS_INLINE = True
    client.force_login(cast.leader)
    enter(actor_for(cast.leader.pk))
    return client


def soon(**told):
    """A row that was reported yesterday, whenever the test is run."""
    yesterday = timezone.localtime() - timedelta(days=1)
    day = yesterday.strftime("%d-%m-%Y")
    return {"occurred_at": f"{day} 00:01", "reported_at": f"{day} 00:02", **told}


def hand_in(client, cast, *rows, kind="incidents", content=None):
    content = content if content is not None else files.text(list(rows), kind=files.SCHEMAS[kind]).encode("utf-8-sig")
    file = SimpleUploadedFile("Åse Opdigtet 030480.csv", content)
    return client.post("/import/", {"kind": kind, "programme": cast.programme.pk, "file": file})


def uploads():
    return [p for p in Path(all_settings.FILE_UPLOAD_TEMP_DIR).iterdir() if len(p.name) == 32]


def test_a_file_is_looked_at_before_anything_goes_in(leader, cast):
    before = set(uploads())
    answer = hand_in(
        leader, cast, soon(), soon(person_ref="2", role="other", given_name="Qvirk"), soon(protected="måske")
    )
    page = leader.get(answer.url).content.decode()
    assert "Åse Opdigtet" in page
    assert "95\u00a000\u00a012\u00a034" in page
    assert "Qvirk" not in page
    assert "»måske«: skal være ja eller nej" in page
    assert not Registration.objects.exists()
    (kept,) = set(uploads()) - before
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert Entry.objects.filter(what="intake.first_rows_seen").exists()


@pytest.mark.parametrize("kind", ["incidents", "registrations", "counselling"])
def test_a_row_that_is_here_already_does_not_look_as_if_it_went_in(leader, cast, kind):
    rows = {
        "incidents": [soon(), soon(person_ref="2", phone="95001299 (mor); 95 0")],
        "registrations": [{}, {"registration_id": "2"}],
        "counselling": [{}, {"report_id": "E-2"}],
    }[kind]
    answer = hand_in(leader, cast, rows[0], kind=kind)
    assert leader.get(answer.url).content.decode().count("Kommer ind") == 1
    leader.post(f"{answer.url}start/")
    page = leader.get(hand_in(leader, cast, *rows, kind=kind).url).content.decode()
    assert (page.count("Kommer ind"), page.count(">Kendt i forvejen<")) == (1, 1)
    if kind == "incidents":
        assert "95\u00a000\u00a012\u00a099 (mor), ikke læst: 95 0" in page


def test_go_and_what_came_of_it(leader, cast):
    before = set(uploads())
    answer = hand_in(
        leader, cast, soon(), soon(person_ref="2", protected="måske"), soon(person_ref="3", offence_code="55555")
    )
    leader.post(f"{answer.url}start/")
    page = leader.get(answer.url).content.decode()
    assert "Filen er læst ind" in page
    assert "55555" in page
    assert "række 3: Navne- og adressebeskyttelse »måske«: skal være ja eller nej" in page
    assert Registration.objects.count() == 2
    assert set(uploads()) == before
    download = leader.get(f"{answer.url}rejected/")
    text = download.content.decode("utf-8-sig")
    assert text.splitlines()[0].endswith(";reason")
    assert "030480" not in download["Content-Disposition"]
    again = hand_in(leader, cast, content=text.replace(";måske;", ";nej;").encode("utf-8-sig"))
    leader.post(f"{again.url}start/")
    assert Registration.objects.count() == 3
    assert "Tidligere indlæsninger" in leader.get("/import/").content.decode()


def test_a_register_is_looked_at_and_goes_in(leader, cast):
    answer = hand_in(leader, cast, {}, kind="registrations")
    assert "02.05.2019" in leader.get(answer.url).content.decode()
    leader.post(f"{answer.url}start/")
    assert Registration.objects.get().source == "registrations"


def test_where_every_row_is_rejected_the_preview_says_why(leader, cast):
    page = leader.get(hand_in(leader, cast, soon(protected="abc")).url).content.decode()
    assert "Afvist" in page
    assert "skal være ja eller nej" in page.split("<table", 2)[2].split("</table>")[0]


def what_would_happen(page):
    table = page.split("Hvad der ville ske med rækkerne</h2>")[1].split("</table>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", table).split())


def test_the_preview_says_of_the_whole_file_what_goes_in_is_known_and_is_rejected(leader, cast):
    answer = hand_in(leader, cast, soon(), soon(person_ref="2", phone="95001299"))
    leader.post(f"{answer.url}start/")
    rows = [soon(person_ref=str(n), given_name=f"Ny{n}") for n in range(3, 43)]
    rows += [soon(person_ref="50", reported_at="ikke en dato"), soon(), soon(person_ref="2", phone="95001298")]
    page = leader.get(hand_in(leader, cast, *rows).url).content.decode()
    table = what_would_happen(page)
    for told in ("Nye registreringer 40", "som det står her 1", "anderledes end her 1", "Afvist 1", "Alle 43"):
        assert told in table
    assert "række 42: Anmeldelsestidspunkt »ikke en dato«: skal være" in page


@pytest.mark.parametrize("kind", ["registrations", "counselling"])
def test_the_preview_of_a_register_says_so_too(leader, cast, kind):
    number, day = {"registrations": ("registration_id", "identified_on"), "counselling": ("report_id", "held_on")}[kind]
    rows = [*({number: str(n)} for n in range(8)), {number: "9", day: "i går"}]
    page = leader.get(hand_in(leader, cast, *rows, kind=kind).url).content.decode()
    table = what_would_happen(page)
    assert " 8 Kendt" in table
    assert "Afvist 1" in table
    assert "»i går«: skal være en dato" in page
    assert not Registration.objects.exists()


def test_a_role_that_is_on_no_list_is_named_and_its_row_handed_back_whole(leader, cast):
    answer = hand_in(leader, cast, soon(), soon(person_ref="2", role="Bisidder", given_name="Bo"))
    leader.post(f"{answer.url}start/")
    page = leader.get(answer.url).content.decode()
    assert "række 3: Forurettet/vidne »Bisidder«: er ikke en af listens værdier" in page
    text = leader.get(f"{answer.url}rejected/").content.decode("utf-8-sig")
    assert ";Bisidder;Bo;" in text


def test_a_file_that_cannot_be_read_leaves_nothing_behind(leader, cast):
    before = set(uploads())
    answer = hand_in(leader, cast, content="Journalnummer;Hat\n1;høj".encode("cp1252"))
    assert answer.status_code == 422
    assert "Nødvendige kolonner mangler: Gerningskode" in answer.content.decode()
    assert set(uploads()) == before
    assert not ImportRun.objects.exists()


def test_an_empty_file_says_so(leader, cast):
    assert "Filen er tom" in hand_in(leader, cast, content=b"").content.decode()


def test_a_writing_that_is_not_certain_is_shown(leader, cast):
    answer = hand_in(leader, cast, content=files.text([soon()]).encode("cp1252"))
    assert "Se efter æ, ø og å" in leader.get(answer.url).content.decode()


def test_the_file_is_dropped(leader, cast):
    before = set(uploads())
    answer = hand_in(leader, cast, soon())
    leader.post(f"{answer.url}drop/")
    assert set(uploads()) == before
    assert "droppet" in leader.get(answer.url).content.decode()
    assert leader.post(f"{answer.url}start/").status_code == 409


def test_while_it_runs_the_page_tells_how_far_it_has_come(leader, cast):
    answer = hand_in(leader, cast, soon())
    run = ImportRun.objects.get()
    now = timezone.now()
    ImportRun.objects.update(
        state="running", rows_done=500, rows_total=2000, started_at=now - timedelta(seconds=10), alive_at=now
    )
    page = leader.get(answer.url).content.decode()
    assert "500 af 2.000 rækker" in page
    assert "omkring" in page
    fragment = leader.get(f"/import/{run.pk}/progress/")
    assert 'hx-trigger="every 1s"' in fragment.content.decode()
    ImportRun.objects.update(state="ended", counts={"rows": 2000})
    assert leader.get(f"/import/{run.pk}/progress/")["HX-Refresh"] == "true"


def test_an_import_that_was_cut_off_says_so_and_is_finished(leader, cast):
    answer = hand_in(leader, cast, soon())
    ImportRun.objects.update(
        state="running", rows_done=1, rows_total=9, alive_at=timezone.now() - timedelta(minutes=10)
    )
    assert "Indlæsningen blev afbrudt" in leader.get(answer.url).content.decode()
    leader.post(f"{answer.url}start/")
    assert ImportRun.objects.get().state == "ended"
    assert Registration.objects.count() == 1


def test_a_job_that_is_done_twice_changes_nothing(leader, cast):
    answer = hand_in(leader, cast, soon())
    leader.post(f"{answer.url}start/")
    run = ImportRun.objects.get()
    counts = dict(run.counts)
    browser.read_in(run_id=run.pk, zone_id=run.zone_id, at=timezone.now())
    run.refresh_from_db()
    assert run.counts == counts


@pytest.mark.parametrize("name", ["owner", "officer", "stranger", "strange_leader"])
def test_nobody_else_sees_the_import(leader, cast, client, name):
    run_page = hand_in(leader, cast, soon()).url
    client.force_login(getattr(cast, name))
    for method, page in (("get", run_page), ("get", f"{run_page}rejected/"), ("post", f"{run_page}start/")):
        assert getattr(client, method)(page).status_code == 404


def test_the_job_is_put_in_the_queue_with_ids_alone(leader, cast, settings):
    settings.JOBS_INLINE = False
    answer = hand_in(leader, cast, soon())
    leader.post(f"{answer.url}start/")
    from procrastinate.contrib.django.models import ProcrastinateJob

    run = ImportRun.objects.get()
    assert run.state == "waiting"
    assert ProcrastinateJob.objects.get().args == {"run_id": run.pk, "zone_id": run.zone_id}
    assert "Venter på tur" in leader.get(answer.url).content.decode()


def test_a_file_that_nobody_says_go_to_is_gone_the_next_day(leader, cast):
    before = set(uploads())
    hand_in(leader, cast, soon())
    by = machine(cast.zone.pk)
    actions.delete_old_rejects(zone_id=cast.zone.pk, by=by, at=timezone.now() + timedelta(hours=23))
    assert set(uploads()) != before
    actions.delete_old_rejects(zone_id=cast.zone.pk, by=by, at=timezone.now() + timedelta(hours=25))
    assert set(uploads()) == before
    assert ImportRun.objects.get().state == "dropped"


def test_rejected_rows_are_gone_after_thirty_days(leader, cast):
    answer = hand_in(leader, cast, soon(protected="måske"))
    leader.post(f"{answer.url}start/")
    by = machine(cast.zone.pk)
    assert actions.delete_old_rejects(zone_id=cast.zone.pk, by=by, at=timezone.now() + timedelta(days=29)) == 0
    assert actions.delete_old_rejects(zone_id=cast.zone.pk, by=by, at=timezone.now() + timedelta(days=31)) == 1


def test_the_preview_shows_what_would_change_row_by_row(leader, cast):
    leader.post(f"{hand_in(leader, cast, soon(), soon(person_ref='2', given_name='Bo')).url}start/")
    answer = hand_in(leader, cast, soon(phone="95001299"), soon(person_ref="2", given_name="Bo", role="Sigtet"))
    page = leader.get(answer.url).content.decode()
    for words in ("telefonnummeret", "+4595001234", "+4595001299", "rollen (nu som sigtet)", "rettes"):
        assert words in page
    assert 'name="known"' in page
    assert Entry.objects.filter(what="intake.corrections_seen").exists()
    assert PhoneNumber.objects.filter(number="+4595001234", stopped_at__isnull=True).exists()  # nothing has gone in


def test_only_new_for_the_run_leaves_the_number_and_names_it(leader, cast):
    leader.post(f"{hand_in(leader, cast, soon()).url}start/")
    answer = hand_in(leader, cast, soon(phone="95001299"))
    leader.post(f"{answer.url}start/", {"known": "only_new"})
    assert PhoneNumber.objects.get().number == "+4595001234"
    assert "der blev kun bedt om nye rækker" in leader.get(answer.url).content.decode()
    answer = hand_in(leader, cast, soon(phone="95001299"))
    leader.post(f"{answer.url}start/", {"known": "update"})
    assert PhoneNumber.objects.get(stopped_at__isnull=True).number == "+4595001299"


def test_a_protected_address_is_not_in_the_preview(leader, cast):
    leader.post(f"{hand_in(leader, cast, soon(protected='ja')).url}start/")
    page = leader.get(hand_in(leader, cast, soon(protected="ja", address="Skjulevej 9")).url).content.decode()
    assert "adressen" in page
    assert "Skjulevej" not in page
    assert "Prøvevej 1" not in page
