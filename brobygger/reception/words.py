"""What the refusals of this room are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, str | Promise] = {
    "taken_meanwhile": _("A colleague has taken it. It is not taken twice."),
    "mine_already": _("It is yours already."),
    "waits_no_more": _("It no longer waits for the team."),
    "not_taken_yet": _("Take it first, so that two of you do not do the same."),
    "held_by_a_colleague": _("A colleague has it. It can be given back, and then you can take it."),
    "with_the_team_no_more": _("It has ended with the team, and nothing more is noted here."),
    "day_has_not_come": _("That day is still to come."),
    "day_before_she_was_seen": _("That is before the first sign was noted."),
    "another_door_needs_its_reason": _("Say why another door was chosen than the suggested one."),
    "follow_up_not_ahead": _("Choose a day after today on which someone asks how it went."),
    "advice_first": _("There is danger. Go through advice on safety and note it before the person goes no way now."),
    "access_reason_missing": _("Write the reason. A decision under § 22 is made for one case at a time."),
    "known_by_name_already": _("It is known by name already."),
    "her_yes_is_missing": _("Only the one it is about can choose this: note the yes first."),
    "already_struck": _("The note has been taken out already."),
    "nothing_offered": _("There is nothing new about how to get in touch."),
    "mailbox_missing": _("There is no mailbox."),
    "talk_needs_its_form": _("Choose how the conversation was held."),
}
