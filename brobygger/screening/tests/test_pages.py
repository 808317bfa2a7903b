"""The form as an employee meets it: four steps, nothing lost, clear words where something is missing."""

from datetime import date, datetime, timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brobygger.base.workdays import day_of
from brobygger.people.models import Person
from brobygger.reach import actions as reach
from brobygger.screening import actions, sealed_sheet
from brobygger.screening.models import ContactConsent, Screening
from brobygger.screening.tests.making import asked, begun, fitting, kept, looked_and_sent, pointed, ready, seed, sent
from conftest import runs

SAFE = {"danger": "no", "child_worry": "no", "a-acute_protection": "no", "a-adult": "yes"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def page(cast):
    made = Client(headers={"accept-language": "en"})
    made.force_login(cast.employee)
    return made


@pytest.fixture
def today() -> datetime:
    """The pages read the clock, so what they are shown is from today."""
    return timezone.now()


def at(row, name):
    return reverse("screening_step", args=[row.pk, name])


def words(answer):
    return unescape(answer.content.decode())


def row_of(pk):
    return Screening.objects.select_related("detection").get(pk=pk)


def test_the_whole_way_in_the_browser_to_the_team(page, cast, today):
    cast.actor("employee")
    assert "Begin a new one" in words(page.get(reverse("screenings")))
    first = page.post(reverse("screening_begin"))
    row = Screening.objects.get()
    assert first["Location"] == at(row, "signs")
    day = timezone.localdate(today).isoformat()
    told = {"signs": ["afraid", "money"], "signs_note": "Ser på døren", "seen_on": day, "heard": "own_department"}
    assert page.post(at(row, "signs"), told)["Location"] == at(row, "question")
    assert "Step 2 of 4" in words(page.get(at(row, "question")))
    assert "Between step 2 and step 3 of 4" in words(page.get(at(row, "safety")))
    assert page.post(at(row, "question"), {"asked": "confirmed", "said_words": "Ja"})["Location"] == at(row, "safety")
    assert page.post(at(row, "safety"), SAFE)["Location"] == at(row, "motivated")
    assert page.post(at(row, "motivated"), {"motivated": "yes"})["Location"] == at(row, "criteria")
    answers = {f"a-{key}": value for key, value in fitting(cast, today, cast.actor("employee")).items()}
    assert page.post(at(row, "criteria"), answers)["Location"] == at(row, "route")
    assert "Nothing that is known speaks against" in words(page.get(at(row, "route")))
    assert page.post(at(row, "route"), {"follow": "1"})["Location"] == at(row, "who")
    who = {"who": "known", "given_name": "Maria", "number_1": "95 00 00 21", "shared_1": "no"}
    assert page.post(at(row, "who"), who)["Location"] == at(row, "contact")
    safe = {"may_ring": "on", "days": ["1", "3"], "hour_from": "9", "hour_to": "15"}
    assert page.post(at(row, "contact"), safe)["Location"] == at(row, "consent")
    asking = page.get(at(row, "consent"))
    wording = asking.context["words"]
    assert wording.text in words(asking)
    yes = {"wording": wording.id, "answer": "yes"}
    assert page.post(at(row, "consent"), yes)["Location"] == at(row, "check")
    seen = words(page.get(at(row, "check")))
    assert "Maria" in seen
    assert "No message on the voicemail" in seen
    assert looked_and_sent(page, row)["Location"] == reverse("screening", args=[row.pk])
    row = row_of(row.pk)
    assert row.state == "sent"
    plan = Person.objects.select_related("contact_plan").get(pk=row.person_id).contact_plan
    assert (plan.days, plan.hour_from, plan.may_ring, plan.may_leave_voicemail) == (0b101, 9, True, False)
    after = words(page.get(reverse("screening", args=[row.pk])))
    assert "Undo" in after
    assert "Maria" not in after


def test_what_is_missing_is_said_and_what_was_typed_stays(page, cast, now):
    row = begun(cast, now)
    day = day_of(now).isoformat()
    answer = page.post(at(row, "signs"), {"known_as": "Onsdag kl. 10", "seen_on": "32-13-2026", "heard": "web"})
    assert answer.status_code == 422
    assert "Onsdag kl. 10" in words(answer)
    assert "32-13-2026" in words(answer)
    assert row_of(row.pk).known_as == "Onsdag kl. 10"  # and it is kept already
    answer = page.post(at(row, "signs"), {"seen_on": day, "heard": "web"})
    assert "Tick what you saw" in words(answer)


def test_no_day_of_a_sign_is_chosen_beforehand_nor_claimed(page, cast, now):
    row = begun(cast, now)
    field = words(page.get(at(row, "signs"))).partition('name="seen_on"')[2].partition(">")[0]
    assert "value" not in field
    answer = page.post(at(row, "signs"), {"signs": ["afraid"], "heard": "web"})
    assert answer.status_code == 422
    assert "value" not in words(answer).partition('name="seen_on"')[2].partition(">")[0]
    assert "First seen" not in words(page.get(reverse("screening", args=[row.pk])))
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    page.post(at(row, "signs"), {"signs": ["afraid"], "heard": "web", "seen_on": yesterday})
    assert f'value="{yesterday}"' in words(page.get(at(row, "signs")))


def test_a_day_in_the_future_is_no_day_of_a_sign(page, cast, now):
    row = begun(cast, now)
    day = (timezone.localdate() + timedelta(days=2)).isoformat()
    answer = page.post(at(row, "signs"), {"signs": ["afraid"], "seen_on": day, "heard": "web"})
    assert "That day has not come yet." in words(answer)


def test_no_number_of_hers_is_the_word_by_which_it_is_known(page, cast, now):
    row, day = begun(cast, now), day_of(now).isoformat()
    told = {"signs": ["afraid"], "seen_on": day, "heard": "web"}
    answer = page.post(at(row, "signs"), told | {"known_as": "Anne 010190-0000"})
    assert answer.status_code == 422
    assert "No CPR number and no phone number here" in words(answer)
    page.post(reverse("screening_keep", args=[row.pk, "signs"]), {"known_as": "95 00 12 34"})
    assert row_of(row.pk).known_as == ""


def test_it_saves_by_itself_while_one_writes(page, cast, now):
    row = begun(cast, now)
    answer = page.post(
        reverse("screening_keep", args=[row.pk, "signs"]), {"signs_note": "Hun ser p", "known_as": "Onsdag"}
    )
    assert (answer.status_code, answer["X-Kept"]) == (200, "yes")
    assert "Saved at" in words(answer)
    kept = row_of(row.pk)
    assert (kept.signs_note, kept.known_as) == ("Hun ser p", "Onsdag")
    assert page.get(reverse("screening_keep", args=[row.pk, "signs"])).status_code == 405
    assert page.post(reverse("screening_keep", args=[row.pk, "nowhere"])).status_code == 404


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("question", {"said_words": "At hun er ba"}),
        ("criteria", {"a-adult": "yes", "r-stalking": "Han kør"}),
        ("who", {"who": "known", "given_name": "Mar", "number_1": "95"}),
        ("contact", {"wishes": "Kun om form", "hour_from": "15", "hour_to": "9"}),
        ("consent", {"answer": "yes"}),
        ("check", {}),
    ],
)
def test_half_a_page_is_kept_without_a_word_of_reproach(page, cast, now, name, typed):
    row = ready(cast, now)
    assert page.post(reverse("screening_keep", args=[row.pk, name]), typed).status_code == 200
    assert page.get(at(row, name)).status_code == 200


