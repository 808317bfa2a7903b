"""What is true after each action."""

import json
from datetime import timedelta

import pytest
from django.db import connection

from brobygger.access.actor import citizen, machine
from brobygger.access.zones import enter
from brobygger.base.decision import NotFound, Refused
from brobygger.base.workdays import day_of
from brobygger.duties.models import Duty
from brobygger.mailbox import actions as mailbox
from brobygger.people.models import Person
from brobygger.screening import actions, queries, sealed_sheet, state_change, untouched
from brobygger.screening.models import ContactConsent, Detection, Screening
from brobygger.screening.tests.making import (
    NUMBER,
    WORDS,
    answered,
    asked,
    begun,
    fitting,
    herself,
    kept,
    pointed,
    ready,
    seed,
    sent,
    wording,
)
from brobygger.trail.models import Entry

pytestmark = pytest.mark.django_db


def state_of(row):
    found = Screening.objects.select_related("detection").get(pk=row.pk)
    assert found.state == found.detection.state
    return found.state


def why_not(act, **told):
    """With which reason the deed is refused; nothing where it is done."""
    try:
        act(**told)
    except Refused as refused:
        return refused.reason
    return ""


def test_she_begins_and_it_is_hers_and_her_departments(cast, now):
    row = begun(cast, now)
    assert (row.registered_by_id, row.department) == (cast.employee.pk, cast.jobcentre)
    told = row.detection
    assert (told.way_in, told.heard, told.department_id) == ("department", "own_department", cast.jobcentre.pk)


def test_what_she_writes_lies_sealed(cast, now):
    row = kept(cast, now, begun(cast, now), signs_note=WORDS, given_name="Maria", numbers=(NUMBER,))
    with connection.cursor() as cursor:
        cursor.execute("SELECT signs_note, offered_contact FROM screening_screening WHERE id = %s", [row.pk])
        raw = b"".join(bytes(value) for value in cursor.fetchone())
    assert b"Maria" not in raw
    assert WORDS.encode() not in raw
    assert sealed_sheet.sheet_of(Screening.objects.get(pk=row.pk)).numbers == (NUMBER,)


def test_a_step_keeps_only_what_belongs_to_it(cast, now):
    with pytest.raises(TypeError):
        kept(cast, now, begun(cast, now), state="sent")


def test_sent_with_her_yes_she_has_a_card_as_she_said_it(cast, now):
    row = sent(cast, now)
    assert state_of(row) == "sent"
    person = Person.objects.select_related("contact_plan").get(pk=row.person_id)
    plan = person.contact_plan
    assert (person.given_name, plan.basis, plan.may_ring, plan.hour_from, plan.hour_to) == (
        "Maria", "referrer", True, 9, 15,
    )  # fmt: skip
    assert not any((plan.may_leave_voicemail, plan.may_say_who_we_are, plan.may_sms))
    assert [one.number for one in person.numbers.all()] == [NUMBER]
    consent = ContactConsent.objects.get(screening=row)
    assert consent.wording_text == wording(cast, now).text
    assert consent.asked_by_id == cast.employee.pk


def test_a_number_that_he_sees_is_a_hazard_on_her_card(cast, now):
    row = sent(cast, now, shared_numbers=(NUMBER,))
    person = Person.objects.select_related("contact_plan").get(pk=row.person_id)
    assert person.contact_plan.shares_phone_with_accused
    assert person.numbers.get().shared_with_accused


def test_without_a_yes_nothing_is_sent_and_she_may_still_have_a_seed(cast, now):
    row = ready(cast, now, consent="no")
    by = cast.actor("employee")
    assert why_not(actions.send, screening_id=row.pk, by=by, at=now) == "without_her_yes"
    assert not Person.objects.exists()
    day = day_of(now) + timedelta(days=28)
    actions.plant_seed(screening_id=row.pk, words="Døren er åben", given=[], ask_again_on=day, by=by, at=now)
    assert state_of(row) == "seed_planted"


