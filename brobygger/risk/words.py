"""The words of this room: refusals, and the safeguards as anyone can read them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

type Words = str | Promise

REASONS: dict[str, Words] = {
    "risk_cannot_move": _("That cannot be done as it stands. Look at the page again."),
    "assessment_cannot_move": _("That cannot be done as it stands. Look at the page again."),
    "risk_step_cannot_move": _("It has been settled already."),
    "risk_case_has_ended": _("Nobody looks again. Take it up first."),
    "no_certificate_of_risk": _(
        "Only someone with a certificate that holds today may assess. The leader notes it under Training of staff."
    ),
    "short_version_wants_experience": _(
        "The short version is for those with thorough experience of the full one. The leader notes it with the course."
    ),
    "certificate_has_run_out": _(
        "Your certificate has run out. What you have written is kept; it can be handed in when it is renewed, or by a"
        " certified colleague who takes over."
    ),
    "not_certified_for_risk": _("Choose someone whose certificate holds today."),
    "two_assessors_are_two": _("The two must be two different people."),
    "not_with_the_team": _("The team has not taken the person yet."),
    "a_colleague_assesses": _("A colleague who is at work has it. She or he can pass it on, and so can the leader."),
    "an_assessment_is_being_written": _("An assessment is being written already. End it first, or break it off."),
    "another_ends_where_danger_stands": _(
        "Danger stands. Another than the one who assesses ends it: a colleague who assesses, or the leader."
    ),
    "assessment_is_handed_in": _("It has been handed in and is not written in any more."),
    "assessment_is_broken_off": _("The assessment has been broken off. Take it up again on the person's page."),
    "not_yours_to_break_off": _("Whoever writes it, or assesses, breaks it off."),
    "the_other_reader_confirms": _("The other of the two who have read confirms."),
    "say_why_not_possible": _("Write in a few words why it is not possible."),
    "say_why_sent_back": _("Write in a few words what is to be looked at again."),
    "assessment_waits_for_nobody": _("It does not wait for anybody."),
    "pack_is_for_something_else": _("That form is for something else."),
    "rating_is_anothers": _("A colleague writes this rating. Note what you know as evidence, or read as the second."),
    "rating_is_handed_in": _("The rating is handed in."),
    "written_in_another_window": _(
        "It has been written in another window meanwhile. What you have written stands here; save again to keep it."
    ),
    "a_colleague_has_written_meanwhile": _(
        "A colleague has written here meanwhile. Her words stand above, yours below; save again to keep yours."
    ),
    "both_read_first": _("Both hand in their own rating first."),
    "the_two_have_not_agreed": _("Two have read. Speak together, and hand in what you agree on first."),
    "the_two_differ_still": _("You two differed, and have not chosen an answer yet: %(which)s."),
    "not_the_second_reader": _("You are not named as the second."),
    "read_it_before_you_confirm": _("Open it and read it first. Then you can say that you agree."),
    "both_have_read": _("Both have read. Write what you agree on, and hand it in: what you found is not broken off."),
    "steps_are_left": _("Something that was agreed is not settled. Note what is done, or not possible, first."),
    "begun_line_left": _("Begun, and not part of the assessment: %(which)s. Save it there, or empty the fields."),
    "somebody_reads_already": _("Someone reads as the second already."),
    "has_read_the_first": _("You have seen what the first has written. Someone who has not must read as the second."),
    "day_ahead": _("Choose today or a day before."),
    "happened_long_ago": _(
        "That is more than five years ago. Note it under “What is known”, and look at whether the year is right."
    ),
    "event_too_far_ahead": _("That is more than a year ahead. Look at whether the year is right."),
    "known_before_it_happened": _("It cannot be learned before it happens. Look at the two days."),
    "someone_does_it": _("Choose who does it, or write it."),
    "not_in_the_team": _("Choose someone who works here today."),
    "step_time_has_passed": _("Choose a time that has not passed."),
    "step_is_not_agreed_yet": _("It is agreed when the assessment is handed in."),
    "ask_on_a_day_ahead": _("Choose a day after today."),
    "ask_within_four_weeks": _("Ask within four weeks."),
    "ask_sooner_where_danger_is_known": _("Danger is known. Ask within a week."),
    "nothing_waits_for_a_second": _("Nothing waits for a second person here."),
    "opinion_missing": _("Every opinion needs your answer. None is chosen for you."),
    "required_missing": _("The form requires an answer."),
    "judgement_missing": _("Write your judgement in your own words."),
    "evidence_missing": _(
        "The form asks for evidence where something is said to be there. Note it under “What is known”."
    ),
    "near_without_a_step": _("New violence is said to be near. Agree on a step within 24 hours first."),
    "least_urgent_wants_a_reason": _("The least urgent is chosen although something warns. Write why."),
    "a_team_is_two": _("A team is two. Name the second under Who assesses."),
    "short_ends_with_advice": _("The short version ends with what the person was advised. Note it."),
    "next_look_missing": _("Choose the day of the next look."),
    "next_look_too_far": _("The next look is within 90 days."),
    "next_look_sooner_where_danger_is_unknown": _(
        "Something that would warn is not known, or not answered. That is never no: the next look is within 14 days."
    ),
    "begun_line_too_long": _("It is too long to be kept. Make it shorter."),
    "next_look_sooner_where_violence_is_near": _("New violence is said to be near. The next look is within 7 days."),
    "next_look_sooner_where_much_is_unknown": _("More than half is not known. The next look is within 14 days."),
}

# Each safeguard: what happens, and what it asks of whoever assesses.
SAFEGUARDS: tuple[tuple[Words, Words], ...] = (
    (
        _("You choose every answer yourself"),
        _("Nothing is chosen beforehand, nothing is added up, and no level comes out. What is not known is never no."),
    ),
    (
        _("You are two"),
        _("A whole assessment is handed in when a second with a certificate is named beside whoever assesses."),
    ),
    (
        _("Much is not known"),
        _(
            "Where more than half of the questions are not answered, or not known, the next look is within 14 days. So"
            " it is where the short version does not know of something that would warn."
        ),
    ),
    (
        _("New violence is near"),
        _(
            "Where you say so, or a scenario is within a day, a step within 24 hours must be agreed first, and the next"
            " look is within 7 days."
        ),
    ),
    (
        _("Little is urgent, and something warns"),
        _("Where danger has been said, or the short version found something, the lowest needs your written reason."),
    ),
    (
        _("More is urgent than before"),
        _(
            "It holds at once, also where two have agreed on it, and so does a first assessment, as long as nothing in"
            " it is less grave. What is to be done reaches those who do it, and the next look has its day."
        ),
    ),
    (
        _("Less is urgent or grave than before"),
        _(
            "A second person reads it and confirms: where two have read, the other of them. Until then the last"
            " assessment holds; what is to be done, and a nearer next look, count at once. It is compared with the last"
            " full assessment, opinion by opinion, whatever short versions came between; and what two agree on with"
            " what each of them read."
        ),
    ),
    (
        _("The short version found something"),
        _(
            "A full assessment is due within 24 hours of when it was handed in. The short one ends with what the person"
            " was advised."
        ),
    ),
    (
        _("The short version puts nothing off"),
        _(
            "The day of the full assessment stands until one holds, or a second person confirms the reason why none is"
            " needed. Another day moves later only when a second person confirms."
        ),
    ),
    (
        _("Others assess"),
        _(
            "They are asked how it went within four weeks, within one where danger is known. The day of the full"
            " assessment stands until one holds, or a second person confirms that others assess."
        ),
    ),
    (
        _("Something has happened"),
        _("A new look is due within three days, or before the day in court or of the release. It is never put off."),
    ),
    (
        _("The next look"),
        _("Always has a day, and never more than 90 days ahead as long as the person is followed."),
    ),
    (
        _("Evidence"),
        _("Where the form asks for it, what is said to be there needs something that it rests on."),
    ),
    (
        _("Two assess"),
        _("Both hold a certificate. The second reads without seeing the first; then you write what you agree on."),
    ),
)