def test_one_who_begins_goes_on_where_she_left(page, cast, now):
    row = asked(cast, now, motivated="yes")
    assert page.get(reverse("screening", args=[row.pk]))["Location"] == at(row, "criteria")
    assert page.get(at(row, "check"))["Location"] == at(row, "criteria")  # nothing is skipped
    assert page.get(at(row, "nowhere")).status_code == 404
    back = page.get(at(row, "question"))
    assert back.status_code == 200
    assert at(row, "signs") in words(back)


def test_the_answer_that_decides_has_a_reason(page, cast, now):
    row = asked(cast, now, motivated="yes")
    answers = {f"a-{key}": value for key, value in fitting(cast, now, cast.actor("employee")).items()}
    answers["a-stalking"] = "yes"
    answer = page.post(at(row, "criteria"), answers)
    assert answer.status_code == 422
    assert "This answer decides the way" in words(answer)
    assert row_of(row.pk).answers.count() == len(answers)  # nothing is lost meanwhile
    answer = page.post(at(row, "criteria"), answers | {"r-stalking": "Han følger efter hende"})
    assert answer["Location"] == at(row, "route")
    shown = words(page.get(at(row, "route")))
    assert "stalking" in shown
    assert page.post(at(row, "route"), {"follow": "1"})["Location"] == at(row, "door")


