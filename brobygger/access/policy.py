"""The whole policy: role – act – condition. What the table does not say is refused, and refused is not there."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Model, QuerySet

from brobygger.access.actor import Actor, Role
from brobygger.access.conditions import (
    IN_ZONE,
    OWN_ASSESSMENT,
    OWN_CARD,
    OWN_DRAFT_CARD,
    OWN_DUTY,
    OWN_PEOPLE,
    OWN_RUNNING,
    OWN_SCREENING,
    OWN_STEP,
    Condition,
)
from brobygger.base.decision import YES, Decision, no


class Act(StrEnum):
    """What can be done, in the words of the work."""

    SEE_CALL_LIST = "see_call_list"
    SEE_CASE = "see_case"
    CALL = "call"
    RELEASE_HOLD = "release_hold"
    IMPORT_FILE = "import_file"
    SEE_IMPORTS = "see_imports"
    SEE_CRITERIA = "see_criteria"
    CHANGE_CRITERIA = "change_criteria"
    APPROVE_CRITERIA = "approve_criteria"
    SEE_FIGURES = "see_figures"
    SEE_TRAIL = "see_trail"
    MANAGE_STAFF = "manage_staff"
    PASS_DATES = "pass_dates"  # noqa: S105
    KEEP_CARD = "keep_card"
    SEE_REFERRALS = "see_referrals"
    SEND_REFERRAL = "send_referral"
    MANAGE_RECEIVERS = "manage_receivers"
    SEE_ARRIVALS = "see_arrivals"
    ANSWER_REFERRAL = "answer_referral"
    SEE_BOARD = "see_board"
    ASSIGN = "assign"
    MANAGE_VOLUNTEERS = "manage_volunteers"
    SEE_OWN_PEOPLE = "see_own_people"
    COUNSEL = "counsel"
    SEE_REPORTS = "see_reports"
    SEE_ALARMS = "see_alarms"
    SETTLE_ALARM = "settle_alarm"
    DECIDE_DEADLINES = "decide_deadlines"
    KEEP_ABSENCES = "keep_absences"
    SEE_LEAKS = "see_leaks"
    SEE_DIRECTORY = "see_directory"
    KEEP_DIRECTORY = "keep_directory"
    SEE_DUTIES = "see_duties"
    HOLD_DUTY = "hold_duty"
    SEE_LEGAL_BASES = "see_legal_bases"
    SEND_MESSAGE = "send_message"
    SEE_OUTBOX = "see_outbox"
    KEEP_WORDINGS = "keep_wordings"
    SCREEN = "screen"
    SEE_ROUTES = "see_routes"
    CHANGE_ROUTES = "change_routes"
    APPROVE_ROUTES = "approve_routes"
    SEE_DETECTIONS = "see_detections"
    SEE_DEPARTMENT_COUNTS = "see_department_counts"
    SEE_REACH = "see_reach"
    KEEP_MEETINGS = "keep_meetings"
    KEEP_REACH = "keep_reach"
    SEE_MUNICIPALITY = "see_municipality"
    KEEP_MUNICIPALITY = "keep_municipality"
    SEE_RECEPTION = "see_reception"
    RECEIVE = "receive"
    SEE_OTHER_PARTY = "see_other_party"
    ANSWER_ACCESS = "answer_access"
    COME_FORWARD = "come_forward"
    SEE_SAFETY_PLAN = "see_safety_plan"
    KEEP_SAFETY_PLAN = "keep_safety_plan"
    SEE_PACKS = "see_packs"
    KEEP_PACKS = "keep_packs"
    SEE_RISK_BOARD = "see_risk_board"
    SEE_RISK = "see_risk"
    ASSESS = "assess"
    SEE_OWN_STEPS = "see_own_steps"
    SEE_AGREEMENT = "see_agreement"


@dataclass(frozen=True, slots=True)
class Rule:
    role: Role
    act: Act
    condition: Condition


# What leading is, in either programme.
LEADING = """
    see_alarms settle_alarm decide_deadlines keep_absences see_leaks see_directory keep_directory see_duties
    see_legal_bases send_message see_outbox keep_wordings
