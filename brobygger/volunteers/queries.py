"""The reading door to volunteers."""

from datetime import date

from django.db.models import Q, QuerySet

from brobygger.access.actor import Actor, Role
from brobygger.access.policy import Act, scope, zones_for
from brobygger.base.alphabet import ByName
from brobygger.base.decision import NotFound
from brobygger.staff import queries as staff
from brobygger.staff.models import Absence
from brobygger.volunteers.facts import CertificateFacts, VolunteerFacts
from brobygger.volunteers.marks import Mark
from brobygger.volunteers.models import Certificate, CertificateKind, Conflict, Volunteer
from brobygger.volunteers.states import ConflictKind, NeededFor


def volunteers(by: Actor, *, zone_id: int) -> QuerySet[Volunteer]:
    """The zone's volunteers whom the actor keeps, by name."""
    rows = scope(by, Act.MANAGE_VOLUNTEERS, Volunteer.objects.filter(zone_id=zone_id))
    return rows.select_related("worker").order_by("-active", ByName("worker__name"), "id")


def volunteer(by: Actor, volunteer_id: int) -> Volunteer:
    """One volunteer. NotFound where the actor does not keep her."""
    rows = scope(by, Act.MANAGE_VOLUNTEERS, Volunteer.objects.select_related("worker"))
    found = rows.filter(pk=volunteer_id).first()
    if found is None:
        raise NotFound("not_found")
    return found


def myself(by: Actor) -> Volunteer | None:
    """The actor's own row, where a coordinator has made one."""
    zones = zones_for(by, Act.SEE_OWN_PEOPLE)
    rows = Volunteer.objects.select_related("worker").filter(zone_id__in=zones, worker_id=by.worker_id)
    return rows.order_by("id").first()


def not_yet_volunteers(by: Actor, *, zone_id: int, on: date) -> list[tuple[int, str]]:
    """Those who have the counsellor's role in the zone and about whom nothing is noted yet."""
    if zone_id not in zones_for(by, Act.MANAGE_VOLUNTEERS):
        return []
    there = set(Volunteer.objects.filter(zone_id=zone_id).values_list("worker_id", flat=True))
    team = staff.team(zone_id, on)
    return [(one.worker_id, one.name) for one in team if Role.COUNSELLOR in one.roles and one.worker_id not in there]


def kinds(by: Actor, *, zone_id: int) -> QuerySet[CertificateKind]:
    """The certificates that the zone knows of."""
    return scope(by, Act.MANAGE_VOLUNTEERS, CertificateKind.objects.filter(zone_id=zone_id)).order_by(ByName("name"))


def conflicts(by: Actor, row: Volunteer) -> QuerySet[Conflict]:
    """The conflicts that hold: all for a coordinator, and for the volunteer herself those that she has declared."""
    rows = Conflict.objects.filter(volunteer=row, lifted_at__isnull=True).order_by("declared_at", "id")
    if row.zone_id in zones_for(by, Act.MANAGE_VOLUNTEERS):
        return rows
    return rows.filter(declared_by_id=by.worker_id, volunteer__worker_id=by.worker_id, person=None)


def areas(zone_id: int) -> list[str]:
    """Every place that a volunteer of the zone has named."""
    named = Volunteer.objects.filter(zone_id=zone_id).values_list("areas", flat=True)
    return sorted({area for listed in named for area in listed})


def languages(zone_id: int) -> list[str]:
    """Every language that an active volunteer of the zone speaks."""
    spoken = Volunteer.objects.filter(zone_id=zone_id, active=True).values_list("languages", flat=True)
    return sorted({language for listed in spoken for language in listed})


def facts(by: Actor, *, zone_id: int, on: date, person_id: int | None, marks: frozenset[Mark]) -> list[VolunteerFacts]:
    """Every volunteer of the zone as the rules read her on the day, about a person whom the marks tell of."""
    rows = scope(by, Act.ASSIGN, Volunteer.objects.filter(zone_id=zone_id)).select_related("worker")
    here = {one.worker_id for one in staff.team(zone_id, on) if Role.COUNSELLOR in one.roles}
    away = _away(zone_id, on)
    met = _conflicts(zone_id, person_id, marks)
    papers = _certificates(zone_id)
    return [
        VolunteerFacts(
            volunteer_id=row.pk,
            worker_id=row.worker_id,
            name=row.worker.name,
            active=row.active and row.worker_id in here,
            gender=row.gender,
            languages=frozenset(row.languages),
            areas=frozenset(row.areas),
            forms=frozenset(row.forms),
            days=row.days,
            evenings=row.evenings,
            most_cases=row.most_cases,
            is_away=row.worker_id in away,
            away_until=away.get(row.worker_id),
            certificates=papers.get(row.pk, ()) or papers[0],
            conflicts=frozenset(met.get(row.pk, ())),
        )
        for row in rows
    ]


def _away(zone_id: int, on: date) -> dict[int, date | None]:
    """Who is away on the day, and until when where that is known."""
    rows = Absence.objects.filter(Q(last_day__isnull=True) | Q(last_day__gte=on), zone_id=zone_id, first_day__lte=on)
    return dict(rows.values_list("worker_id", "last_day"))


def _conflicts(zone_id: int, person_id: int | None, marks: frozenset[Mark]) -> dict[int, set[str]]:
    """For each volunteer the kinds of conflict that hold for the person."""
    either = Q(mark__in=[mark for _kind, mark in marks])
    if person_id is not None:
        either |= Q(person_id=person_id)
    found: dict[int, set[str]] = {}
    for row in Conflict.objects.filter(either, zone_id=zone_id, lifted_at__isnull=True):
        found.setdefault(row.volunteer_id, set()).add(ConflictKind(row.kind).value)
    return found


def _certificates(zone_id: int) -> dict[int, tuple[CertificateFacts, ...]]:
    """For each volunteer what the zone requires, and whether she has it; under 0 what one with nothing lacks."""
    needed = list(
        CertificateKind.objects.filter(zone_id=zone_id).exclude(needed_for=NeededFor.NOBODY).order_by(ByName("name"))
    )
    lasting: dict[tuple[int, int], date | None] = {}
    for row in Certificate.objects.filter(zone_id=zone_id, kind__in=needed).order_by("got_on", "id"):
        lasting[row.volunteer_id, row.kind_id] = row.expires_on
    owners = {volunteer_id for volunteer_id, _kind in lasting} | {0}
    return {
        owner: tuple(
            CertificateFacts(kind.name, kind.needed_for, (owner, kind.pk) in lasting, lasting.get((owner, kind.pk)))
            for kind in needed
        )
        for owner in owners
    }
