"""Reading what a programme has decided: its criteria, and what differs between two versions."""

from datetime import date

from django.db.models import QuerySet

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.codes import IncidentType, PersonRole
from brobygger.base.decision import NotFound
from brobygger.programmes import rules
from brobygger.programmes.models import Criteria, OffenceCode, Programme, TargetRule
from brobygger.programmes.rules import CriteriaFacts, RoleRule
from brobygger.programmes.states import CriteriaState

OPEN = (CriteriaState.DRAFT, CriteriaState.PROPOSED)


def programmes_for(by: Actor, act: Act) -> QuerySet[Programme]:
    """The programmes that some zone runs in which the actor may do the act."""
    return Programme.objects.filter(zones__in=zones_for(by, act)).distinct().order_by("key")


def of_kind(kind: str) -> QuerySet[Programme]:
    """Every programme of the kind, whoever runs it; that it exists is public."""
    return Programme.objects.filter(kind=kind).order_by("key")


def kind_of(programme_id: int) -> str:
    """Which kind of programme it is; NotFound where there is none."""
    kind = Programme.objects.filter(pk=programme_id).values_list("kind", flat=True).first()
    if kind is None:
        raise NotFound("not_found")
    return kind


def places_of(programme_id: int) -> list[str]:
    """The names of the places that run the programme."""
    return [str(zone) for zone in Programme.objects.get(pk=programme_id).zones.order_by("key")]


def zone_running(by: Actor, act: Act, programme_id: int, *, prefer: int | None = None) -> int:
    """The zone in which the actor may do the act and that runs the programme, the preferred one where she has several.

    Raises NotFound where there is none.
    """
    zones = Programme.objects.filter(pk=programme_id, zones__in=zones_for(by, act)).values_list("zones", flat=True)
    allowed = zones_for(by, act).intersection(zones)
    if not allowed:
        raise NotFound("not_found")
    return prefer if prefer in allowed else min(allowed)


def criteria_for(by: Actor, act: Act, criteria_id: int) -> Criteria:
    """A version of the criteria of a programme that the actor's zone runs; raises NotFound where there is none."""
    people = ("drafted_by", "changed_by", "proposed_by", "approved_by")
    version = Criteria.objects.select_related("programme", *people).filter(pk=criteria_id).first()
    if version is None:
        raise NotFound("not_found")
    zone_running(by, act, version.programme_id)
    return version


def criteria_versions(by: Actor, programme: Programme) -> QuerySet[Criteria]:
    """All versions of a programme's criteria that the actor may see, newest first."""
    zone_running(by, Act.SEE_CRITERIA, programme.pk)
    people = ("drafted_by", "changed_by", "proposed_by", "approved_by")
    return Criteria.objects.filter(programme=programme).select_related(*people).order_by("-number")


def approved_versions(programme_id: int) -> QuerySet[Criteria]:
    """The versions that two leaders stand behind, or that were shipped, in the order in which they take over."""
    approved = Criteria.objects.filter(programme_id=programme_id, state=CriteriaState.APPROVED)
    return approved.order_by("valid_from", "number")


def criteria_on(programme_id: int, day: date) -> Criteria:
    """The version that holds for an incident reported on the day; the earliest one for a day before them all.

    Of two versions from the same day the later one holds. Raises NotFound where the programme has none approved.
    """
    versions = approved_versions(programme_id)
    found = versions.filter(valid_from__lte=day).last() or versions.first()
    if found is None:
        raise NotFound("not_found")
    return found


def version_before(version: Criteria) -> Criteria | None:
    """The approved version that a version takes over from, or would take over from if it were approved."""
    earlier = approved_versions(version.programme_id).exclude(pk=version.pk).filter(valid_from__lte=version.valid_from)
    if version.state == CriteriaState.APPROVED:
        earlier = earlier.exclude(valid_from=version.valid_from, number__gt=version.number)
    return earlier.last()


def open_draft(programme_id: int) -> Criteria | None:
    """The one draft or proposal that a programme may have at a time."""
    return Criteria.objects.filter(programme_id=programme_id, state__in=OPEN).first()


def facts_of(version: Criteria) -> CriteriaFacts:
    """A version as the rules read it."""
    codes = OffenceCode.objects.filter(criteria=version).values_list("code", "incident_type")
    told = TargetRule.objects.filter(criteria=version)
    found = {
        (kind, role): RoleRule(included, low, high)
        for kind, role, included, low, high in told.values_list(
            "incident_type", "role", "included", "min_age", "max_age"
        )
    }
    # The order of the closed lists is the order of every page.
    every = ((kind, role) for kind in IncidentType.values for role in PersonRole.values)
    return CriteriaFacts(
        types=dict(codes.order_by("code")),
        rules={key: found.get(key, RoleRule(False)) for key in every},
        wait_days=version.wait_days,
        window_days=version.window_days,
    )


def changes_of(version: Criteria) -> rules.Changes:
    """What a version changes in the one that it takes over from; the whole of it where it is the first."""
    before = version_before(version)
    return rules.changes_between(facts_of(before) if before else CriteriaFacts(), facts_of(version))


def stamp_of_type(version: Criteria, incident_type: str) -> str:
    """The stamp of the rules of one incident type, as someone who changes them has seen them."""
    facts = facts_of(version)
    return rules.stamp_of(*(facts.rules[incident_type, role] for role in PersonRole.values))


def stamp_of_days(version: Criteria) -> str:
    """The stamp of from-date, wait, window and note."""
    return rules.stamp_of(version.valid_from.isoformat(), version.wait_days, version.window_days, version.note)


def stamp_of_all(version: Criteria) -> str:
    """The stamp of everything in a version: nobody proposes or approves anything else than she has read."""
    facts = facts_of(version)
    return rules.stamp_of(
        str(version.state), stamp_of_days(version), sorted(facts.types.items()), sorted(facts.rules.items())
    )
