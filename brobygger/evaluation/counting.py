"""How the register of outreach is counted."""

from brobygger.base.codes import AgeGroup, Gender, IncidentType, PersonRole
from brobygger.evaluation.kept import Cube

# Not yet, or never, in the programme's target group: not among the identified.
OUTSIDE = ("not_in_target_group", "awaiting_type")
_REACHED_ON = "coalesce(reached_on, identified_on) <= %(as_of)s"

OUTREACH = Cube(
    name="evaluation_keep_counts",
    kept="evaluation_tally",
    register="cases_registration",
    day="identified_on",
    narrow=("incident_type",),
    splits={
        "all": "''",
        "gender": "gender",
        "role": "role",
        "age_group": "age_group",
        "decline_reason": "CASE WHEN outcome = 'declined' THEN decline_reason END",
    },
    # In the order of the funnel.
    counts={
        "identified": "",
        "no_contact_details": "has_contact_details IS FALSE",
        "reached": "reached",
        "accepted": "outcome = 'accepted'",
        "declined": "outcome = 'declined'",
        "will_call_self": "outcome = 'will_call_self'",
    },
    reads=(
        "incident_type", "gender", "role", "age_group", "decline_reason", "has_contact_details", "reached",
        "reached_on", "outcome", "state", "referral_token",
    ),
    only=f"state NOT IN ({', '.join(repr(state) for state in OUTSIDE)})",
    at={
        "reached": f"reached AND {_REACHED_ON}",
        **{name: f"CASE WHEN {_REACHED_ON} THEN {name} ELSE '' END" for name in ("outcome", "decline_reason")},
    },
)  # fmt: skip
COUNTS = tuple(OUTREACH.counts)
SPLITS: dict[str, list[str]] = {
    "incident_type": IncidentType.values,
    "gender": Gender.values,
    "role": PersonRole.values,
    "age_group": AgeGroup.values,
}
