"""What sees to each state that someone's way through the house can stop in, so that nobody is left unseen.

A state is an explained end; or it stands on a list until a day that the program itself lets pass; or it has a deadline;
or the way goes on in another room. A state that is none of these is refused by the tests.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from brobygger.base.machine import Machine
from brobygger.cases.states import CASE
from brobygger.cases.states import CaseState as C
from brobygger.coordination.states import PLAN, TASK
from brobygger.coordination.states import PlanState as L
from brobygger.coordination.states import TaskState as W
from brobygger.counselling.states import ASSIGNMENT, CONVERSATION, COUNSELLING
from brobygger.counselling.states import AssignmentState as G
from brobygger.counselling.states import ConversationState as K
from brobygger.counselling.states import CounsellingState as H
from brobygger.courses.states import PLACE
from brobygger.courses.states import PlaceState as P
from brobygger.duties.states import DUTY, DutyKind
from brobygger.duties.states import DutyState as D
from brobygger.participants.states import FOLLOW_UP
from brobygger.participants.states import FollowUpState as U
from brobygger.referrals.states import ARRIVAL, REFERRAL
from brobygger.referrals.states import ArrivalState as A
from brobygger.referrals.states import ReferralState as R
from brobygger.risk.states import RISK, STEP
from brobygger.risk.states import RiskState as J
from brobygger.risk.states import StepState as T
from brobygger.screening.states import SCREENING
from brobygger.screening.states import ScreeningState as S


@dataclass(frozen=True, slots=True)
class Ended:
    """An explained end: the state itself says what came of it."""


@dataclass(frozen=True, slots=True)
class Listed:
    """On a list, until the day in the field has passed and the program moves it on by itself."""

    url: str
    until: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """The alarms hear of it: it is always under way in one of these, each with its limit in the policy."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoesOn:
    """The way goes on in another journey, and is seen to there."""

    journey: str


type Answer = Ended | Listed | Deadline | GoesOn

ENDED = Ended()


def _by(kind: str, *states: str) -> Deadline:
    return Deadline(tuple(f"{kind}.{state}" for state in states))


def _duty(state: D) -> Deadline:
    return Deadline(tuple(f"{kind}.{state}" for kind in DutyKind))


_WINDOW = Listed("call_list", until="window_until")

