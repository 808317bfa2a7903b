"""The words of this room: refusals, what stands still, what explains someone, and how a leak is mended."""

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from brobygger.alarms.states import Because, Leak
from brobygger.cases.states import CaseState
from brobygger.duties.states import DutyKind
from brobygger.referrals.states import ReferralState
from brobygger.screening.states import ScreeningState
from brobygger.staff.held import HOLDINGS

type Words = str | Promise

OUT_OF_RANGE = _("Write a number of working days from 0 to 60.")

# A move by dates that is held, and why.
HELD = {
    "close_cases": _("%(count)s cases would be closed at once, because their date has passed"),
    "come_of_age": _("%(count)s minors would be rung themselves at once, because they turn 18"),
    "delete_rejected_rows": _("The rejected rows of %(count)s imports would be deleted at once"),
    "delete_inquiries": _("%(count)s begun inquiries of the open pages would be deleted at once"),
}
HELD_BECAUSE = {
    "many_at_once": _("That is many of the %(of)s there are. By the computer's clock it is %(now)s: is that right?"),
    "clock_leapt": _("The clock has leapt from %(last)s to %(now)s, or the program has been off: is the date right?"),
}

REASONS: dict[str, Words] = {
    "alarm_settled_already": _("The alarm has been answered already, or it has moved on by itself."),
    "alarm_cannot_move": _("The alarm has been answered already, or it has moved on by itself."),
    "goes_to_the_leader": _("This has been put off as often as it may be. Now the leader answers."),
    "say_why_it_may_wait": _("Say why it may wait."),
    "danger_is_not_put_off": _("Danger is not put off: it is an alarm until the duty is settled."),
    "new_day_not_ahead": _("Choose a day after today."),
    "new_day_is_no_working_day": _("That is no working day. Choose another day."),
    "new_day_too_far": _("That is too far ahead. Choose an earlier day: the alarm can be answered once more then."),
    "deadlines_hold_from_today": _("Deadlines can be changed from today at the earliest: what has been, has been."),
    "deadline_out_of_range": OUT_OF_RANGE,
    "closing_day_is_none": _("A closing day is written as 24-12 each year, or as 15-05-2026 once."),
}

# What stands still, by kind and state; each begins a sentence that ends with since when.
THINGS: dict[str, dict[str, Words]] = {
    "referral": {
        "to_be_sent": _("A referral that has not been sent"),
        "sent": _("A referral that the receiver has not confirmed"),
        "received": _("A referral that the receiver has not answered"),
        "accepted": _("A referral that was accepted, and no contact yet"),
        "first_contact": _("A referral with contact made, and no conversation yet"),
    },
    "arrival": {
        "arrived": _("A referral to us that nobody has answered"),
        "accepted": _("A referral that we accepted, and the sender has heard nothing"),
    },
    "counselling": {
        "waiting": _("Someone who waits for a volunteer"),
        "offered": _("Someone offered to a volunteer who has not answered"),
        "running": _("Someone with a volunteer"),
        "no_contact": _("Someone with a volunteer, and no contact yet"),
        "nothing_planned": _("Someone with a volunteer, and nothing is agreed"),
        "follow_up": _("A follow-up whose day has passed"),
    },
    "conversation": {
        "planned": _("A conversation whose time has passed, and nothing is noted"),
    },
    "police_danger": {
        "raised": _("Danger to life: not decided whether the police are told"),
        "decided_to_notify": _("Danger to life: the police have not been told yet"),
        "sent": _("Danger to life: no receipt from the police"),
        "receipt": _("Danger to life: no answer from the police"),
    },
    "underretning_133": {
        "raised": _("A child (§ 133): not decided whether to notify"),
        "decided_to_notify": _("A child (§ 133): the notification has not been sent"),
        "sent": _("A child (§ 133): no receipt from the municipality"),
        "receipt": _("A child (§ 133): no answer from the municipality"),
    },
    "underretning_135": {
        "raised": _("A child (§ 135): not decided whether to notify"),
        "decided_to_notify": _("A child (§ 135): the notification has not been sent"),
        "sent": _("A child (§ 135): no receipt from the municipality"),
        "receipt": _("A child (§ 135): no answer from the municipality"),
    },
    "offer": {
        "to_be_checked": _("An offer of help that is to be checked"),
    },
    "screening": {
        **{state.value: state.label for state in ScreeningState},  # those that have ended
        "started": _("A registration that is begun and not finished"),
        "seed_planted": _("A seed is planted, and the day to ask again has passed"),
        "pointed_on": _("Led to another door, and the day to ask how it went has passed"),
        "sent": _("Someone who waits for the team"),
        "taken": _("Someone whom the team has, and no conversation yet"),
        "conversation_held": _("Someone whom the team has talked with"),
    },
    "risk": {
        "to_assess": _("Someone whose risk is to be assessed, and the time has passed"),
        "followed": _("Someone who is to be looked at anew, and the day has passed"),
        "elsewhere": _("Someone who is assessed by others, and the day to ask them has passed"),
    },
    "follow_up": {
        "due": _("Someone who is to be followed up after a course"),
    },
    "place": {
        "waiting": _("Someone who has waited long for a course"),
        "offered": _("An offer of a place in a course that is not answered"),
        "not_rung": _("Someone who left a course, or whose course was called off, and has not been rung"),
    },
    "course": {
        "no_room": _("A course of which sessions stand without a room"),
        "certificate": _("A course whose certificate in violence runs out before it is over"),
        "one_leads": _("A course where at a session fewer than two who lead are at work"),
        "too_few": _("A course that is near, and too few have said yes"),
    },
    "risk_step": {
        "agreed": _("A step that was agreed for someone's safety, and is not done"),
    },
    "danger": {
        "no_duty": _("Danger was said, or a child is worried for, and nobody has raised the duty"),
    },
    "mailbox": {
        "unread": _("A message in a mailbox that nobody has read"),
    },
    "safety_plan": {
        "day_passed": _("A plan whose day to be looked at again has come"),
        "changed": _("A plan that nobody has looked at since something changed"),
    },
    "extract": {
        "to_approve": _("An extract that waits for a second person"),
    },
    "shift": {
        "free": _("A shift that nobody has"),
        "away": _("A shift of someone who is away"),
    },
    "meeting": {
        "due": _("A meeting is due, and none is planned"),
        "to_note": _("A meeting whose day has passed, and nothing is noted"),
    },
    "coordination": {
        "open": _("A plan across departments in which nobody has written for long"),
        "no_lead": _("A plan across departments that nobody leads"),
    },
    "plan_task": {
        "agreed": _("A task in a plan across departments, and its day has passed"),
    },
    "agreed": {
        "open": _("Something that was agreed at a meeting, and its day has passed"),
    },
    "import": {
        "understood": _("A file that waits for a yes"),
        "waiting": _("A file that waits for its turn"),
        "running": _("A file that is said to be running"),
        "interrupted": _("A file that was interrupted"),
    },
    "message": {
        "waiting": _("A message that should have gone"),
        "sending": _("A message on its way"),
        "failed": _("A message that could not be sent"),
        "uncertain": _("A message that was perhaps sent"),
    },
}

