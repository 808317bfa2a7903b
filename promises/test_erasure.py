"""Whatever a room keeps of someone goes when she is erased: no room is forgotten, and none has to be told."""

from collections import Counter

import pytest
from django.apps import apps

from brobygger.alarms.models import Alarm
from brobygger.alarms.words import THINGS
from brobygger.base.classed import Keep
from brobygger.cases.models import Registration
from brobygger.counselling.models import Counselling
from brobygger.duties.states import DutyKind
from brobygger.erasure.reach import ALARMED, OF_TWO, goes, keep_of, leads, references, relations, stays
from brobygger.erasure.words import ROOMS
from brobygger.mailbox.models import Mailbox
from brobygger.people.models import Person
from brobygger.screening.models import Screening

MODELS = [one for one in apps.get_models() if hasattr(one, "classed")]
NOBODYS = "nobody can tell whose it is, and it goes by itself: decisions/0026"
CHILDS = "about a child: stays with its duty until the archive authority has spoken"
# Two columns that point at one kind of thing, which is the same person's.
HERS_TWICE = {"screening.Screening", "alarms.Alarm"}
# What stands still and is about nobody.
ABOUT_NOBODY = {"course", "offer", "shift", "import"}


def _reached():
    """Every model to which the walk can come from whatever someone is known by."""
    todo, seen = [Person, Screening, Counselling, Mailbox, Alarm], set()
    while todo:
        model = todo.pop()
        if model in seen:
            continue
        seen.add(model)
        if keep_of(model) is Keep.CHILD_ARCHIVE:
            continue
        todo += [column.model for column in relations(model) if goes(column.model) or not stays(model)]
        if model._meta.label not in OF_TWO and model is not Person:
            todo += [one.related_model for one in references(model) if leads(one)]
    return seen


# What tells of people and does not go with them, and why.
EXPLAINED = {
    "surveys.Interview": NOBODYS,
    "surveys.Sealed": NOBODYS,
    "intake.RejectedRow": "could not be read, so nobody knows whose it is; deleted after 30 days",
    "interviews.Talk": "said by someone without a name in an interview about the programme",
    "interviews.Quotation": "the same",
    "report.BegunText": "what a leader writes about the programme",
    "directory.OfferFile": "a file of offers of help, kept for hours",
    "duties.Happening": CHILDS,
    "duties.Fact": CHILDS,
    "duties.Child": CHILDS,
    "duties.Notice": CHILDS,
    "duties.Return": CHILDS,
}


@pytest.mark.parametrize("model", MODELS, ids=lambda one: one._meta.label)
def test_what_tells_of_someone_is_found_from_her(model):
    tells = keep_of(model) is Keep.UNTIL_ERASED or {"identity", "contact", "sensitive"} & set(
        model.classed.kinds.values()
    )
    if tells:
        assert (model in _reached()) is (model._meta.label not in EXPLAINED)


@pytest.mark.parametrize("model", [one for one in MODELS if goes(one)], ids=lambda one: one._meta.label)
def test_what_stays_can_let_go_of_what_goes(model):
    """A row that stays and cannot lose its column would stop the erasure of whoever has one."""
    stuck = [str(one) for one in relations(model) if one.model not in _gone() and not one.null]
    assert not stuck


def _gone():
    return {one for one in _reached() if not stays(one)}


def test_nothing_that_all_share_or_that_is_a_workers_goes_with_someone():
    beside = {one._meta.label for one in _gone() if not goes(one)}
    alarm = {"alarms.Alarm", "alarms.Telling"}  # that was about her
    meeting = {"Meeting", "EarlierMinutes", "Attendance", "MeetingAction"}  # one that was about her plan alone
    assert beside == {*alarm, *(f"meetings.{one}" for one in meeting)}


def test_rows_of_two_people_are_known():
    twice = {
        model._meta.label
        for model in _gone()
        if any(
            n > 1 for n in Counter(one.related_model for one in references(model) if goes(one.related_model)).values()
        )
    }
    assert twice - HERS_TWICE == OF_TWO


def test_every_alarm_is_about_someone_who_is_found_or_about_nobody():
    known = {apps.get_model(name) for name in ALARMED.values()}
    assert known <= _gone()
    assert set(THINGS) - set(ALARMED) - set(DutyKind.values) <= ABOUT_NOBODY


def test_every_room_with_something_of_someone_has_its_words():
    assert {one._meta.app_label for one in (*_reached(), Registration)} <= set(ROOMS)
