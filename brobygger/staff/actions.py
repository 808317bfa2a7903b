"""Opening zones, and letting workers in and out."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from brobygger.access.actor import LEADERS, Actor
from brobygger.access.policy import Act, may
from brobygger.access.zones import among, at_sign_in
from brobygger.base.decision import NotFound, Refused
from brobygger.staff import queries, rules
from brobygger.staff.leaving import Stays, give_back, hand_over, pass_on_what_is_left
from brobygger.staff.letting_in import (
    accept_invitation,
    ask_for_link,
    decline_role,
    invite_worker,
    print_link,
    renew_invitation,
    take_role,
    vouch_at_terminal,
    vouch_for,
    withdraw_offer,
)
from brobygger.staff.models import Absence, Membership, Organisation, Worker, Zone
from brobygger.staff.states import Way
from brobygger.staff.trail_of_each_zone import tell_each_zone
from brobygger.trail import actions as trail

__all__ = [
    "accept_invitation",
    "ask_for_link",
    "decline_role",
    "end_absence",
    "end_role",
    "hand_over",
    "invite_worker",
    "keep_role",
    "note_absence",
    "note_sign_in",
    "open_first_zones",
    "open_zone",
    "pass_on_what_is_left",
    "print_link",
    "renew_invitation",
    "take_role",
    "vouch_at_terminal",
    "vouch_for",
    "withdraw_offer",
]

SIGNED_IN = "staff.signed_in"


@transaction.atomic
def open_first_zones(programmes: Iterable[Any]) -> None:
    """Each programme that no zone runs has a zone of its own, so that a file can be read into it at once."""
    for programme in programmes:
        if programme.zones.exists():
            continue
        organisation, _ = Organisation.objects.get_or_create(name="Vores organisation")
        zone, _ = Zone.objects.get_or_create(
            key=programme.key, defaults={"name": programme.name_da, "organisation": organisation}
        )
        with among({zone.pk}):
            zone.programmes.add(programme)


@transaction.atomic
def open_zone(*, key: str, name: str, organisation: str, programme_ids: Iterable[int], by: Actor, at: datetime) -> Zone:
    """The organisation has a zone of that key, which runs the programmes; one that is there already stays as it is."""
    owner, _ = Organisation.objects.get_or_create(name=organisation)
    zone, is_new = Zone.objects.get_or_create(key=key, defaults={"name": name, "organisation": owner})
    if is_new:
        with among({zone.pk}):
            zone.programmes.set(programme_ids)
            trail.write("staff.zone_opened", by=by, at=at, about=zone, zone_id=zone.pk)
    return zone


@transaction.atomic
def end_role(
    *, membership_id: int, last_day: date, hands_over_to: int | None = None, why: str = "", by: Actor, at: datetime
) -> Membership:
    """The worker keeps the role to the end of the last day; yesterday closes the door at once. The first day stays the
    true one: a role that was given today has then not been held on any day.

    What she alone holds goes to the colleague, or without one back where the team sees it: with the last day, and at
    once where that is yesterday. Refused for the last leader of a zone, one's own last role, a day before the first,
    and a colleague who has not the same role.
    """
    row = queries.role(by, membership_id)
    may(by, Act.MANAGE_STAFF, row).require()
    # Two leaders who end each other's role at the same moment wait for one another here.
    list(Membership.objects.select_for_update().filter(zone_id=row.zone_id, role__in=LEADERS).order_by("pk"))
    row.refresh_from_db()
    facts = queries.facts_of(by, row, last_day=last_day)
    rules.may_end_role(facts, last_day=last_day, today=timezone.localdate(at)).require()
    row.until, row.why_over = last_day, why
    row.save(update_fields=["until", "why_over"])
    trail.write("staff.role_ended", by=by, at=at, about=row, role=row.role, worker=row.worker_id)
    return hand_over(membership_id=row.pk, to_id=hands_over_to, by=by, at=at)


@transaction.atomic
def keep_role(*, membership_id: int, by: Actor, at: datetime) -> list[Stays]:
    """Undo of end_role: the role has no last day, and what was passed on comes back where nobody has gone on with it.

    Returns what stays with others. Refused where the role has no last day, is long over, or was given anew since.
    """
    row = queries.role(by, membership_id)
    may(by, Act.MANAGE_STAFF, row).require()
    if row.until is None:
        raise Refused("role_does_not_end")
    if row.worker_id == by.user_id:
        raise Refused("role_to_oneself")
    if (timezone.localdate(at) - row.until).days > 1:  # yesterday closed the door at once
        raise Refused("role_is_over")
    if queries.holds_now(row.worker_id, row.zone_id, row.role, on=row.until + timedelta(days=1)):
        raise Refused("has_role_already")
    ended, row.until = row.until, None
    row.hands_over_to, row.ended_by, row.why_over = None, None, ""
    row.save(update_fields=["until", "why_over", "hands_over_to", "ended_by"])
    trail.write("staff.role_kept", by=by, at=at, about=row, role=row.role, worker=row.worker_id)
    return give_back(row, ended=ended, by=by, at=at)


@transaction.atomic
def note_sign_in(*, what: str, worker: Worker, by: Actor, at: datetime) -> None:
    """The trail tells of a sign-in, a sign-out or a failed one, in each zone where the worker has a role.

    With the first sign-in by a password whose link nobody else has had, she is certainly herself.
    """
    if what == SIGNED_IN and worker.own_since is None and worker.way in (Way.MAIL, Way.TERMINAL):
        worker.own_since = at
        with at_sign_in():
            worker.save(update_fields=["own_since"])
    tell_each_zone(what, worker, by=by, at=at)


@transaction.atomic
def note_absence(
    *,
    worker_id: int,
    zone_id: int,
    first_day: date,
    last_day: date | None,
    substitute_id: int | None,
    by: Actor,
    at: datetime,
) -> Absence:
    """The worker is away from the zone on the days, and what would reach her reaches the substitute.

    A worker notes her own; leaders and coordinators note anyone's. Refused where she is away already, or where the
    substitute may not act or is away herself. NotFound for strangers.
    """
    row = Absence(
        zone_id=zone_id, worker_id=worker_id, first_day=first_day, last_day=last_day, substitute_id=substitute_id
    )
    if not ((worker_id == by.user_id and zone_id in by.zones()) or may(by, Act.KEEP_ABSENCES, row)):
        raise NotFound("not_found")
    # Two who note it at the same moment wait for one another here.
    Worker.objects.select_for_update(no_key=True).get(pk=worker_id)
    rules.may_note_absence(queries.absence_facts(row)).require()
    row.noted_at, row.noted_by_id = at, by.worker_id
    row.save()
    trail.write("staff.absence_noted", by=by, at=at, about=row, worker=worker_id, substitute=substitute_id)
    return row


@transaction.atomic
def end_absence(*, absence_id: int, last_day: date, by: Actor, at: datetime) -> Absence | None:
    """The absence has the last day, earlier or later than before; one that ends before it begins is gone (None).

    Refused where it is over, or would reach into the next one. NotFound for strangers.
    """
    row = queries.absence(by, absence_id)
    Worker.objects.select_for_update(no_key=True).get(pk=row.worker_id)
    had_ended = row.last_day is not None and row.last_day < timezone.localdate(at)
    if not had_ended and last_day < row.first_day:
        trail.write("staff.absence_withdrawn", by=by, at=at, about=row, worker=row.worker_id)
        row.delete()
        return None
    row.last_day = last_day
    rules.may_change_last_day(
        first_day=row.first_day,
        last_day=last_day,
        overlaps=queries.overlapping(row).exists(),
        had_ended=had_ended,
    ).require()
    row.ended_at, row.ended_by_id = at, by.worker_id
    row.save(update_fields=["last_day", "ended_at", "ended_by"])
    trail.write("staff.absence_ended", by=by, at=at, about=row, worker=row.worker_id)
    return row