"""

# Who may do what, and on what condition; `Act` knows every word.
# fmt: off
TABLE = (
    (Role.WORKER, IN_ZONE, """
        see_call_list see_case call see_criteria see_figures keep_card see_referrals send_referral see_directory
        see_legal_bases send_message
    """),
    (Role.WORKER, OWN_DUTY, "see_duties hold_duty"),
    (Role.PROGRAMME_LEADER, IN_ZONE, LEADING + """
        see_call_list see_case call release_hold import_file see_imports see_criteria change_criteria
        approve_criteria see_figures manage_staff keep_card see_referrals send_referral manage_receivers
    """),
    (Role.PROGRAMME_LEADER, OWN_DUTY, "hold_duty"),
    (Role.PROJECT_LEADER, IN_ZONE, LEADING + """
        manage_staff keep_card see_routes change_routes approve_routes see_detections see_department_counts
        see_reach keep_meetings keep_reach see_municipality keep_municipality see_reception receive
        see_other_party answer_access see_packs keep_packs see_risk_board see_risk see_agreement
        see_safety_plan keep_safety_plan
    """),
    (Role.PROJECT_LEADER, OWN_STEP, "see_own_steps"),
    (Role.PROJECT_LEADER, OWN_DUTY, "hold_duty"),
    (Role.EMPLOYEE, IN_ZONE, "see_directory see_legal_bases see_routes"),
    (Role.EMPLOYEE, OWN_SCREENING, "screen"),
    (Role.EMPLOYEE, OWN_DRAFT_CARD, "keep_card"),
    (Role.EMPLOYEE, OWN_DUTY, "see_duties hold_duty"),
    (Role.EMPLOYEE, OWN_STEP, "see_own_steps"),
    (Role.RESOURCE_PERSON, IN_ZONE, """
        see_directory see_legal_bases see_routes see_department_counts see_reach keep_meetings
    """),
    (Role.RESOURCE_PERSON, OWN_SCREENING, "screen"),
    (Role.RESOURCE_PERSON, OWN_DRAFT_CARD, "keep_card"),
    (Role.RESOURCE_PERSON, OWN_DUTY, "see_duties hold_duty"),
    (Role.RESOURCE_PERSON, OWN_STEP, "see_own_steps"),
    (Role.ASSESSOR, IN_ZONE, """
        keep_card see_directory see_legal_bases send_message see_routes see_reach see_reception receive
        see_other_party see_alarms settle_alarm see_packs see_risk_board
        see_safety_plan keep_safety_plan
    """),
    (Role.ASSESSOR, OWN_ASSESSMENT, "see_risk assess"),
    (Role.ASSESSOR, OWN_STEP, "see_own_steps"),
    (Role.ASSESSOR, OWN_SCREENING, "screen"),
    (Role.ASSESSOR, OWN_DUTY, "see_duties hold_duty"),
    (Role.CITIZEN, IN_ZONE, "come_forward see_directory"),
    (Role.COORDINATOR, IN_ZONE, """
        keep_card see_arrivals answer_referral see_board assign manage_volunteers see_reports see_alarms
        settle_alarm keep_absences see_leaks see_directory keep_directory see_duties see_legal_bases
        send_message see_outbox
    """),
    (Role.COORDINATOR, OWN_DUTY, "hold_duty"),
    (Role.COUNSELLOR, IN_ZONE, "see_directory see_legal_bases"),
    (Role.COUNSELLOR, OWN_DUTY, "see_duties hold_duty"),
    (Role.COUNSELLOR, OWN_PEOPLE, "see_own_people"),
    (Role.COUNSELLOR, OWN_RUNNING, "counsel"),
    (Role.COUNSELLOR, OWN_CARD, "keep_card"),
    (Role.DATA_PROTECTION_OFFICER, IN_ZONE, """
        see_criteria see_figures see_trail see_leaks see_legal_bases see_routes see_detections answer_access see_packs
    """),
    (Role.ADMINISTRATOR, IN_ZONE, "manage_staff"),
    (Role.MACHINE, IN_ZONE, """
        keep_card see_board import_file see_imports see_figures pass_dates see_leaks see_alarms see_duties
        send_message see_directory keep_directory see_reception see_reach see_detections keep_packs
        see_risk_board see_safety_plan
    """),
)
# fmt: on
POLICY = tuple(Rule(role, Act(act), condition) for role, condition, acts in TABLE for act in acts.split())
RULES_OF = {act: tuple(rule for rule in POLICY if rule.act is act) for act in Act}


def may(actor: Actor, act: Act, row: Any) -> Decision:
    """Yes where a rule lets the actor do the act to the row; else `not_found`: what you may not see is not there."""
    for rule in RULES_OF[act]:
        if rule.condition.row(actor, rule.role, row):
            return YES
    return no("not_found")


def may_somewhere(actor: Actor, act: Act) -> Decision:
    """Yes where the actor has a role with the act in any zone: the door of a page, before a row is known."""
    if any(actor.zones(rule.role) for rule in RULES_OF[act]):
        return YES
    return no("not_found")


def zones_for(actor: Actor, act: Act) -> frozenset[int]:
    """The zones where the actor may do the act."""
    return frozenset(zone for rule in RULES_OF[act] for zone in actor.zones(rule.role))


def scope[M: Model](actor: Actor, act: Act, rows: QuerySet[M]) -> QuerySet[M]:
    """Only the rows to which the actor may do the act; equal to asking `may` of each, in one query."""
    allowed = [rule.condition.rows(actor, rule.role) for rule in RULES_OF[act] if actor.zones(rule.role)]
    if not allowed:
        return rows.none()
    either = allowed[0]
    for condition in allowed[1:]:
        if condition != either:
            either |= condition
    return rows.filter(either)
