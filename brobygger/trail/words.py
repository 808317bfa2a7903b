"""What the trail's codes mean, as the end of a sentence that begins with who did it."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from brobygger.trail.models import Entry

SENTENCES: dict[str, str | Promise] = {
    "cases.moved": _("moved a case on"),
    "cases.put_back": _("put a case back on the list"),
    "demonstration.begun": _("began to fill the demonstration"),
    "demonstration.filled": _("filled the demonstration with invented people"),
    "desk.filter_dropped": _("removed a filter"),
    "desk.filter_kept": _("gave a filter a name"),
    "evaluation.counts_folded": _("brought the counts up to date"),
    "evaluation.counts_recounted": _("counted everything again"),
    "evaluation.figures_read": _("read figures"),
    "trail.read": _("read the trail"),
    "programmes.calling_hours_decided": _("decided when people are rung"),
    "intake.file_dropped": _("dropped a file without importing it"),
    "intake.file_handed_in": _("handed in a file"),
    "intake.first_rows_seen": _("saw the first rows of a file"),
    "intake.import_asked_for": _("asked for a file to be imported"),
    "intake.import_begun": _("began an import"),
    "intake.import_ended": _("ended an import"),
    "intake.rejected_rows_deleted": _("deleted the rejected rows of an import"),
    "intake.rejected_rows_downloaded": _("downloaded the rejected rows of an import"),
    "intake.rejected_rows_seen": _("saw the rejected rows of an import"),
    "intake.shared_with_accused_found": _("found a phone number or address shared with someone accused"),
    "intake.waiting_decided": _("placed the cases that waited for an offence code"),
    "outreach.call_saved": _("saved a call"),
    "outreach.call_undone": _("undid a call"),
    "outreach.card_seen": _("saw a contact card and the number"),
    "outreach.case_read": _("read a case"),
    "outreach.dates_passed": _("ended cases whose date had passed"),
    "outreach.guardian_found": _("found the guardian of a child"),
    "outreach.hold_released": _("released a person whom another held"),
    "outreach.list_seen": _("saw a page of the call list"),
    "outreach.number_found": _("found a number for a person"),
    "outreach.number_stopped": _("stopped a number during a call"),
    "outreach.person_came": _("noted that a person came by herself or himself"),
    "outreach.person_left": _("left a person for the others"),
    "outreach.person_opened": _("opened a person to ring"),
    "outreach.person_taken_over": _("took over a person from a colleague"),
    "outreach.searched": _("searched for a person"),
    "people.card_put_back": _("put a contact card back as it was"),
    "people.contact_stopped": _("stopped all contact to a person"),
    "people.forgotten": _("forgot a person"),
    "people.guardian_added": _("added a guardian"),
    "people.interpreter_needed": _("noted that an interpreter is needed"),
    "people.language_changed": _("noted a person's language"),
    "people.number_added": _("added a phone number"),
    "people.number_in_use_again": _("took a phone number into use again"),
    "people.number_stopped": _("stopped a phone number"),
    "people.ringing_allowed": _("noted that a person may be rung"),
    "people.ringing_forbidden": _("noted that a person may not be rung"),
    "people.wishes_kept": _("noted a person's contact wishes"),
    "programmes.criteria_approved": _("approved criteria"),
    "programmes.criteria_drafted": _("began new criteria"),
    "programmes.criteria_proposed": _("asked for criteria to be approved"),
    "programmes.criteria_returned": _("sent criteria back"),
    "programmes.criteria_withdrawn": _("withdrew criteria"),
    "programmes.offence_code_mapped": _("said what an offence code counts as"),
    "programmes.offence_code_unmapped": _("took an offence code out"),
    "programmes.rule_changed": _("changed who is in the target group"),
    "programmes.window_changed": _("changed the wait or the window"),
    "referrals.handover_read": _("read what may be handed over to the counsellors"),
    "referrals.referral_made": _("made a referral"),
    "referrals.referral_taken_back": _("took a referral back"),
    "staff.invitation_accepted": _("chose a password by invitation"),
    "staff.invitation_renewed": _("made a new invitation link"),
    "staff.role_ended": _("gave a role its last day"),
    "staff.role_given": _("gave someone a role"),
    "staff.role_kept": _("let a role go on"),
    "staff.sign_in_failed": _("tried to sign in with a wrong password"),
    "staff.signed_in": _("signed in"),
    "staff.signed_out": _("signed out"),
    "staff.zone_opened": _("opened a zone"),
}

# What an entry concerns: the thing's kind before its number.
KINDS: dict[str, str | Promise] = {
    "call": _("call"),
    "case": _("case"),
    "criteria": _("criteria"),
    "importrun": _("import"),
    "membership": _("role"),
    "person": _("person"),
    "phonenumber": _("phone number"),
    "programme": _("programme"),
    "referral": _("referral"),
    "savedfilter": _("filter"),
    "worker": _("worker"),
    "zone": _("zone"),
}


def about(entry: Entry) -> str:
    """The kind of thing that the entry concerns, in words."""
    return str(KINDS.get(entry.about_kind, entry.about_kind))


def sentence(entry: Entry) -> str:
    """The entry in plain words: who, and what she did; an unknown code is shown as it is."""
    if entry.by is not None:
        who = entry.by.name
    else:
        who = gettext("The program itself") if entry.by_kind == "machine" else gettext("Someone not signed in")
    return f"{who} {SENTENCES.get(entry.what, entry.what)}"
