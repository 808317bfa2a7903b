"""The words of this room's refusals and of the reasons that speak for and against a volunteer."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, str | Promise] = {
    "counselling_cannot_move": _("The help has gone on in the meantime. See how it stands now."),
    "assignment_cannot_move": _("This has been answered already. See how it stands now."),
    "conversation_cannot_move": _("It is noted already what came of this conversation."),
    "assigned_meanwhile": _("Someone else has offered the person to a volunteer in the meantime. Nothing is changed."),
    "answered_meanwhile": _("This is no longer open to answer: it was taken back or answered in the meantime."),
    "volunteer_not_active": _("The volunteer is not active, and cannot be given anyone."),
    "conflict_of_interest": _("There is a conflict of interest: this volunteer cannot be given the person."),
    "certificate_missing": _("The volunteer lacks a certificate that is required."),
    "certificate_expired": _("A certificate that is required has expired."),
    "choose_against_needs_why": _("Something speaks against this choice. Write why you choose it all the same."),
    "person_has_help_already": _("The person has help under way here already."),
    "code_is_taken": _("Someone else uses this code name with this code word. Agree on another word."),
    "code_missing": _("Agree on a code name and a code word with the person, so that you find one another again."),
    "code_too_short": _("The code word must have at least four letters."),
    "no_one_by_that_code": _("Nobody is found by that code name and code word."),
    "is_known_already": _("The person is known by name already."),
    "yes_is_missing": _("Only the person can choose to become known. Note that she or he has said yes to it."),
    "time_has_passed": _("This time has passed. Choose one that is to come."),
    "not_held_yet": _("The conversation has not begun yet."),
    "undo_too_late": _("It is too late to undo: more than a minute has passed, or something has happened since."),
    "conversations_without_outcome": _("Note first what came of the conversations that were agreed."),
    "contact_is_not_stopped": _("Contact has not been stopped on the contact card. Stop it there first."),
    "calendar_not_said": _("The person has not said that a calendar entry is safe."),
}
