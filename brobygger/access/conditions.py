"""On what condition someone may: each stated for one row and for a list of them, on adjacent lines."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

from brobygger.access.actor import Actor, Role


@dataclass(frozen=True, slots=True)
class Condition:
    """The same condition twice, on adjacent lines: for one row, and for a list. A promise holds the two equal."""

    name: str
    row: Callable[[Actor, Role, Any], bool]
    rows: Callable[[Actor, Role], Q]


IN_ZONE = Condition(
    "the row belongs to a zone where the actor has the role",
    row=lambda actor, role, row: row.zone_id in actor.zones(role),
    rows=lambda actor, role: Q(zone_id__in=actor.zones(role)),
)

# A duty to notify is personal: what it holds is for the one who has it, whatever roles others have.
OWN_DUTY = Condition(
    "the duty is the actor's own, in a zone where the actor has the role",
    row=lambda actor, role, row: row.zone_id in actor.zones(role) and row.holder_id == actor.user_id,
    rows=lambda actor, role: Q(zone_id__in=actor.zones(role), holder_id=actor.user_id),
)

# A volunteer's people are hers from the offer, but who they are she sees only while they are hers and the help runs.
OWN_PEOPLE = Condition(
    "the person is offered to the actor or is hers, in a zone where the actor has the role",
    row=lambda actor, role, row: row.zone_id in actor.zones(role) and _is_hers(actor, row, "offered", "running"),
    rows=lambda actor, role: Q(zone_id__in=actor.zones(role)) & _hers(actor, "offered", "running"),
)
OWN_RUNNING = Condition(
    "the person is the actor's own and the help is under way, in a zone where the actor has the role",
    row=lambda actor, role, row: row.zone_id in actor.zones(role) and _is_hers(actor, row, "running") and _stands(row),
    rows=lambda actor, role: Q(zone_id__in=actor.zones(role)) & _hers(actor, "running") & _STANDS,
)
OWN_CARD = Condition(
    "the person has help under way from the actor, or is being added, in a zone where the actor has the role",
    row=lambda actor, role, row: row.zone_id in actor.zones(role) and (not row.pk or row.pk in _counselled_by(actor)),
    rows=lambda actor, role: Q(zone_id__in=actor.zones(role), pk__in=_counselled_by(actor)),
)


# What an employee registered is hers to see and go on with; what the team does with it afterwards is not.
OWN_SCREENING = Condition(
    "the actor registered it herself, in a zone where the actor has the role",
    row=lambda actor, role, row: row.zone_id in actor.zones(role) and row.registered_by_id == actor.user_id,
    rows=lambda actor, role: Q(zone_id__in=actor.zones(role), registered_by_id=actor.user_id),
)
# The card of the person whom she is registering, until it is sent.
OWN_DRAFT_CARD = Condition(
    "the person is being registered by the actor, or is being added, in a zone where the actor has the role",
    row=lambda actor, role, row: row.zone_id in actor.zones(role) and (not row.pk or row.pk in _registering(actor)),
    rows=lambda actor, role: Q(zone_id__in=actor.zones(role), pk__in=_registering(actor)),
)


# An assessment is read and written by the two who assess; and what someone is asked to do is hers to see.
OWN_ASSESSMENT = Condition(
    "the actor is one of the two who assess, in a zone where the actor has the role",
    row=lambda actor, role, row: (
        row.zone_id in actor.zones(role)
        and actor.user_id is not None
        and actor.user_id in (row.assessor_id, row.second_id)
    ),
    rows=lambda actor, role: (
        Q(zone_id__in=actor.zones(role)) & (Q(assessor_id=actor.user_id) | Q(second_id=actor.user_id))
    ),
)
OWN_COURSE = Condition(
    "the actor leads the course or stands in, in a zone where the actor has the role",
    row=lambda actor, role, row: (
        row.zone_id in actor.zones(role) and actor.user_id is not None and actor.user_id in row.leading
    ),
    rows=lambda actor, role: (
        Q(zone_id__in=actor.zones(role))
        & (Q(leader_id=actor.user_id) | Q(second_leader_id=actor.user_id) | Q(stand_in_id=actor.user_id))
    ),
)


def _meetings(*kinds: str) -> Condition:
    return Condition(
        f"the meeting is of this kind ({', '.join(kinds)}), in a zone where the actor has the role",
        row=lambda actor, role, row: row.zone_id in actor.zones(role) and row.kind in kinds,
        rows=lambda actor, role: Q(zone_id__in=actor.zones(role), kind__in=kinds),
    )


RESOURCE_PERSONS_MEETING = _meetings("resource_persons")
TEAMS_MEETING = _meetings("sparring", "project_group")
OUTREACH_MEETING = _meetings("sparring", "project_group", "steering_group")
LEADERS_MEETING = _meetings("resource_persons", "coordination")
ANY_MEETING = _meetings("resource_persons", "sparring", "project_group", "steering_group", "coordination")
OWN_PLAN_MEETING = Condition(
    "the meeting is about a plan that the actor takes part in, or is being planned, in a zone where the actor has the"
    " role",
    row=lambda actor, role, row: (
        row.zone_id in actor.zones(role)
        and row.kind == "coordination"
        and (not row.pk or row.pk in _meetings_about(actor))
    ),
    rows=lambda actor, role: Q(zone_id__in=actor.zones(role), kind="coordination", pk__in=_meetings_about(actor)),
)
ENDED_PLAN_MEETING = Condition(
    "the meeting is about a plan that has ended, which the actor led or took part in to the end, in a zone where the"
    " actor has the role",
    row=lambda actor, role, row: (
        row.zone_id in actor.zones(role)
        and row.kind == "coordination"
        and row.pk is not None
        and row.pk in _meetings_about(actor, "ended")
    ),
    rows=lambda actor, role: Q(
        zone_id__in=actor.zones(role), kind="coordination", pk__in=_meetings_about(actor, "ended")
    ),
)
# A plan across departments shows to whoever takes part what is hers to know, while it runs; whoever leads keeps it.
OWN_PLAN = Condition(
    "the actor takes part in the plan, which runs, in a zone where the actor has the role",
    row=lambda actor, role, row: row.zone_id in actor.zones(role) and row.pk in _taking_part(actor),
    rows=lambda actor, role: (
        Q(zone_id__in=actor.zones(role), state="open") & (Q(lead_id=actor.user_id or 0) | Q(pk__in=_parts(actor)))
    ),
)
LED_PLAN = Condition(
    "the actor leads the plan, which runs, in a zone where the actor has the role",
    row=lambda actor, role, row: (
        row.zone_id in actor.zones(role)
        and actor.user_id is not None
        and row.lead_id == actor.user_id
        and row.state == "open"
    ),
    rows=lambda actor, role: Q(zone_id__in=actor.zones(role), lead_id=actor.user_id or 0, state="open"),
)
OWN_STEP = Condition(
    "the actor is asked to do it, in a zone where the actor has the role",
    row=lambda actor, role, row: row.zone_id in actor.zones(role) and row.worker_id == actor.user_id,
    rows=lambda actor, role: Q(zone_id__in=actor.zones(role), worker_id=actor.user_id),
)

# Hours and wishes are their worker's own, and the leader's who plans.
OWN_HOURS = Condition(
    "they are the actor's own, in a zone where the actor has the role",
    row=lambda actor, role, row: row.zone_id in actor.zones(role) and row.worker_id == actor.user_id,
    rows=lambda actor, role: Q(zone_id__in=actor.zones(role), worker_id=actor.user_id),
)


def _registering(actor: Actor) -> QuerySet[Any, int]:
    """The persons whom the actor is registering now."""
    rows = apps.get_model("screening", "Screening").objects.filter(registered_by_id=actor.user_id, state="started")
    return rows.exclude(person=None).values_list("person_id", flat=True)


def _hers(actor: Actor, *states: str) -> Q:
    return Q(counsellor_id=actor.user_id, state__in=states)


def _is_hers(actor: Actor, row: Any, *states: str) -> bool:
    return row.counsellor_id == actor.user_id and row.state in states


# A consent that is withdrawn closes the door at once, whoever has noticed.
_STANDS: Q = ~Q(arrival__state="withdrawn")


def _stands(row: Any) -> bool:
    return row.arrival is None or row.arrival.state != "withdrawn"


def _counselled_by(actor: Actor) -> QuerySet[Any, int]:
    """The persons whom the actor helps now."""
    rows = apps.get_model("counselling", "Counselling").objects.filter(_hers(actor, "running") & _STANDS)
    return rows.exclude(person=None).values_list("person_id", flat=True)


def _parts(actor: Actor) -> QuerySet[Any, int]:
    """The plans across departments that the actor takes part in, over or not."""
    rows = apps.get_model("coordination", "Participant").objects.filter(worker_id=actor.user_id or 0, ended_at=None)
    return rows.values_list("plan_id", flat=True)


def _taking_part(actor: Actor, state: str = "open") -> QuerySet[Any, int]:
    """The plans across departments that run, or have ended, and that the actor leads or takes part in."""
    rows = apps.get_model("coordination", "Plan").objects.filter(state=state)
    return rows.filter(Q(lead_id=actor.user_id or 0) | Q(pk__in=_parts(actor))).values_list("pk", flat=True)


def _meetings_about(actor: Actor, state: str = "open") -> QuerySet[Any, int]:
    """The meetings about those plans."""
    links = apps.get_model("coordination", "PlanMeeting").objects.filter(plan_id__in=_taking_part(actor, state))
    return links.values_list("meeting_id", flat=True)