def test_six_questions_are_asked_and_the_rest_is_the_teams(page, cast, now):
    row = asked(cast, now, motivated="yes")
    form = page.get(at(row, "criteria")).context["form"]
    here = [one.criterion.key for _, group in form.groups for one in group]
    assert [words for words, _ in form.groups] == ["Special safety", "Is the course the right one?"]
    assert here == [
        "honour_conflict",
        "stalking",
        "other_help_first",
        "close_relation",
        "late_effects_only",
        "wants_group",
    ]
    assert [one.answer.value() for one in form.for_team] == ["unknown"] * 3
    fits = fitting(cast, now, cast.actor("employee"))
    # What the team asks need not be sent at all.
    assert page.post(at(row, "criteria"), {f"a-{key}": fits[key] for key in here})["Location"] == at(row, "route")
    told = dict(row_of(row.pk).answers.values_list("criterion__key", "answer"))
    assert [told[key] for key in ("danger_by_taking_part", "just_left_shelter", "can_profit")] == ["unknown"] * 3
    again = page.get(at(row, "criteria")).context["form"]
    assert not again.team_open
    page.post(at(row, "criteria"), {f"a-{key}": fits[key] for key in here} | {"a-can_profit": "yes"})
    assert page.get(at(row, "criteria")).context["form"].team_open


def test_an_empty_door_says_whom_to_ask(page, cast, now):
    row = asked(cast, now, motivated="yes")
    page.post(at(row, "criteria"), {"a-honour_conflict": "no", "a-stalking": "no", "a-other_help_first": "yes"}
              | {"r-other_help_first": "Mangler en bolig"})  # fmt: skip
    page.post(at(row, "route"), {"follow": "1"})
    shown = page.get(at(row, "door"))
    assert not shown.context["doors"]
    assert f"Ask {cast.project_leader.name}, {cast.second_project_leader.name}, and write below" in words(shown)


def test_another_way_with_a_reason(page, cast, now):
    row = asked(cast, now, motivated="yes")
    answers = {f"a-{key}": value for key, value in fitting(cast, now, cast.actor("employee")).items()}
    page.post(at(row, "criteria"), answers)
    answer = page.post(at(row, "route"), {"route": "volunteer_offer", "reason": "other"})
    assert answer.status_code == 422
    answer = page.post(at(row, "route"), {"route": "volunteer_offer", "reason": "other", "words": "Bor tæt på"})
    assert answer["Location"] == at(row, "door")
    told = row_of(row.pk)
    assert (told.detection.override_reason, told.override_words) == ("other", "Bor tæt på")


