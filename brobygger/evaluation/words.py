"""What the figures are called, what they count, and why something was refused."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from brobygger.base.codes import AgeGroup, DeclineReason, Gender, IncidentType, Outcome, PersonRole

REASONS: dict[str, Promise] = {
    "period_ends_before_it_begins": _("The period ends before it begins."),
    "release_not_yet": _("Figures for publication are not ready yet: only internal figures can be shown."),
    "incident_type_unknown": _("There is no such incident type."),
}

TITLES: dict[str, Promise] = {
    "funnel": _("From identified to answered"),
    "outcome": _("What those who were reached answered"),
    "outcome_by_incident_type": _("Answers by incident type"),
    "outcome_by_gender": _("Answers by gender"),
    "outcome_by_role": _("Answers by role"),
    "outcome_by_age_group": _("Answers by age"),
    "decline_reasons": _("Why people declined"),
    "profile_by_incident_type": _("Who was identified, by incident type"),
    "profile_by_gender": _("Who was identified, by gender"),
    "profile_by_role": _("Who was identified, by role"),
    "profile_by_age_group": _("Who was identified, by age"),
}

_ANSWERS = _(
    "Counts registrations of people who were identified in the period and whom the team spoke to. "
    "Percentages are of those reached in the group."
)
_PROFILE = _(
    "Counts registrations of people in the target group who were identified in the period. "
    "Percentages are of all who were identified, also those for whom this is not registered."
)
DEFINITIONS: dict[str, Promise] = {
    "funnel": _(
        "Identified: registered in the target group, by the day it was decided. Without contact details: the source "
        "held no way to reach the person. Reached: the team spoke to the person. "
        "A person in two incidents counts twice."
    ),
    "outcome": _ANSWERS,
    "outcome_by_incident_type": _ANSWERS,
    "outcome_by_gender": _ANSWERS,
    "outcome_by_role": _ANSWERS,
    "outcome_by_age_group": _ANSWERS,
    "decline_reasons": _(
        "Counts those who were reached and declined. Percentages are of those whose reason is registered."
    ),
    "profile_by_incident_type": _PROFILE,
    "profile_by_gender": _PROFILE,
    "profile_by_role": _PROFILE,
    "profile_by_age_group": _PROFILE,
}

POPULATIONS: dict[str, Promise] = {
    "identified": _("identified"),
    "reached": _("reached"),
    "declined": _("declined"),
}

GROUPS: dict[str, Promise | str] = {
    "identified": _("Identified"),
    "no_contact_details": _("Without contact details"),
    "reached": _("Reached"),
    "all": _("All"),
    "not_recorded": _("Answer not recorded"),
    "share_of_identified": _("Share of the identified"),
    "share_of_declined": _("Share of those who declined"),
    **{
        code.value: code.label
        for codes in (Outcome, DeclineReason, IncidentType, Gender, PersonRole, AgeGroup)
        for code in codes
    },
}
# The same word stands in two lists: why one declined, never what happened.
GROUPS["other"] = DeclineReason.OTHER.label
