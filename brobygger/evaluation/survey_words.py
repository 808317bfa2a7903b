"""What the figures of the survey are called, and what they count."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from brobygger.base.codes import Survey
from brobygger.surveys.codes import Statement

COUNTS = ("positive", "not_positive", "dont_know")
TITLES: dict[str, Promise] = {
    "survey": _("What those who were rung say of it"),
    "survey_invited": _("Who was invited to the survey"),
    "survey_response": _("How many answered the survey"),
}
DEFINITIONS: dict[str, Promise] = {
    "survey": _(
        "Counts answers to the anonymous survey from the months that lie whole in the period. Positive is: yes, agree, "
        "partly agree, very positive, positive. Percentages are of all who answered the question, also those who do "
        "not know. Who has answered nobody can tell."
    ),
    "survey_invited": _(
        "Counts registrations of people who were identified in the period and reached, and for whom it is noted "
        "whether they were invited. Whoever was exempted was not asked: the answers may come from those who were least "
        "hurt."
    ),
    "survey_response": _(
        "The invited are those who were identified in the period; the answers are those of the months that lie whole "
        "in it. Answers of a month are read later, in batches, so the share of the last months is too low. Where more "
        "answered than were invited in the period, no share is told."
    ),
}
POPULATIONS: dict[str, Promise] = {
    "answers": _("answers"),
    "asked_to_survey": _("of whom something is noted"),
    "sent": _("invited"),
}
GROUPS: dict[str, Promise | str] = {
    "positive": _("Positive"),
    "not_positive": _("Not positive"),
    "dont_know": _("Do not know"),
    "share_of_asked_to_survey": _("Share of those of whom something is noted"),
    "share_of_sent": _("Share of the invited"),
    "sent": _("Invited"),
    "survey_response:sent": _("Invited"),
    "survey_response:answered": _("Answered"),
    **{f"survey:{one.value}": one.label for one in Statement},
    **{f"survey_invited:{one.value}": one.label for one in Survey},
}
