"""The whole policy: role – act – condition. What the table does not say is refused, and refused is not there."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Model, QuerySet

from brobygger.access.actor import Actor, Role
from brobygger.access.conditions import (
    IN_ZONE,
    OWN_CARD,
    OWN_DRAFT_CARD,
    OWN_DUTY,
    OWN_PEOPLE,
    OWN_RUNNING,
    OWN_SCREENING,
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
    SEE_PACKS = "see_packs"
    KEEP_PACKS = "keep_packs"


@dataclass(frozen=True, slots=True)
class Rule:
    role: Role
    act: Act
    condition: Condition


def _rules(role: Role, *acts: Act) -> tuple[Rule, ...]:
    return tuple(Rule(role, act, IN_ZONE) for act in acts)


def _own_duties(role: Role, *acts: Act) -> tuple[Rule, ...]:
    return tuple(Rule(role, act, OWN_DUTY) for act in acts)


# What leading is, in either programme.
LEADING = (
    Act.SEE_ALARMS,
    Act.SETTLE_ALARM,
    Act.DECIDE_DEADLINES,
    Act.KEEP_ABSENCES,
    Act.SEE_LEAKS,
    Act.SEE_DIRECTORY,
    Act.KEEP_DIRECTORY,
    Act.SEE_DUTIES,
    Act.SEE_LEGAL_BASES,
    Act.SEND_MESSAGE,
    Act.SEE_OUTBOX,
    Act.KEEP_WORDINGS,
)

POLICY: tuple[Rule, ...] = (
    *_rules(
        Role.WORKER,
        Act.SEE_CALL_LIST,
        Act.SEE_CASE,
        Act.CALL,
        Act.SEE_CRITERIA,
        Act.SEE_FIGURES,
        Act.KEEP_CARD,
        Act.SEE_REFERRALS,
        Act.SEND_REFERRAL,
        Act.SEE_DIRECTORY,
        Act.SEE_LEGAL_BASES,
        Act.SEND_MESSAGE,
    ),
    *_own_duties(Role.WORKER, Act.SEE_DUTIES, Act.HOLD_DUTY),
    *_rules(
        Role.PROGRAMME_LEADER,
        Act.SEE_CALL_LIST,
        Act.SEE_CASE,
        Act.CALL,
        Act.RELEASE_HOLD,
        Act.IMPORT_FILE,
        Act.SEE_IMPORTS,
        Act.SEE_CRITERIA,
        Act.CHANGE_CRITERIA,
        Act.APPROVE_CRITERIA,
        Act.SEE_FIGURES,
        Act.MANAGE_STAFF,
        Act.KEEP_CARD,
        Act.SEE_REFERRALS,
        Act.SEND_REFERRAL,
        Act.MANAGE_RECEIVERS,
        *LEADING,
    ),
    *_own_duties(Role.PROGRAMME_LEADER, Act.HOLD_DUTY),
    *_rules(
        Role.PROJECT_LEADER,
        Act.MANAGE_STAFF,
        Act.KEEP_CARD,
        *LEADING,
        Act.SEE_ROUTES,
        Act.CHANGE_ROUTES,
        Act.APPROVE_ROUTES,
        Act.SEE_DETECTIONS,
        Act.SEE_DEPARTMENT_COUNTS,
        Act.SEE_REACH,
        Act.KEEP_MEETINGS,
        Act.KEEP_REACH,
        Act.SEE_MUNICIPALITY,
        Act.KEEP_MUNICIPALITY,
        Act.SEE_RECEPTION,
        Act.RECEIVE,
        Act.SEE_OTHER_PARTY,
        Act.ANSWER_ACCESS,
        Act.SEE_PACKS,
        Act.KEEP_PACKS,
    ),
    *_own_duties(Role.PROJECT_LEADER, Act.HOLD_DUTY),
    *_rules(Role.EMPLOYEE, Act.SEE_DIRECTORY, Act.SEE_LEGAL_BASES, Act.SEE_ROUTES),
    Rule(Role.EMPLOYEE, Act.SCREEN, OWN_SCREENING),
    Rule(Role.EMPLOYEE, Act.KEEP_CARD, OWN_DRAFT_CARD),
    *_own_duties(Role.EMPLOYEE, Act.SEE_DUTIES, Act.HOLD_DUTY),
    *_rules(
        Role.RESOURCE_PERSON,
        Act.SEE_DIRECTORY,
        Act.SEE_LEGAL_BASES,
        Act.SEE_ROUTES,
        Act.SEE_DEPARTMENT_COUNTS,
        Act.SEE_REACH,
        Act.KEEP_MEETINGS,
    ),
    Rule(Role.RESOURCE_PERSON, Act.SCREEN, OWN_SCREENING),
    Rule(Role.RESOURCE_PERSON, Act.KEEP_CARD, OWN_DRAFT_CARD),
    *_own_duties(Role.RESOURCE_PERSON, Act.SEE_DUTIES, Act.HOLD_DUTY),
    *_rules(
        Role.ASSESSOR,
        Act.KEEP_CARD,
        Act.SEE_DIRECTORY,
        Act.SEE_LEGAL_BASES,
        Act.SEND_MESSAGE,
        Act.SEE_ROUTES,
        Act.SEE_REACH,
        Act.SEE_RECEPTION,
        Act.RECEIVE,
        Act.SEE_OTHER_PARTY,
        Act.SEE_ALARMS,
        Act.SETTLE_ALARM,
        Act.SEE_PACKS,
    ),
    Rule(Role.ASSESSOR, Act.SCREEN, OWN_SCREENING),
    *_own_duties(Role.ASSESSOR, Act.SEE_DUTIES, Act.HOLD_DUTY),
    *_rules(Role.CITIZEN, Act.COME_FORWARD, Act.SEE_DIRECTORY),
    *_rules(
        Role.COORDINATOR,
        Act.KEEP_CARD,
        Act.SEE_ARRIVALS,
        Act.ANSWER_REFERRAL,
        Act.SEE_BOARD,
        Act.ASSIGN,
        Act.MANAGE_VOLUNTEERS,
        Act.SEE_REPORTS,
        Act.SEE_ALARMS,
        Act.SETTLE_ALARM,
        Act.KEEP_ABSENCES,
        Act.SEE_LEAKS,
        Act.SEE_DIRECTORY,
        Act.KEEP_DIRECTORY,
        Act.SEE_DUTIES,
        Act.SEE_LEGAL_BASES,
        Act.SEND_MESSAGE,
        Act.SEE_OUTBOX,
    ),
    *_own_duties(Role.COORDINATOR, Act.HOLD_DUTY),
    *_rules(Role.COUNSELLOR, Act.SEE_DIRECTORY, Act.SEE_LEGAL_BASES),
    *_own_duties(Role.COUNSELLOR, Act.SEE_DUTIES, Act.HOLD_DUTY),
    Rule(Role.COUNSELLOR, Act.SEE_OWN_PEOPLE, OWN_PEOPLE),
    Rule(Role.COUNSELLOR, Act.COUNSEL, OWN_RUNNING),
    Rule(Role.COUNSELLOR, Act.KEEP_CARD, OWN_CARD),
    *_rules(
        Role.DATA_PROTECTION_OFFICER,
        Act.SEE_CRITERIA,
        Act.SEE_FIGURES,
        Act.SEE_TRAIL,
        Act.SEE_LEAKS,
        Act.SEE_LEGAL_BASES,
        Act.SEE_ROUTES,
        Act.SEE_DETECTIONS,
        Act.ANSWER_ACCESS,
        Act.SEE_PACKS,
    ),
    *_rules(Role.ADMINISTRATOR, Act.MANAGE_STAFF),
    *_rules(
        Role.MACHINE,
        Act.KEEP_CARD,  # where a consent is withdrawn in another zone, contact stops here by itself
        Act.SEE_BOARD,
        Act.IMPORT_FILE,
        Act.SEE_IMPORTS,
        Act.SEE_FIGURES,
        Act.PASS_DATES,
        Act.SEE_LEAKS,
        Act.SEE_ALARMS,
        Act.SEE_DUTIES,
        Act.SEND_MESSAGE,
        Act.SEE_DIRECTORY,
        Act.KEEP_DIRECTORY,
        Act.SEE_RECEPTION,
        Act.SEE_REACH,
        Act.SEE_DETECTIONS,
        Act.KEEP_PACKS,
    ),
)
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
