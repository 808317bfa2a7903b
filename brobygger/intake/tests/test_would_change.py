"""The preview says what the run says: it is the run, rehearsed and undone."""

import pytest
from django.utils import translation

from brobygger.cases.models import Case, Registration
from brobygger.intake.import_run import run_file
from brobygger.intake.models import RejectedRow
from brobygger.intake.runs import begin_run
from brobygger.intake.tests import files
from brobygger.intake.tests.test_corrections import person
from brobygger.intake.words import REASONS
from brobygger.intake.would_change import would_change
from brobygger.people import actions as people
from brobygger.people.models import Person
from brobygger.trail.models import Entry

GUARDIAN = {"person_ref": "2", "role": "guardian", "guardian_of": "1", "family_name": "Værgesen", "phone": "95007709"}
BEFORE = [
    *(person(n) for n in range(1, 8)),
    person(8, offence_code=files.BURGLARY),
    {**person(9), **GUARDIAN},
    person(10, phone="95007710"),
    person(11, cpr="010285-1234", phone="95007711"),
    person(12, phone="95007712"),
    person(21, phone="95007721"),
]
OLD = person(17, family_name="Gammel", phone="95007717")
LATER = [
    person(1, role="Sigtet"),
    person(2, phone="95007799/løs", email="a@b.invalid"),
    person(3, protected="ja", address=""),
    person(4, family_name="Rettet4"),
    person(5, birth_date="01-02-2012"),
    person(6, reported_at="17-11-2026 08:30", role="witness"),
    person(7, offence_code=files.BURGLARY),
    person(8),
    person(9),
    person(10, phone="95007710", offence_code=files.BURGLARY),
    person(11, given_name="Bo", family_name="Helt", cpr="030480-1236", birth_date="", phone="95007711"),
    person(12, phone="95007712", language="so"),
    person(13, phone="95007713 (mor); 950 0771"),
    {**person(14, birth_date="01-02-1960", phone="95007714")},
    {**person(14), **GUARDIAN, "phone": "95007715"},
    person(15, protected="måske"),
    OLD,
    person(16, phone="95007716,00", email="ingen", cpr="102851234"),
    person(19, cpr="12345", language="klingon", gender="X", guardian_of="9"),
    person(20, language="en/da", gender="?!", email="a@b", postal_code="x"),
    person(21, phone="abcdef"),
]
# What a file of incidents can be said of; a workbook's own, and other kinds of files, are tried apart.
OTHER_KINDS = {
    "reached_without_a_call", "values_not_on_the_list", "cells_far_away", "cell_with_an_error", "answers_nothing",
    "nul_dropped",
}  # fmt: skip
NOT_HERE = {"kept_only_new", "kept_older_file"}


def everything_that_is_remarked_on():
    codes = list(REASONS)
    return set(codes[codes.index("phone_not_readable") :]) - OTHER_KINDS


@pytest.fixture
def told(bring, cast, now, tmp_path):
    """A zone where something has been corrected in every way; what the preview says of the file, and the run."""
    bring(*BEFORE, OLD)
    newest = {"occurred_at": "17-11-2026 20:00", "reported_at": "18-11-2026 08:00"}
    bring({**OLD, "family_name": "Ny"}, person(18, phone="95007718", **newest))
    Person.objects.filter(family_name="Rettelse12").update(language="ar")
    Case.objects.filter(person__family_name="Rettelse10").update(state="declined", ended_at=now)
    Registration.objects.filter(person__family_name="Rettelse10").update(
        state="declined", outcome="declined", reached=True, ended_at=now
    )
    path = files.file(tmp_path, LATER)
    lines = path.read_text("utf-8-sig").replace("Gerningssted", "Hat")
    path.write_text(lines, "utf-8-sig")
    return path


def look_and_run(cast, now, path, known="update"):
    by = cast.actor("leader")
    where = {"zone_id": cast.zone.pk, "programme_id": cast.programme.pk}
    run = begin_run(file=path, kind="incidents", by=by, at=now, known=known, **where)
    seen = would_change(reading_of(path), run, by=by, at=now)
    return seen, run, by


