"""Forms, network, contact details and follow-up, against the database."""

import json
from datetime import timedelta

import pytest
from django.utils.translation import override

from brobygger.base.decision import NotFound
from brobygger.base.workdays import day_of
from brobygger.courses.models import Design, KeptApart
from brobygger.courses.tests.making import held, ready
from brobygger.packs.codes import LICENCE_NEEDED
from brobygger.packs.models import Pack
from brobygger.participants import actions, queries
from brobygger.participants.actions import Line
from brobygger.participants.models import FollowUp, FollowUpCount, Measure, MeasureCount, NetworkMap, Sharing
from brobygger.participants.tests.making import LATER, ended, together
from brobygger.risk.models import RiskCase
from brobygger.risk.tests.making import refused

pytestmark = pytest.mark.django_db
WELL = {"glad": ["4"], "rolig": ["3"], "aktiv": ["2"], "udhvilet": ["1"], "interesse": ["0"]}
HELD: dict[str, object] = {"state": "held", "goes": "better", "worries": None, "words": "", "offers": []}


@pytest.fixture(autouse=True)
def certificates(cast, now):
    ready(cast, now)


def who5():
    return Pack.objects.get(url="urn:brobygger:form:who-5")


def measured(cast, at, place, when="before", answers=WELL, seen=0, who="assessor", **more):
    told = {"place_id": place.pk, "when": when, "pack_id": who5().pk, "answers": answers, "seen": seen, **more}
    return actions.keep_measure(**told, by=cast.actor(who), at=at)


def shares(cast, at, place, *others, words="Prøve, 95 00 00 12, om aftenen"):
    told = {"place_id": place.pk, "words": words, "gives_to": [one.pk for one in others]}
    return actions.share(**told, by=cast.actor("assessor"), at=at)


def gets(place):
    return [one.place_id for one in queries.received(place)]


def own_form(cast, now, **more):
    """A form of Køge's own, with one question that is answered in words."""
    told = {**who5().told, "url": "urn:proeve:eget"}
    told["item"] = [{"linkId": "own", "text": "Med egne ord", "type": "text"}]
    told["extension"] = [{"url": LICENCE_NEEDED, "valueBoolean": False}]
    return Pack.objects.create(
        zone=cast.koege, url=told["url"], version="1", purpose="outcome", title="Eget", language="da", owner="Køge",
        licence_text="", told=told, digest="x", imported_at=now, imported_by=cast.project_leader, **more,
    )  # fmt: skip


# -- forms ------------------------------------------------------------------------------------------------------------
def test_a_form_is_kept_corrected_and_counted_without_her(cast, now):
    _course, (place, *_others) = together(cast, now, 1)
    measured(cast, now, place)
    measured(cast, now, place, answers={**WELL, "glad": ["5"]}, seen=1)
    with refused("written_in_another_window"):
        measured(cast, now, place, seen=1)
    counted = MeasureCount.objects.get()
    assert counted.chosen["glad"] == ["5"]
    assert counted.of_id == place.count_id
    with pytest.raises(NotFound):
        measured(cast, now, place, who="odense_assessor")
    cast.actor("assessor")
    place.screening.delete()
    assert not Measure.objects.exists()
    assert MeasureCount.objects.get().chosen["interesse"] == ["0"]


def test_what_someone_wrote_is_not_counted(cast, now):
    own = own_form(cast, now)
    _course, (place,) = together(cast, now, 1)
    told = {"place_id": place.pk, "when": "before", "pack_id": own.pk, "answers": {"own": ["Ved søen"]}, "seen": 0}
    actions.keep_measure(**told, by=cast.actor("assessor"), at=now)
    assert MeasureCount.objects.get().chosen == {}
    shown = queries.forms(cast.actor("assessor"), place, today=day_of(now))
    assert [pack.title for pack, _times in shown] == ["Eget", "WHO-5 trivselsindeks"]


def test_a_form_outside_its_time_or_out_of_use_is_refused(cast, now):
    _course, (place,) = together(cast, now, 1)
    with refused("measured_at_the_end"):
        measured(cast, now, place, when="at_end")
    out = own_form(cast, now, state="taken_out", state_at=now, state_by=cast.project_leader)
    told = {"place_id": place.pk, "when": "before", "answers": {}, "seen": 0, "by": cast.actor("assessor"), "at": now}
    with refused("pack_is_out_of_use"):
        actions.keep_measure(pack_id=out.pk, **told)


# -- the network ------------------------------------------------------------------------------------------------------
def test_the_map_is_drawn_and_drawn_anew_and_never_over_another(cast, now):
    _course, (place,) = together(cast, now, 1)
    lines = [Line("Søster", "close", "En seng for natten"), Line(" ", "far", "")]
    told = {"place_id": place.pk, "by": cast.actor("assessor"), "at": now}
    actions.draw_network(lines=lines, seen=0, **told)
    kept = NetworkMap.objects.get()
    assert json.loads(kept.lines) == [{"who": "Søster", "circle": "close", "what": "En seng for natten"}]
    with refused("written_in_another_window"):
        actions.draw_network(lines=[], seen=0, **told)
    actions.draw_network(lines=[], seen=1, **told)
    assert json.loads(NetworkMap.objects.get().lines) == []