def test_nothing_half_told_is_sent(cast, now):
    row, by = asked(cast, now, motivated="yes"), cast.actor("employee")
    assert why_not(actions.send, screening_id=row.pk, by=by, at=now) == "not_for_the_team"
    assert why_not(actions.choose_route, screening_id=row.pk, route="shelter", by=by, at=now) == "not_finished"
    row = ready(cast, now, wording_id=None)
    assert why_not(actions.send, screening_id=row.pk, by=cast.actor("employee"), at=now) == "without_her_yes"
    row = ready(cast, now)
    kept(cast, now, row, danger="")
    assert why_not(actions.send, screening_id=row.pk, by=cast.actor("employee"), at=now) == "not_finished"


def test_someone_anonymous_needs_a_code_and_has_no_person(cast, now):
    row = ready(cast, now, given_name="", anonymous=True)
    by = cast.actor("employee")
    assert why_not(actions.send, screening_id=row.pk, by=by, at=now) == "code_is_missing"
    opened = actions.give_code(screening_id=row.pk, by=by, at=now)
    row = actions.send(screening_id=row.pk, by=by, at=now)
    assert (row.person_id, row.mailbox_id, row.detection.anonymous) == (None, opened.mailbox.pk, True)
    assert sealed_sheet.sheet_of(row).numbers == (NUMBER,)


def test_another_way_needs_a_reason_and_falls_away_with_new_answers(cast, now):
    row, by = answered(cast, now), cast.actor("employee")
    assert (
        why_not(actions.choose_route, screening_id=row.pk, route="shelter", by=by, at=now)
        == "another_door_needs_a_reason"
    )
    chosen = actions.choose_route(screening_id=row.pk, route="shelter", reason="her_wish", by=by, at=now)
    assert (chosen.detection.suggested, chosen.detection.route) == ("risk_assessment_and_course", "shelter")
    given = fitting(cast, now, by) | {"stalking": "yes"}
    found = actions.keep_answers(screening_id=row.pk, answers=given, reasons={"stalking": "x"}, by=by, at=now)
    told = Detection.objects.get(pk=row.detection_id)
    assert (found.route, told.route, told.override_reason) == ("stalking_centre", "", "")


def test_an_answer_that_is_not_known_stays_unknown(cast, now):
    row, by = asked(cast, now, motivated="yes"), cast.actor("employee")
    given = fitting(cast, now, by) | {"adult": "unknown"}
    found = actions.keep_answers(screening_id=row.pk, answers=given, reasons={}, by=by, at=now)
    assert found.open == ("adult",)
    assert {one.criterion.key: one.answer for one in queries.answers(row)}["adult"] == "unknown"


def test_led_to_another_door_and_asked_about(cast, now):
    row, by = pointed(cast, now), cast.actor("employee")
    assert (state_of(row), row.detection.led_there) == ("pointed_on", "rang_together")
    assert why_not(actions.follow_up, screening_id=row.pk, outcome="sent", by=by, at=now) == "screening_cannot_move"
    actions.follow_up(screening_id=row.pk, outcome="did_not_come_there", by=by, at=now)
    row = actions.go_on(screening_id=row.pk, by=by, at=now)
    assert (state_of(row), row.detection.route, row.detection.suggested) == ("started", "", "shelter")
    assert why_not(actions.go_on, screening_id=row.pk, by=by, at=now) == "screening_cannot_move"


def test_what_leads_to_the_team_is_not_led_elsewhere(cast, now):
    row, by = answered(cast, now), cast.actor("employee")
    day = day_of(now) + timedelta(days=1)
    told = {"led_there": "wrote_down", "offer_id": None, "follow_up_on": day}
    assert why_not(actions.point_on, screening_id=row.pk, **told, by=by, at=now) == "for_the_team"