def test_a_door_with_its_phone_and_a_day_to_ask(page, cast, today):
    row = asked(cast, today, motivated="yes")
    answers = {f"a-{key}": value for key, value in fitting(cast, today, cast.actor("employee")).items()}
    page.post(at(row, "safety"), SAFE | {"a-acute_protection": "yes"})
    page.post(at(row, "criteria"), answers)
    page.post(at(row, "route"), {"follow": "1"})
    seen = page.get(at(row, "door"))
    doors = seen.context["doors"]
    assert doors
    assert all(door.name in words(seen) for door in doors)
    bad = page.post(at(row, "door"), {"led_there": "rang_together", "follow_up_on": "2020-01-01"})
    assert "Choose a day that is to come." in words(bad)
    late = (timezone.localdate(today) + timedelta(days=14)).isoformat()
    bad = page.post(at(row, "door"), {"led_there": "rang_together", "follow_up_on": late})
    assert "is asked about the next day" in words(bad)
    day = (timezone.localdate(today) + timedelta(days=1)).isoformat()
    assert day in words(seen), "a shelter is asked about the next day"
    told = {"led_there": "rang_together", "follow_up_on": day, "offer_id": doors[0].offer_id}
    assert page.post(at(row, "door"), told).status_code == 302
    row = row_of(row.pk)
    assert (row.state, row.follow_up_on) == ("pointed_on", date.fromisoformat(day))
    place = reverse("screening", args=[row.pk])
    answer = page.post(reverse("screening_follow_up", args=[row.pk]), {})
    assert answer.status_code == 422
    page.post(reverse("screening_follow_up", args=[row.pk]), {"outcome": "did_not_come_there"})
    assert "Choose the way anew" in words(page.get(place))
    assert page.post(reverse("screening_go_on", args=[row.pk]))["Location"] == at(row, "route")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"who": "known", "given_name": "Maria", "number_1": "12 34"}, "“12 34” is not understood as a phone number"),
        ({"who": "known", "number_1": "95 00 00 21"}, "Write the name that the team may use."),
        (
            {"who": "known", "given_name": "Maria", "number_1": "95000021", "number_2": "+45 95 00 00 21"},
            "the same number once more",
        ),
        ({"given_name": "Maria"}, "Choose"),
    ],
)
def test_a_number_that_is_none_is_named(page, cast, now, typed, said):
    row = ready(cast, now, given_name="", numbers=(), consent="")
    answer = page.post(at(row, "who"), typed)
    assert answer.status_code == 422
    assert said in words(answer)


def test_a_phone_that_he_sees_warns_on_the_next_page(page, cast, now):
    row = ready(cast, now)
    told = {"who": "known", "given_name": "Maria", "number_1": "95 00 00 21", "shared_1": "yes"}
    page.post(at(row, "who"), told)
    assert "The one who uses violence uses or sees this phone" in words(page.get(at(row, "contact")))
    assert sealed_sheet.sheet_of(row_of(row.pk)).shared_numbers == ("+4595000021",)


def test_through_whom_the_person_heard_is_asked_and_not_guessed(page, cast, today):
    row = begun(cast, today)
    assert not page.get(at(row, "signs")).context["form"]["heard"].value()
    told = {"signs": ["afraid"], "seen_on": timezone.localdate(today).isoformat()}
    assert "Choose an answer." in words(page.post(at(row, "signs"), told))
    assert page.post(at(row, "signs"), told | {"heard": "web"}).status_code == 302
    assert row_of(row.pk).detection.heard == "web"


@pytest.mark.parametrize("answer", ["", "unknown", "no"])
def test_silence_about_who_sees_the_phone_is_never_a_no(page, cast, now, answer):
    row = ready(cast, now, numbers=(), said={"days": 31, "hour_from": 9, "hour_to": 15, "may_leave_voicemail": True})
    assert "checked" not in words(page.get(at(row, "who"))).partition('name="shared_1"')[2].partition("</fieldset>")[0]
    told = {"who": "known", "given_name": "Maria", "number_1": "95 00 00 21", "shared_1": answer}
    assert page.post(at(row, "who"), told).status_code == (302 if answer else 422)
    is_safe = answer == "no"
    assert ("It has not been said who sees this phone" in words(page.get(at(row, "contact")))) is not is_safe
    check = words(page.get(at(row, "check")))
    assert ("Not said whether others see it" in check) is not is_safe
    assert ("but is not left: others may see or use the phone" in check) is not is_safe
    looked_and_sent(page, row)
    cast.actor("assessor")
    assert Person.objects.get().numbers.get().others_may_see is not is_safe


