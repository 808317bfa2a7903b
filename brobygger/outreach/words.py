"""The words of this room's refusals."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, str | Promise] = {
    "held_by_another": _("A colleague has this person open right now."),
    "case_ended": _("This case has ended."),
    "case_has_moved_on": _("The case has moved on in the meantime. Look at it again."),
    "call_not_open": _("This call is not open with you any more. What you wrote is kept."),
    "call_not_saved": _("This call has not been saved."),
    "call_cannot_move": _("This has been done already."),
    "form_too_long": _("This is more text than there is room for."),
    "no_result": _("Choose what came of the call."),
    "card_not_seen": _("Read the contact card before you ring."),
    "reason_without_decline": _("A reason is only for those who declined."),
    "time_missing": _("Choose when the person is to be rung again."),
    "time_without_asking": _("A time to ring again is only for those who asked for it."),
    "again_time_has_passed": _("The time to ring again has passed already."),
    "time_after_window": _("The time to ring again is after the programme's window."),
    "too_early_or_late": _("Ring between 7 and 22."),
    "follow_date_has_passed": _("The date to follow until must lie ahead."),
    "hours_upside_down": _("The safe hours must begin before they end."),
    "no_day_left": _("Choose at least one safe day."),
    "window_has_passed": _("The programme's window has passed."),
    "not_yet": _("Not yet: the time to ring has not come."),
    "not_a_calling_day": _("Nobody is rung on this day, unless it was agreed."),
    "not_a_calling_hour": _("Nobody is rung at this hour, unless it was agreed."),
    "no_attempt_policy": _("The programme has not decided when people may be rung."),
    "not_your_call": _("Only the one who saved the call can undo it."),
    "call_undo_too_late": _("More than a minute has passed. Write a note, or ask the programme leader."),
    "another_call_since": _("Someone has gone on with the case since."),
}
