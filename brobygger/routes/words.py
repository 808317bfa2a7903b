"""What the refusals of this room are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, str | Promise] = {
    "another_door_needs_a_reason": _("Say why you choose another door than the one suggested."),
    "another_reason_needs_words": _("Write the reason in your own words."),
    "a_question_leads_to_another_door": _("Choose which answer fits, and the door where it is the other."),
    "a_question_stands_in_both_languages": _("Write the question and its short name in both languages."),
    "course_criteria_cannot_move": _(
        "These questions have been decided on in the meantime. Open the list to see where they stand."
    ),
    "course_criteria_are_not_a_draft": _("These questions are no longer a draft and cannot be changed."),
    "the_course_needs_a_question": _("Keep at least one question: without any, everyone would come to the course."),
    "this_offer_is_a_door_already": _("This offer is a door of the route already."),
    "the_offer_has_closed_down": _("This offer has closed down. Choose another."),
    "no_offers_behind_this_door": _("The programme's own team stands behind this door, and no offer of the directory."),
}
