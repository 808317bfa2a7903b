"""What leaders write for a chapter: kept as they write, looked through, version by version, never lost."""

from datetime import timedelta

import pytest
from django.urls import reverse

from brobygger.base.decision import NotFound, Refused
from brobygger.people.models import Person
from brobygger.report import actions, checking, queries, rules
from brobygger.report.models import BegunText, ChapterText
from brobygger.report.writing import Block, Run, blocks
from brobygger.trail.models import Entry
from conftest import as_worker, at_once, standing_cast


def where(cast, **told):
    return {
        "zone_id": cast.zone.pk, "programme": cast.programme.key, "chapter": "summary", "language": "da", **told,
    }  # fmt: skip


def write(cast, now, text, seen=0, sure=False, who="leader", **told):
    by = cast.actor(who)
    return actions.write_text(**where(cast, **told), text=text, seen=seen, sure=sure, by=by, at=now)


def refusal(deed, *told, **more):
    with pytest.raises(Refused) as refused:
        deed(*told, **more)
    return refused.value.reason


def test_each_text_follows_the_one_before_and_the_last_stands(cast, now):
    first = write(cast, now, "Året gik.\r\n\r\nDet gik godt.")
    second = write(cast, now, "Året gik bedre.", seen=1)
    assert (first.number, first.text, second.number) == (1, "Året gik.\n\nDet gik godt.", 2)
    by = cast.actor("leader")
    told = {"zone_id": cast.zone.pk, "programme_id": cast.programme.pk}
    assert queries.texts(by, **told, language="da")["summary"].text == "Året gik bedre."
    assert queries.texts(by, **told, language="en") == {}
    write(cast, now, " ", seen=2)
    assert queries.texts(cast.actor("leader"), **told, language="da") == {}
    assert Entry.objects.filter(what="report.text_written").count() == 3


def test_a_colleague_who_has_written_meanwhile_is_not_overwritten(cast, now):
    write(cast, now, "Den ene.")
    assert refusal(write, cast, now, "Den anden.", seen=0) == "changed_by_another"


def test_of_two_who_save_at_once_one_is_told(committed, now):
    cast = standing_cast()

    def deed(text):
        return lambda by: actions.write_text(**where(cast), text=text, seen=0, sure=False, by=by, at=now).number

    deeds = [as_worker(cast.leader, deed("Den ene.")), as_worker(cast.second_leader, deed("Den anden."))]
    assert sorted(map(str, at_once(*deeds))) == ["1", "changed_by_another"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Hun har nummer 010180-1234.", "text_has_a_cpr_number"),
        ("Ring på 95 00 12 34.", "text_may_tell_who"),
        ("Skriv til nogen@demo.invalid.", "text_may_tell_who"),
        ("Det var Karla, der sagde det.", "text_may_tell_who"),
        ("x" * (rules.LONGEST + 1), "text_is_too_long"),
    ],
)
def test_what_may_tell_who_someone_is_is_not_kept(cast, now, text, reason):
    assert refusal(write, cast, now, text) == reason
    assert not ChapterText.objects.exists()


def test_a_cpr_number_is_never_kept_and_the_rest_only_by_one_who_is_sure(cast, now):
    assert refusal(write, cast, now, "Nummer 010180-1234.", sure=True) == "text_has_a_cpr_number"
    assert write(cast, now, "Samarbejdet med Røde Kors.", sure=True).number == 1


def test_names_of_people_here_are_known_wherever_they_stand(cast, now):
    cast.actor("leader")
    Person.objects.create(
        zone=cast.zone, given_name="Ødegård-Ny", family_name="Vinterlig", created_at=now, created_by_kind="machine"
    )
    (found,) = queries.telling_who("Vinterlig var tilfreds. Sådan var det.", zone_id=cast.zone.pk)
    assert (found.kind, found.words) == ("name", "Vinterlig")
    assert queries.telling_who("Vinterlig var tilfreds.", zone_id=cast.other_zone.pk) == []
    (found,) = queries.telling_who("og så ringede vinterlig til mig", zone_id=cast.zone.pk)
    assert (found.kind, found.words) == ("name", "vinterlig")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Vi ringede. De svarede: Ja. \n\n- Punkt\n1. Andet\n**Fed** er det.\n\n»Citat« følger", []),
        ("Hos Røde Kors i København", ["Røde", "Kors", "København"]),
        ("IT og CPR er forkortelser", []),
        ("Karla kom, og så kom Karla", ["Karla"]),
    ],
)
def test_a_capital_inside_a_sentence_may_be_a_name(text, words):
    assert [one.words for one in checking.telling_who(text)] == words