# Why someone was told, after her name.
WHY: dict[str, Words] = {
    Because.HERS: _("whose it is"),
    Because.ROLE: _("as coordinator or leader"),
    Because.SUBSTITUTE: _("standing in for someone who is away"),
    Because.NEXT_LEVEL: _("since nobody nearer was at work"),
    Because.NOBODY_AT_WORK: _("though no one is at work"),
}

# Where she meets it who has no page of alarms: on her own list.
HERS_ON: dict[str, Words] = {
    **dict.fromkeys(DutyKind.values, _("whose it is: it stands on the list of duties")),
    "screening": _("whose it is: it stands on the list of registrations"),
    "agreed": _("whose it is: it stands among the meetings"),
    **dict.fromkeys(("plan_task", "coordination"), _("whose it is: it stands among the tasks")),
}

# What each leak means, and what is done about it.
MENDED: dict[str, Words] = {
    Leak.ACCEPTED_WITHOUT_REFERRAL: _(
        "The person said yes, and there is nothing that carries the yes on. Open the case and see what became of it."
    ),
    Leak.OPEN_PAST_WINDOW: _(
        "The program takes people off the list when their window has passed. Is it running? See that upkeep runs."
    ),
    Leak.FOLLOW_DATE_PASSED: _(
        "Whoever said 'I will call' is followed until a day. Open the case and note whether the person came."
    ),
    Leak.AWAITING_TYPE_TOO_LONG: _("Say on the criteria page what the offence code counts as."),
    Leak.HELD_TOO_LONG: _("Open the case and let it go, so that others can ring."),
    Leak.NO_NUMBER_UNSEEN: _("Open the case and look for a number, or note that there is none."),
    Leak.STATES_DISAGREE: _("The case and the register tell different stories. Open the case; tell those who run it."),
    Leak.OPEN_WITHOUT_CASE: _(
        "Nobody can be rung, for there is no case. Read the file in again, or tell those who run it."
    ),
    Leak.CASE_WITHOUT_REGISTRATION: _("The figures do not count this case. Tell those who run the program."),
    Leak.DEADLINE_PASSED: _("Open it and take the next step, or answer the alarm with a new date."),
    Leak.NO_DEADLINE: _(
        "No alarm will sound for this. Open it and take the next step; tell those who run the program."
    ),
    Leak.RECEIVER_GONE: _("Call the referral back, and send it to another receiver."),
    Leak.IMPORT_NOT_ENDED: _("Give the file again, or drop it. Nothing is doubled."),
    Leak.MESSAGE_STUCK: _("See in the outbox whether it arrived, and send it again or stop it."),
    Leak.SCREENING_DISAGREES: _(
        "The registration and the figures tell different stories. Open it where you can; tell those who run it."
    ),
    Leak.NO_WAY_TO_HER: _(
        "There is neither a card, a mailbox nor anything offered. Ask whoever sent it, or note that it came to nothing."
    ),
    Leak.HOLDER_GONE: _("Nobody can see it. Choose on the staff page who takes over, beside the role that is over."),
    Leak.OPEN_WITHOUT_SCREENING: _("Nobody can go on with it, for there is no registration. Tell those who run it."),
}

EXPLAINED: dict[str, Words] = {
    **{str(state): state.label for state in CaseState},
    **{f"referral_{state}": state.label for state in ReferralState},
    "imported": _("From a register that was kept before the program"),
    "imported_reported": _("From an earlier register; the conversation is in the counsellors' register"),
    "erased_after_referral": _("Referred, and erased since"),
}


def thing(key: str) -> str:
    """What stands still, in words; a state that nobody has given words to is shown as it is."""
    kind, _dot, state = key.partition(".")
    if kind == "held" and state in HOLDINGS:
        return str(HOLDINGS[state].words)
    return str(THINGS.get(kind, {}).get(state, key))


def explained(code: str) -> str:
    """What explains someone, in words; a yes by what became of its referral."""
    words = str(EXPLAINED.get(code, code))
    return gettext("Referral: %(state)s") % {"state": words} if code.startswith("referral_") else words
