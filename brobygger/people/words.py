"""The words of this room's refusals."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, str | Promise] = {
    "do_not_contact": _("She or he has asked not to be contacted."),
    "is_accused": _("The police say that this person is accused, so nobody rings or writes, whatever has been said."),
    "minor_is_not_rung": _("Under 18: we turn to the guardian, not to the child."),
    "has_come_of_age": _("18 by now: we turn to the person, and no longer to the guardian."),
    "nothing_recorded": _("Nothing is recorded, so it is not allowed."),
    "no_number": _("There is no number that may be used."),
    "when_not_said": _("It has not been said which days and hours are safe. Ask first."),
    "not_her_day": _("Not on a day that has been said to be safe."),
    "not_her_hours": _("Not within the hours that have been said to be safe."),
    "asked_too_long_ago": _("It is too long since this was said. Ask again before you lean on it."),
    "not_in_the_night": _("No messages between 22 and 7."),
    "digital_post_is_asked_each_time": _("Digital Post is asked about each time: a yes holds for the day it was said."),
    "no_number_for_sms": _("It has not been said which number an SMS may go to, or that number may not be used."),
    "number_came_since": _(
        "The police have given another number since this was said. Ask first whether it holds for that number too."
    ),
    "voicemail_phone_is_seen": _("The phone is one that others use or may see, so no message is left."),
    "sms_phone_is_seen": _("The number is on a phone that others use or may see, so no SMS goes there."),
    "no_email": _("No e-mail address has been given for this."),
    "nowhere_to_write": _("It has not been said where to write. A registered address is not used."),
    "days_from_1_to_90": _("Choose between 1 and 90 days."),
    "number_not_understood": _("This is not understood as a phone number."),
    "number_known_as_stopped": _("This number has been stopped. It must not be used again."),
    "number_known": _("The number is already there."),
    "name_missing": _("A name is missing."),
    "merged_since": _("The person has been merged with another since. Split the two first."),
}
