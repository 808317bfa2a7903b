"""What the figures are called, what they count, and why something was refused."""

from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from brobygger.base.codes import AgeGroup, DeclineReason, Gender, IncidentType, Outcome, PersonRole
from brobygger.cases.codes import ReferralSource
from brobygger.evaluation import detect_words, survey_words
from brobygger.evaluation.public_crossed import BY, MEASURES, PAIRS

REASONS: dict[str, Promise] = {
    "period_ends_before_it_begins": _("The period ends before it begins."),
    "day_has_not_come": _("That day is still to come."),
    "release_not_yet": _("Figures for publication are not ready yet: only internal figures can be shown."),
    "incident_type_unknown": _("There is no such incident type."),
}

# Splits, as they stand within a sentence.
SPLITS: dict[str, Promise] = {
    "incident_type": _("incident type"),
    "gender": _("gender"),
    "role": _("role"),
    "age_group": _("age"),
}


def _of_pairs(told: Any) -> dict[str, Promise]:
    return {pair: format_lazy(told, *(SPLITS[split] for split in pair.split(BY))) for pair in PAIRS}


# Two splits beside each other, as a public release can have them.
CROSSED: dict[str, Promise] = _of_pairs(_("{} by {}"))

TITLES: dict[str, Promise] = {
    "funnel": _("From identified to answered"),
    "outcome": _("What those who were reached answered"),
    "outcome_by_incident_type": _("Answers by incident type"),
    "outcome_by_gender": _("Answers by gender"),
    "outcome_by_role": _("Answers by role"),
    "outcome_by_age_group": _("Answers by age"),
    "decline_reasons": _("Why people declined"),
    "counselling_by_source": _("Conversations held, by where people came from"),
    "referral_follow_through": _("What became of the referrals"),
    "profile_by_incident_type": _("Who was identified, by incident type"),
    "profile_by_gender": _("Who was identified, by gender"),
    "profile_by_role": _("Who was identified, by role"),
    "profile_by_age_group": _("Who was identified, by age"),
    **{f"identified_{pair}": told for pair, told in _of_pairs(_("Who was identified, by {} and {}")).items()},
    **{f"reached_{pair}": told for pair, told in _of_pairs(_("Who was reached, by {} and {}")).items()},
    **detect_words.TITLES,
    **survey_words.TITLES,
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
    "counselling_by_source": _(
        "Counts the conversations held in the period, as the counselling organisation's register has them, and those "
        "that a receiver has told of in this program. Percentages are of all conversations held in the period."
    ),
    "referral_follow_through": _(
        "Counts those who accepted. Held for certain: the referral's token stands on a conversation in the counselling "
        "register, or the receiver has said so; besides as many as there are conversations noted as coming from the "
        "outreach team without a token. Perhaps held: as many of the others as can be paired, one to one, with "
        "conversations noted as 'other' that were held within the days after the call and do not contradict in "
        "incident type, gender or age group. A pair is possible, not proven."
    ),
    "profile_by_incident_type": _PROFILE,
    "profile_by_gender": _PROFILE,
    "profile_by_role": _PROFILE,
    "profile_by_age_group": _PROFILE,
    **{
        f"{measure}_{pair}": _(
            "Counts registrations of people in the target group who were identified in the period, or of those of them "
            "whom the team spoke to. Percentages are of everyone in the row, also those for whom the other is not "
            "registered."
        )
        for measure in MEASURES
        for pair in PAIRS
    },
    **detect_words.DEFINITIONS,
    **survey_words.DEFINITIONS,
}

POPULATIONS: dict[str, Promise] = {
    "identified": _("identified"),
    "reached": _("reached"),
    "declined": _("declined"),
    "reports": _("conversations"),
    "referrals": _("referrals"),
    **detect_words.POPULATIONS,
    **survey_words.POPULATIONS,
}

# How many rows of the counselling register fit a referral.
FITS: dict[str, Promise] = {
    "none": _("No row"),
    "one": _("One row"),
    "few": _("Two to five rows"),
    "many": _("Six rows or more"),
}

GROUPS: dict[str, Promise | str] = {
    **detect_words.GROUPS,
    **survey_words.GROUPS,
    "identified": _("Identified"),
    "no_contact_details": _("Without contact details"),
    "reached": _("Reached"),
    "all": _("All"),
    "not_recorded": _("Answer not recorded"),
    "share_of_identified": _("Share of the identified"),
    "share_of_declined": _("Share of those who declined"),
    "share_of_reports": _("Share of the conversations"),
    "share_of_referrals": _("Share of the referrals"),
    "referral_follow_through:held_for_certain": _("Held for certain"),
    "referral_follow_through:perhaps_held": _("Perhaps held"),
    "referral_follow_through:no_trace": _("No trace"),
    **{f"counselling_by_source:{code.value}": code.label for code in ReferralSource},
    **{
        code.value: code.label
        for codes in (Outcome, DeclineReason, IncidentType, Gender, PersonRole, AgeGroup)
        for code in codes
    },
}
# The same word stands in two lists: why one declined, never what happened.
GROUPS["other"] = DeclineReason.OTHER.label
