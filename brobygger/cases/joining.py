"""Two cases of one person in one programme: the one goes on, the other has ended in it, and they are parted again."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.base.decision import Refused
from brobygger.cases.actions import GO_ALONG, put_back
from brobygger.cases.correcting import show_newest
from brobygger.cases.models import Case, Registration
from brobygger.cases.queries import standing
from brobygger.cases.states import CASE, OPEN, CaseState
from brobygger.trail import actions as trail

JOINED, OUT = CaseState.JOINED, CaseState.NOT_IN_TARGET_GROUP


def open_of(person_ids: list[int], *, wait: bool = True) -> list[Case]:
    """The open cases of these people, locked; OperationalError where another has one and the caller will not wait."""
    rows = Case.objects.select_for_update(of=("self",), nowait=not wait).select_related("programme")
    return list(rows.filter(person__in=person_ids, state__in=OPEN).order_by("id"))


@transaction.atomic
def join_cases(*, goes_on: Case, ends: Case, by: Actor, at: datetime) -> dict[str, Any]:
    """The one case is about what both were about, within the later of the two windows; the other has ended in it.

    No registration says anything else of what was reached or answered. Returns what `part_cases` needs. Refused where
    the one that is to go on waits for its offence code and the other does not.
    """
    if CaseState.AWAITING_TYPE == goes_on.state != ends.state:
        raise Refused("awaiting_type_cannot_go_on")
    CASE.may_move(ends.state, JOINED).require()
    told = standing(ends) | {
        "goes_on": goes_on.pk, "ends": ends.pk, "for_minor": goes_on.for_minor,
        "window": goes_on.window_until.isoformat(),
    }  # fmt: skip
    rows = Registration.objects.filter(zone_id=ends.zone_id, case=ends)
    rows.filter(state__in=GO_ALONG).update(state=goes_on.state)
    rows.update(case=goes_on)
    goes_on.window_until = max(goes_on.window_until, ends.window_until)
    goes_on.for_minor = goes_on.for_minor or ends.for_minor
    goes_on.save(update_fields=["window_until", "for_minor"])
    ends.state, ends.ended_at = JOINED, at
    ends.save(update_fields=["state", "ended_at"])
    show_newest(case=goes_on, by=by, at=at)
    trail.write("cases.joined", by=by, at=at, about=ends, case=goes_on.pk)
    return told | {"window_after": goes_on.window_until.isoformat()}


@transaction.atomic
def part_cases(*, told: Mapping[str, Any], by: Actor, at: datetime) -> None:
    """The case that had ended in the other stands as it did, with its registrations; what came since is the other's.

    What the police have taken out of the target group since stays out. Refused where its person has another open one.
    """
    rows = {row.pk: row for row in Case.objects.select_for_update().filter(pk__in=(told["goes_on"], told["ends"]))}
    ends, goes_on = rows.get(told["ends"]), rows.get(told["goes_on"])
    if ends is None or ends.state != JOINED:
        return
    others = Case.objects.filter(zone_id=ends.zone_id, programme_id=ends.programme_id, person_id=ends.person_id)
    if told["case"]["state"] in OPEN and others.filter(state__in=OPEN).exists():
        raise Refused("two_open_after_splitting")
    hers = Registration.objects.filter(pk__in=[one["id"] for one in told["registrations"]], case=goes_on)
    taken_out = set(hers.filter(state=OUT).values_list("pk", flat=True))
    stay = [one for one in told["registrations"] if one["id"] not in taken_out]
    hers.update(case=ends)
    if stay:
        put_back(case=ends, standing={"case": told["case"], "registrations": stay}, by=by, at=at)
    else:
        ends.state = OUT
        ends.save(update_fields=["state"])
    if goes_on is not None:
        goes_on.for_minor = told["for_minor"]
        if goes_on.window_until.isoformat() == told["window_after"]:
            goes_on.window_until = date.fromisoformat(told["window"])
        goes_on.save(update_fields=["for_minor", "window_until"])
        show_newest(case=goes_on, by=by, at=at)
    trail.write("cases.parted", by=by, at=at, about=ends, case=told["goes_on"])
