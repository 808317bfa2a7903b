"""The forms of a zone: a leader takes them in and notes the licence; an assessor reads; others find nothing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from brobygger.base.decision import NotFound, Refused
from brobygger.packs import actions, queries, rules
from brobygger.packs.checking import LARGEST
from brobygger.packs.models import Pack
from brobygger.packs.tests.making import pack, with_item, written


@pytest.fixture
def browser(cast):
    def signed_in(name):
        client = Client(headers={"accept-language": "en"})
        client.force_login(getattr(cast, name))
        return client

    return signed_in


def handed_in(client, told):
    file = SimpleUploadedFile("form.json", told if isinstance(told, bytes) else written(told))
    return client.post("/packs/file/", {"file": file}, follow=True)


def own(cast):
    cast.actor("project_leader")
    return list(Pack.objects.filter(zone=cast.koege))


def test_what_came_with_the_program_is_there_for_all(browser):
    page = browser("assessor").get("/packs/").content.decode()
    assert "SARA-V3 (structure only)" in page
    assert "Short clarification" in page
    assert "Not validated" in page
    assert "Take the form in" not in page


def test_a_leader_takes_a_form_in_and_sees_its_owner_and_licence(cast, browser):
    leader = browser("project_leader")
    page = handed_in(leader, pack()).content.decode()
    assert "Prøveform is among your forms." in page
    assert "Prøveejeren" in page
    assert "Må bruges i prøver." in page
    assert "Only if Er du bange?: Ja" in page
    assert "They are asked in the second step" in page
    assert "<li>Er du bange?</li>" in page
    assert "Prøveform" in browser("second_project_leader").get("/packs/").content.decode()


def test_a_faulty_file_changes_nothing_and_every_fault_is_listed(cast, browser):
    answer = handed_in(browser("project_leader"), with_item(text="<b>", weight=1))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "item[4].text" in page
    assert "there is markup or script in the words" in page
    assert "&lt;b&gt;" in page
    assert "<b>" not in page
    assert own(cast) == []


@pytest.mark.parametrize(
    ("more", "words"), [(1, "the file is larger than 1 MB"), (LARGEST, "A file can be at most 1 MB here.")]
)
def test_a_file_that_is_too_large_hears_how_large_it_may_be(browser, more, words):
    answer = handed_in(browser("project_leader"), b"x" * (LARGEST + more))
    assert words in answer.content.decode()


def test_a_code_that_is_not_known_is_answered_with_those_that_are(browser):
    part = {"system": "urn:brobygger:pack", "code": "nearly"}
    page = handed_in(browser("project_leader"), with_item(code=[part])).content.decode()
    assert "it is one of: factor, past, recent, relevance, opinion, priority, imminence" in page


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ([], "The form does not say who may use it"),
        ([{"url": "urn:brobygger:training-needed", "valueBoolean": False}], "Everyone in the team"),
        ([{"url": "urn:brobygger:training-needed", "valueBoolean": True}], "Those who are trained for it"),
    ],
)
def test_who_may_use_a_form_is_said_as_the_form_says_it(cast, browser, told, words):
    leader = browser("project_leader")
    handed_in(leader, pack(extension=told))
    (row,) = own(cast)
    assert words in leader.get(f"/packs/{row.pk}/").content.decode()


def test_the_same_file_again_changes_nothing_and_another_of_its_version_is_refused(cast, browser):
    leader = browser("project_leader")
    handed_in(leader, pack())
    handed_in(leader, pack())
    assert len(own(cast)) == 1
    answer = handed_in(leader, pack(title="En anden"))
    assert "This version is here already and says something else." in answer.content.decode()
    assert [one.title for one in own(cast)] == ["Prøveform"]
    handed_in(leader, pack(version="2"))
    assert len(own(cast)) == 2


def test_the_licence_is_noted_and_a_new_one_takes_its_place(cast, browser):
    leader = browser("project_leader")
    handed_in(leader, pack())
    (row,) = own(cast)
    assert "Missing" in leader.get("/packs/").content.decode()
    for reference in ("Ordre 7", "Ordre 8"):
        leader.post(f"/packs/{row.pk}/licence/", {"reference": reference})
    page = leader.get(f"/packs/{row.pk}/").content.decode()
    assert "Ordre 8" in page
    assert "Ordre 7" not in page
    assert leader.post(f"/packs/{row.pk}/licence/", {"reference": " "}).status_code == 422


@pytest.mark.parametrize(
    ("says", "licence", "reason"),
    [
        (None, "Missing", "pack_has_no_licence_here"),
        (True, "Missing", "pack_has_no_licence_here"),
        (False, "Not needed", ""),
    ],
)
def test_a_form_that_does_not_say_that_no_licence_is_needed_asks_for_one(cast, now, browser, says, licence, reason):
    told = [] if says is None else [{"url": "urn:brobygger:licence-needed", "valueBoolean": says}]
    by = cast.actor("project_leader")
    row = actions.import_pack(with_item() | {"extension": told}, zone_id=cast.koege.pk, by=by, at=now)
    assert rules.may_begin(queries.to_begin(row, zone_id=cast.koege.pk, is_trained=True)).reason == reason
    assert f">{licence}" in browser("project_leader").get(f"/packs/{row.pk}/").content.decode()


def test_nothing_begins_out_of_use_or_without_licence_or_training(cast, now):
    by = cast.actor("project_leader")
    row = actions.import_pack(with_item() | {"extension": [
        {"url": f"urn:brobygger:{one}", "valueBoolean": True} for one in ("licence-needed", "training-needed")
    ]}, zone_id=cast.koege.pk, by=by, at=now)  # fmt: skip

    def reason(*, is_trained=True):
        return rules.may_begin(queries.to_begin(row, zone_id=cast.koege.pk, is_trained=is_trained)).reason

    assert reason() == "pack_has_no_licence_here"
    actions.note_licence(zone_id=cast.koege.pk, url=row.url, reference="Ordre 7", by=by, at=now)
    assert reason() == ""
    assert reason(is_trained=False) == "not_trained_for_this_pack"
    actions.take_out_of_use(pack_id=row.pk, by=by, at=now)
    row.refresh_from_db()
    assert reason() == "pack_is_out_of_use"
    with pytest.raises(Refused, match="pack_cannot_move"):
        actions.take_out_of_use(pack_id=row.pk, by=by, at=now)
    actions.put_back_in_use(pack_id=row.pk, by=by, at=now)
    row.refresh_from_db()
    assert reason() == ""


def test_out_of_use_is_said_and_can_be_undone(cast, browser):
    leader = browser("project_leader")
    handed_in(leader, pack())
    (row,) = own(cast)
    assert "Taken out of use" in leader.post(f"/packs/{row.pk}/use/", follow=True).content.decode()
    assert "In use" in leader.post(f"/packs/{row.pk}/use/", {"back": "1"}, follow=True).content.decode()


def test_a_form_that_all_share_is_nobodys_to_take_out(cast, now):
    by = cast.actor("project_leader")
    shared = Pack.objects.filter(zone=None).first()
    with pytest.raises(NotFound):
        actions.take_out_of_use(pack_id=shared.pk, by=by, at=now)


def test_another_municipality_does_not_see_the_form(cast, browser, now):
    handed_in(browser("project_leader"), pack())
    (row,) = own(cast)
    assert browser("odense_assessor").get(f"/packs/{row.pk}/").status_code == 404
    assert "Prøveform" not in browser("odense_assessor").get("/packs/").content.decode()
    assert browser("assessor").post(f"/packs/{row.pk}/use/").status_code == 404
    assert browser("owner").get("/packs/").status_code == 404
