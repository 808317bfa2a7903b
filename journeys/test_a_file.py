"""A leader reads the police's file in, sees what became of each row, and reads the figures; every page on the way."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from brobygger.access.actor import machine
from brobygger.access.zones import in_zones
from brobygger.intake import tasks
from brobygger.intake.models import ImportRun
from journeys.conftest import BEGINS, in_english, looked_at, sign_in, unfold

HEADER = (
    "Journalnummer;Gerningskode;Gerningstidspunkt;Anmeldelsestidspunkt;Politikreds;Personnummer i sagen;"
    "Forurettet/vidne;Fornavn;Efternavn;Fødselsdato;Køn;Telefon"
)


@pytest.fixture
def file(tmp_path):
    """Two who come in, one suspect who does not, and one row that cannot be read."""
    day = timezone.localdate() - timedelta(days=5)
    told = f"{day:%d-%m-%Y} 22:10;{day:%d-%m-%Y} 23:00;Prøvekredsen"
    rows = [
        f"0100-1;76111;{told};1;victim;Åse;Prøvesen;02-03-1985;female;95 00 00 01",
        f"0100-1;76111;{told};2;other;Mistænkt;Opdigtet;;male;95 00 00 01",
        f"0100-2;77111;{told};1;witness;Øjvind;Demosen;03-04-1990;male;95 00 00 02",
        f"0100-3;xx;{told};1;victim;Bo;Demosen;03-04-1991;male;95 00 00 03",
    ]
    made = tmp_path / "udtræk.csv"
    made.write_bytes("\r\n".join([HEADER, *rows]).encode("cp1252"))
    return made


@pytest.mark.parametrize("language", BEGINS)
def test_a_file_goes_in_and_is_counted(house, browse, file, language):
    page = browse(width=BEGINS[language])
    sign_in(page, "leader")
    if language == "en":
        in_english(page)
    wrong = []

    def look(name):
        unfold(page)
        wrong.extend(looked_at(page, name, language))

    page.goto("/import/")
    look("imports")
    page.locator("input[type=file]").set_input_files(file)
    page.locator("form.hand-in .button-primary").click()
    expect(page.locator("main")).to_contain_text("Åse")
    look("import_understood")
    page.locator("main .button-primary").click()
    expect(page.locator("main .button-primary")).to_have_count(0)
    look("import_going")

    with in_zones(machine(house.zone.pk)):
        run = ImportRun.objects.get()
    tasks.read_file(run_id=run.pk, zone_id=run.zone_id)
    expect(page.locator("a[href$='/rejected/']").first).to_be_visible()  # the page looks again by itself
    look("import_ended")
    with page.expect_download() as got:
        page.locator("a[href$='/rejected/']").first.click()
    rejected = got.value.path().read_text(encoding="utf-8-sig")
    assert "0100-3;xx" in rejected
    assert "Demosen" not in got.value.suggested_filename

    page.goto("/calls/")
    expect(page.locator("main")).to_contain_text("Åse")
    expect(page.locator("main")).not_to_contain_text("Mistænkt")
    page.goto("/figures/")
    expect(page.locator("main")).to_contain_text("2")
    look("figures")
    page.goto("/report/")
    look("report")
    assert not wrong, "\n".join(wrong)
    assert not page.trouble
