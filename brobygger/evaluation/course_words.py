"""What the figures of courses, outcome and assessments are called, what they count, and what their groups are."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from brobygger.courses.codes import Dropped, Gave
from brobygger.courses.states import PlaceState
from brobygger.participants.codes import Goes
from brobygger.participants.states import FollowUpState

TITLES: dict[str, Promise] = {
    "assessments_in_time": _("Risk assessments, and whether they came in time"),
    "course_waiting": _("From the list to a place in a course"),
    "course_completed": _("Who completed the course"),
    "course_attendance": _("Sessions that people came to"),
    "course_dropped": _("Why people left before the end"),
    "course_gave": _("What the course gave"),
    "outcome_change_who_5": _("WHO-5: how well-being changed"),
    "follow_up": _("Followed up three to six months later"),
    "follow_up_goes": _("How it goes since the course"),
}
DEFINITIONS: dict[str, Promise] = {
    "assessments_in_time": _(
        "Counts the risk assessments made in the period, by the day they were handed in. In time: on or before the day "
        "that was set for them. An assessment that is still missing is not here; it stands on the board."
    ),
    "course_waiting": _(
        "Counts those who were put on the list in the period, from that day to the day they said yes to a place. Those "
        "who still wait are counted with the days they have waited, by the method of Kaplan and Meier."
    ),
    "course_completed": _(
        "Counts those whose course ended in the period, by how it ended. How often someone came is another figure: "
        "whoever missed sessions may have completed, and whoever came each time may have left."
    ),
    "course_attendance": _(
        "Counts sessions, not people: of the sessions held while someone had a place, how many that person came to. "
        "Of those whose course ended in the period."
    ),
    "course_dropped": _("Counts those who left before the end in the period, by the reason noted."),
    "course_gave": _("Counts those whose course ended in the period, by what they themselves say that it gave."),
    "outcome_change_who_5": _(
        "Counts those whose course ended in the period and who answered all five questions both before the course and "
        "later. Better and worse: a change of ten points or more of a hundred. The mean is of each person’s own "
        "change, with its 95% interval by Student’s t. Those who answered once alone are missing; there is no group to "
        "compare with, so the figure does not say that the course was the cause."
    ),
    "follow_up": _("Counts the follow-ups that ended in the period, by how they ended."),
    "follow_up_goes": _("Counts those who were followed up in the period, by what they themselves say."),
}
POPULATIONS: dict[str, Promise] = {
    "assessments": _("assessments"),
    "on_the_list": _("put on the list"),
    "on_a_course": _("whose course ended"),
    "sessions": _("sessions"),
    "left_early": _("who left before the end"),
    "asked_what_it_gave": _("who were asked"),
    "measured_twice": _("who answered both times"),
    "follow_ups": _("follow-ups"),
    "followed_up": _("followed up"),
}
NONE: dict[str, Promise] = {
    "assessments": _("No risk assessment was made in this period."),
    "on_the_list": _("No one was put on the list in this period."),
    "on_a_course": _("No one’s course ended in this period."),
    "sessions": _("No one’s course ended in this period."),
    "left_early": _("No one left before the end in this period."),
    "asked_what_it_gave": _("No one has been asked in this period what the course gave."),
    "measured_twice": _("No one whose course ended in this period has answered both before and at the end."),
    "follow_ups": _("No follow-up ended in this period."),
    "followed_up": _("No one was followed up in this period."),
}
GROUPS: dict[str, Promise | str] = {
    "share_of_assessments": _("Share of the assessments"),
    "share_of_on_the_list": _("Share of those put on the list"),
    "share_of_on_a_course": _("Share of those whose course ended"),
    "share_of_sessions": _("Share of the sessions"),
    "share_of_left_early": _("Share of those who left"),
    "share_of_asked_what_it_gave": _("Share of those who were asked"),
    "share_of_measured_twice": _("Share of those who answered both times"),
    "share_of_follow_ups": _("Share of the follow-ups"),
    "share_of_followed_up": _("Share of those followed up"),
    "assessments_in_time:first_in_time": _("The first, in time"),
    "assessments_in_time:first_late": _("The first, late"),
    "assessments_in_time:again_in_time": _("A later one, in time"),
    "assessments_in_time:again_late": _("A later one, late"),
    "course_waiting:within_7": _("A place within 7 days"),
    "course_waiting:within_14": _("Within 8 to 14 days"),
    "course_waiting:within_30": _("Within 15 to 30 days"),
    "course_waiting:within_60": _("Within 31 to 60 days"),
    "course_waiting:later": _("After more than 60 days"),
    "course_waiting:waiting": _("Still waiting"),
    "course_waiting:ended": _("Took the wish back"),
    **{f"course_completed:{one.value}": one.label for one in (PlaceState.COMPLETED, PlaceState.DROPPED_OUT)},
    "course_attendance:came": _("Came"),
    "course_attendance:stayed_away": _("Stayed away"),
    **{f"course_dropped:{one.value}": one.label for one in Dropped},
    **{f"course_gave:{one.value}": one.label for one in Gave},
    "outcome_change:at_end_better": _("At the end: better"),
    "outcome_change:at_end_same": _("At the end: as before"),
    "outcome_change:at_end_worse": _("At the end: worse"),
    "outcome_change:later_better": _("At the follow-up: better"),
    "outcome_change:later_same": _("At the follow-up: as before"),
    "outcome_change:later_worse": _("At the follow-up: worse"),
    **{f"follow_up:{one.value}": one.label for one in FollowUpState},
    **{f"follow_up_goes:{one.value}": one.label for one in Goes},
}
