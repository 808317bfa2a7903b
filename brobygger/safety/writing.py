"""What a page says of a section is kept, line by line; what two write at once is kept twice, and never lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act
from brobygger.base.decision import NotFound
from brobygger.base.sealed import fingerprint
from brobygger.safety import queries, rules
from brobygger.safety.codes import LineStatus, Section
from brobygger.safety.models import Line, Plan
from brobygger.safety.rules import Came
from brobygger.safety.suggestions import SUGGESTIONS
from brobygger.screening import queries as screenings
from brobygger.trail import actions as trail


@dataclass(frozen=True, slots=True)
class Content:
    """What a line says."""

    words: str = ""
    status: str = LineStatus.AGREED
    with_whom: str = ""
    colleague_id: int | None = None
    by_day: date | None = None

    @property
    def mark(self) -> str:
        """By which a page knows whether it has touched the line."""
        return fingerprint(*(str(getattr(self, name)) for name in self.__slots__)).hex()


@dataclass(frozen=True, slots=True)
class Written:
    """A line as a page says it: which line, in which version, and what it said when the page was shown."""

    content: Content
    line_id: int | None = None
    seen: int = 0
    was: str = ""


def content_of(line: Line) -> Content:
    """What the line says."""
    return Content(line.words, line.status, line.with_whom, line.colleague_id, line.by_day)


def plan_for_writing(by: Actor, screening_id: int) -> Plan:
    """The plan, locked. NotFound for whoever keeps none; Refused where the team no longer has the person."""
    row = screenings.for_team(by, screening_id, act=Act.KEEP_SAFETY_PLAN)
    rules.may_write(row.state).require()
    plan = Plan.objects.select_for_update(of=("self",)).select_related("screening").filter(screening=row).first()
    if plan is None:
        raise NotFound("not_found")
    return plan


@transaction.atomic
def keep_section(
    *, screening_id: int, section: str, page: str, lines: Sequence[Written], passing: bool = False, by: Actor,
    at: datetime,
) -> bool:  # fmt: skip
    """What the page says stands; True where something stands beside what another has written meanwhile.

    `page` is the page's own mark; `passing` is the page saving by itself, which the trail has once for each line.
    """
    plan = plan_for_writing(by, screening_id)
    signed: dict[str, Any] = {"kept_on": page, "kept_at": at, "kept_by_id": by.worker_id}
    before = set(Line.objects.filter(plan=plan, kept_on=page).values_list("pk", "version"))
    came = [_keep_line(plan, Section(section), one, signed) for one in lines]
    after = Line.objects.filter(plan=plan, kept_on=page).values_list("pk", "version")
    known = {pk for pk, _version in before}
    changed = {pk for pk, version in after if (pk, version) not in before}
    if changed and not (passing and changed <= known):
        trail.write("safety.section_kept", by=by, at=at, about=plan.screening, section=section)
    return Came.BESIDE in came


def _keep_line(plan: Plan, section: Section, one: Written, signed: dict[str, Any]) -> Came:
    page = signed["kept_on"]
    rows = Line.objects.filter(plan=plan, section=section)
    if one.line_id is None:
        return _own(plan, section, rows.filter(begun_on=page).first(), one, page, signed)
    row = rows.filter(pk=one.line_id).first()
    if row is None:
        raise NotFound("not_found")
    return _put(plan, row, one, signed)


def _own(
    plan: Plan, section: Section, row: Line | None, one: Written, begun_on: str, signed: dict[str, Any]
) -> Came:  # fmt: skip
    """A line that the page itself begins: there once, however often it is sent."""
    if row is not None:
        return _put(plan, row, one, signed)
    if not one.content.words:
        return Came.NOTHING
    by_whom = {"written_at": signed["kept_at"], "written_by_id": signed["kept_by_id"]}
    told = {name: getattr(one.content, name) for name in Content.__slots__}
    Line.objects.create(
        zone_id=plan.zone_id, plan=plan, section=section, begun_on=begun_on, **told, **by_whom, **signed
    )
    return Came.KEPT


def _put(plan: Plan, row: Line, one: Written, signed: dict[str, Any]) -> Came:
    standing, own = content_of(row), row.version == one.seen or row.kept_on == signed["kept_on"]
    touched = one.content.mark != one.was
    came = rules.came(same=standing == one.content, own=own, touched=touched)
    if came is Came.KEPT:
        change(row, **{name: getattr(one.content, name) for name in Content.__slots__}, **signed)
    elif came is Came.BESIDE and one.content.words != standing.words:
        begun_on = sha256(f"{signed['kept_on']} {row.pk}".encode()).hexdigest()
        there = Line.objects.filter(plan=plan, begun_on=begun_on).first()
        beside = Written(one.content, seen=there.version if there else 0, was=one.was)
        _own(plan, Section(row.section), there, beside, begun_on, signed)
    return came


def change(row: Line, **fields: Any) -> Line:
    """The line stands as told, in a version of its own."""
    fields["version"] = row.version + 1
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=[name.removesuffix("_id") for name in fields])
    return row


@transaction.atomic
def take_suggestion(*, screening_id: int, section: str, suggestion: str, by: Actor, at: datetime) -> Line:
    """One of our suggestions is a line of the plan, to be changed; taken once. NotFound where it is none."""
    plan = plan_for_writing(by, screening_id)
    words = SUGGESTIONS[Section(section)].get(suggestion)
    if words is None:
        raise NotFound("not_found")
    there = queries.lines_of(plan).filter(section=section, suggestion=suggestion).first()
    if there is not None:
        return there
    made = Line.objects.create(
        zone_id=plan.zone_id, plan=plan, section=Section(section), words=str(words), suggestion=suggestion,
        written_at=at, written_by_id=by.worker_id, kept_at=at, kept_by_id=by.worker_id,
    )  # fmt: skip
    trail.write("safety.suggestion_taken", by=by, at=at, about=plan.screening, section=section)
    return made


def _line(by: Actor, screening_id: int, line_id: int, *, removed: bool) -> tuple[Plan, Line]:
    plan = plan_for_writing(by, screening_id)
    row = Line.objects.filter(plan=plan, pk=line_id, removed_at__isnull=not removed).first()
    if row is None:
        raise NotFound("not_found")
    return plan, row


@transaction.atomic
def remove_line(*, screening_id: int, line_id: int, by: Actor, at: datetime) -> Line:
    """The line is out of the plan, and can be put back."""
    plan, row = _line(by, screening_id, line_id, removed=False)
    change(row, kept_on="", removed_at=at, removed_by_id=by.worker_id)
    trail.write("safety.line_removed", by=by, at=at, about=plan.screening, section=row.section)
    return row


@transaction.atomic
def put_line_back(*, screening_id: int, line_id: int, by: Actor, at: datetime) -> Line:
    """The line stands in the plan again."""
    plan, row = _line(by, screening_id, line_id, removed=True)
    change(row, kept_on="", removed_at=None, removed_by_id=None)
    trail.write("safety.line_put_back", by=by, at=at, about=plan.screening, section=row.section)
    return row


@transaction.atomic
def mark_line(*, screening_id: int, line_id: int, status: str, by: Actor, at: datetime) -> Line:
    """The line is agreed, done, or not possible."""
    plan, row = _line(by, screening_id, line_id, removed=False)
    if status not in LineStatus.values:
        raise NotFound("not_found")
    change(row, status=LineStatus(status), kept_on="", kept_at=at, kept_by_id=by.worker_id)
    trail.write("safety.line_marked", by=by, at=at, about=plan.screening, section=row.section, status=status)
    return row
