"""The words of this room: why two are offered, what stands beside each other, and what stands in the way."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from brobygger.doubles.rules import Names, Why

type Words = str | Promise

WHY: dict[str, Words] = {
    Why.PHONE: _("same phone"),
    Why.BIRTH_DATE: _("same date of birth"),
    Why.ADDRESS: _("same address"),
}
NAMES: dict[str, Words] = {
    Names.SAME: _("same name"),
    Names.ALIKE: _("names alike"),
    Names.GIVEN: _("same given name"),
}
GROUPS: dict[str, Words] = {
    "given_name": _("Given name"),
    "family_name": _("Family name"),
    "birth_date": _("Date of birth"),
    "gender": _("Gender"),
    "language": _("Language"),
    "email": _("E-mail"),
    "address": _("Address"),
    "about_minor": _("Is rung about"),
}
# By the column that points at a person: what such a row is called where it is placed.
THINGS: dict[str, Words] = {
    "cases.case.person": _("Case"),
    "cases.registration.person": _("Registration"),
    "people.phonenumber.person": _("Phone number"),
    "contact.message.person": _("Message"),
    "duties.duty.person": _("Duty to notify"),
    "screening.screening.person": _("Registration with the team"),
    "counselling.counselling.person": _("Help from a volunteer"),
    "referrals.arrival.person": _("Referral that arrived"),
    "volunteers.conflict.person": _("Conflict of interest of a volunteer"),
    "people.person.merged_into": _("Merged person"),
    "erasure.asked.person": _("Request to be erased"),
    "erasure.hold.person": _("Hold on erasure"),
}
REASONS: dict[str, Words] = {
    "merged_already": _("A colleague has merged one of the two meanwhile. Look at the list again."),
    "split_already": _("A colleague has split the two meanwhile."),
    "split_later_first": _("Someone else was merged with the person later. Split those two first."),
    "someone_saves_now": _("Someone is saving something about one of the two at this very moment. Try again."),
    "people_come_in_now": _("A file is being read in, or two are being merged, at this very moment. Try again."),
    "case_is_held": _("A worker has one of the cases open. Wait until it is saved, or put it back on the list."),
    "call_just_saved": _("A call was saved less than a minute ago and can still be undone. Try again in a minute."),
    "both_are_helped": _("Both are being helped by a volunteer now. End the help to one of them first."),
    "choose_case": _("Both have an open case. Choose which one goes on."),
    "look_twice": _("Look once more: a mistake here can tell the wrong person where she or he is."),
    "place_everything": _("Choose with whom each thing that has come since belongs."),
    "awaiting_type_cannot_go_on": _("The case that waits for its offence code cannot go on. Choose the other one."),
    "two_open_after_splitting": _("One of the two would have two open cases. Place the newer case with the other."),
}


def why_words(why: tuple[Why, ...], names: Names) -> str:
    """Same phone, names alike"""
    said = ", ".join(str(words) for words in (*(WHY[one] for one in why), NAMES[names]))
    return said[:1].upper() + said[1:]
