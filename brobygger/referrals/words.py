"""The words of this room's refusals."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, str | Promise] = {
    "consent_missing": _("Read the consent aloud, and note that the person said yes to it."),
    "not_accepted": _("There is only a referral where the offer was accepted."),
    "referral_cannot_move": _("The referral has gone on already."),
    "referral_under_way": _("A referral of this person is under way already."),
    "referral_has_gone": _(
        "The referral has been sent. Withdraw the consent on its page, so that the receiver is told."
    ),
    "person_is_minor": _(
        "The police have corrected the birth date: the person is under 18. The guardian is to be asked."
        " Do not make contact."
    ),
    "all_contact_stopped": _("All contact has been stopped. Do not make contact."),
    "consent_withdrawn": _("The consent has been withdrawn. No one may contact the person about this."),
    "consent_run_out": _("The consent is too old to lean on. Ask the person again before anything is sent."),
    "no_number_to_send": _("There is no number that may be used. Add one to the case before you send."),
    "receiver_missing": _("Choose where to send the referral."),
    "receiver_gone": _("This receiver takes no more referrals. Nothing was sent, and the referral still waits."),
    "not_covered_by_consent": _("You have ticked something that the consent does not cover."),
    "required_field_missing": _("Without name, phone number and safe hours no one can ring. They have to go along."),
    "contents_changed": _("What would be sent has changed since you saw it. Look it through once more."),
    "note_too_long": _("The note is too long: at most 1,000 characters."),
    "note_holds_cpr": _("The note holds what looks like a CPR number. It must not be sent; take it out."),
    "reason_missing": _("Choose a reason."),
    "step_unknown": _("Choose one of the answers."),
    "arrival_cannot_move": _("It has been answered already."),
    "arrival_called_back": _("The sender has called it back. Nothing more is to be done here."),
    "outcome_missing": _("Tell first what came of it, so that the sender knows."),
    "no_link_wanted": _("The receiver is not waiting for a link."),
    "receiver_not_possible": _("This cannot be a receiver."),
    "receiver_needs_address": _("An organisation outside needs an e-mail address."),
    "receiver_needs_name": _("The receiver needs a name."),
    "receiver_known": _("The receiver is on the list already."),
    "receiver_gone_already": _("The receiver has been taken off the list already."),
    "coverage_decided": _("It has been decided what these words cover. Write new words for something else."),
    "field_unknown": _("One of the fields is not known."),
    "days_out_of_a_year": _("A consent is leaned on for 1 to 365 days."),
    "nothing_to_hand_over": _("There is nothing to hand over: no receiver outside has this referral."),
    "link_days_out_of_range": _("A link can be used for 1 to 90 days."),
    "link_altered": _("The link is not whole. Copy all of it from the e-mail, or ask the sender for a new one."),
    "link_used": _("The link has been used. Nothing more can be answered with it."),
    "link_expired": _("The link is too old. Ask the sender for a new one."),
    "link_withdrawn": _("Stop all contact about this referral."),
    "link_receiver_gone": _("The sender no longer sends to you. Ring the sender if that is a mistake."),
    "link_closed": _("The sender no longer waits for an answer about this referral."),
    "link_replaced": _("A newer link has been sent. Use the one in the newest e-mail."),
}
