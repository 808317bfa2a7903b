"""The reading door: a plan whole, what is due, and what a page below may say of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from brobygger.access.actor import Actor
from brobygger.access.policy import RULES_OF, Act, scope
from brobygger.base.decision import Decision, NotFound
from brobygger.base.underway import UnderWay
from brobygger.base.workdays import COPENHAGEN, day_of
from brobygger.reception import queries as reception
from brobygger.risk.models import Event
from brobygger.risk.queries import changes_since
from brobygger.safety import rules
from brobygger.safety.codes import GivenAs, Section
from brobygger.safety.models import Given, Line, Plan
from brobygger.screening import queries as screenings
from brobygger.screening.models import Screening
from brobygger.screening.states import ScreeningState
from brobygger.staff import queries as staff
from brobygger.trail import actions as trail

WITH_THE_TEAM = (ScreeningState.TAKEN, ScreeningState.CONVERSATION_HELD)


@dataclass(frozen=True, slots=True)
class Told:
    """A line as it is read."""

    row: Line
    colleague: str  # who of us, by name

    @property
    def words(self) -> str:
        words: str = self.row.words
        return words


@dataclass(frozen=True, slots=True)
class Part:
    """A section with its lines; those removed can be put back."""

    section: Section
    lines: list[Told]
    removed: list[Told]


@dataclass(frozen=True, slots=True)
class Whole:
    """A plan as the team reads it."""

    row: Screening
    plan: Plan | None
    name: str
    parts: list[Part]
    given: list[Given]
    changes: list[Event]  # what has happened since it was last gone through
    due: rules.Due | None
    may_write: Decision

    def part(self, section: str) -> Part:
        return next(one for one in self.parts if one.section == section)

    @property
    def said(self) -> list[Part]:
        """The sections in which something stands."""
        return [one for one in self.parts if one.lines]


def plan_of(by: Actor, screening_id: int) -> tuple[Screening, Plan | None]:
    """The person and her plan, where she has one. NotFound for whoever does not see plans."""
    row = screenings.for_team(by, screening_id, act=Act.SEE_SAFETY_PLAN)
    return row, Plan.objects.filter(screening=row).first()


def lines_of(plan: Plan) -> QuerySet[Line]:
    """What stands in the plan. The caller may read it."""
    return Line.objects.filter(plan=plan, removed_at=None).order_by("id")


def whole(by: Actor, screening_id: int, *, at: datetime) -> Whole:
    """The plan with everything around it. NotFound for whoever does not see plans."""
    row, plan = plan_of(by, screening_id)
    lines = list(Line.objects.filter(plan=plan).order_by("id")) if plan else []
    names = staff.called(one.colleague_id for one in lines)
    told = [Told(one, names.get(one.colleague_id, "")) for one in lines]
    happened = changes_since(by, row.pk, plan.looked_at) if plan else []
    return Whole(
        row=row,
        plan=plan,
        name=reception.called(by, row),
        parts=[_part(section, [one for one in told if one.row.section == section]) for section in Section],
        given=list(Given.objects.filter(plan=plan).order_by("-id")[:20]) if plan else [],
        changes=happened,
        due=_due(plan, happened, at) if plan else None,
        may_write=rules.may_write(row.state),
    )


def _part(section: Section, told: list[Told]) -> Part:
    standing = [one for one in told if one.row.removed_at is None]
    return Part(section, standing, [one for one in told if one.row.removed_at is not None and one.words])


def _due(plan: Plan, happened: Sequence[Event], at: datetime) -> rules.Due | None:
    return rules.due(look_again_on=plan.look_again_on, today=day_of(at), changed=bool(happened))


@transaction.atomic
def read(by: Actor, screening_id: int, *, at: datetime) -> Whole:
    """The same, and that it was read stands in the trail."""
    found = whole(by, screening_id, at=at)
    if found.plan is not None:
        trail.write("safety.plan_read", by=by, at=at, about=found.row)
    return found


def chosen(plan: Plan) -> Given | None:
    """The form that the person chose last. The caller may read the plan."""
    return Given.objects.filter(plan=plan).order_by("-id").first()


def may_be_given(last: Given | None, form: GivenAs, *, at: datetime) -> Decision:
    """Whether the plan may be given in the form now, by what the person chose last."""
    return rules.may_be_given(
        form,
        chosen=last.form if last else "",
        chosen_on=day_of(last.chosen_at) if last else None,
        printed=last is not None and last.printed_at is not None,
        today=day_of(at),
    )


def colleagues(zone_id: int, *, on: date) -> list[tuple[int, str]]:
    """Who of the team may take something on, by name."""
    keeps = {rule.role for rule in RULES_OF[Act.KEEP_SAFETY_PLAN]}
    return [(one.worker_id, one.name) for one in staff.team(zone_id, on) if one.roles & keeps]


def under_way(by: Actor, *, zone_id: int, at: datetime | None = None) -> list[UnderWay]:
    """Each plan that is to be looked at again: since something changed, or since the day that was agreed."""
    now, found = at or timezone.now(), []
    plans = scope(by, Act.SEE_SAFETY_PLAN, Plan.objects.filter(zone_id=zone_id, screening__state__in=WITH_THE_TEAM))
    for plan in plans.select_related("screening").order_by("look_again_on", "id"):
        happened = changes_since(by, plan.screening_id, plan.looked_at)
        why = _due(plan, happened, now)
        if why is not None:
            day = datetime.combine(plan.look_again_on, time.min, tzinfo=COPENHAGEN)
            found.append(_thing(plan, why, min((one.noted_at for one in happened), default=day)))
    return found


def _thing(plan: Plan, why: rules.Due, since: datetime) -> UnderWay:
    holder, programme = plan.screening.taken_by_id, plan.screening.programme_id
    href = reverse("safety_plan", args=[plan.screening_id])
    return UnderWay("safety_plan", plan.pk, why, since, holder, programme, href=href)


def beside(by: Actor, row: Screening, at: datetime) -> str:
    """What the page about the person says of the plan; nothing for whoever does not see plans."""
    try:
        _row, plan = plan_of(by, row.pk)
    except NotFound:
        return ""
    if plan is None:
        return _("There is no plan yet.")
    if _due(plan, changes_since(by, row.pk, plan.looked_at), at):
        return _("The plan is to be looked at again now.")
    return _("To be looked at again on %(day)s.") % {"day": date_format(plan.look_again_on, "SHORT_DATE_FORMAT")}