def test_ringing_needs_a_number_and_hours_that_hold(page, cast, now):
    row = ready(cast, now, numbers=())
    answer = page.post(at(row, "contact"), {"may_ring": "on", "hour_from": "15", "hour_to": "9", "interpreter": "on"})
    assert "There is no number to ring" in words(answer)
    assert "The hours end before they begin" in words(answer)
    assert "Choose the language of the interpreter" in words(answer)


def test_someone_anonymous_gets_a_code_once_and_has_no_name(page, cast, now):
    row = ready(cast, now, given_name="", family_name="", consent="", numbers=(), may_ring=False, said={})
    answer = page.post(at(row, "who"), {"who": "anonymous", "given_name": "Maria"}, follow=True)
    mailbox = row_of(row.pk).mailbox
    assert mailbox is not None
    assert mailbox.code_name in words(answer)
    assert "Maria" not in sealed_sheet.written(sealed_sheet.sheet_of(row_of(row.pk)))
    assert page.post(at(row, "who"), {"who": "anonymous"})["Location"] == at(row, "contact")
    assert "comes back with the code" in words(page.get(at(row, "contact")))


def test_a_no_sends_nothing_and_leads_to_a_seed(page, cast, today):
    row = ready(cast, today, consent="")
    wording = page.get(at(row, "consent")).context["words"]
    assert page.post(at(row, "consent"), {"wording": wording.id}).status_code == 422
    answer = page.post(at(row, "consent"), {"wording": wording.id, "answer": "no"})
    assert answer["Location"] == at(row, "seed")
    assert "said no" in words(page.get(at(row, "seed")))
    day = (timezone.localdate(today) + timedelta(days=28)).isoformat()
    page.post(at(row, "seed"), {"given_words": "Døren er åben", "ask_again_on": day})
    assert row_of(row.pk).state == "seed_planted"
    assert not Person.objects.exists()
    assert not ContactConsent.objects.exists()


def test_the_words_may_be_read_in_english(page, cast, now):
    row = ready(cast, now)
    danish = page.get(at(row, "consent"), {"language": "da"}).context["words"]
    english = page.get(at(row, "consent"), {"language": "en"}).context["words"]
    assert (danish.language, english.language) == ("da", "en")


def test_words_of_another_programme_are_no_consent(page, cast, now):
    from brobygger.programmes.models import ConsentWording

    row = ready(cast, now, consent="")
    other = ConsentWording.objects.filter(programme=cast.programme).first()
    answer = page.post(at(row, "consent"), {"wording": other.pk, "answer": "yes"})
    assert answer.status_code == 422
    assert sealed_sheet.sheet_of(row_of(row.pk)).consent == ""


def test_a_seed_is_planted_and_its_code_is_shown_once(page, cast, today):
    row = asked(cast, today, "not_confirmed")
    start = page.get(at(row, "seed"))
    suggested = timezone.localdate(today) + timedelta(weeks=4)
    assert suggested.isoformat() in words(start)
    bad = {"given": ["nothing_on_paper", "postcard"], "ask_again_on": suggested.isoformat()}
    assert "paper is not safe" in words(page.post(at(row, "seed"), bad))
    told = {"given": ["code"], "given_words": "Døren er åben", "ask_again_on": suggested.isoformat()}
    answer = page.post(at(row, "seed"), told, follow=True)
    row = row_of(row.pk)
    assert row.state == "seed_planted"
    assert row.mailbox.code_name in words(answer)
    place = words(page.get(reverse("screening", args=[row.pk])))
    assert "Døren er åben" in place
    assert row.mailbox.code_name in place, "by its name the team finds the person"
    assert "Code word" not in place
    again = page.post(reverse("screening_code", args=[row.pk]), follow=True)  # a new one instead
    assert "A code to remember" in words(again)