def test_a_seed_keeps_what_was_said_and_its_code_is_told_once(cast, now):
    planted = seed(cast, now, given=("code",))
    assert planted.opened is not None
    assert planted.opened.code_word
    row = Screening.objects.get(pk=planted.row.pk)
    assert (row.state, row.given_words, row.mailbox_id) == ("seed_planted", "Døren er åben", planted.opened.mailbox.pk)
    assert row.detection.seed_planted_on == day_of(now)


def test_asking_again_carries_on_what_was_known(cast, now):
    old, later = seed(cast, now, days=1).row, now + timedelta(days=2)
    new = actions.ask_again(screening_id=old.pk, by=cast.actor("employee"), at=later)
    assert (new.earlier_id, new.signs_note, new.detection.signs) == (old.pk, WORDS, ["afraid"])
    assert (new.detection.seen_on, new.detection.registered_on) == (day_of(now), day_of(later))
    assert (new.detection.asked, new.detection.danger) == ("", "")  # asked anew
    assert state_of(old) == "asked_again"
    counted = queries.detections(cast.actor("officer"), zone_id=cast.koege.pk, programme_id=cast.outpatient.pk)
    assert not counted  # an officer of another zone
    counted = queries.detections(cast.actor("project_leader"), zone_id=cast.koege.pk, programme_id=cast.outpatient.pk)
    assert [one.pk for one in counted] == [new.detection_id]


def test_asking_again_begun_by_mistake_leaves_the_seed(cast, now):
    old, by = seed(cast, now).row, cast.actor("employee")
    new = actions.ask_again(screening_id=old.pk, by=by, at=now)
    actions.throw_away(screening_id=new.pk, by=by, at=now)
    assert (state_of(old), state_of(new)) == ("seed_planted", "thrown_away")
    actions.undo(screening_id=new.pk, by=by, at=now)
    assert (state_of(old), state_of(new)) == ("asked_again", "started")
    actions.throw_away(screening_id=new.pk, by=by, at=now)
    again = actions.ask_again(screening_id=old.pk, by=by, at=now)
    assert again.pk == new.pk


def test_a_seed_lies_only_with_a_reason(cast, now):
    row, by = seed(cast, now).row, cast.actor("employee")
    assert why_not(actions.let_lie, screening_id=row.pk, words=" ", by=by, at=now) == "say_why_it_lies"
    actions.let_lie(screening_id=row.pk, words="Er flyttet", by=by, at=now)
    assert state_of(row) == "let_lie"
    actions.undo(screening_id=row.pk, by=by, at=now)
    assert state_of(row) == "seed_planted"


def test_no_sign_after_all_can_be_undone(cast, now):
    row, by = begun(cast, now), cast.actor("employee")
    actions.find_no_sign(screening_id=row.pk, by=by, at=now)
    assert why_not(actions.keep_step, screening_id=row.pk, told={}, by=by, at=now) == "not_being_filled_in"
    actions.undo(screening_id=row.pk, by=by, at=now)
    assert state_of(row) == "started"


def test_undoing_what_was_sent_takes_the_person_out_again_and_loses_nothing(cast, now):
    row, by = sent(cast, now), cast.actor("employee")
    row = actions.undo(screening_id=row.pk, by=by, at=now + timedelta(minutes=9))
    assert (state_of(row), row.person_id) == ("started", None)
    assert not Person.objects.exists()
    assert not ContactConsent.objects.exists()
    again = actions.send(screening_id=row.pk, by=by, at=now + timedelta(minutes=9))
    assert Person.objects.get(pk=again.person_id).given_name == "Maria"


def test_too_late_to_undo(cast, now):
    row = sent(cast, now)
    late = now + timedelta(minutes=11)
    assert why_not(actions.undo, screening_id=row.pk, by=cast.actor("employee"), at=late) == "too_late_to_undo"


def test_what_the_team_has_taken_is_not_undone(cast, now):
    row = sent(cast, now)
    by = cast.actor("assessor")
    held = queries.for_team(by, row.pk, for_update=True)
    taken = state_change.move(held, "taken", by=by, at=now, taken_by_id=by.user_id, taken_at=now)
    assert taken.offered_contact == ""
    assert why_not(actions.undo, screening_id=row.pk, by=cast.actor("employee"), at=now) == "too_late_to_undo"


