"""Who works where, for those who may manage it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Model, Q, QuerySet
from django.utils import timezone

from brobygger.access.actor import LEADERS, Actor
from brobygger.access.policy import Act, may, scope, zones_for
from brobygger.access.zones import at_sign_in
from brobygger.base.alphabet import ByName
from brobygger.base.decision import Decision, NotFound
from brobygger.staff import rules
from brobygger.staff.models import Absence, Membership, RoleOffer, Worker, Zone
from brobygger.staff.rules import AbsenceFacts, RoleFacts
from brobygger.staff.states import OfferState, Way
from brobygger.trail.queries import entries_of


def roles(by: Actor) -> QuerySet[Membership]:
    """Every role, past and present, in the zones that the actor manages; present ones first, then by name."""
    rows = scope(by, Act.MANAGE_STAFF, Membership.objects.select_related("worker", "zone"))
    return rows.order_by(ByName("zone__name"), F("until").desc(nulls_first=True), ByName("worker__name"), "role", "id")


def role(by: Actor, membership_id: int) -> Membership:
    """One role. NotFound where the actor does not manage its zone."""
    found = roles(by).filter(pk=membership_id).first()
    if found is None:
        raise NotFound("not_found")
    return found


def managed_zones(by: Actor) -> QuerySet[Zone]:
    """The zones whose workers the actor manages."""
    return Zone.objects.filter(pk__in=zones_for(by, Act.MANAGE_STAFF)).order_by(ByName("name"))


def worker_in_reach(by: Actor, worker_id: int) -> Worker:
    """A worker of a zone that the actor manages. NotFound otherwise."""
    found = Worker.objects.filter(pk=worker_id, memberships__in=roles(by).order_by()).distinct().first()
    if found is None:
        raise NotFound("not_found")
    return found


def facts_of(by: Actor, row: Membership, *, last_day: date) -> RoleFacts:
    """What the rules ask about a role that would end after the day."""
    after = Membership.objects.filter(Q(until__isnull=True) | Q(until__gt=last_day)).exclude(pk=row.pk)
    leaders = after.filter(zone_id=row.zone_id, role__in=LEADERS, worker__is_active=True)
    return RoleFacts(
        is_own=row.worker_id == by.user_id,
        own_other_roles=after.filter(worker_id=row.worker_id).count(),
        is_leader=row.role in LEADERS,
        other_leaders=leaders.count(),
        since=row.since,
        already_ends=row.until is not None and row.until <= last_day,
    )


def holds_now(worker_id: int, zone_id: int, role: str, *, on: date) -> bool:
    """Whether the worker has the role in the zone on the day or later."""
    rows = Membership.objects.filter(worker_id=worker_id, zone_id=zone_id, role=role)
    return rows.filter(Q(until__isnull=True) | Q(until__gte=on)).exists()


def _of(worker_id: int, on: date) -> QuerySet[Membership]:
    return Membership.objects.filter(Q(until__isnull=True) | Q(until__gte=on), worker_id=worker_id)


def zones_of(worker_id: int, *, on: date) -> set[int]:
    """The zones where the worker has a role on the day or later."""
    with at_sign_in():
        return set(_of(worker_id, on).values_list("zone_id", flat=True))


def roles_after(worker_id: int, zone_id: int, after: date, *, but: int) -> set[str]:
    """What else she is in the zone when the day has passed, besides this role."""
    rows = Membership.objects.filter(Q(until__isnull=True) | Q(until__gt=after), worker_id=worker_id, zone_id=zone_id)
    return set(rows.exclude(pk=but).values_list("role", flat=True))


def works_in(worker_id: int, zone_id: int, *, on: date) -> bool:
    """Whether she has a role in the zone on the day or later."""
    return _of(worker_id, on).filter(zone_id=zone_id).exists()


def works_elsewhere(worker_id: int, zones: Collection[int]) -> bool:
    """Whether she has a role now, or later, in another zone than these."""
    with at_sign_in():
        return _of(worker_id, timezone.localdate()).exclude(zone_id__in=zones).exists()


def has_come_in(worker: Worker) -> bool:
    """Whether she has an account that opens: by a password, or by whatever she has signed in with."""
    return worker.has_usable_password() or worker.last_login is not None


def may_choose_by_link(worker: Worker, zone_id: int) -> bool:
    """Whether a link that the zone has had made may choose her password: only before she ever came in anywhere."""
    return not has_come_in(worker) and not works_elsewhere(worker.pk, {zone_id})


def is_in_another_hand(worker: Worker) -> bool:
    """Whether the link of her password was a colleague's first, and nobody else has said yet that she is there."""
    return worker.way in (Way.PAPER, Way.EARLIER) and worker.own_since is None


def may_vouch(by: Actor, worker: Worker) -> Decision:
    """Whether the actor may say that it is she who signs in."""
    return rules.may_vouch(
        in_another_hand=is_in_another_hand(worker),
        is_confirmed=worker.way in (Way.PAPER, Way.EARLIER) and worker.own_since is not None,
        has_signed_in=worker.last_login is not None,
        let_her_in=worker.invited_by_id == by.user_id,
        is_herself=worker.pk == by.user_id,
        is_own=is_own(by),
    )


