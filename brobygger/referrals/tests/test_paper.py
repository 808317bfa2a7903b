"""What is handed to a receiver outside: a tagged PDF and a JSON file of exactly what was sent."""

import json
import re
import zlib
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]
import pytest
from django.test import Client

from brobygger.referrals import actions, downloads
from brobygger.referrals.tests.sending import as_zone, outside_receiver, send, yes_to_help, zone_receiver
from brobygger.trail.models import Entry

SCHEMA = json.loads((Path(downloads.__file__).parent / "formats/referral_package.schema.json").read_text())
TICKED = ("name", "numbers", "contact", "incident_type", "note")


@pytest.fixture
def sent(cast, now):
    referral = yes_to_help(cast, now)
    send(cast, now, referral, outside_receiver(cast, now), ticked=TICKED, note="Ring efter kl. 10: æøå.")
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(cast.owner)
    return referral, client


def words_of(pdf: bytes) -> str:
    """The letters that the fonts of the file can be read as: what a screen reader and a search find."""
    streams = []
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            streams.append(zlib.decompress(found.group(1)))
        except zlib.error:
            streams.append(found.group(1))
    maps = [s.decode("latin-1") for s in streams if b"begincmap" in s]
    return "".join(
        bytes.fromhex(code).decode("utf-16-be")
        for told in maps
        for code in re.findall(r"^<[0-9A-Fa-f]{4}> <([0-9A-Fa-f]+)>", told, re.MULTILINE)
    )


def test_the_pdf_is_tagged_and_names_no_one_outside_its_pages(sent):
    referral, client = sent
    answer = client.get(f"/referrals/{referral.pk}/package.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{referral.token}.pdf"'
    pdf = answer.content
    assert b"StructTreeRoot" in pdf
    assert b"/Lang (da" in pdf or b"/Lang(da" in pdf
    assert b"pdfuaid:part>1<" in pdf or b'pdfuaid:part="1"' in pdf
    titles = re.findall(rb"/Title\s*\(([^)]*)\)", pdf)
    assert referral.token.encode() in titles
    for name in ("Karla", "Prøvesen"):
        assert name.encode() not in pdf
        assert name.encode("utf-16-be") not in pdf
    assert set("KarlaPrøvesenæøå") <= set(words_of(pdf))


def test_the_json_is_as_its_schema_says_and_holds_the_ticked_fields_alone(sent):
    referral, client = sent
    answer = client.get(f"/referrals/{referral.pk}/package.json")
    assert answer["Content-Disposition"] == f'attachment; filename="{referral.token}.json"'
    told = json.loads(answer.content)
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(told, SCHEMA, format_checker=jsonschema.FormatChecker())
    assert set(told["contents"]) == set(told["fields"]) == set(TICKED)
    assert told["contents"]["note"] == "Ring efter kl. 10: æøå."
    assert told["basis"]["consent"]["wording"].startswith("Jeg siger ja")


def test_everything_that_can_cross_of_a_child_is_as_the_schema_says(cast, now):
    referral = yes_to_help(cast, now, for_minor=True, language="ar")
    referral.case.person.numbers.update(beside="mor")
    send(cast, now, referral, outside_receiver(cast, now), note="a")
    _name, text = downloads.package_json(cast.actor("owner"), referral.pk, at=now)
    told = json.loads(text)
    # For a child the one who is rung is the guardian, whose own gender and age say nothing of the child.
    known = set(SCHEMA["properties"]["contents"]["properties"])
    assert set(told["contents"]) == known - {"gender", "age_group"}
    jsonschema.validate(told, SCHEMA)
    assert told["contents"]["numbers"][0]["beside"] == "mor"


def test_each_download_leaves_its_row_in_the_trail(sent, cast):
    referral, client = sent
    client.get(f"/referrals/{referral.pk}/package.pdf")
    client.get(f"/referrals/{referral.pk}/package.json")
    as_zone(cast.zone)
    rows = Entry.objects.filter(what="referrals.package_downloaded", by=cast.owner).order_by("id")
    assert [row.facts["kind"] for row in rows] == ["pdf", "json"]


def test_there_is_nothing_to_download_before_after_or_for_a_receiver_here(sent, cast, now):
    referral, client = sent
    actions.withdraw_consent(referral_id=referral.pk, by=cast.actor("owner"), at=now)
    assert client.get(f"/referrals/{referral.pk}/package.pdf").status_code == 409
    other = yes_to_help(cast, now)
    assert client.get(f"/referrals/{other.pk}/package.json").status_code == 409
    send(cast, now, other, zone_receiver(cast, now))
    assert client.get(f"/referrals/{other.pk}/package.json").status_code == 409
    assert client.get("/referrals/987654321/package.json").status_code == 404
