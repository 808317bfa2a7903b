"""What the refusals of this room are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, str | Promise] = {
    "extract_cannot_move": _("That cannot be done as it stands. Look at the page again."),
    "extract_is_not_written": _("It is not written in any more. What came later needs a new one."),
    "extract_is_anothers": _("A colleague is writing it. Begin one yourself, or drop it."),
    "extract_is_not_made": _("It is printed when it is made."),
    "extract_was_changed_meanwhile": _("It has been changed since you read it. Read it again."),
    "no_assessment_holds": _("No assessment holds yet. An extract is made of one that does."),
    "line_is_locked": _("It may not be told, and cannot be put back."),
    "each_line_out_has_its_reason": _("Each line that is out needs a reason. Choose one, or put the line back."),
    "nothing_is_told": _(
        "Every line is out, and there is nothing to print. A request for access is answered by the letter under"
        " Requests for access."
    ),
    "words_are_not_there": _("The words do not stand in any line. Write them as they stand."),
    "a_newer_assessment_holds": _("A newer assessment holds. Drop this one, and begin anew."),
    "something_told_was_struck": _("Something that it tells has been struck as wrong. Take the line out."),
    "it_tells_what_may_not_be_told": _(
        "A line repeats what the one who uses violence may not learn. Take it out, or hide the words."
    ),
    "the_assessors_alone_read_it_all": _("It tells something that only the two who assess may read. One of them must."),
}
