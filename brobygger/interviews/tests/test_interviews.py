"""Talks without names, quotations that were said, and in the report only what somebody has chosen."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override

from brobygger.base.decision import NotFound
from brobygger.base.workdays import day_of
from brobygger.evaluation.figures import Question
from brobygger.evaluation.rules import Period
from brobygger.interviews import actions, in_report, queries, rules
from brobygger.interviews.models import Quotation, Talk, Theme
from brobygger.people.models import Person
from brobygger.risk.tests.making import refused

SAID = "De ringede dagen efter. Det var godt, at nogen spurgte, og jeg sagde ja med det samme."


def kept(cast, now, text=SAID, who="leader", sure=False, **told):
    known = {"kind": "phone", "spoke": "victim", "incident_type": "violence", "people": 1, "held_on": day_of(now)}
    where = {"zone_id": cast.zone.pk, "programme": cast.programme.key}
    number = {name: told.pop(name) for name in ("talk_id", "seen") if name in told}
    told = {**known, "text": text, **told}
    return actions.keep_talk(**where, **number, told=told, sure=sure, by=cast.actor(who), at=now)


def quoted(cast, now, talk, text="Det var godt, at nogen spurgte", theme=None, new_theme="At blive spurgt", sure=False):
    told = {"text": text, "theme": theme, "new_theme": new_theme, "sure": sure}
    return actions.take_quotation(talk_id=talk.pk, **told, by=cast.actor("leader"), at=now)


@pytest.mark.parametrize(
    ("quotation", "stands"),
    [
        ("det var GODT", True), ("De ringede […] det var godt", True), ("De ringede … jeg sagde ja", True),
        ("Det var godt […] de ringede", False), ("De kom dagen efter", False), ("[…]", False), ("", False),
        ("[De fra indsatsen] ringede  dagen\nefter.", True),
    ],
)  # fmt: skip
def test_a_quotation_stands_in_the_text_piece_by_piece_and_in_its_order(quotation, stands):
    assert rules.is_in(quotation, SAID) is stands
    assert bool(rules.may_quote(quotation, SAID)) is stands


@pytest.mark.django_db
def test_a_text_is_looked_through_for_names_places_and_numbers_before_it_is_kept(cast, now):
    cast.actor("leader")
    Person.objects.filter(zone=cast.zone).update(given_name="Solvej")
    for text in ("Ring til 95 00 12 34.", "Jeg talte med Nogensen.", "Skriv til a@prøve.invalid"):
        with refused("text_may_tell_who"):
            kept(cast, now, text=text)
    with refused("text_has_a_cpr_number"):
        kept(cast, now, text="010190-1234 sagde ja", sure=True)
    assert kept(cast, now, text="Jeg talte med Politiet.", sure=True).pk
    with refused("held_on_is_to_come"):
        kept(cast, now, held_on=day_of(now) + timedelta(days=1))


@pytest.mark.django_db
def test_a_colleague_who_has_written_meanwhile_is_not_overwritten_nor_a_quotation_left_alone(cast, now):
    talk = kept(cast, now)
    changed = {"talk_id": talk.pk, "text": SAID + " Tak.", "people": 2}
    assert kept(cast, now, seen=1, **changed).number == 2
    with refused("changed_by_another"):
        kept(cast, now, seen=1, **changed)
    quoted(cast, now, talk)
    with refused("a_quotation_would_stand_alone"):
        kept(cast, now, talk_id=talk.pk, seen=2, text="Noget andet.")


@pytest.mark.django_db
def test_themes_are_few_and_go_with_their_last_quotation(cast, now):
    talk = kept(cast, now)
    with refused("a_theme_or_a_new_one"):
        quoted(cast, now, talk, new_theme=" ")
    with refused("not_said_there"):
        quoted(cast, now, talk, text="Det har ingen sagt")
    one = quoted(cast, now, talk)
    assert quoted(cast, now, talk, text="jeg sagde ja", new_theme="at BLIVE spurgt").theme == one.theme
    assert quoted(cast, now, talk, text="med det samme", theme=one.theme_id, new_theme="").theme == one.theme
    by = cast.actor("leader")
    (theme,) = queries.themes(by, zone_id=cast.zone.pk, programme_id=cast.programme.pk)
    assert (theme.quoted, theme.talks) == (3, 1)
    for row in Quotation.objects.all():
        actions.remove_quotation(quotation_id=row.pk, by=cast.actor("leader"), at=now)
    assert not Theme.objects.exists()
    quoted(cast, now, talk)
    actions.remove_talk(talk_id=talk.pk, by=cast.actor("leader"), at=now)
    assert not Quotation.objects.exists()


@pytest.mark.django_db
def test_only_what_was_chosen_stands_in_the_report_of_its_period(cast, now):
    talk = kept(cast, now)
    kept(cast, now, text="Vi skal ringe hurtigere.", kind="workshop", spoke="worker", incident_type="", people=9)
    chosen, other = quoted(cast, now, talk), quoted(cast, now, talk, text="De ringede dagen efter", new_theme="Tid")
    actions.choose(quotation_id=chosen.pk, chosen=True, by=cast.actor("leader"), at=now)

    def told(period):
        with override("da"):
            return in_report.quotations(cast.actor("leader"), Question(cast.zone.pk, cast.programme.pk, period), now)

    first, theme = told(Period(day_of(now), day_of(now)))
    assert first.paragraphs == ("Det bygger på 1 interview og 1 workshop, hvor 10 mennesker talte.",)
    assert (theme.heading, theme.paragraphs) == (
        "At blive spurgt",
        ("»Det var godt, at nogen spurgte« (forurettet, vold)",),
    )
    assert told(Period(None, day_of(now) - timedelta(days=1))) == []
    actions.choose(quotation_id=chosen.pk, chosen=False, by=cast.actor("leader"), at=now)
    assert len(told(Period())) == 1
    assert other.chosen_at is None


@pytest.mark.django_db
def test_whoever_removes_a_talk_is_told_what_the_report_loses(cast, client, now):
    client.force_login(cast.leader)
    talk = kept(cast, now)
    page, words = reverse("talk", args=[talk.pk]), "1 af dem står i rapporten"
    quotation = quoted(cast, now, talk)
    assert words not in client.get(page).content.decode()
    actions.choose(quotation_id=quotation.pk, chosen=True, by=cast.actor("leader"), at=now)
    assert words in client.get(page).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["owner", "officer", "strange_leader"])
def test_nobody_else_reads_or_writes_them(cast, now, who):
    talk = kept(cast, now)
    quotation = quoted(cast, now, talk)
    by = cast.actor(who)
    assert not queries.talks(by, zone_id=cast.zone.pk, programme_id=cast.programme.pk)
    with pytest.raises(NotFound):
        queries.talk(by, talk.pk)
    with pytest.raises(NotFound):
        actions.choose(quotation_id=quotation.pk, chosen=True, by=by, at=now)
    with pytest.raises(NotFound):
        kept(cast, now, who=who)


@pytest.mark.django_db
def test_the_pages_from_a_text_to_the_report(cast, client, now):
    client.force_login(cast.leader)
    told = {
        "kind": "interview", "spoke": "relative", "incident_type": "", "people": "1", "held_on": f"{day_of(now)}",
        "text": "Det hjalp at tale med Nogensen om det.", "seen": "0",
    }  # fmt: skip
    new = reverse("talk_new", args=[cast.programme.key])
    held = client.post(new, told)
    assert held.status_code == 422
    assert "Kan være et navn: Nogensen" in held.content.decode()
    assert "om det.</textarea>" in held.content.decode(), "nothing that was written is lost"
    assert client.post(new, told | {"text": told["text"].replace("Nogensen", "nogen")}).status_code == 302
    cast.actor("leader")
    talk = Talk.objects.get()
    page = reverse("talk", args=[talk.pk])
    wrong = client.post(page, {"text": "Det hjalp ikke", "theme": "", "new_theme": "Hjælp"})
    assert "står ikke i teksten" in wrong.content.decode()
    for theme, why in (("Hos Nogensen", "Kan være et navn: Nogensen"), ("Om 010180-1234", "CPR")):
        told = {"text": "Det hjalp", "theme": "", "new_theme": theme}
        assert why in client.post(page, told).content.decode(), "a theme is a heading of the report"
    client.post(page, {"text": "Det hjalp at tale […] om det", "theme": "", "new_theme": "Hjælp"})
    cast.actor("leader")
    row = Quotation.objects.get()
    across = client.post(reverse("quotation_choose", args=[row.pk]), {"chosen": "yes", "across": "yes"}, follow=True)
    assert "med i rapporten" in across.content.decode()
    listed = client.get(reverse("talks")).content.decode()
    assert "1 citat, 1 i rapporten" in listed