def is_own(by: Actor) -> bool:
    """Whether the actor certainly is who she says; whoever runs the program on its own machine answers for herself."""
    return by.user_id is None or Worker.objects.filter(pk=by.user_id, own_since__isnull=False).exists()


def second_of_two(
    by: Actor, *first: int | None, changed: Model | None = None, proposed_at: datetime | None = None
) -> Decision:
    """Whether the actor may be the second where two persons are asked for, after the first: asked by every such
    decision. The first may be nobody, where the program shipped it; the second never. Where several write on one draft
    that is told as `changed`, each who has changed it is a first. Where zones share it, it waits since `proposed_at`: a
    second from another zone has been there before."""
    firsts = {pk for pk in first if pk is not None}
    if changed is not None:
        told = entries_of(str(changed._meta.model_name), changed.pk, zones=by.zones()).exclude(by=None)
        firsts |= set(told.exclude(what__contains=".criteria_").values_list("by_id", flat=True))
    with at_sign_in():  # the first may work in another zone
        certain = Worker.objects.filter(pk__in={*firsts, by.user_id}, own_since__isnull=False)
        own = {one.pk: one.own_since for one in certain}
        confirmed_by = {one.pk: one.vouched_by_id for one in certain}
    since = own.get(by.user_id or 0)
    return rules.may_be_second(
        is_another=by.user_id is not None and by.user_id not in firsts,
        is_own=by.user_id in own,
        first_is_own=firsts <= own.keys(),
        one_confirmed_the_other=rules.are_confirmed_by_one(by.user_id or 0, firsts, confirmed_by),
        came_too_late=bool(proposed_at and since and since > proposed_at)
        and not Membership.objects.filter(worker__in=firsts, zone__in=by.zones()).exists(),
    )


def offers(by: Actor) -> QuerySet[RoleOffer]:
    """The roles that wait for a yes, also those that have lapsed unanswered, in the zones that the actor manages."""
    rows = scope(by, Act.MANAGE_STAFF, RoleOffer.objects.filter(state=OfferState.WAITING))
    return rows.select_related("zone").order_by("offered_at", "id")


def offers_of(worker_id: int, *, on: date) -> QuerySet[RoleOffer]:
    """The roles that wait for the worker's yes on the day."""
    rows = RoleOffer.objects.filter(worker_id=worker_id, state=OfferState.WAITING, lapses_on__gte=on)
    return rows.select_related("zone__organisation").order_by("offered_at", "id")


def roles_to_be(worker_id: int, zone_id: int, *, on: date) -> set[str]:
    """The roles that the worker has in the zone on the day or later, and those that wait for her yes."""
    has = _of(worker_id, on).filter(zone_id=zone_id).values_list("role", flat=True)
    return {*has, *offers_of(worker_id, on=on).filter(zone_id=zone_id).values_list("role", flat=True)}


@dataclass(frozen=True, slots=True)
class Colleague:
    """Someone who works in a zone on a day, and as what."""

    worker_id: int
    name: str
    roles: frozenset[str]


def team(zone_id: int, on: date) -> tuple[Colleague, ...]:
    """Who has a role in the zone on the day, by name, also those who are away."""
    rows = _held(on).filter(zone_id=zone_id).order_by(ByName("worker__name"), "worker_id")
    found: dict[int, tuple[str, set[str]]] = {}
    for worker_id, name, held in rows.values_list("worker_id", "worker__name", "role"):
        found.setdefault(worker_id, (name, set()))[1].add(held)
    return tuple(Colleague(worker_id, name, frozenset(held)) for worker_id, (name, held) in found.items())


def leaders_by_name(zone_id: int, on: date) -> list[str]:
    """Whom to ask in the zone on the day: those of its leaders who are there, by name."""
    gone = away(zone_id, on)
    return [one.name for one in team(zone_id, on) if one.roles & LEADERS and one.worker_id not in gone]


def _held(on: date) -> QuerySet[Membership]:
    rows = Membership.objects.filter(Q(until__isnull=True) | Q(until__gte=on), since__lte=on)
    return rows.filter(worker__is_active=True).exclude(worker__way=Way.PAPER, worker__own_since__isnull=True)


def _away(zone_id: int, on: date) -> QuerySet[Absence]:
    rows = Absence.objects.filter(Q(last_day__isnull=True) | Q(last_day__gte=on), zone_id=zone_id)
    return rows.filter(first_day__lte=on)


def away(zone_id: int, on: date) -> dict[int, int | None]:
    """Who is away from the zone on the day, and who stands in for each, where someone does."""
    return dict(_away(zone_id, on).values_list("worker_id", "substitute_id"))


def works_between(zone_id: int, role: str | None, first: date, last: date) -> dict[int, list[tuple[date, date]]]:
    """Who has the role in the zone, or any, on any of the days, and on which; by name. The caller has asked `may`."""
    rows = Membership.objects.filter(Q(until__isnull=True) | Q(until__gte=first), zone_id=zone_id)
    rows = rows.filter(role=role) if role is not None else rows
    rows = rows.filter(since__lte=last, worker__is_active=True).order_by(ByName("worker__name"), "worker_id", "since")
    found: dict[int, list[tuple[date, date]]] = {}
    for worker_id, since, until in rows.values_list("worker_id", "since", "until"):
        found.setdefault(worker_id, []).append((max(since, first), min(until or last, last)))
    return found