def reading_of(path):
    from brobygger.intake.runs import understand

    return understand(path, "incidents")


@pytest.mark.parametrize("known", ["update", "only_new"])
def test_preview_and_run_say_the_same(told, cast, now, known):
    seen, run, by = look_and_run(cast, now, told, known)
    said = {way.code: way.counts for way in seen.ways}[known]
    came = run_file(run_id=run.pk, file=told, by=by, at=now).counts()
    assert said == came
    if known == "update":
        codes = {note["code"] for note in came["notes"]}
        assert codes == everything_that_is_remarked_on() - NOT_HERE
    else:
        assert {"kept_only_new", "corrected_accused", "corrected_minor"} <= {note["code"] for note in came["notes"]}


def test_an_older_file_says_the_same_too(bring, cast, now, tmp_path):
    older = files.file(tmp_path, [person(1), person(2)], name="older.csv")
    bring(path=older)
    bring(person(1, family_name="Ny1"), person(2, role="Sigtet"))
    seen, run, by = look_and_run(cast, now, older)
    (way,) = seen.ways
    assert (way.code, seen.is_older) == ("older", True)
    assert run_file(run_id=run.pk, file=older, by=by, at=now).counts() == way.counts


def test_a_number_that_a_worker_has_added_is_named_where_the_police_change_theirs(bring, cast, now, tmp_path):
    bring(person(2))
    by = cast.actor("owner")
    people.add_number(person=Person.objects.get(family_name="Rettelse2"), number="+4595007798", by=by, at=now)
    path = files.file(tmp_path, [person(2, phone="95007799")], name="later.csv")
    with translation.override("da"):
        seen, _run, _by = look_and_run(cast, now, path)
    (row,) = seen.rows
    told = [(one.here, one.file, one.becomes()[0]) for one in row.fields.values()]
    assert ("+4595007702", "+4595007799", "rettes") in told
    assert ("+4595007798", "–", "er ændret her og bliver stående") in told


def test_a_number_that_cannot_be_read_is_not_said_to_be_corrected(bring, cast, now, tmp_path):
    bring(person(2))
    path = files.file(tmp_path, [person(2, phone="abcdef")], name="later.csv")
    with translation.override("da"):
        seen, _run, _by = look_and_run(cast, now, path)
    (row,) = seen.rows
    told = [(one.here, one.file, one.becomes()[0]) for one in row.fields.values()]
    assert told == [("+4595007702", "ikke læst: abcdef", "kunne ikke læses: det, der står her, bliver stående")]


def test_looking_leaves_nothing_behind(told, cast, now):
    kept = (Person, Case, Registration, RejectedRow, Entry)
    by = cast.actor("leader")
    where = {"zone_id": cast.zone.pk, "programme_id": cast.programme.pk}
    run = begin_run(file=told, kind="incidents", by=by, at=now, **where)
    before = [list(model.objects.order_by("pk").values()) for model in kept]
    would_change(reading_of(told), run, by=by, at=now)
    assert [list(model.objects.order_by("pk").values()) for model in kept] == before


def test_each_way_of_reading_says_what_it_would_do(told, cast, now):
    with translation.override("da"):
        seen, _run, _by = look_and_run(cast, now, told)
        becomes = {row.number: {field.name: field.becomes() for field in row.fields.values()} for row in seen.rows}
    follows, stays = "rettes", "bliver stående, når kun nye rækker læses ind"
    assert becomes[2] == {"rollen (nu som sigtet)": [follows, follows]}
    assert becomes[3]["telefonnummeret"] == [follows, stays]
    assert becomes[6]["fødselsdatoen"] == [follows, follows]
    assert becomes[8]["gerningskoden"] == [follows, stays]


def test_a_file_in_which_nothing_differs_offers_nothing_to_choose(bring, cast, now, tmp_path):
    path = files.file(tmp_path, [person(1), person(2, phone="løs")])
    seen, _run, _by = look_and_run(cast, now, path)
    (way,) = seen.ways
    assert (seen.count, [note["code"] for note in way.counts["notes"]]) == (0, ["phone_not_readable"])
