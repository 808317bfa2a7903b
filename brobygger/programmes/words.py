"""The words of each reason for which a change of the criteria is refused."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "longer_than_the_program_allows": _(
        "A deadline can only be made shorter here: the longest one comes with the program."
    ),
    "offence_code_unknown": _("Nobody has decided yet what this offence code counts as."),
    "type_not_in_target_group": _("This type of incident is not in the target group."),
    "role_not_in_target_group": _("This role is not in the target group for this type of incident."),
    "too_young": _("The person is younger than the target group."),
    "too_old": _("The person is older than the target group."),
    "valid_from_has_passed": _("The day from which the criteria are to hold has passed. Choose today or a later day."),
    "a_draft_is_open": _("There is a draft already. Change that one, or withdraw it first."),
    "criteria_are_not_a_draft": _("These criteria are no longer a draft and cannot be changed."),
    "criteria_cannot_move": _(
        "These criteria have been decided in the meantime. Open the list to see where they stand."
    ),
    "changed_by_another": _("Someone else has changed this while you had it open. See what stands now, and try again."),
    "code_counts_as_another_type": _("One of the codes counts as another type of incident already."),
    "an_offence_code_has_3_to_6_digits": _("An offence code has 3 to 6 digits."),
    "age_limit_out_of_range": _("Write an age between 0 and 130."),
    "ages_the_wrong_way_round": _("The lower age limit is above the upper one."),
    "days_out_of_range": _("Write a number of days between 0 and 365."),
    "the_window_closes_before_the_wait": _("The window closes before the wait is over."),
    "nothing_is_changed": _("The draft is the same as the version that holds. There is nothing to approve."),
    "no_legal_basis": _("There is no legal basis with this name on this day. Ask your programme leader to add it."),
    "a_newer_version_is_there": _("There is a version from this day or a later one already. Choose a later day."),
    "hours_cannot_be": _("Write hours between 0 and 24, each span with its end after its beginning: 9-12, 12-16."),
    "hours_overlap": _("The hours overlap, or do not stand in order."),
    "no_weekday_is_chosen": _("Choose at least one weekday."),
    "attempts_out_of_range": _("Write between 1 and 20 attempts."),
    "hours_between_out_of_range": _("Write between 0 and 336 hours."),
    "hold_out_of_range": _("Write between 5 and 480 minutes."),
    "a_first_call_has_a_basis": _("Write on what basis the first call is made."),
    "a_step_has_a_heading_and_words": _("Each step has a heading and something to say under it."),
    "a_consent_says_something": _("Write the words of the consent."),
    "a_wording_waits_already": _("Words in this language wait for approval already. Decide on those first."),
    "consent_wording_cannot_move": _("These words have been decided on in the meantime."),
}
