"""The words of this room's refusals."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, str | Promise] = {
    "duty_cannot_move": _("The duty has gone on already. Open it again to see where it stands."),
    "say_why_another_paragraph": _("Say why you choose another paragraph than the one that follows from your role."),
    "say_why": _("Write why. It stands with the duty and is read by no leader."),
    "duty_is_ended": _("The duty is ended. Take it up again first."),
    "sent_already": _("It has been sent. What was sent is not changed; write an addition instead."),
    "nothing_written": _("Nothing is written yet."),
    "that_is_in_the_future": _("The time lies in the future."),
    "decide_first": _("Decide first whether you will notify."),
    "not_a_colleague_here": _("Choose a colleague who works here and may have duties."),
    "not_the_year_of_a_child": _("Write the year of birth of a child under 18."),
    "nothing_was_sent": _("Nothing has been sent yet, so nothing can have come back."),
    "nobody_is_asked": _("Nobody has been asked to take over."),
    "text_changed_meanwhile": _("The text was kept anew in another window. Read it once more before you send it."),
}
