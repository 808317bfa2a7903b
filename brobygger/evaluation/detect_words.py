"""What the figures of the way in are called, what they count, and what their groups are called."""

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from brobygger.evaluation import course_words
from brobygger.municipality.codes import WayIn
from brobygger.routes.codes import Answer, Route
from brobygger.screening.codes import Heard, OverrideReason
from brobygger.screening.states import ScreeningState

TITLES: dict[str, Promise] = {
    "registered": _("What became of everything registered"),
    "detected_by_department": _("Detected, by department"),
    "detected_by_way_in": _("Detected, by way in"),
    "detected_by_heard": _("Where people heard of the help"),
    "detected_by_month": _("Detected, by time"),
    "steps": _("The question, and what was answered"),
    "seeds": _("What became of the seeds"),
    "days_to_conversation": _("From the first sign to the first conversation"),
    "routes": _("Which door was chosen"),
    "routes_suggested": _("The door suggested, and the door chosen"),
    "overrides": _("Why another door was chosen"),
    "led_on": _("Whether people came to the other door"),
    "danger": _("Risk of serious or lethal violence"),
    "child_worry": _("Worry for a child under 18"),
    "anonymous": _("Anonymous, by way in"),
    "campaigns": _("Campaigns: links opened and people who came"),
    "open_pages": _("Sent from the open pages"),
    **course_words.TITLES,
}

_DETECTED = _(
    "Counts everyone detected in the period, by the day of the first sign or of the first word from the person. "
    "Not counted: registrations not finished, begun by mistake, without signs after all, or not from a person. "
    "Whoever was asked again later counts once; whoever came anew counts anew. Percentages are of everyone detected."
)
_ANSWER = _(
    "Counts those detected in the period for whom the question is answered; “not known” is an answer. "
    "Percentages are of the answered."
)
DEFINITIONS: dict[str, Promise] = {
    "registered": _(
        "Every registration in the period, and where it went. Only the first group is counted in the other figures. "
        "“Asked again” are seeds whose person was registered anew when asked: she or he is counted there. "
        "“Came back” are registrations whose person wrote to the team with the code: counted by what was sent."
    ),
    "detected_by_department": _DETECTED,
    "detected_by_way_in": _DETECTED,
    "detected_by_heard": _DETECTED,
    "detected_by_month": _DETECTED,
    "steps": _(
        "Counts those whom an employee registered, by the last answer registered. Percentages are of them all. “Wants "
        "help now” and “not ready” are parts of those who confirmed. Whoever came without an employee is not in it."
    ),
    "seeds": _(
        "Counts every seed planted with people first seen in the period: not confirmed, not ready, or not asked yet. "
        "Asked again: an employee asked anew. Came back: the person came with the code, or wrote, before being asked."
    ),
    "days_to_conversation": _(
        "Counts those for whom the team is the way, from the day of the first sign to the team’s first conversation. "
        "Those who still wait are counted with the days they have waited until today, by the method of Kaplan and "
        "Meier; leaving them out would make the wait look shorter. Those for whom it ended without a conversation "
        "are shown, and are not in the days."
    ),
    "routes": _("Counts those detected in the period for whom a door was chosen. Percentages are of them."),
    "routes_suggested": _(
        "Counts those for whom the programme’s questions led to a door and a person then chose one. Each row is the "
        "door suggested; its numbers are the doors chosen. The bar shows how often the suggestion was followed."
    ),
    "overrides": _("Counts those for whom another door was chosen than the one suggested, by the reason given."),
    "led_on": _(
        "Counts those who were led to a door outside the programme, by what is known of whether they came there."
    ),
    "danger": _ANSWER,
    "child_worry": _ANSWER,
    "anonymous": _(
        "Counts everyone detected in the period, and how many of them had not said who they were when they came. "
        "The bar shows their share of each way in."
    ),
    "campaigns": _(
        "Opened: how many times the campaign’s link or QR code was opened in the period; a number without any trace of "
        "who, and one person may open it many times. Came: detected in the period with the campaign’s link. "
        "The two cannot be divided by each other as if they were people."
    ),
    "open_pages": _(
        "Sent: those detected in the period who wrote on the open pages themselves and sent it. Begun: how many times "
        "someone began there in the period; a number for each day, and nothing of who. One person may begin many "
        "times, and whoever came with a code from an employee is in Sent and not in Begun."
    ),
    **course_words.DEFINITIONS,
}

