"""Why something about workers and roles cannot be done, in words."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from brobygger.access.tries import TICKET_WAITS

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
    "has_offer_already": _("She or he has been asked already, and has not answered yet."),
    "officer_controls_herself": _(
        "A data-protection officer has no other role in the zone that she or he looks after (GDPR article 38, 6)."
    ),
    "role_is_over": _("The role is over. Invite her or him anew."),
    "second_leader_needed": _("A second person must approve: someone else than the one who wrote or proposed it."),
    "not_yet_ones_own": _(
        "You came in by a link on paper that a colleague printed. Another leader has to confirm first that it is you:"
        " see My account."
    ),
    "one_confirmed_the_other": _(
        "One of you two has confirmed the other, or one colleague has confirmed you both, and was there when the"
        " password was chosen. Another person is asked."
    ),
    "first_not_yet_own": _(
        "The one who wrote or proposed it came in by a link on paper, and no other leader has confirmed yet who it is."
    ),
    "came_after_it_was_proposed": _(
        "It was proposed elsewhere before you signed in here for the first time. Someone who was here by then has to"
        " approve it."
    ),
    "address_in_other_letters": _(
        "An address to sign in by is written in plain letters, without accents. Type it anew: a letter may only look"
        " like the right one."
    ),
    "has_been_confirmed": _("It has been confirmed meanwhile. The password that was chosen then is the one."),
    "needs_no_vouching": _("There is nothing to confirm about this colleague."),
    "has_not_signed_in": _("She or he has not signed in yet."),
    "let_her_in_oneself": _(
        "Someone else than the one who printed the link has to confirm it: another leader, or whoever runs the program."
    ),
    "offer_has_lapsed": _("The question was not answered in time. Ask to be asked again."),
    "role_offer_cannot_move": _("This has been answered or taken back in the meantime."),
    "works_not_here": _("She or he has no role here on the first day."),
    "away_already": _("Another absence is noted for some of these days. Change that one, or choose other days."),
    "substitute_is_herself": _("Choose someone else as substitute."),
    "substitute_lacks_role": _("The substitute has to have the same role here, or be a programme leader."),
    "substitute_is_away": _("The substitute is away on those days, too."),
    "absence_is_over": _("That absence is over. Note a new one."),
    "successor_lacks_role": _("Choose a colleague who has the same role here."),
    "role_does_not_end": _("The role has no last day to take back."),
}


def too_many_tries(until: datetime) -> str:
    """What to do, and when: in ten seconds, or the whole minute in which a try is free again."""
    if until <= timezone.now() + TICKET_WAITS:
        return gettext(
            "There have been too many wrong tries. Wait ten seconds, and try once more."
            " If it was not you, tell your leader."
        )
    time = date_format(timezone.localtime(until + timedelta(seconds=59)), "TIME_FORMAT")
    words = gettext("There have been too many wrong tries. Try again at %(time)s. If it was not you, tell your leader.")
    return words % {"time": time}
