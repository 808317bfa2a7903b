"""What the refusals of this room are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, str | Promise] = {
    "screening_cannot_move": _("It has moved on in the meantime. Look at how it stands."),
    "screening_moved_meanwhile": _("It has moved on in the meantime. Look at it again."),
    "not_being_filled_in": _("It is not being filled in any more. Look at where it stands now."),
    "not_finished": _("Something is still to be told before this can be done."),
    "no_sign_told": _("Tick what you saw, or write it in your own words."),
    "seen_in_the_future": _("That day has not come yet."),
    "seen_too_long_ago": _("That day is more than a year ago."),
    "ask_again_later_than_today": _("Choose a day that is to come."),
    "ask_again_within_a_year": _("Choose a day within a year."),
    "follow_up_later_than_today": _("Choose a day that is to come."),
    "follow_up_within_a_year": _("Choose a day within a year."),
    "shelter_the_next_day": _("Someone who goes to a shelter is asked about the next day."),
    "say_why_danger_is_taken_back": _("Danger was said here. Write why it is not so, so that nothing is lost."),
    "the_team_has_it": _("The team has it now. Tell the team what you know."),
    "say_what_is_taken_back": _("Tick what is not so."),
    "not_said": _("That does not stand said. Look at it again."),
    "danger_stands": _(
        "Danger was said here. Take it back on the page of safety first, with the reason, if it was not so."
    ),
    "say_what_advice": _("Tick what you went through."),
    "say_who_gave_advice": _("Write who gave the advice."),
    "advice_in_the_future": _("That day has not come yet."),
    "advice_before_it_began": _("That is before the registration began."),
    "say_what_was_left": _("Write what you said, or tick what the person went away with."),
    "paper_is_not_safe": _("You have ticked that paper is not safe. Then nothing may be given on paper."),
    "not_for_the_team": _("The way that is chosen does not lead to the team."),
    "for_the_team": _("The way that is chosen leads to the team."),
    "choose_a_way": _("Choose a way first."),
    "say_how_led_there": _("Say how the person was led there."),
    "without_her_yes": _("Without a yes nothing is sent."),
    "who_is_it": _("Write a name, or say that the person wishes to be anonymous."),
    "code_is_missing": _("Someone anonymous needs a code to come back with."),
    "say_why_it_lies": _("Write why it is not asked again."),
    "too_late_to_undo": _("It is too late to undo this. It can still be changed from where it stands."),
    "the_team_does_not_have_it": _("The team does not have it. Look at where it stands now."),
    "write_what_the_team_is_told": _("Write what the team is to know."),
    "no_yes_to_take_back": _("There is no yes to take back."),
}
