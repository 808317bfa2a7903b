"""What a plan says: its lines, which wishes it breaks, and what cannot hold together. Never who waits, nor why."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.base.codes import Weekday
from brobygger.base.workdays import SATURDAY, day_of
from brobygger.course_plans.asked import Asked, Key, Leader, Line
from brobygger.course_plans.told import Told
from brobygger.course_plans.tracks import by_then, track_of, tracks
from brobygger.courses.models import Session, Venue
from brobygger.courses.rules import session_days

WEEKDAYS = dict(Weekday.choices)


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


@dataclass(frozen=True, slots=True)
class Names:
    """What things are called on the page, and what the plan was made of."""

    told: Told
    asked: Asked
    venues: Mapping[int, Venue]
    workers: Mapping[int, str]
    booked: Sequence[Session] = ()  # of courses that are planned already or run

    def course(self, number: Any) -> str:
        return str(self.told.courses[number].name)

    def room(self, number: Any) -> str:
        return self.venues[number].name if number in self.venues else "–"

    def worker(self, number: Any) -> str:
        return self.workers.get(number, "–")


def certificate(leader: Leader) -> str:
    """Until when someone is certified."""
    if not leader.certificates:
        return _("no certificate in violence")
    if any(one.last is None for one in leader.certificates):
        return _("certificate without an end")
    last = max(one.last for one in leader.certificates if one.last is not None)
    return _("certificate until %(day)s") % {"day": _day(last)}


def absences(leader: Leader) -> str:
    """When she is away, as far as it is known."""
    told = [f"{_day(first)}–{_day(last) if last else ''}" for first, last in leader.away]
    return _("away %(days)s") % {"days": ", ".join(told)} if told else ""


def is_there(key: Key, names: Names) -> bool:
    """Whether what is kept as broken or in conflict can be said: its course, its wish and its room are there still."""
    kind, *which = key or ("",)
    if kind in ("placed", "many", "certificate"):
        return not which
    if len(which) != 1:
        return False
    (about,) = which
    if kind in OF_A_ROOM:
        return any(one.id == about for one in names.asked.rooms)
    if kind not in OF_A_WISH and kind not in OF_COURSES:
        return kind in CONFLICTS
    if about not in range(len(names.told.courses)):
        return False
    wanted = names.told.courses[int(str(about))].wanted
    return (kind, None) not in (("weekday", wanted.weekday), ("hour", wanted.hour))


def broken(key: Key, names: Names) -> str:
    """A wish that the plan does not keep."""
    if key[0] == "placed":
        return _("Not every one of those who wait can be placed in these courses.")
    course: Any = key[1]
    wanted, told = names.told.courses[course].wanted, {"course": names.course(course)}
    if key[0] == "weekday":
        told["day"] = str(WEEKDAYS[wanted.weekday or 1]).lower()
        return _("%(course)s: not on %(day)s, as wished.") % told
    if key[0] == "hour":
        told["hour"] = f"{wanted.hour:%H:%M}" if wanted.hour else ""
        return _("%(course)s: not at %(hour)s, as wished.") % told
    then = by_then(names.asked, tracks(names.asked), course)
    return _("%(course)s begins after %(day)s: those who wait wait longer.") % {**told, "day": _day(then)}


def moved(course: int, days: int, names: Names) -> str:
    """How much sooner or later a course begins than before the change."""
    told = {"course": names.course(course), "n": abs(days)}
    if days > 0:
        return ngettext(
            "%(course)s begins %(n)s day later: those who wait wait longer.",
            "%(course)s begins %(n)s days later: those who wait wait longer.", days,
        ) % told  # fmt: skip
    return ngettext("%(course)s begins %(n)s day earlier.", "%(course)s begins %(n)s days earlier.", -days) % told


def conflict(keys: Iterable[Key], names: Names) -> list[str]:
    """What cannot hold together, each once: the same of several courses is said of all of them."""
    told: dict[str, list[Any]] = {}
    for kind, *rest in sorted((one for one in keys if is_there(one, names)), key=str):
        told.setdefault(str(kind), []).extend(rest)
    if no_days := [said for one in told.get("fixed", ()) if (said := _no_day(names, one))]:
        return no_days  # nothing else is why
    of_courses = {
        kind: ", ".join(names.course(one) for one in sorted(told[kind])) for kind in OF_COURSES if kind in told
    }
    found = [CONFLICTS[kind](names, who) for kind, who in of_courses.items()]
    for kind, which in told.items():
        if kind not in OF_COURSES:
            found += [CONFLICTS[kind](names, one) for one in which] if which else [CONFLICTS[kind](names)]
    return found + (_lead_already(names) if told.keys() & {"led", "many", "week", "busy"} else [])


def _lead_already(names: Names) -> list[str]:
    """Which courses take those who may lead."""
    found = []
    for one in names.asked.leaders:
        theirs = [at.course for at in names.booked if one.id in (at.course.leader_id, at.course.second_leader_id)]
        if theirs:
            told = {"name": names.worker(one.id), "courses": ", ".join(dict.fromkeys(course.name for course in theirs))}
            found.append(_("%(name)s leads already: %(courses)s.") % told)
    return found


def clashes(lines: Iterable[Line], names: Names) -> list[str]:
    """Which courses of a plan that was found can no longer be as they are, since another has the room or who leads."""
    found = []
    for number, line in enumerate(lines):
        track = track_of(names.asked, line)
        for at in names.booked:
            leads = {at.course.leader_id, at.course.second_leader_id} & {*line.leaders}
            if (leads or at.venue_id == line.venue) and track.meets([(at.starts_at, at.minutes)], names.asked.minutes):
                told = {"course": names.course(number), "other": at.course.name, "day": _day(day_of(at.starts_at))}
                words = (
                    _("%(course)s: %(other)s meets on %(day)s in the same room.")
                    if at.venue_id == line.venue
                    else _("%(course)s: %(other)s meets on %(day)s with one of the same who lead.")
                )
                found.append(words % told)
                break
    return found


def _no_day(names: Names, course: Any) -> str:
    """Why no course begins on the day that was decided, where the day itself is why."""
    day = names.told.courses[course].wanted.first_on
    if day is not None and not names.asked.first <= day <= names.asked.last:
        told = {"course": names.course(course), "day": date_format(day, "DATE_FORMAT")}
        told |= {"first": _day(names.asked.first), "last": _day(names.asked.last)}
        return _("%(course)s: %(day)s lies outside the plan, which is from %(first)s to %(last)s.") % told
    if day is None or session_days(day, sessions=1, weeks_between=1, breaks=names.asked.breaks) == [day]:
        return ""
    told = {"course": names.course(course), "day": date_format(day, "DATE_FORMAT")}
    told["weekday"] = str(WEEKDAYS[day.isoweekday()]).lower()
    if day.weekday() >= SATURDAY:
        return _("%(course)s: %(day)s is a %(weekday)s, and no course meets at the weekend.") % told
    return _("%(course)s: %(day)s is a holiday or lies in a school break.") % told


def _course(names: Names, who: str) -> str:
    told: dict[str, Any] = {"course": who, "n": names.asked.sessions}
    told |= {"first": _day(names.asked.first), "last": _day(names.asked.last)}
    return _("%(course)s: %(n)s sessions between %(first)s and %(last)s.") % told


def _taken(names: Names, room: Any) -> str:
    taken = next(one.taken for one in names.asked.rooms if one.id == room)
    days = sorted({starts.isoweekday() for starts, _minutes in taken})
    told = {"room": names.room(room), "days": ", ".join(str(WEEKDAYS[one]).lower() for one in days)}
    return _("%(room)s is taken by other courses: %(days)s.") % told


def _closed(names: Names, room: Any) -> str:
    hours = next(one.hours for one in names.asked.rooms if one.id == room)
    told = {"room": names.room(room), "days": ", ".join(str(WEEKDAYS[one]).lower() for one in sorted(hours.weekdays))}
    told |= {"opens": f"{hours.opens:%H:%M}", "closes": f"{hours.closes:%H:%M}"}
    return _("%(room)s can be had %(days)s, %(opens)s–%(closes)s.") % told


def _small(names: Names, room: Any) -> str:
    told = {"room": names.room(room), "n": names.asked.most + 2}
    return _("%(room)s has fewer than the %(n)s seats that a course and those who lead it need.") % told


def _certificate(names: Names) -> str:
    told = [f"{names.worker(one.id)} ({certificate(one)})" for one in names.asked.leaders if one.certificates]
    return _("One of the two who lead is certified to the last session: %(who)s.") % {
        "who": ", ".join(told) or _("nobody")
    }


def _of_worker(words: Callable[[], str]) -> Callable[..., str]:
    return lambda names, worker: words() % {"name": names.worker(worker), "n": names.asked.most_a_week}


CONFLICTS: dict[str, Callable[..., str]] = {
    "course": _course,
    "taken": _taken,
    "closed": _closed,
    "small": _small,
    "room": lambda names, room: _("%(room)s holds one course at a time.") % {"room": names.room(room)},
    "two": lambda names, who: _("Each course needs two who lead it: %(course)s.") % {"course": who},
    "certificate": _certificate,
    "away": _of_worker(lambda: _("%(name)s is away part of the time.")),
    "busy": _of_worker(lambda: _("%(name)s leads another course at times.")),
    "week": _of_worker(lambda: _("%(name)s leads %(n)s sessions a week at most.")),
    "once": _of_worker(lambda: _("%(name)s cannot lead two courses at once.")),
    "many": lambda names: _("All who may lead, two by two, are too few for so many courses at once."),
    "rooms": lambda names, n: _("The rooms can have at most %(n)s courses in that time.") % {"n": n},
    "led": lambda names, n: (
        _(
            "Those who may lead, two by two and at most %(many)s sessions a week each, can have at most %(n)s courses"
            " in that time."
        )
        % {"n": n, "many": names.asked.most_a_week}
    ),
    "fixed": lambda names, who: _("What you have decided about %(course)s.") % {"course": who},
}
OF_COURSES = ("course", "two", "fixed")
OF_A_WISH = ("weekday", "hour", "by")
OF_A_ROOM = ("taken", "closed", "small", "room")