# -- the others -------------------------------------------------------------------------------------------------------
def test_details_go_only_between_two_who_both_said_yes(cast, now):
    _course, (first, second, third) = together(cast, now)
    shares(cast, now, first, second, third)
    assert gets(second) == []
    shares(cast, now, second, first)
    shares(cast, now, third)
    assert (gets(first), gets(second), gets(third)) == ([second.pk], [first.pk], [])
    shares(cast, now, second)  # taken back
    assert (gets(first), gets(second)) == ([], [])


def test_two_who_must_not_meet_exchange_nothing_and_nobody_is_told_why(cast, now):
    _course, (first, second, _third) = together(cast, now)
    shares(cast, now, first, second)
    shares(cast, now, second, first)
    told = {"zone": cast.koege, "second_id": second.screening_id, "why": "kin", "noted_at": now}
    KeptApart.objects.create(first_id=first.screening_id, noted_by=cast.project_leader, **told)
    assert (gets(first), gets(second)) == ([], [])


def test_details_go_to_the_course_alone(cast, now):
    _course, (first,) = together(cast, now, 1)
    _other, (stranger,) = together(cast, now, 1)
    with refused("others_of_the_course"):
        shares(cast, now, first, stranger)
    _third, (one, two) = together(cast, now, 2)
    with refused("nothing_to_give"):
        shares(cast, now, one, two, words=" ")
    assert not Sharing.objects.exists()


# -- the follow-up ----------------------------------------------------------------------------------------------------
def due(cast, at):
    return [one.pk for one in queries.to_follow_up(cast.actor("assessor"), zone_id=cast.koege.pk, today=day_of(at))]


def test_everyone_is_followed_up_three_months_later_and_it_is_heard_of_where_nobody_does(cast, now):
    _course, (first, second), over = ended(cast, now, 2)
    told = {"place_id": first.pk, "told": HELD, "by": cast.actor("assessor")}
    with refused("follow_up_is_to_come"):
        actions.note_follow_up(**told, at=over)
    assert due(cast, over) == []
    later = over + LATER
    assert due(cast, later) == [first.pk, second.pk]
    actions.note_follow_up(**told, at=later)
    tried = {**HELD, "state": "tried", "goes": ""}
    actions.note_follow_up(place_id=second.pk, told=tried, by=cast.actor("assessor"), at=later)
    assert due(cast, later) == [second.pk]
    assert FollowUpCount.objects.get(of=first.count_id).goes == "better"


def test_a_follow_up_that_is_late_is_an_alarm(cast, now):
    _course, (first,), over = ended(cast, now, 1)
    things = queries.under_way(cast.actor("assessor"), zone_id=cast.koege.pk, at=over + LATER)
    assert [(one.kind, one.id, one.state) for one in things] == [("follow_up", first.pk, "due")]
    assert things[0].href.endswith(f"/{first.pk}/later/")


def test_something_that_worries_makes_a_new_look_due_once(cast, now):
    _course, (first,), over = ended(cast, now, 1)
    case = RiskCase.objects.get(screening_id=first.screening_id)
    later = over + timedelta(days=100)
    RiskCase.objects.filter(pk=case.pk).update(due_at=later + timedelta(days=30))
    told = {"place_id": first.pk, "by": cast.actor("assessor"), "at": later}
    actions.note_follow_up(told={**HELD, "worries": True, "goes": "worse"}, **told)
    case.refresh_from_db()
    assert (case.due_because, case.due_at <= later + timedelta(days=3)) == ("happened", True)
    actions.note_follow_up(told={**HELD, "worries": True, "goes": "worse", "words": "Ring igen"}, **told)
    assert FollowUp.objects.get().words == "Ring igen"
    assert case.events.count() == 1


def test_a_follow_up_noted_by_mistake_is_open_again(cast, now):
    _course, (first,), over = ended(cast, now, 1)
    told = {"place_id": first.pk, "by": cast.actor("assessor"), "at": over + LATER}
    actions.note_follow_up(told={**HELD, "state": "not_wished"}, **told)
    assert due(cast, over + LATER) == []
    with refused("follow_up_cannot_move"):
        actions.note_follow_up(told={**HELD, "state": "not_reached"}, **told)
    actions.note_follow_up(told={**HELD, "state": "tried"}, **told)
    assert due(cast, over + LATER) == [first.pk]
    with override("da"):
        assert str(FollowUp.objects.get().get_state_display()) == "Intet svar endnu"


def test_the_form_at_the_end_is_filled_in_before_the_last_session_only_where_it_is_said(cast, now):
    Design.objects.create(zone=cast.koege, sessions=3, fewest=2)
    course, (place,) = together(cast, now, 1)
    held(cast, course, **{f"p{place.pk}": "present"})
    with refused("measured_before_the_last"):
        measured(cast, now, place, when="at_end")
    assert measured(cast, now, place, when="at_end", early=True).moment == "at_end"