ANSWERS: dict[str, tuple[Machine[Any], Mapping[str, Answer]]] = {
    "case": (
        CASE,
        {
            **dict.fromkeys((C.TO_CALL, C.NO_NUMBER, C.GUARDIAN_MISSING, C.AWAITING_TYPE), _WINDOW),
            C.WILL_CALL_SELF: Listed("followed", until="follow_until"),
            C.ACCEPTED: GoesOn("referral"),
            **dict.fromkeys((C.DECLINED, C.CAME, C.DID_NOT_COME, C.NOT_REACHED, C.LANGUAGE_BARRIER), ENDED),
            **dict.fromkeys(
                (C.WINDOW_PASSED, C.STOPPED, C.NOT_IN_TARGET_GROUP, C.ANSWER_NOT_RECORDED, C.JOINED), ENDED
            ),
        },
    ),
    "referral": (
        REFERRAL,
        {
            **{s: _by("referral", s) for s in (R.TO_BE_SENT, R.SENT, R.RECEIVED, R.ACCEPTED, R.FIRST_CONTACT)},
            **dict.fromkeys((R.HELD, R.CAME_TO_NOTHING, R.WITHDRAWN), ENDED),
            R.TAKEN_BACK: GoesOn("case"),  # undone with its call: the person is on the list again
        },
    ),
    "arrival": (
        ARRIVAL,
        {
            A.ARRIVED: _by("arrival", A.ARRIVED),
            A.ACCEPTED: GoesOn("counselling"),
            A.DECLINED: GoesOn("referral"),  # the sender has it again
            A.CALLED_BACK: GoesOn("referral"),
            **dict.fromkeys((A.WITHDRAWN, A.ENDED), ENDED),
        },
    ),
    "counselling": (
        COUNSELLING,
        {
            H.WAITING: _by("counselling", H.WAITING),
            H.OFFERED: _by("counselling", H.OFFERED),
            H.RUNNING: Deadline(
                _by("counselling", "no_contact", "follow_up", "nothing_planned").keys
                + _by("conversation", K.PLANNED).keys
            ),
            H.ENDED: ENDED,
        },
    ),
    "assignment": (
        ASSIGNMENT,
        {
            G.OFFERED: _by("counselling", H.OFFERED),
            **dict.fromkeys((G.ACCEPTED, G.DECLINED, G.WITHDRAWN, G.HANDED_BACK, G.FREED), GoesOn("counselling")),
            G.DONE: ENDED,
        },
    ),
    "conversation": (
        CONVERSATION,
        {
            K.PLANNED: _by("conversation", K.PLANNED),
            **dict.fromkeys((K.HELD, K.NO_SHOW, K.CANCELLED, K.BROKEN_OFF), GoesOn("counselling")),
        },
    ),
    "duty": (
        DUTY,
        {
            **{s: _duty(s) for s in (D.RAISED, D.TO_NOTIFY, D.SENT, D.RECEIPT)},
            # An answer ends the waiting; closing is only putting it away.
            **dict.fromkeys((D.NOT_TO_NOTIFY, D.ANSWERED, D.CLOSED, D.MISTAKE), ENDED),
        },
    ),
    "screening": (
        SCREENING,
        {
            **{s: _by("screening", s) for s in (S.STARTED, S.SEED_PLANTED, S.POINTED_ON, S.SENT, S.TAKEN)},
            **dict.fromkeys((S.ASKED_AGAIN, S.CAME_BACK), GoesOn("screening")),  # the later one carries it on
            S.CONVERSATION_HELD: GoesOn("risk"),
            **dict.fromkeys((S.NO_SIGN, S.LET_LIE, S.CAME_THERE, S.DID_NOT_COME_THERE, S.NOT_KNOWN_THERE), ENDED),
            **dict.fromkeys((S.CAME_TO_NOTHING, S.WITHDRAWN, S.THROWN_AWAY), ENDED),
        },
    ),
    "risk": (
        RISK,
        {**{s: _by("risk", s) for s in (J.TO_ASSESS, J.FOLLOWED, J.ELSEWHERE)}, J.ENDED: ENDED},
    ),
    "place": (
        PLACE,
        {
            **{s: _by("place", s) for s in (P.WAITING, P.OFFERED)},
            P.CONFIRMED: ENDED,  # the course carries her on; leaving before the end is heard of
            P.DROPPED_OUT: _by("place", "not_rung"),
            P.COMPLETED: GoesOn("follow_up"),
            P.WITHDRAWN: ENDED,
        },
    ),
    "follow_up": (
        FOLLOW_UP,
        {U.TRIED: _by("follow_up", "due"), **dict.fromkeys((U.HELD, U.NOT_WISHED, U.NOT_REACHED), ENDED)},
    ),
    "coordination": (PLAN, {L.OPEN: _by("coordination", L.OPEN, "no_lead"), L.ENDED: ENDED}),
    "plan_task": (TASK, {W.AGREED: _by("plan_task", W.AGREED), W.DONE: ENDED, W.NOT_POSSIBLE: ENDED}),
    "risk_step": (STEP, {T.AGREED: _by("risk_step", T.AGREED), T.DONE: ENDED, T.NOT_POSSIBLE: ENDED}),
}

# Machines that are no person's way through the house; nobody is left behind in them.
NO_JOURNEY = {
    "trial": "another staffing that is tried in a model",
    "call": "a call is a part of its case, which is on the list",
    "criteria": "a version of the target group",
    "consent_wording": "a version of the words of a consent",
    "import_run": "a file; one that does not end is a leak of its own",
    "message": "a message; one that is stuck is a leak of its own",
    "alarm": "what is heard itself",
    "offer": "an offer of help in the directory",
    "role_offer": "a role that someone has been offered, and answers herself",
    "pack": "a form, in use or taken out of it",
    "rota": "a plan of shifts; a shift without anyone has its alarm",
    "course": "a course; each one's place in it is a journey",
    "plan": "a plan for courses; who waits has her own place",
    "assessment": "what is written at a next look, which has its day",
    "extract": "what is printed for one receiver; one that waits for a second person has its alarm",
    "meeting": "a meeting; its deadlines are its own",
    "course_criteria": "a version of the questions",
    "survey_batch": "answers without a name; it is opened by the month",
    "interview": "a wish to be asked, which is on its list and ends by itself after half a year",
}


def answer(journey: str, state: str) -> Answer:
    """What sees to the state. KeyError where nobody has said."""
    return ANSWERS[journey][1][state]
