"""The words of this room: what is in each room of the house, and what stands in the way."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

type Words = str | Promise

# What each room has about someone.
ROOMS: dict[str, Words] = {
    "people": _("Who the person is: name, address, numbers, contact card and what the person is found by"),
    "cases": _("Cases and registrations"),
    "intake": _("What the police's file said"),
    "outreach": _("Calls and what was written in them"),
    "contact": _("Messages"),
    "referrals": _("Consents, referrals and their links"),
    "counselling": _("Help from volunteers, and conversations"),
    "volunteers": _("Conflicts of interest of volunteers"),
    "screening": _("Registrations of the municipality"),
    "mailbox": _("Code name, and what was written with it"),
    "inquiries": _("Answers on the open pages"),
    "reception": _("Notes of the team, and the one who uses violence"),
    "risk": _("Risk assessments"),
    "safety": _("Safety plan"),
    "courses": _("Places in courses, and who came"),
    "participants": _("What a participant filled in, and the follow-up"),
    "coordination": _("Plans across departments"),
    "meetings": _("Meetings about the person's plan, with their minutes"),
    "extracts": _("Extracts for others"),
    "doubles": _("Who was merged with whom"),
    "alarms": _("Alarms and what was answered"),
    "duties": _("Duties to notify about a child"),
    "erasure": _("Requests to be erased"),
}
REASONS: dict[str, Words] = {
    "erasure_is_asked_for": _("The erasure has been asked for already. A second person confirms it."),
    "no_longer_asked": _("A colleague has confirmed or withdrawn this meanwhile."),
    "erasure_is_held": _("A leader has said that nothing about this person may be erased for now. The page says why."),
    "duty_is_open": _("A duty to notify is open. Whoever has it settles it first."),
    "someone_is_on_the_phone": _("A worker has the case open. Wait until it is saved, or put it back on the list."),
    "message_is_being_sent": _("A message is being sent at this moment. Try again in a minute."),
    "something_is_under_way": _("Something is still under way with the person. End it first."),
    "archive_has_not_decided": _(
        "The archive authority has not decided what a municipality keeps. Until then only someone who should never have"
        " been here can be erased."
    ),
    "archive_has_decided": _("The archive authority's decision has been noted already."),
    "hold_is_lifted": _("A colleague has lifted this meanwhile."),
}
