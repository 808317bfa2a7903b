"""The words of this room's refusals."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, str | Promise] = {
    "assessed_first": _("A risk assessment comes first: whether it is safe to take part."),
    "her_wish_is_missing": _("Only someone who wishes a group herself or himself waits for one."),
    "waits_already": _("Waits already, or has a place."),
    "leaves_with_a_reason": _("Whoever has a place leaves with a reason, and is rung: see Leaves before the end."),
    "course_is_over": _("The course is over or called off."),
    "course_is_closed": _("The group is closed: the same meet each time."),
    "course_is_full": _("Every place has been given."),
    "not_this_course": _("Not this course. Choose another one."),
    "choose_who_waits": _("Both have a place in one course now. Choose who waits for another one."),
    "someone_must_not_meet_who_leads": _(
        "Someone in the course must not meet one of those who lead or stand in. Choose another one."
    ),
    "noted_meanwhile": _("A colleague has noted someone otherwise meanwhile. See what stands, and save again."),
    "no_offer_stands": _("There is no offer to answer any more."),
    "place_cannot_move": _("That cannot be done as it stands. Look at the page again."),
    "course_cannot_move": _("That cannot be done as it stands. Look at the page again."),
    "asked_again_before_the_first": _("It is asked before the first session, of those who have said yes."),
    "asked_again_too_early": _(
        "It is too early. It is asked at most 14 days before the first session: what is said earlier does not tell"
        " whether it is safe then."
    ),
    "asked_another_way": _("Nobody may ring now. Say that the person was asked in another way."),
    "begins_all_the_same": _("Say why the course begins all the same. What you have noted stands here."),
    "asked_at_the_end": _("It is asked when the course has ended for the person."),
    "first_session_is_ahead": _("Choose a first day after today."),
    "no_such_days": _("So many sessions do not fit in between holidays and school breaks. Choose another first day."),
    "leads_another_course_then": _("%(name)s leads another course on %(when)s: %(course)s. Choose another one."),
    "a_day_off": _(
        "That day is a holiday or lies in a school break. Choose another, or say that it is held all the same."
    ),
    "two_lead": _("Two different colleagues who work here lead a course."),
    "a_third_stands_in": _("Whoever stands in is a third colleague who works here."),
    "one_who_leads_knows_violence": _(
        "At least one of the two holds a certificate in violence that is valid on the last day. See Training of staff."
    ),
    "room_is_there": _("There is a room with that name already."),
    "room_is_taken": _("%(room)s is taken on %(when)s, by %(course)s."),
    "room_is_not_in_use_yet": _("%(room)s is not yours yet on %(when)s."),
    "room_is_in_use_no_more": _("%(room)s is yours no more on %(when)s."),
    "room_is_not_had_that_weekday": _("%(room)s is not yours on that day of the week: %(when)s."),
    "room_opens_later": _("%(room)s opens at %(opens)s, and a session would begin on %(when)s."),
    "room_closes_before": _("%(room)s closes at %(closes)s, and a session on %(when)s would last until %(ends)s."),
    "first_day_is_a_saturday": _("That day is a Saturday: no course meets at the weekend. Choose another first day."),
    "first_day_is_a_sunday": _("That day is a Sunday: no course meets at the weekend. Choose another first day."),
    "session_day_has_passed": _("That day has passed. Choose today or a later day."),
    "session_is_held": _("The session has been held."),
    "sessions_keep_their_order": _("The sessions keep their order. Move the others first."),
    "session_is_to_come": _("The session is still to come."),
    "the_session_before_first": _("Note the session before this one first."),
    "sessions_are_left": _("Sessions are left that have not been held. Note them first, or stop the course."),
    "was_not_away": _("Only what someone missed is caught up."),
    "apart_from_one": _("Choose one whom the person must not meet."),
    "apart_from_one_alone": _("Choose only one: either someone else or a colleague. Note the other afterwards."),
}

# At which field of a course, or of one of its sessions, a refusal stands.
BESIDE = {
    "first_session_is_ahead": "first_on", "first_day_is_a_saturday": "first_on", "first_day_is_a_sunday": "first_on",
    "no_such_days": "first_on", "room_opens_later": "starts", "room_closes_before": "starts",
    "leads_another_course_then": "leader",
}  # fmt: skip
