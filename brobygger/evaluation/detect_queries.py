"""Reading the figures of the way in. From the register alone: erasing a person changes none of them."""

from datetime import date

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import NotFound
from brobygger.evaluation import rules
from brobygger.evaluation.detect_counts import Asked, Named, campaigns, read
from brobygger.evaluation.detect_figures import from_counts
from brobygger.evaluation.figures import Figure
from brobygger.inquiries import queries as inquiries
from brobygger.municipality import queries as municipality


def detection_figures(by: Actor, asked: Asked) -> list[Figure]:
    """Every figure of the question. NotFound outside the actor's zones; Refused where the period makes no sense."""
    _allowed(by, asked.zone_id)
    rules.may_be_counted(asked.period).require()
    shown = _departments(by, asked.zone_id, asked.on)
    if asked.department_id or asked.way_in:
        # Nobody can tell by which department a link was opened, or on which way a page was begun.
        return from_counts(read(asked), shown, None, None)
    first, last = asked.period.first or date.min, asked.period.last or date.max
    begun = inquiries.begun(by, zone_id=asked.zone_id, first=first, last=last)
    return from_counts(read(asked), shown, campaigns(asked.zone_id, asked.period), begun)


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