def test_what_is_begun_is_kept_for_whoever_writes_it_until_it_is_saved(cast, now):
    for text in ("Det beg", "Det begyndte med Karla"):
        actions.keep_draft(**where(cast), text=text, seen=0, by=cast.actor("leader"), at=now)
    page = queries.text_page(
        cast.actor("leader"), zone_id=cast.zone.pk, programme=cast.programme, chapter="summary", language="da"
    )
    assert page.begun.text == "Det begyndte med Karla"
    other = queries.text_page(
        cast.actor("second_leader"), zone_id=cast.zone.pk, programme=cast.programme, chapter="summary", language="da"
    )
    assert other.begun is None
    write(cast, now, "Det begyndte.")
    assert not BegunText.objects.exists()


def test_what_is_begun_and_left_is_gone_after_thirty_days(cast, now):
    actions.keep_draft(**where(cast), text="Glemt", seen=0, by=cast.actor("leader"), at=now)
    later = now + actions.KEPT + timedelta(days=1)
    actions.keep_draft(**where(cast, chapter="method"), text="Nyt", seen=0, by=cast.actor("leader"), at=later)
    assert [one.text for one in BegunText.objects.all()] == ["Nyt"]


@pytest.mark.parametrize("who", ["owner", "strange_leader", "project_leader"])
def test_nobody_else_writes(cast, now, who):
    with pytest.raises(NotFound):
        write(cast, now, "Noget", who=who)


@pytest.mark.parametrize("told", [{"chapter": "appendix"}, {"chapter": "doors"}, {"programme": "ambulant-indsats"}])
def test_no_text_for_what_the_report_does_not_have(cast, now, told):
    with pytest.raises(NotFound):
        write(cast, now, "Noget", **told)


def test_the_text_is_read_as_paragraphs_lists_and_bold():
    told = blocks("En **to**\ntre\n\n1. a\n2. b\n   - c\n\n# ikke en overskrift\n\n    ikke kode")
    assert told[0] == Block("p", ((Run("En "), Run("to", bold=True), Run(" "), Run("tre")),))
    assert told[1] == Block("ol", ((Run("a"),), (Run("b"),), (Run("c"),)))
    assert [one.items[0][0].text for one in told[2:]] == ["# ikke en overskrift", "ikke kode"]


# -- on the page -----------------------------------------------------------------------------------------------------


@pytest.fixture
def page(cast, client):
    client.force_login(cast.leader)
    return client, reverse("report_text", args=[cast.programme.key, "da", "summary"])


def test_what_was_found_is_named_and_may_be_kept_by_one_who_is_sure(cast, page):
    client, address = page
    answer = client.post(address, {"text": "Sammen med Røde Kors.", "seen": "0"})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Kan være et navn: Røde" in shown
    assert "Sammen med Røde Kors." in shown
    assert 'name="sure"' in shown
    answer = client.post(address, {"text": "Sammen med Røde Kors.", "seen": "0", "sure": "on"}, follow=True)
    assert "version 1" in answer.content.decode()


def test_a_cpr_number_cannot_be_ticked_away(cast, page):
    client, address = page
    shown = client.post(address, {"text": "Hun er 010180-1234.", "seen": "0", "sure": "on"}).content.decode()
    assert "CPR-nummer: 010180-1234" in shown
    assert 'name="sure"' not in shown


def test_the_page_keeps_what_is_written_and_shows_it_again(cast, page):
    client, address = page
    kept = client.post(f"{address}keep/", {"text": "Halvvejs", "seen": "0"})
    assert "Opbevaret" in kept.json()["words"]
    shown = client.get(address).content.decode()
    assert "Halvvejs" in shown
    assert "Teksten er ikke gemt endnu" in shown


def test_after_a_colleague_has_written_both_texts_are_there(cast, page, now):
    client, address = page
    write(cast, now, "Kollegaens tekst.", who="second_leader")
    answer = client.post(address, {"text": "Min tekst.", "seen": "0"})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Min tekst." in shown
    assert "Kollegaens tekst." in shown
    assert client.post(address, {"text": "Min tekst.", "seen": "1"}).status_code == 302
