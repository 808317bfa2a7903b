"""Reading the figures of the way in. From the register alone: erasing a person changes none of them."""

from datetime import date

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import NotFound
from brobygger.evaluation import course_counts, course_figures
from brobygger.evaluation.detect_counts import Named, campaigns, read
from brobygger.evaluation.detect_figures import from_counts
from brobygger.evaluation.figures import Figure, Question
from brobygger.evaluation.rules import Period
from brobygger.inquiries import queries as inquiries
from brobygger.municipality import queries as municipality


def detection_figures(by: Actor, asked: Question, on: date) -> list[Figure]:
    """Every figure of the question as of the day `on`; that the actor may ask has been decided."""
    shown = _departments(by, asked.zone_id, on)
    if asked.department_id or asked.way_in:
        # Nobody can tell by which department a link was opened, or on which way a page was begun.
        return from_counts(read(asked, on), shown, None, None)
    first, last = asked.period.first or date.min, min(asked.period.last or on, on)
    begun = inquiries.begun(by, zone_id=asked.zone_id, first=first, last=last)
    found = from_counts(read(asked, on), shown, campaigns(asked.zone_id, Period(first, last)), begun)
    return found + course_figures.from_counts(course_counts.read(asked, on))


def departments_of(by: Actor, *, zone_id: int, on: date) -> list[Named]:
    """The departments by which the figures can be narrowed. NotFound outside the actor's zones."""
    _allowed(by, zone_id)
    return _departments(by, zone_id, on)


def _departments(by: Actor, zone_id: int, on: date) -> list[Named]:
    """Those that are open on the day, and then those that are closed: what they did is still counted."""
    return [
        Named(one.pk, one.key, one.name_da, one.name_en, gone=closed)
        for closed in (False, True)
        for one in municipality.departments(by, zone_id=zone_id, on=on, closed=closed)
    ]


def _allowed(by: Actor, zone_id: int) -> None:
    if zone_id not in zones_for(by, Act.SEE_DETECTIONS):
        raise NotFound("not_found")
