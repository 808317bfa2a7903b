"""What the refusals of this room are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, str | Promise] = {
    "survey_is_not_running": _("The survey does not run now. A leader opens it under User survey."),
    "only_the_reached_are_invited": _("Only someone who has been reached is invited or exempted."),
    "was_invited": _("The invitation has gone out already, and whoever has it may have answered."),
    "message_not_taken": _("The message could not be sent, and nothing is noted. Try again, or choose another way."),
    "too_many_slips": _("At most 60 slips are printed at once."),
    "code_is_none": _("The code is not right. Look at it once more."),
    "code_is_used": _("This code has been used."),
    "nothing_is_answered": _("Answer at least one question about the call."),
    "month_has_not_passed": _("The month has not passed yet."),
    "too_few_answers": _("Too few answers lie here yet."),
    "survey_batch_cannot_move": _("The batch has been opened already."),
    "interview_cannot_move": _("It has been noted already what came of it."),
}
