"""The words of each reason in the directory, and of what an import tells."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "an_offer_has_a_name": _("Write a name."),
    "not_an_email": _("This is not an e-mail address."),
    "not_a_web_address": _("A web address begins with https:// or http://."),
    "not_a_phone_number": _("This is not a phone number that can be rung."),
    "number_out_of_range": _("The number is outside what it can be."),
    "ages_the_wrong_way_round": _("The lower age limit is above the upper one."),
    "waiting_the_wrong_way_round": _("The shortest wait is longer than the longest."),
    "waiting_time_has_a_day": _("Write the day on which the waiting time was told."),
    "a_secret_address_is_not_written_down": _("A secret address must not be written down. Leave the address empty."),
    "say_that_the_address_is_public": _("Say that the address is public, or leave it empty."),
    "the_offer_is_closed": _("The offer is closed down. Open it again first."),
    "offer_cannot_move": _("The offer has been closed or opened in the meantime."),
    "another_organisation_keeps_the_offer": _("Another organisation sees to this offer."),
    "name_the_offer_that_stays": _("Choose the open offer that stays."),
    # what a file may hold that cannot be taken in
    "not_json": _("The file is not JSON."),
    "not_hsds": _("The file holds no services in the shape of Open Referral (HSDS)."),
    "not_utf8": _("The file is not UTF-8."),
    "too_large": _("The file is larger than 10 MB."),
    "no_services": _("There are no services in the file: a page of organisations or of terms is no page of offers."),
    "too_heavy": _("The file takes too much memory or time to read. Hand it in in smaller files."),
    "has_no_id": _("The service has no id."),
    "stands_twice": _("The same id stands earlier in the file."),
    "status_unknown": _("The status is not one of those of HSDS."),
    "not_a_number": _("This is not a whole number."),
    "not_a_date": _("This is not a day."),
    "not_text": _("This is not text."),
    "too_long": _("The text is too long."),
    "not_a_code": _("This is not one of our codes."),
}

NOTES = {
    "term_kept_as_text": _("A word from another list is kept as text."),
    "shelter_address_left_out": _(
        "The address of a shelter is left out. Someone who knows that it is public can write it."
    ),
    "people_left_out": _("Named contact persons are left out."),
    "hours_kept_as_text": _("Opening hours that we cannot count with are kept as text."),
    "place_kept_as_text": _("A place that we do not know is kept as text."),
    "language_kept_as_text": _("A language that we have no code for is kept as text."),
    "not_taken_in": _("A field that we have no place for is not taken in."),
    "phone_left_out": _("A phone number that could not be read is left out."),
    "fax_left_out": _("A fax or text-phone number is left out."),
    "extra_address_left_out": _("More than one address: the first is kept."),
    "shortened": _("A long text is shortened."),
}
