"""What is asked in the survey and what can be answered; the values are those of the exchange format."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from brobygger.base.codes import IncidentType, Outcome, PersonRole


class Statement(TextChoices):
    """What is asked, in the order of the format; the words are those of the figures."""

    KNEW_OF_SERVICE_BEFORE = "knew_of_service_before", _("Knew of the help before the call")
    GOT_NEW_INFORMATION = "got_new_information", _("Learned something new about the possibilities")
    USEFUL_INFORMATION = "useful_information", _("Was told something useful")
    EXPLAINED_WHAT_IT_MEANS_FOR_ME = "explained_what_it_means_for_me", _("Was told what the help can mean for oneself")
    CALL_POSITIVE = "call_positive", _("The call as a whole was positive")
    EVERYONE_SHOULD_BE_CALLED = "everyone_should_be_called", _("Everyone should be rung")
    GLAD_TO_BE_CONTACTED = "glad_to_be_contacted", _("Was glad to be rung")
    HAD_CONSIDERED_CONTACTING = "had_considered_contacting", _("Had thought of getting in touch before")
    NEW_THOUGHTS_ABOUT_THE_INCIDENT = "new_thoughts_about_the_incident", _("Came to think anew of what happened")
    CALLER_SHOWED_EMPATHY = "caller_showed_empathy", _("Whoever rang showed empathy")
    CALLER_UNDERSTOOD_MY_SITUATION = "caller_understood_my_situation", _("Whoever rang understood the situation")
    CONSIDERS_CONTACTING_LATER = "considers_contacting_later", _("Thinks of getting in touch later")


YES_OR_NO = ("yes", "no", "dont_know")
AGREES = ("agree", "partly_agree", "neither", "partly_disagree", "disagree", "dont_know")
HOW_POSITIVE = ("very_positive", "positive", "neither", "negative", "very_negative", "dont_know")
_AGREEING = {
    Statement.USEFUL_INFORMATION, Statement.EXPLAINED_WHAT_IT_MEANS_FOR_ME, Statement.EVERYONE_SHOULD_BE_CALLED,
    Statement.CALLER_SHOWED_EMPATHY, Statement.CALLER_UNDERSTOOD_MY_SITUATION,
}  # fmt: skip
ANSWERS: dict[str, tuple[str, ...]] = {
    one.value: HOW_POSITIVE if one is Statement.CALL_POSITIVE else AGREES if one in _AGREEING else YES_OR_NO
    for one in Statement
}
# 'Ja, enig eller positiv' (the evaluation, figures 6 and 7); whoever agrees in part agrees.
POSITIVE = frozenset({"yes", "agree", "partly_agree", "very_positive", "positive"})
DONT_KNOW = "dont_know"

# What someone tells of herself beside it: together it may point at her.
TOLD = {"role": PersonRole.values, "incident_type": IncidentType.values, "outcome": Outcome.values}


class Way(TextChoices):
    """How an invitation reaches someone."""

    SMS = "sms", _("By SMS")
    EMAIL = "email", _("By e-mail")
    ALOUD = "aloud", _("A code that you read aloud")
    SLIP = "slip", _("A printed slip that you hand over, or post where the contact card allows letters")
