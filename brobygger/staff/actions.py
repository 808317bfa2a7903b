"""Opening zones, and letting workers in and out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from brobygger.access.actor import LEADERS, Actor, Role
from brobygger.access.policy import Act, may
from brobygger.access.zones import among, at_sign_in
from brobygger.base.decision import NotFound, Refused
from brobygger.staff import invitations, queries, rules
from brobygger.staff.models import Absence, Membership, Organisation, Worker, Zone
from brobygger.trail import actions as trail


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
        zone.programmes.add(programme)


@transaction.atomic
def open_zone(*, key: str, name: str, organisation: str, programme_ids: Iterable[int], by: Actor, at: datetime) -> Zone:
    """The organisation has a zone of that key, which runs the programmes; one that is there already stays as it is."""
    owner, _ = Organisation.objects.get_or_create(name=organisation)
    zone, is_new = Zone.objects.get_or_create(key=key, defaults={"name": name, "organisation": owner})
    if is_new:
        zone.programmes.set(programme_ids)
        with among({zone.pk}):
            trail.write("staff.zone_opened", by=by, at=at, about=zone, zone_id=zone.pk)
    return zone


@transaction.atomic
def invite_worker(*, name: str, email: str, role: str, zone_id: int, by: Actor, at: datetime) -> Worker:
    """The worker has the role in the zone from today; one who is new has no password until she accepts.

    Refused where the actor does not manage the zone, gives the role to herself, or where the worker has it already.
    The link is `invitations.token_for(worker)`, to be handed over by the actor herself.
    """
    row = Membership(zone_id=zone_id, role=Role(role), since=timezone.localdate(at))
    may(by, Act.MANAGE_STAFF, row).require()
    worker = Worker.objects.filter(email__iexact=email.strip()).first()
    rules.may_give_role(
        to_oneself=worker is not None and worker.pk == by.user_id,
        has_it_already=worker is not None and queries.holds_now(worker.pk, zone_id, row.role, on=row.since),
    ).require()
    return _give_role(row, worker, name=name, email=email, by=by, at=at)


@transaction.atomic
def invite_first_leader(
    *, name: str, email: str, zone_id: int, role: Role = Role.PROGRAMME_LEADER, by: Actor, at: datetime
) -> Worker:
    """The zone has a leader who may invite the rest; for the command line, where no one can sign in yet.

    Refused where the zone has a leader already: she is the one to invite.
    """
    row = Membership(zone_id=zone_id, role=role, since=timezone.localdate(at))
    leaders = Membership.objects.filter(zone_id=zone_id, role__in=LEADERS, until__isnull=True)
    if leaders.exists():
        raise Refused("zone_has_leader")
    worker = Worker.objects.filter(email__iexact=email.strip()).first()
    return _give_role(row, worker, name=name, email=email, by=by, at=at)


def _give_role(row: Membership, worker: Worker | None, *, name: str, email: str, by: Actor, at: datetime) -> Worker:
    if worker is None:
        worker = Worker.objects.create_user(email.strip().lower(), name=name, invited_by_id=by.user_id, invited_at=at)
    row.worker = worker
    earlier = Membership.objects.filter(worker=worker, zone_id=row.zone_id, role=row.role, since=row.since)
    # Given, ended and given again on one day: it is the same role, without its last day.
    if not earlier.update(until=None):
        row.save()
    trail.write("staff.role_given", by=by, at=at, about=worker, zone_id=row.zone_id, role=str(row.role))
    return worker


@transaction.atomic
def renew_invitation(*, worker_id: int, by: Actor, at: datetime) -> Worker:
    """A new one-time link fits the worker, and every earlier one no longer does; her present password still works.

    NotFound where the actor manages no zone of hers.
    """
    worker = queries.worker_in_reach(by, worker_id)
    worker.invited_by_id, worker.invited_at = by.user_id, at
    worker.save(update_fields=["invited_by", "invited_at"])
    zone = min(z.pk for z in queries.managed_zones(by) if worker.memberships.filter(zone=z).exists())
    trail.write("staff.invitation_renewed", by=by, at=at, about=worker, zone_id=zone)
    return worker


@transaction.atomic
def accept_invitation(*, token: str, password: str, by: Actor, at: datetime) -> Worker:
    """The worker has the password and may sign in with it; the link is used up.

    Refused where the link is false, used or old.
    """
    worker = invitations.worker_of(token)
    Worker.objects.select_for_update().get(pk=worker.pk)
    worker = invitations.worker_of(token)
    worker.set_password(password)
    with at_sign_in():
        worker.save(update_fields=["password"])
    write_for_each_zone("staff.invitation_accepted", worker, by=by, at=at)
    return worker


@transaction.atomic
def end_role(*, membership_id: int, last_day: date, by: Actor, at: datetime) -> Membership:
    """The worker keeps the role to the end of the last day; yesterday closes the door at once.

    Refused for the last leader of a zone, one's own last role, and a day before the first.
    """
    row = queries.role(by, membership_id)
    may(by, Act.MANAGE_STAFF, row).require()
    # Two leaders who end each other's role at the same moment wait for one another here.
    list(Membership.objects.select_for_update().filter(zone_id=row.zone_id, role__in=LEADERS).order_by("pk"))
    row.refresh_from_db()
    facts = queries.facts_of(by, row, last_day=last_day)
    rules.may_end_role(facts, last_day=last_day, today=timezone.localdate(at)).require()
    row.until = last_day
    row.save(update_fields=["until"])
    trail.write("staff.role_ended", by=by, at=at, about=row, role=row.role, worker=row.worker_id)
    return row


@transaction.atomic
def keep_role(*, membership_id: int, by: Actor, at: datetime) -> Membership:
    """Undo of end_role: the role has no last day. Refused where it has none, or was given anew since."""
    row = queries.role(by, membership_id)
    may(by, Act.MANAGE_STAFF, row).require()
    if row.until is None:
        raise Refused("role_does_not_end")
    if row.worker_id == by.user_id:
        raise Refused("role_to_oneself")
    if queries.holds_now(row.worker_id, row.zone_id, row.role, on=row.until + timedelta(days=1)):
        raise Refused("has_role_already")
    row.until = None
    row.save(update_fields=["until"])
    trail.write("staff.role_kept", by=by, at=at, about=row, role=row.role, worker=row.worker_id)
    return row


@transaction.atomic
def note_sign_in(*, what: str, worker: Worker, by: Actor, at: datetime) -> None:
    """The trail tells of a sign-in, a sign-out or a failed one, in each zone where the worker has a role."""
    write_for_each_zone(what, worker, by=by, at=at)


def write_for_each_zone(what: str, worker: Worker, *, by: Actor, at: datetime) -> None:
    """One entry for each zone of the worker's, also where nobody has come in yet and no zone is entered."""
    today = timezone.localdate(at)
    zones = {m.zone_id for m in worker.memberships.all() if m.until is None or m.until >= today}
    with among(zones):
        for zone_id in sorted(zones):
            trail.write(what, by=by, at=at, about=worker, zone_id=zone_id)


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