def test_what_is_due_stands_on_top(page, cast, today):
    early = today - timedelta(days=40)
    row = seed(cast, early).row
    later = seed(cast, today).row
    shown = page.get(reverse("screenings")).context["lists"]
    assert [one.row.pk for one in shown.due] == [row.pk]
    assert [one.row.pk for one in shown.rest] == [later.pk]
    answer = page.post(reverse("screening_again", args=[row.pk]))
    new = Screening.objects.get(earlier=row)
    assert answer["Location"] == at(new, "question")
    assert "What was said last time" in words(page.get(at(new, "question")))


def test_a_seed_left_to_lie_says_why(page, cast, today):
    row = seed(cast, today).row
    place = reverse("screening_let_lie", args=[row.pk])
    assert "Write why it is not asked again." in words(page.post(place, {"words": ""}))
    page.post(place, {"words": "Er flyttet"})
    assert row_of(row.pk).state == "let_lie"
    assert "Undo" in words(page.get(reverse("screening", args=[row.pk])))


def test_begun_by_mistake_can_be_taken_back_from_the_list(page, cast, today):
    row = begun(cast, today)
    page.post(reverse("screening_throw_away", args=[row.pk]))
    assert reverse("screening_undo", args=[row.pk]) in words(page.get(reverse("screenings")))
    page.post(reverse("screening_undo", args=[row.pk]))
    assert row_of(row.pk).state == "started"


def test_nothing_after_all_and_back(page, cast, today):
    row = begun(cast, today)
    page.post(reverse("screening_no_sign", args=[row.pk]))
    assert "Good that you looked" in words(page.get(reverse("screening", args=[row.pk])))
    page.post(reverse("screening_undo", args=[row.pk]))
    assert row_of(row.pk).state == "started"


def test_too_late_to_undo_is_said_in_words(page, cast, now):
    row = sent(cast, now - timedelta(days=900))
    assert "Undo" not in words(page.get(reverse("screening", args=[row.pk])))
    answer = page.post(reverse("screening_undo", args=[row.pk]))
    assert answer.status_code == 409
    assert "too late to undo" in words(answer)


def test_her_yes_taken_back(page, cast, today):
    row = sent(cast, today)
    assert "The person takes the yes back" in words(page.get(reverse("screening", args=[row.pk])))
    page.post(reverse("screening_withdraw", args=[row.pk]))
    assert row_of(row.pk).state == "withdrawn"


def test_the_empty_list_says_what_to_do(page, cast):
    assert "Nothing registered yet" in words(page.get(reverse("screenings")))


def test_where_no_such_programme_runs_it_says_so(page, cast):
    runs(cast.koege)
    assert "This programme does not run here" in words(page.get(reverse("screenings")))
    assert page.post(reverse("screening_begin")).status_code == 404


def test_every_state_has_its_page(page, cast, today):
    rows = [sent(cast, today), seed(cast, today).row, pointed(cast, today)]
    rows.insert(0, begun(cast, today))
    actions.find_no_sign(screening_id=rows[0].pk, by=cast.actor("employee"), at=today)
    for row in rows:
        assert page.get(reverse("screening", args=[row.pk])).status_code == 200
    assert page.get(reverse("screenings")).status_code == 200


def test_whom_to_ask_for_advice_stands_beside_the_question(page, cast, today):
    leader = cast.actor("project_leader")
    reach.name_resource_person(
        zone_id=cast.koege.pk,
        department_id=cast.jobcentre.pk,
        worker_id=cast.resource_person.pk,
        since=timezone.localdate(today),
        reach="Lokale 4",
        by=leader,
        at=today,
    )
    row = kept(cast, today, begun(cast, today), signs=["afraid"])
    assert "Lokale 4" in words(page.get(at(row, "question")))
    page.force_login(cast.resource_person)
    own = kept(cast, today, begun(cast, today, "resource_person"), "resource_person", signs=["afraid"])
    assert "Lokale 4" not in words(page.get(at(own, "question"))), "nobody is her own resource person"
