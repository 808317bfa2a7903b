"""Why something about workers and roles cannot be done, in words."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

REASONS = {
    "role_ended_already": _("The role has already been given a last day."),
    "last_day_before_first": _("The last day lies before the first."),
    "last_day_long_past": _(
        "The last day may be yesterday at the earliest: what was done until now was done in the role."
    ),
    "last_leader": _("This is the last programme leader. Invite another one first."),
    "own_last_role": _(
        "This is your own last role. Another leader has to end it, so that you do not lock yourself out."
    ),
    "role_to_oneself": _("You cannot give yourself a role. Another leader or administrator has to do it."),
    "has_role_already": _("She or he already has this role here."),
    "invitation_not_valid": _("This link has been used, or is more than seven days old. Ask for a new one."),
    "zone_has_leader": _("The zone has a programme leader already, who can invite others."),
    "works_not_here": _("She or he has no role here on the first day."),
    "away_already": _("Another absence is noted for some of these days. Change that one, or choose other days."),
    "substitute_is_herself": _("Choose someone else as substitute."),
    "substitute_lacks_role": _("The substitute has to have the same role here, or be a programme leader."),
    "substitute_is_away": _("The substitute is away on those days, too."),
    "absence_is_over": _("That absence is over. Note a new one."),
    "role_does_not_end": _("The role has no last day to take back."),
}


def too_many_tries(until: datetime) -> str:
    """What to do, and when: the whole minute in which a try is free again."""
    time = date_format(timezone.localtime(until + timedelta(seconds=59)), "TIME_FORMAT")
    words = gettext("There have been too many wrong tries. Try again at %(time)s. If it was not you, tell your leader.")
    return words % {"time": time}
