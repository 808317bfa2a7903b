"""The plan is given only as the person chose that day, and is due on its day or when something has happened."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override

from brobygger.access.actor import machine
from brobygger.access.zones import enter
from brobygger.base.decision import NotFound, Refused
from brobygger.base.workdays import day_of
from brobygger.directory.queries import offers_to_choose
from brobygger.people.models import ContactPlan
from brobygger.reception import actions as reception
from brobygger.reception.tests.making import mine, noted_other
from brobygger.risk import case_actions as risk
from brobygger.risk.tests.making import talked
from brobygger.safety import actions, queries
from brobygger.safety.models import Given, Line
from brobygger.safety.paper import mark_of
from brobygger.safety.tests.making import begun, written
from brobygger.trail.models import Entry


@pytest.fixture
def row(cast, now):
    row = begun(cast, now)
    written(cast, now, row, "Vi mødes ved kiosken", section="children")
    return row


def choose(cast, now, row, form, **more):
    return actions.choose_form(screening_id=row.pk, form=form, **more, by=cast.actor("assessor"), at=now)


def show(cast, now, row):
    return actions.show_plan(screening_id=row.pk, by=cast.actor("assessor"), at=now)


def on_paper(cast, now, row, lines=None):
    """The paper with these lines ticked, or with every line of the plan."""
    ticked = [mark_of(one) for one in Line.objects.filter(plan__screening=row)] if lines is None else lines
    return actions.print_plan(screening_id=row.pk, lines=ticked, by=cast.actor("assessor"), at=now)


def words_on(sheet):
    return [one.words for _section, _heading, lines in sheet.parts for one in lines]


def test_the_screen_only_where_the_screen_was_chosen_today(cast, now, row):
    with pytest.raises(Refused, match="ask_for_the_form"):
        show(cast, now, row)
    choose(cast, now, row, "screen")
    assert [part.section for part in show(cast, now, row).said] == ["children"]
    assert Entry.objects.filter(what="safety.plan_shown").count() == 1
    with pytest.raises(Refused, match="ask_for_the_form"):
        show(cast, now + timedelta(days=1), row)
    with pytest.raises(Refused, match="ask_for_the_form"):
        on_paper(cast, now, row)


def test_paper_once_for_each_time_the_person_chose_it(cast, now, row):
    choose(cast, now, row, "print")
    on_paper(cast, now, row)
    with pytest.raises(Refused, match="ask_for_the_form_anew"):
        on_paper(cast, now, row)
    choose(cast, now, row, "print")
    on_paper(cast, now, row)
    assert Entry.objects.filter(what="safety.plan_printed").count() == 2
    assert Given.objects.filter(printed_by=cast.assessor).count() == 2


def test_on_paper_nothing_says_what_it_is_or_whose(cast, now, row):
    written(cast, now, row, "Maria ringer til sin søster", section="people")
    written(cast, now, row, "Taske", section="leaving", with_whom="Brobygger")
    written(cast, now, row, "Hos Køge Kommune", section="leaving")
    written(cast, now, row, "Kan ikke", section="leaving", status="not_possible")
    written(cast, now, row, "En kopi hos mor", section="copies")
    choose(cast, now, row, "print")
    sheet = on_paper(cast, now, row)
    assert [[one.words for one in lines] for _section, _heading, lines in sheet.parts] == [["Vi mødes ved kiosken"]]
    assert len(sheet.left_off) == 3


@pytest.mark.parametrize(
    "words",
    [
        "Krisecenter Køge", "1888 svarer hele døgnet", "Jeg har fået tilhold mod Kim", "Mor kan ringe 112.",
        "Polititilhold og voldsramt og anmeldelse", "Når han slår mig, går jeg til Lene", "Min søster kender Kims bil",
        "Når han kommer fuld hjem og råber, går jeg", "He hits me, I go to Lene", "The women's shelter",
    ],
)  # fmt: skip
def test_a_line_that_tells_what_it_is_about_is_left_off_and_named(cast, now, row, words):
    noted_other(cast, now, row, name="Kim Vold")
    line = written(cast, now, row, words, section="people")
    choose(cast, now, row, "print")
    sheet = on_paper(cast, now, row)
    assert words_on(sheet) == ["Vi mødes ved kiosken"], "though it was ticked"
    assert [one.pk for one in sheet.left_off] == [line.pk]


def test_nothing_is_printed_that_nobody_ticked_as_it_stands(cast, now, row):
    line = written(cast, now, row, "Tasken står hos Bodil", section="leaving")
    ticked = [mark_of(line)]
    choose(cast, now, row, "print")
    Line.objects.filter(pk=line.pk).update(version=line.version + 1)  # a colleague writes in it meanwhile
    assert words_on(on_paper(cast, now, row, ticked)) == []
    choose(cast, now, row, "print")
    line.refresh_from_db()
    assert words_on(on_paper(cast, now, row, [mark_of(line)])) == ["Tasken står hos Bodil"]


def test_no_offer_of_help_is_on_paper(cast, now, row):
    offer = offers_to_choose(cast.actor("assessor")).first()
    written(cast, now, row, f"Torsdag: {offer.name_da}", section="people")
    choose(cast, now, row, "print")
    assert words_on(on_paper(cast, now, row)) == ["Vi mødes ved kiosken"]


def test_no_code_word_is_on_paper(cast, now, row):
    card = ContactPlan(person=row.person, zone=row.zone, word_when_safe="Solsikke")
    card.save(force_insert=not ContactPlan.objects.filter(person=row.person).exists())
    for section, words in (
        ("contact", "Blå kaffe, når jeg er i knibe"),
        ("people", "Mor kender mit kodeord"),
        ("people", "Siger jeg solsikke, henter hun mig"),
    ):
        written(cast, now, row, words, section=section)
    choose(cast, now, row, "print")
    sheet = on_paper(cast, now, row)
    assert [[one.words for one in lines] for _section, _heading, lines in sheet.parts] == [["Vi mødes ved kiosken"]]
    assert len(sheet.left_off) == 3, "and each is named before it is printed"


def test_someone_without_a_person_is_known_by_her_code_and_that_is_left_off_too(cast, now):
    from brobygger.reception.tests.making import anonymous, taken

    row, box = anonymous(cast, now)
    taken(cast, now, row)
    actions.begin_plan(screening_id=row.pk, by=cast.actor("assessor"), at=now)
    written(cast, now, row, f"Koden er {box.mailbox.code_name}")
    choose(cast, now, row, "print")
    assert on_paper(cast, now, row).parts == []


def test_who_keeps_it_is_written_where_someone_does_and_only_there(cast, now, row):
    with pytest.raises(Refused, match="who_keeps_it"):
        choose(cast, now, row, "trusted", who=" ")
    assert choose(cast, now, row, "trusted", who="Min søster").who == "Min søster"
    assert choose(cast, now, row, "by_heart", who="Min søster").who == ""
    with pytest.raises(NotFound):
        choose(cast, now, row, "e_mail")


def test_an_empty_plan_and_none_at_all_are_not_given(cast, now):
    row = begun(cast, now)
    with pytest.raises(Refused, match="plan_is_empty"):
        choose(cast, now, row, "screen")
    without = mine(cast, now)
    with pytest.raises(NotFound):
        show(cast, now, without)
    with pytest.raises(NotFound):
        choose(cast, now, without, "screen")


def test_it_is_due_on_its_day_until_it_has_been_gone_through(cast, now, row):
    later = now + timedelta(days=14)
    program = machine(cast.koege.pk)
    enter(program)
    assert queries.under_way(program, zone_id=cast.koege.pk, at=now) == []
    (thing,) = queries.under_way(program, zone_id=cast.koege.pk, at=later)
    assert (thing.kind, thing.state, thing.worker_id) == ("safety_plan", "day_passed", cast.assessor.pk)
    assert thing.href == f"/plan/{row.pk}/"
    by = cast.actor("assessor")
    for day in (day_of(later), date(2028, 1, 1)):
        with pytest.raises(Refused, match="look_again_within_a_year"):
            actions.look_through(screening_id=row.pk, again_on=day, by=by, at=later)
    actions.look_through(screening_id=row.pk, again_on=date(2027, 1, 4), by=by, at=later)
    enter(program)
    assert queries.under_way(program, zone_id=cast.koege.pk, at=later) == []


def test_a_change_asks_for_a_new_look_before_the_day(cast, now):
    case = talked(cast, now)
    row, by = case.screening, cast.actor("assessor")
    actions.begin_plan(screening_id=row.pk, by=by, at=now)
    hour = timedelta(hours=1)
    risk.note_event(case_id=case.pk, what="court", on=date(2026, 11, 25), by=by, at=now + hour)
    later = now + 2 * hour
    found = queries.whole(by, row.pk, at=later)
    assert (found.due, [one.what for one in found.changes]) == ("changed", ["court"])
    with override("da"):
        assert queries.beside(by, row, later) == "Planen skal ses på igen nu."
    program = machine(cast.koege.pk)
    (thing,) = queries.under_way(program, zone_id=cast.koege.pk, at=later)
    assert (thing.state, thing.since) == ("changed", now + hour), "since it is known, whenever the day is"
    actions.look_through(screening_id=row.pk, again_on=date(2027, 1, 4), by=by, at=later)
    assert queries.under_way(program, zone_id=cast.koege.pk, at=later) == []
    with override("da"):
        assert queries.beside(by, row, later) == "Skal ses på igen den 04.01.2027."


def test_when_the_team_no_longer_has_the_person_nothing_is_due(cast, now, row):
    by = cast.actor("assessor")
    reception.come_to_nothing(screening_id=row.pk, why="changed_mind", by=by, at=now)
    assert queries.under_way(by, zone_id=cast.koege.pk, at=now + timedelta(days=60)) == []
