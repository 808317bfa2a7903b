"""The words of this room's refusals."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, str | Promise] = {
    "so_many_courses_at_most": _("A plan is for 1 to 20 courses."),
    "plan_within_a_year": _("The courses are over after they begin, and within about a year."),
    "an_hour_to_begin_at": _("Write an hour at which a course may begin."),
    "a_room_to_meet_in": _("Choose at least one room."),
    "a_plan_is_in_the_making": _("There is a plan in the making already. Make it or drop it first."),
    "plan_has_changed": _("The plan has changed meanwhile. Look at it again."),
    "plan_cannot_move": _("That cannot be done as it stands. Look at the page again."),
}
