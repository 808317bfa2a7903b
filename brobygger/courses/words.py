"""The words of this room's refusals."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, str | Promise] = {
    "assessed_first": _("A risk assessment comes first: whether it is safe to take part."),
    "her_wish_is_missing": _("Only someone who wishes a group herself or himself waits for one."),
    "waits_already": _("Waits already, or has a place."),
    "course_is_over": _("The course is over or called off."),
    "course_is_closed": _("The group is closed: the same meet each time."),
    "course_is_full": _("Every place has been given."),
    "not_this_course": _("Not this course. Choose another one; the leader of the programme knows more."),
    "no_offer_stands": _("There is no offer to answer any more."),
    "place_cannot_move": _("That cannot be done as it stands. Look at the page again."),
    "course_cannot_move": _("That cannot be done as it stands. Look at the page again."),
    "asked_again_before_the_first": _("It is asked before the first session, of those who have said yes."),
    "asked_at_the_end": _("It is asked when the course has ended for the person."),
    "first_session_is_ahead": _("Choose a first day after today."),
    "no_such_days": _("So many sessions do not fit in between holidays and school breaks. Choose another first day."),
    "two_lead": _("Two different colleagues who work here lead a course."),
    "one_who_leads_knows_violence": _(
        "At least one of the two holds a certificate in violence that is valid on the last day. See Training of staff."
    ),
    "session_is_held": _("The session has been held."),
    "sessions_keep_their_order": _("The sessions keep their order. Move the others first."),
    "session_is_to_come": _("The session is still to come."),
    "the_session_before_first": _("Note the session before this one first."),
    "sessions_are_left": _("Sessions are left that have not been held. Note them first, or call the course off."),
    "apart_from_one": _("Choose one whom the person must not meet."),
}
