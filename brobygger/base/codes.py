"""The closed lists that the whole house shares; their values are those of the exchange formats."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class IncidentType(TextChoices):
    """The ten incident types of the outreach evaluation, figure 3, in its order."""

    RESTRAINING_ORDER_AND_STALKING = "restraining_order_and_stalking", _("Restraining order and stalking")
    RAPE_AND_SEXUAL_OFFENCES = "rape_and_sexual_offences", _("Rape and sexual offences")
    INDECENT_EXPOSURE = "indecent_exposure", _("Indecent exposure")
    THREATS = "threats", _("Threats")
    ROBBERY = "robbery", _("Robbery")
    VIOLENCE = "violence", _("Violence")
    DEATH_AND_HOMICIDE = "death_and_homicide", _("Death and homicide")
    ACCIDENTS = "accidents", _("Accidents")
    BURGLARY_AND_THEFT = "burglary_and_theft", _("Burglary and theft")
    MIXED = "mixed", _("Mixed")


class PersonRole(TextChoices):
    """What the person was in the incident."""

    VICTIM = "victim", _("Victim")
    WITNESS = "witness", _("Witness")
    RELATIVE = "relative", _("Relative")
    GUARDIAN = "guardian", _("Guardian")


class Gender(TextChoices):
    """As the source registers it; empty where it does not."""

    FEMALE = "female", _("Woman")
    MALE = "male", _("Man")


class AgeGroup(TextChoices):
    """The age groups of the formats."""

    G0_17 = "0_17", _("0–17")
    G18_29 = "18_29", _("18–29")
    G30_39 = "30_39", _("30–39")
    G40_49 = "40_49", _("40–49")
    G50_59 = "50_59", _("50–59")
    G60_PLUS = "60_plus", _("60 and over")


class Outcome(TextChoices):
    """What the person who was reached answered."""

    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WILL_CALL_SELF = "will_call_self", _("Will call herself or himself")


class DeclineReason(TextChoices):
    """Why the offer was declined; empty where not asked."""

    NO_NEED = "no_need", _("Has no need")
    NEEDS_SPECIALISED_HELP = "needs_specialised_help", _("Needs more specialised help")
    HAS_OTHER_HELP = "has_other_help", _("Already has help")
    DOES_NOT_WANT_TO_TALK = "does_not_want_to_talk", _("Does not want to talk about it")
    OTHER = "other", _("Another reason")


class Survey(TextChoices):
    """What became of the survey invitation."""

    SENT = "sent", _("Invited")
    NOT_WANTED = "not_wanted", _("Not wanted")
    EXEMPT_NO_DIGITAL_LINK = "exempt_no_digital_link", _("Exempt: cannot receive a digital link")
    EXEMPT_LANGUAGE = "exempt_language", _("Exempt: language barrier")
    EXEMPT_NOT_DEFENSIBLE = "exempt_not_defensible", _("Exempt: not defensible")


class Weekday(IntegerChoices):
    """ISO weekdays."""

    MONDAY = 1, _("Monday")
    TUESDAY = 2, _("Tuesday")
    WEDNESDAY = 3, _("Wednesday")
    THURSDAY = 4, _("Thursday")
    FRIDAY = 5, _("Friday")
    SATURDAY = 6, _("Saturday")
    SUNDAY = 7, _("Sunday")


def age_group(age: int | None) -> str:
    """The age group of an age in whole years, or empty where the age is not registered."""
    if age is None:
        return ""
    limits = ((18, "0_17"), (30, "18_29"), (40, "30_39"), (50, "40_49"), (60, "50_59"))
    return next((group for limit, group in limits if age < limit), "60_plus")
