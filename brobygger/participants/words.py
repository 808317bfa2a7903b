"""The words of this room's refusals."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, str | Promise] = {
    "followed_up_afterwards": _("Someone is followed up when the course has ended for the person."),
    "follow_up_is_to_come": _("It is too early: three months after the course at the earliest."),
    "follow_up_cannot_move": _("That cannot be done as it stands. Look at the page again."),
    "measured_before": _("The form before the course is filled in before the second session."),
    "measured_at_the_end": _("The form at the end is filled in by someone who has been there."),
    "measured_before_the_last": _(
        "The form at the end is filled in from the last session on, or when the person has left."
    ),
    "others_of_the_course": _("Contact details go to the others of the same course, and to nobody else."),
    "nothing_to_give": _("Write what the others may have: a first name and a number, say."),
}