def away_between(zone_id: int, first: date, last: date) -> dict[int, list[tuple[date, date]]]:
    """Who is away from the zone on any of the days, and on which. The caller has asked `may`."""
    rows = Absence.objects.filter(Q(last_day__isnull=True) | Q(last_day__gte=first), zone_id=zone_id)
    found: dict[int, list[tuple[date, date]]] = {}
    for worker_id, begins, ends in rows.filter(first_day__lte=last).values_list("worker_id", "first_day", "last_day"):
        found.setdefault(worker_id, []).append((begins, ends or last))
    return found


def absences(by: Actor, *, zone_id: int, on: date) -> tuple[Absence, ...]:
    """The absences of the zone that are not over on the day, the nearest first: all for those who keep them, else
    one's own."""
    rows = Absence.objects.filter(Q(last_day__isnull=True) | Q(last_day__gte=on), zone_id=zone_id)
    if not may(by, Act.KEEP_ABSENCES, Absence(zone_id=zone_id)):
        rows = rows.filter(worker_id=by.worker_id)
    return tuple(rows.select_related("worker", "substitute").order_by("first_day", ByName("worker__name"), "id"))


def absence(by: Actor, absence_id: int) -> Absence:
    """One absence, locked. NotFound where it is neither the actor's own nor one that she keeps."""
    found = Absence.objects.select_for_update().filter(pk=absence_id, zone_id__in=by.zones()).first()
    if found is None or not (found.worker_id == by.user_id or may(by, Act.KEEP_ABSENCES, found)):
        raise NotFound("not_found")
    return found


def absence_facts(row: Absence) -> AbsenceFacts:
    """What the rules ask about an absence that is to be noted."""
    roles = {one.worker_id: one.roles for one in team(row.zone_id, row.first_day)}
    own, theirs = roles.get(row.worker_id, frozenset()), roles.get(row.substitute_id or 0, frozenset())
    return AbsenceFacts(
        first_day=row.first_day,
        last_day=row.last_day,
        works_here=bool(own),
        is_away_already=overlapping(row).exists(),
        substitute_is_herself=row.substitute_id == row.worker_id,
        substitute_has_the_role=row.substitute_id is None or bool(own & theirs) or bool(LEADERS & theirs),
        substitute_is_away=row.substitute_id is not None and _covered(row),
    )


def overlapping(row: Absence) -> QuerySet[Absence]:
    """The worker's other absences from the zone that share a day with this one."""
    rows = Absence.objects.filter(zone_id=row.zone_id, worker_id=row.worker_id).exclude(pk=row.pk)
    rows = rows.filter(Q(last_day__isnull=True) | Q(last_day__gte=row.first_day))
    return rows.filter(first_day__lte=row.last_day) if row.last_day is not None else rows


def _covered(row: Absence) -> bool:
    """Whether the substitute is away on all the days of the absence."""
    rows = Absence.objects.filter(zone_id=row.zone_id, worker_id=row.substitute_id or 0, first_day__lte=row.first_day)
    until = (
        Q(last_day__isnull=True) if row.last_day is None else Q(last_day__isnull=True) | Q(last_day__gte=row.last_day)
    )
    return rows.filter(until).exists()


def address_of_worker(worker_id: int, zone_id: int, *, on: date) -> tuple[str, str]:
    """The e-mail address and the language of someone who works in the zone on the day. NotFound otherwise."""
    rows = Membership.objects.filter(worker_id=worker_id, zone_id=zone_id, since__lte=on, worker__is_active=True)
    found = rows.filter(Q(until__isnull=True) | Q(until__gte=on)).values_list("worker__email", "worker__language")
    first = found.first()
    if first is None:
        raise NotFound("not_found")
    return first


def called(workers: Iterable[int | None]) -> dict[int | None, str]:
    """What workers are called here: a colleague by her name, someone elsewhere by her organisation alone."""
    asked = {pk for pk in workers if pk is not None}
    told: dict[int | None, str] = dict(Worker.objects.filter(pk__in=asked).values_list("pk", "name"))
    if elsewhere := asked - told.keys():
        with at_sign_in():
            rows = Membership.objects.filter(worker_id__in=elsewhere).order_by("-until", "-id")
            told |= dict(rows.values_list("worker_id", "zone__organisation__name"))
    return told


def is_known_here(worker_id: int) -> bool:
    """Whether the worker has or had a role in a zone entered."""
    return Worker.objects.filter(pk=worker_id).exists()


def zone_by_key(key: str) -> int | None:
    """The zone with the key, which is public: it stands in the address of its open pages."""
    return Zone.objects.filter(key=key).values_list("pk", flat=True).first()


def every_zone() -> list[int]:
    """The zones that there are; which they are is public."""
    return list(Zone.objects.order_by("pk").values_list("pk", flat=True))
