"""The words of this room's refusals, and of what a plan breaks."""

from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from brobygger.base.formats import weekday
from brobygger.rota.codes import What
from brobygger.rota.faults import Fault

REASONS: dict[str, str | Promise] = {
    "plan_begins_ahead": _("A plan begins tomorrow at the earliest."),
    "plan_has_its_days": _("The last day is after the first, and within a year."),
    "no_shift_is_needed": _("No shift is needed on these days. Write first which shifts there are."),
    "nobody_has_said_hours": _("Nobody who works here has hours yet. Write the hours first."),
    "days_are_planned_already": _("Some of the days have a plan already. Look at that, or drop it."),
    "plan_is_being_made": _("The plan is being worked on. Look again in a moment."),
    "shift_is_past": _("The shift has begun or is over."),
    "does_not_work_here_then": _("She or he does not work here that day."),
    "has_a_shift_then": _("She or he has another shift at that time."),
    "shifts_changed_since": _("One of the shifts has changed in the meantime. Look for cover again."),
    "talk_is_ahead": _("The day is still to come."),
    "exams_are_past": _("The last day is today or later."),
    "wished_day_is_past": _("Choose today or a later day."),
    "rota_cannot_move": _("That cannot be done as the plan stands. Look at the page again."),
}

WEEKLY = (What.MOST, What.EXAM, What.WEEK)


def when(one: Fault) -> str:
    """On which day and hours, in which week, or over the whole plan."""
    if one.what in (What.HOURS, What.BEYOND, What.EVENINGS):
        return gettext("The whole plan")
    if one.what in WEEKLY:
        return gettext("The week of %(day)s") % {"day": date_format(one.on, "MONTH_DAY_FORMAT")}
    day = weekday(one.on)
    return f"{day} {one.slot.starts:%H:%M}–{one.slot.ends:%H:%M}" if one.slot else day


def broken(one: Fault) -> str:
    """What a plan breaks, of the one whose it is."""
    n = abs(one.amount)
    more = one.amount > 0
    match one.what:
        case What.NOBODY:
            return ngettext("%(n)s is missing", "%(n)s are missing", n) % {"n": n}
        case What.MOST | What.EXAM:
            return f"{one.what.label}: {n}"
        case What.HOURS if more:
            return ngettext("%(n)s hour more than the share", "%(n)s hours more than the share", n) % {"n": n}
        case What.HOURS:
            return ngettext("%(n)s hour less than the share", "%(n)s hours less than the share", n) % {"n": n}
        case What.BEYOND:
            return ngettext("%(n)s hour more than agreed", "%(n)s hours more than agreed", n) % {"n": n}
        case What.WEEK if more:
            return ngettext("%(n)s hour more than usual", "%(n)s hours more than usual", n) % {"n": n}
        case What.WEEK:
            return ngettext("%(n)s hour less than usual", "%(n)s hours less than usual", n) % {"n": n}
        case What.EVENINGS:
            return ngettext("%(n)s evening more than the share", "%(n)s evenings more than the share", n) % {"n": n}
    return str(one.what.label)


def condition(one: Fault) -> str:
    """What must hold, of what cannot hold together."""
    n = one.amount
    match one.what:
        case What.NOBODY:
            return ngettext("%(n)s is needed", "%(n)s are needed", n) % {"n": n}
        case What.MOST:
            return ngettext("at most %(n)s shift a week", "at most %(n)s shifts a week", n) % {"n": n}
        case What.EXAM:
            told = ngettext("at most %(n)s shift a week for exams", "at most %(n)s shifts a week for exams", n)
            return told % {"n": n} if n else gettext("no shifts because of exams")
        case What.AT_ONCE:
            return gettext("not two shifts at once")
        case What.REST:
            return gettext("11 hours of rest")
    return str(one.what.label)


def lines(faults: list[Fault], names: Mapping[int, str]) -> list[tuple[str, str, str]]:
    """When, who, and what is broken."""
    return [(when(one), names.get(one.worker, ""), broken(one)) for one in faults]


def day_of_week(weekday: int) -> str:
    return date_format(date(2024, 1, 1 + weekday), "l")