POPULATIONS: dict[str, Promise] = {
    "registered": _("registrations"),
    "detected": _("detected"),
    "screened": _("registered by an employee"),
    "seeds": _("seeds"),
    "for_the_team": _("for whom the team is the way"),
    "routed": _("with a door chosen"),
    "suggested": _("with a door suggested and a door chosen"),
    "overridden": _("with another door than suggested"),
    "led_on": _("led to another door"),
    "answered": _("answered"),
    "by_campaign": _("who came by a campaign’s link"),
    "sent_openly": _("sent from the open pages"),
    **course_words.POPULATIONS,
}

# What is said where nothing is to be counted.
NONE: dict[str, Promise] = {
    "registered": _("Nothing was registered in this period."),
    "detected": _("No one was detected in this period."),
    "screened": _("No employee registered anyone in this period."),
    "seeds": _("No seed was planted in this period."),
    "for_the_team": _("No one was on the way to the team in this period."),
    "routed": _("No door was chosen in this period."),
    "suggested": _("No door was both suggested and chosen in this period."),
    "overridden": _("No one was led to another door than the one suggested."),
    "led_on": _("No one was led to another door in this period."),
    "answered": _("The question is not answered for anyone in this period."),
    "by_campaign": _("No one came by a campaign’s link in this period."),
    "sent_openly": _("No one has sent anything from the open pages in this period."),
    **course_words.NONE,
}

_SHARES: dict[str, Promise] = {
    "share_of_registered": _("Share of the registrations"),
    "share_of_detected": _("Share of the detected"),
    "share_of_screened": _("Share of those whom an employee registered"),
    "share_of_seeds": _("Share of the seeds"),
    "share_of_for_the_team": _("Share of those for whom the team is the way"),
    "share_of_routed": _("Share of those with a door chosen"),
    "as_suggested": _("Share where the suggested door was chosen"),
    "share_of_overridden": _("Share of those with another door than suggested"),
    "share_of_led_on": _("Share of those led to another door"),
    "share_of_answered": _("Share of the answered"),
    "anonymous": _("Anonymous"),
    "share_of_by_campaign": _("Share of those who came by a campaign’s link"),
    "share_of_sent_openly": _("Share of those who sent something from the open pages"),
    "opened": _("Opened"),
    "came": _("Came"),
}


def _of(key: str, codes: type[TextChoices]) -> dict[str, Promise | str]:
    return {f"{key}:{code.value}": code.label for code in codes}


GROUPS: dict[str, Promise | str] = {
    **_SHARES,
    "registered:detected": _("Detected"),
    **{
        f"registered:{state.value}": state.label
        for state in (ScreeningState.NO_SIGN, ScreeningState.STARTED, ScreeningState.THROWN_AWAY)
    },
    "registered:asked_again": _("Asked again, and counted there"),
    "registered:came_back": _("Came back by herself or himself, and counted there"),
    "registered:not_a_person": _("Not from a person: advertising or a joke"),
    "detected_by_department:no_department": _("Not through a department"),
    **_of("detected_by_way_in", WayIn),
    "detected_by_way_in:all": _("All"),
    **_of("detected_by_heard", Heard),
    "steps:asked": _("Asked"),
    "steps:confirmed": _("Confirmed it"),
    "steps:wants_help": _("Wants help now"),
    "steps:not_ready": _("Not ready yet"),
    "steps:not_confirmed": _("Did not confirm it"),
    "steps:not_asked": _("Not asked yet"),
    "seeds:waits": _("Waits for the day to ask again"),
    "seeds:asked_again": _("Asked again"),
    "seeds:let_lie": _("Not asked again, for a reason"),
    "seeds:came_by_herself": _("Came back of her or his own accord"),
    "days_to_conversation:within_7": _("Talked with within 7 days"),
    "days_to_conversation:within_14": _("Within 8 to 14 days"),
    "days_to_conversation:within_30": _("Within 15 to 30 days"),
    "days_to_conversation:within_60": _("Within 31 to 60 days"),
    "days_to_conversation:later": _("After more than 60 days"),
    "days_to_conversation:waiting": _("Still waiting"),
    "days_to_conversation:ended": _("Ended without a conversation"),
    **_of("route", Route),
    **_of("override", OverrideReason),
    "led_on:pointed_on": _("Not known yet"),
    "led_on:came_there": _("Came there"),
    "led_on:did_not_come_there": _("Did not come there"),
    "led_on:not_known_there": _("Cannot be known"),
    **_of("answer", Answer),
    **course_words.GROUPS,
}
