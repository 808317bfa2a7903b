"""The words of this room's refusals and of why a message did not arrive."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, str | Promise] = {
    "channel_not_for_messages": _("Messages go by SMS or e-mail."),
    "channel_not_set_up": _("No way out has been set up for this kind of message. Tell whoever runs the program."),
    "wording_unknown": _("There are no approved words for this."),
    "values_do_not_fit": _("Fill in all the gaps of the text, and nothing more."),
    "value_not_of_its_kind": _("What stands in the text must be a day, a time, a phone number or a link of our own."),
    "gap_of_unknown_kind": _("A text may have the gaps {day}, {time}, {phone} and {link}, and no others."),
    "word_gives_away": _("A word in the text could tell others what it is about. Write it more neutrally."),
    "wording_is_approved": _("It has been approved already."),
    "email_not_understood": _("This is not understood as an e-mail address."),
    "message_cannot_move": _("The message has moved on. Look at it again."),
    "too_late_to_go": _("It could not be sent in time."),
    "address_has_changed": _("The number or address was changed after the message was written."),
    "server_not_reached": _("The server did not answer."),
    "broke_off_half_way": _("The line broke while the message was being handed over. It may have arrived."),
    "answer_not_understood": _("The server's answer was not understood. It may have arrived."),
    "sender_died": _("The program stopped while it was being sent. It may have arrived."),
    "left_by_worker": _("It was decided not to send it."),
    "left_after_uncertain": _("It may have arrived. It was decided not to send it again."),
    "sender_gives_away": _("Choose a name that tells nothing, of at most 11 letters and digits."),
}

# What each of the shipped wordings is called.
NAMES: dict[str, str | Promise] = {
    "we_rang": _("We have rung"),
    "call_us": _("Please ring"),
    "appointment": _("Remember the appointment"),
    "appointment_changed": _("The appointment has been moved"),
    "appointment_cancelled": _("The appointment is cancelled"),
    "see_you": _("See you, or ring"),
    "link_for_you": _("A link"),
    "questions_for_you": _("The survey"),
    "referral_waits": _("A referral waits"),
    "referral_reminder": _("A referral still waits"),
    "referral_withdrawn": _("A referral has been withdrawn"),
    "something_waits": _("Something waits"),
    "invitation": _("Invitation to a new colleague"),
    "new_password": _("Link to choose a new password"),
    "role_offered": _("A role is offered"),
    "alarm_waits": _("A deadline has passed"),
    "assignment_offered": _("Can you take this on?"),
}
GAPS: dict[str, str | Promise] = {"day": _("day"), "time": _("time"), "phone": _("phone number"), "link": _("link")}
LANGUAGES: dict[str, str | Promise] = {"da": _("Danish"), "en": _("English")}