def test_what_someone_else_moved_is_not_moved_again(cast, now):
    row = sent(cast, now)
    stale = Screening.objects.get(pk=row.pk)
    actions.undo(screening_id=row.pk, by=cast.actor("employee"), at=now)
    assert (
        why_not(state_change.move, screening=stale, to="taken", by=cast.actor("assessor"), at=now)
        == "screening_moved_meanwhile"
    )


def test_the_first_conversation_stands_in_the_register(cast, now):
    row = sent(cast, now)
    by = cast.actor("assessor")
    later = now + timedelta(days=3)
    state_change.move(row, "taken", by=by, at=now, taken_by_id=by.user_id, taken_at=now)
    state_change.move(row, "conversation_held", by=by, at=later, held_at=later, held_by_id=by.user_id)
    assert Detection.objects.get(pk=row.detection_id).first_conversation_on == day_of(later)
    with pytest.raises(TypeError):
        state_change.keep(row, what_is_this=1)


def test_her_yes_taken_back_stops_all_contact(cast, now):
    row = sent(cast, now)
    actions.withdraw_consent(screening_id=row.pk, by=cast.actor("employee"), at=now)
    assert state_of(row) == "withdrawn"
    person = Person.objects.select_related("contact_plan").get(pk=row.person_id)
    assert person.contact_plan.do_not_contact
    assert ContactConsent.objects.get(screening=row).withdrawn_by_id == cast.employee.pk
    assert (
        why_not(actions.withdraw_consent, screening_id=row.pk, by=cast.actor("employee"), at=now)
        == "no_yes_to_take_back"
    )


def test_the_team_notes_it_too(cast, now):
    from brobygger.access.policy import Act

    row = sent(cast, now)
    actions.withdraw_consent(screening_id=row.pk, act=Act.RECEIVE, by=cast.actor("assessor"), at=now)
    assert state_of(row) == "withdrawn"


def test_danger_and_worry_become_duties_of_her_own_once(cast, now):
    row, by = begun(cast, now), cast.actor("employee")
    first = actions.raise_duty(screening_id=row.pk, kind="police_danger", by=by, at=now)
    again = actions.raise_duty(screening_id=row.pk, kind="police_danger", rang_112=True, by=by, at=now)
    child = actions.raise_duty(screening_id=row.pk, kind="underretning_133", by=by, at=now)
    assert first == again != child
    police = Duty.objects.get(pk=first)
    assert (police.holder_id, police.about, police.about_id, police.rang_112_at) == (
        cast.employee.pk, "screening", row.pk, now,
    )  # fmt: skip


def test_she_who_comes_by_herself_waits_for_the_team(cast, now):
    row, _by = herself(cast, now, adult=True, danger="no", offered_contact={"given_name": "Lone"})
    assert (state_of(row), row.registered_by_id, row.step) == ("sent", None, 4)
    told = row.detection
    assert (told.way_in, told.heard, told.open_page, told.anonymous, told.age_group) == (
        "herself", "web", True, True, "",
    )  # fmt: skip
    assert queries.for_team(cast.actor("assessor"), row.pk).own_words == "Jeg er bange derhjemme"
    young, _ = herself(cast, now, adult=False)
    assert young.detection.age_group == "0_17"


def test_her_yes_on_the_page_stands_in_its_very_words(cast, now):
    words = wording(cast, now, "en")
    row, _ = herself(cast, now, consent=actions.SaidYes(words.id, "en"))
    consent = queries.consent_of(row)
    assert (consent.wording_text, consent.language, consent.asked_by_id) == (words.text, "en", None)
    other = actions.SaidYes(10**6, "en")
    with pytest.raises(Refused):
        herself(cast, now, consent=other)


