"""All that is someone's, found by the models themselves, so that a new room is in it without being told.

From a row the walk goes to every row that points at it, and to what it belongs to itself. It passes through the
register, which stays without her, and stops at what is kept about a child. It never goes on to another person.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from brobygger.alarms.models import Alarm
from brobygger.base.classed import Keep
from brobygger.base.codes import PersonRole
from brobygger.cases.models import Case, Registration
from brobygger.duties.models import Duty
from brobygger.duties.states import About
from brobygger.people.models import Person

type Model = type[models.Model]
type Rows = dict[Model, set[int]]

# Rows that tell of two people: they go with either, and do not lead to the other.
OF_TWO = {"courses.KeptApart", "doubles.NotSame", "doubles.Merge"}
# Who she is, and what was said of her: nothing that someone would be here for.
SIDE = {"people", "doubles", "erasure"}
# By what an alarm says that it is about; what it may say besides is about nobody.
ALARMED = {
    **{"referral": "referrals.Referral", "arrival": "referrals.Arrival", "counselling": "counselling.Counselling"},
    **{"conversation": "counselling.Conversation", "screening": "screening.Screening", "danger": "screening.Screening"},
    **{"mailbox": "mailbox.Mailbox", "risk": "risk.RiskCase", "risk_step": "risk.ManagementStep"},
    **{"safety_plan": "safety.Plan", "place": "courses.Place", "follow_up": "courses.Place"},
    **{"coordination": "coordination.Plan", "plan_task": "coordination.Task", "extract": "extracts.Extract"},
    **{"message": "contact.Message", "meeting": "meetings.Meeting", "agreed": "meetings.MeetingAction"},
}
# And on what a duty to notify was raised.
RAISED_ON = {
    About.CASE: "cases.Case",
    About.COUNSELLING: "counselling.Counselling",
    About.SCREENING: "screening.Screening",
}


def keep_of(model: Model) -> Keep:
    """How long rows of the model are kept; the tables of libraries hold nobody."""
    told = getattr(model, "classed", None)
    return told.keep if told is not None else Keep.PROGRAMME


def goes(model: Model) -> bool:
    """Whether what is someone's in the model goes with her."""
    return keep_of(model) in (Keep.UNTIL_ERASED, Keep.SESSION)


@dataclass
class Reach:
    """What goes, what stays and is hers no more, and those who are here for her sake alone."""

    rows: Rows = field(default_factory=lambda: defaultdict(set))
    along: set[int] = field(default_factory=set)  # people besides the one who was meant

    @property
    def gone(self) -> Rows:
        return {one: pks for one, pks in self.rows.items() if pks and not stays(one)}

    @property
    def left(self) -> Rows:
        return {one: pks for one, pks in self.rows.items() if pks and stays(one)}


def stays(model: Model) -> bool:
    return keep_of(model) in (Keep.REGISTER, Keep.CHILD_ARCHIVE)


def reach(root: models.Model) -> Reach:
    """All that is someone's, from the row by which she is known: herself, or what she has here without a name."""
    found = Reach()
    _walk(found, type(root), {root.pk})
    while more := {pk for pk in _people_beside(found) if _is_here_for_her_alone(found, pk)}:
        found.along |= more
        _walk(found, Person, more)
    named = {one._meta.label: pks for one, pks in found.gone.items()}
    for kind, name in ALARMED.items():
        _walk(found, Alarm, _ids(Alarm.objects.filter(kind=kind, thing_id__in=named.get(name, ()))))
    for about, name in RAISED_ON.items():
        _walk(found, Duty, _ids(Duty.objects.filter(about=about, about_id__in=named.get(name, ()))))
    return found


def _ids(rows: models.QuerySet[Any]) -> set[int]:
    return set(rows.values_list("pk", flat=True))


def _walk(found: Reach, model: Model, pks: set[int]) -> None:
    todo = [(model, pks)]
    while todo:
        model, pks = todo.pop()
        new = pks - found.rows[model]
        if not new:
            continue
        found.rows[model] |= new
        if keep_of(model) is not Keep.CHILD_ARCHIVE:
            todo += [*_pointing_at(found, model, new), *_belonging_to(found, model, new)]


def relations(model: Model) -> Iterator[models.ForeignKey[Any, Any]]:
    """Every column of any room that points at the model."""
    hidden: Any = model._meta.get_fields(include_hidden=True)
    for one in hidden:
        if one.auto_created and not one.concrete and not one.many_to_many:
            yield one.field


def references(model: Model) -> list[models.ForeignKey[Any, Any]]:
    """Every column of the model that points at another."""
    return [one for one in model._meta.concrete_fields if isinstance(one, models.ForeignKey)]


def _pointing_at(found: Reach, model: Model, pks: set[int]) -> Iterator[tuple[Model, set[int]]]:
    for column in relations(model):
        other = column.model
        if stays(model) and not goes(other):
            continue
        rows = other._base_manager.filter(**{f"{column.name}__in": pks})
        if (
            other is Registration and column.name == "case"
        ):  # of a thread that was another's too: hers alone are looked at
            rows = rows.filter(models.Q(person=None) | models.Q(person__in=found.rows[Person]))
        yield other, _ids(rows)


def _belonging_to(found: Reach, model: Model, pks: set[int]) -> Iterator[tuple[Model, set[int]]]:
    if model._meta.label in OF_TWO or model is Person:
        return
    for column in references(model):
        other = column.related_model
        if other is Person or not leads(column):
            continue
        rows = model._base_manager.filter(pk__in=pks).exclude(**{column.name: None})
        told = set(rows.values_list(column.attname, flat=True))
        yield other, {pk for pk in told if not _is_about_others(found, pk)} if other is Case else told


def leads(column: models.ForeignKey[Any, Any]) -> bool:
    """Whether what the column points at is hers too: what goes with people, or what was made for this row alone."""
    model, other = column.model, column.related_model
    if stays(model):
        return model is Registration and other is Case
    made_for_it = isinstance(column, models.OneToOneField) and column.remote_field.on_delete is models.CASCADE
    return goes(other) or (made_for_it and other._meta.app_label != "staff") or keep_of(other) is Keep.REGISTER


def _is_about_others(found: Reach, case_id: int) -> bool:
    """Whether the thread is about more than the one who is meant, as one with a guardian of two children is."""
    about = Registration.objects.filter(case=case_id).exclude(person=None).exclude(role=PersonRole.GUARDIAN)
    return about.exclude(person__in=found.rows[Person]).exists()


def _people_beside(found: Reach) -> set[int]:
    """Those whom rows that go are with or about, besides those who go already."""
    people: set[int] = set()
    for model, pks in found.gone.items():
        for column in references(model) if model._meta.label not in OF_TWO else ():
            if column.related_model is Person and model is not Person:
                rows = model._base_manager.filter(pk__in=pks).exclude(**{column.name: None})
                people |= set(rows.values_list(column.attname, flat=True))
    return people - found.rows[Person]


def _is_here_for_her_alone(found: Reach, person_id: int) -> bool:
    """Whether all that the person has here goes already: a guardian who was rung about her, say."""
    for column in relations(Person):
        model = column.model
        if model._meta.app_label in SIDE:
            continue
        rest = model._base_manager.filter(**{column.name: person_id}).exclude(pk__in=found.rows[model])
        if model is Registration:
            rest = rest.exclude(role=PersonRole.GUARDIAN)
        if rest.exists():
            return False
    return True