def test_with_her_code_she_is_counted_once_and_the_employees_registration_stays_apart(cast, now):
    planted = seed(cast, now, given=("code",))
    row, by = herself(cast, now, mailbox_id=planted.opened.mailbox.pk)
    assert (row.pk != planted.row.pk, row.came_from_id, row.signs_note) == (True, planted.row.pk, "")
    assert (state_of(row), row.detection.way_in, row.detection.seed_planted_on) == ("sent", "department", day_of(now))
    assert row.detection.signs == [], "what the employee saw is not the team's"
    more, _ = herself(cast, now, mailbox_id=planted.opened.mailbox.pk, own_words="Nu tør jeg", danger="yes")
    assert (more.pk, more.own_words) == (row.pk, "Nu tør jeg\n\nJeg er bange derhjemme")
    assert more.detection.danger == "yes"
    assert queries.of_mailbox(by, planted.opened.mailbox.pk).pk == row.pk
    assessor = cast.actor("assessor")
    assert queries.of_mailbox(assessor, row.mailbox_id, act=queries.Act.SEE_RECEPTION).pk == row.pk
    counted = queries.detections(assessor, zone_id=cast.koege.pk, programme_id=cast.outpatient.pk)
    assert planted.row.detection_id not in counted.values_list("pk", flat=True)


def test_what_an_employee_may_not_know_changes_nothing_for_her(cast, now):
    planted = seed(cast, now, given=("code",))
    herself(cast, now, mailbox_id=planted.opened.mailbox.pk)
    undone = actions.undo(screening_id=planted.row.pk, by=cast.actor("employee"), at=now)
    assert undone.state == "started", "as if nobody had come"
    undone.detection.refresh_from_db()
    assert undone.detection.state == "came_back", "and counted with what she sent all the same"


@pytest.mark.parametrize("may_follow", [False, True])
def test_a_seed_left_to_lie_can_still_be_come_back_to(cast, now, may_follow):
    planted = seed(cast, now, given=("code",))
    actions.let_lie(screening_id=planted.row.pk, words="Er flyttet", by=cast.actor("employee"), at=now)
    row, _by = herself(cast, now, mailbox_id=planted.opened.mailbox.pk, may_follow=may_follow)
    cast.actor("employee")
    planted.row.refresh_from_db()
    assert (state_of(row), planted.row.state) == ("sent", "came_back" if may_follow else "let_lie")


def test_a_citizen_of_another_place_comes_forward_nowhere_else(cast, now):
    from brobygger.access.actor import citizen
    from brobygger.access.zones import enter

    by = citizen(cast.odense.pk)
    enter(by)
    with pytest.raises(NotFound):
        actions.come_forward(
            zone_id=cast.koege.pk, programme_id=cast.outpatient.pk, way_in="herself", heard="web", by=by, at=now
        )


def test_no_words_in_the_trail(cast, now):
    sent(cast, now)
    seed(cast, now, given=("code",))
    herself(cast, now)
    cast.actor("employee")
    told = json.dumps(list(Entry.objects.filter(zone_id=cast.koege.pk).values_list("facts", flat=True)))
    for word in ("Maria", "Opdigtet", NUMBER, WORDS, "bange", "Døren"):
        assert word not in told


def test_what_is_under_way_is_told_without_anyones_name(cast, now):
    rows = [begun(cast, now), sent(cast, now), seed(cast, now).row, pointed(cast, now)]
    told = queries.under_way(cast.actor("project_leader"), zone_id=cast.koege.pk)
    assert {one.id: one.state for one in told} == {row.pk: row.state for row in rows}
    days = queries.due_days(cast.actor("project_leader"), zone_id=cast.koege.pk)
    assert set(days) == {rows[2].pk, rows[3].pk}
    assert queries.under_way(cast.actor("employee"), zone_id=cast.koege.pk) == []


def test_an_empty_registration_is_gone_on_with_and_never_multiplied(cast, now):
    first = begun(cast, now)
    for day in range(3):
        again = begun(cast, now + timedelta(days=day))
        assert again.pk == first.pk
    row = Screening.objects.select_related("detection").get()
    today = day_of(now + timedelta(days=2))
    assert (row.detection.seen_on, row.detection.registered_on, day_of(row.started_at)) == (today, today, today)
    assert Detection.objects.count() == 1
    assert begun(cast, now, "second_employee").pk != first.pk, "nobody goes on in another's"


WRITTEN = [
    {"known_as": "Onsdag"}, {"signs": ["afraid"]}, {"signs_note": "Ser på døren"}, {"seen_on": "yesterday"},
    {"danger": "yes"}, {"said_words": "Ja"}, {"given_name": "Maria"},
]  # fmt: skip


@pytest.mark.parametrize("told", WRITTEN)
def test_what_has_anything_written_in_it_is_kept_and_another_begun(cast, now, told):
    told = {name: day_of(now) - timedelta(days=1) if value == "yesterday" else value for name, value in told.items()}
    row = kept(cast, now, begun(cast, now), **told)
    assert begun(cast, now).pk != row.pk
    machine_sweeps(cast, now + timedelta(days=9))
    assert list(Screening.objects.values_list("pk", flat=True)) == [row.pk]


def machine_sweeps(cast, at):
    by = machine(cast.koege.pk)
    enter(by)
    return untouched.sweep(zone_id=cast.koege.pk, by=by, at=at)


@pytest.mark.parametrize(("hours", "left"), [(23, 1), (24, 1), (25, 0)])
def test_what_was_left_empty_for_a_day_is_swept(cast, now, hours, left):
    begun(cast, now)
    seed(cast, now, who="second_employee")
    assert machine_sweeps(cast, now + timedelta(hours=hours)) == 1 - left
    assert Screening.objects.filter(state="started").count() == left
    assert Detection.objects.count() == 1 + left
    assert Screening.objects.filter(state="seed_planted").exists()


def test_a_draft_with_a_code_or_grown_from_a_seed_is_not_empty(cast, now):
    by, old = cast.actor("employee"), seed(cast, now).row
    new = actions.ask_again(screening_id=old.pk, by=by, at=now)
    coded = begun(cast, now)
    actions.give_code(screening_id=coded.pk, by=by, at=now)
    with_duty = begun(cast, now)
    actions.raise_duty(screening_id=with_duty.pk, kind="police_danger", by=by, at=now)
    assert len({new.pk, coded.pk, with_duty.pk, begun(cast, now).pk}) == 4
    machine_sweeps(cast, now + timedelta(days=9))
    assert {new.pk, coded.pk, with_duty.pk} == set(
        Screening.objects.filter(state="started").values_list("pk", flat=True)
    )


def test_nobody_sweeps_where_the_team_is_not_hers(cast, now):
    with pytest.raises(NotFound):
        untouched.sweep(zone_id=cast.koege.pk, by=cast.actor("employee"), at=now)


def test_a_new_code_opens_nothing_that_she_has_written(cast, now):
    planted = seed(cast, now, given=("code",))
    old, hers = planted.opened, citizen(cast.koege.pk)
    again = actions.give_code(screening_id=planted.row.pk, by=cast.actor("employee"), at=now)
    assert again.mailbox.pk == old.mailbox.pk, "nobody has used it: the same one, and the first code opens nothing"
    enter(hers)
    told = {"zone_id": cast.koege.pk, "code_name": again.code_name, "code_word": again.code_word, "by": hers, "at": now}
    box = mailbox.come_back(**told)
    mailbox.write_line(mailbox_id=box.pk, text="Kan I ringe?", by=hers, at=now)
    new = actions.give_code(screening_id=planted.row.pk, by=cast.actor("employee"), at=now)
    assert new.mailbox.pk != box.pk
    assert not new.mailbox.lines.exists()
    enter(hers)
    assert mailbox.come_back(**told).pk == box.pk, "her own code still opens what is hers"
