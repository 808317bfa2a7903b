"""The whole policy: role – act – condition. What the table does not say is refused, and refused is not there."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Model, QuerySet

from brobygger.access.actor import Actor, Role
from brobygger.access.conditions import (
    ANY_MEETING,
    ENDED_PLAN_MEETING,
    IN_ZONE,
    LEADERS_MEETING,
    LED_PLAN,
    OUTREACH_MEETING,
    OWN_ASSESSMENT,
    OWN_CARD,
    OWN_COURSE,
    OWN_DRAFT_CARD,
    OWN_DUTY,
    OWN_HOURS,
    OWN_PEOPLE,
    OWN_PLAN,
    OWN_PLAN_MEETING,
    OWN_RUNNING,
    OWN_SCREENING,
    OWN_STEP,
    RESOURCE_PERSONS_MEETING,
    TEAMS_MEETING,
    Condition,
)
from brobygger.base.decision import YES, Decision, no


class Act(StrEnum):
    """What can be done, in the words of the work."""

    SEE_OVERVIEW = "see_overview"
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
    RELEASE_FIGURES = "release_figures"
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
    SEE_MEETINGS = "see_meetings"
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
    SEE_COURSES = "see_courses"
    KEEP_PLACES = "keep_places"
    PLAN_COURSES = "plan_courses"
    LEAD_COURSE = "lead_course"
    KEEP_APART = "keep_apart"
    SEE_ROTA = "see_rota"
    PLAN_ROTA = "plan_rota"
    KEEP_HOURS = "keep_hours"
    BEGIN_PLAN = "begin_plan"
    SEE_PLAN = "see_plan"
    COORDINATE = "coordinate"
    SEE_HANDBOOK = "see_handbook"
    KEEP_HANDBOOK = "keep_handbook"
    MAKE_REPORT = "make_report"
    SEE_ECONOMY = "see_economy"
    KEEP_ECONOMY = "keep_economy"
    MERGE_PEOPLE = "merge_people"
    INVITE_TO_SURVEY = "invite_to_survey"
    ANSWER_SURVEY = "answer_survey"
    SEE_SURVEYS = "see_surveys"
    KEEP_SURVEYS = "keep_surveys"
    SEE_INTERVIEWS = "see_interviews"
    SEE_ERASURES = "see_erasures"
    ERASE_PEOPLE = "erase_people"


@dataclass(frozen=True, slots=True)
class Rule:
    role: Role
    act: Act
    condition: Condition


# What leading is, in either programme.
LEADING = """
    see_overview see_alarms settle_alarm decide_deadlines keep_absences see_leaks see_directory keep_directory
    see_duties see_legal_bases send_message see_outbox keep_wordings see_handbook keep_handbook
    make_report
    see_economy keep_economy see_erasures erase_people
"""

# Who may do what, and on what condition; `Act` knows every word.
# fmt: off
TABLE = (
    (Role.WORKER, IN_ZONE, """
        see_call_list see_case call see_criteria see_figures keep_card see_referrals send_referral see_directory
        see_legal_bases send_message see_rota see_handbook invite_to_survey
    """),
    (Role.WORKER, OWN_DUTY, "see_duties hold_duty"),
    (Role.WORKER, OWN_HOURS, "keep_hours"),
    (Role.WORKER, TEAMS_MEETING, "see_meetings keep_meetings"),
    (Role.PROGRAMME_LEADER, IN_ZONE, LEADING + """
        see_call_list see_case call release_hold import_file see_imports see_criteria change_criteria
        approve_criteria see_figures release_figures manage_staff keep_card see_referrals send_referral manage_receivers
        see_rota plan_rota keep_hours merge_people invite_to_survey see_surveys keep_surveys see_interviews
    """),
    (Role.PROGRAMME_LEADER, OWN_DUTY, "hold_duty"),
    (Role.PROGRAMME_LEADER, OUTREACH_MEETING, "see_meetings keep_meetings"),
    (Role.PROJECT_LEADER, IN_ZONE, LEADING + """
        manage_staff keep_card see_routes change_routes approve_routes see_detections see_department_counts
        see_reach keep_reach see_municipality keep_municipality see_reception receive
        see_other_party answer_access see_packs keep_packs see_risk_board see_risk see_agreement
        see_courses keep_places plan_courses keep_apart begin_plan see_plan coordinate
        see_safety_plan keep_safety_plan merge_people
    """),
    (Role.PROJECT_LEADER, LEADERS_MEETING, "see_meetings keep_meetings"),
    (Role.PROJECT_LEADER, OWN_COURSE, "lead_course"),
    (Role.PROJECT_LEADER, OWN_STEP, "see_own_steps"),
    (Role.PROJECT_LEADER, OWN_DUTY, "hold_duty"),
    (Role.EMPLOYEE, IN_ZONE, "see_directory see_legal_bases see_routes see_handbook"),
    (Role.EMPLOYEE, OWN_SCREENING, "screen"),
    (Role.EMPLOYEE, OWN_DRAFT_CARD, "keep_card"),
    (Role.EMPLOYEE, OWN_DUTY, "see_duties hold_duty"),
    (Role.EMPLOYEE, OWN_STEP, "see_own_steps"),
    (Role.EMPLOYEE, OWN_PLAN, "see_plan"),
    (Role.EMPLOYEE, LED_PLAN, "coordinate"),
    (Role.EMPLOYEE, OWN_PLAN_MEETING, "see_meetings keep_meetings"),
    (Role.RESOURCE_PERSON, IN_ZONE, """
        see_directory see_legal_bases see_routes see_department_counts see_reach see_handbook
    """),
    (Role.RESOURCE_PERSON, RESOURCE_PERSONS_MEETING, "see_meetings keep_meetings"),
    (Role.RESOURCE_PERSON, OWN_SCREENING, "screen"),
    (Role.RESOURCE_PERSON, OWN_DRAFT_CARD, "keep_card"),
    (Role.RESOURCE_PERSON, OWN_DUTY, "see_duties hold_duty"),
    (Role.RESOURCE_PERSON, OWN_STEP, "see_own_steps"),
    (Role.RESOURCE_PERSON, OWN_PLAN, "see_plan"),
    (Role.RESOURCE_PERSON, LED_PLAN, "coordinate"),
    (Role.RESOURCE_PERSON, OWN_PLAN_MEETING, "see_meetings keep_meetings"),
    (Role.ASSESSOR, IN_ZONE, """
        keep_card see_directory see_legal_bases send_message see_routes see_reach see_reception receive
        see_other_party see_alarms settle_alarm see_packs see_risk_board
        see_safety_plan keep_safety_plan see_courses keep_places begin_plan see_plan coordinate
        see_handbook
    """),
    (Role.ASSESSOR, RESOURCE_PERSONS_MEETING, "see_meetings"),
    (Role.ASSESSOR, OWN_PLAN_MEETING, "see_meetings keep_meetings"),
    (Role.ASSESSOR, ENDED_PLAN_MEETING, "see_meetings"),
    (Role.ASSESSOR, OWN_ASSESSMENT, "see_risk assess"),
    (Role.ASSESSOR, OWN_COURSE, "lead_course"),
    (Role.ASSESSOR, OWN_STEP, "see_own_steps"),
    (Role.ASSESSOR, OWN_SCREENING, "screen"),
    (Role.ASSESSOR, OWN_DUTY, "see_duties hold_duty"),
    (Role.CITIZEN, IN_ZONE, "come_forward see_directory answer_survey"),
    (Role.COORDINATOR, IN_ZONE, """
        see_overview keep_card see_arrivals answer_referral see_board assign manage_volunteers see_reports see_alarms
        settle_alarm keep_absences see_leaks see_directory keep_directory see_duties see_legal_bases
        send_message see_outbox see_handbook merge_people see_erasures erase_people
    """),
    (Role.COORDINATOR, OWN_DUTY, "hold_duty"),
    (Role.COUNSELLOR, IN_ZONE, "see_directory see_legal_bases see_handbook"),
    (Role.COUNSELLOR, OWN_DUTY, "see_duties hold_duty"),
    (Role.COUNSELLOR, OWN_PEOPLE, "see_own_people"),
    (Role.COUNSELLOR, OWN_RUNNING, "counsel"),
    (Role.COUNSELLOR, OWN_CARD, "keep_card"),
    (Role.DATA_PROTECTION_OFFICER, IN_ZONE, """
        see_criteria see_figures see_trail see_leaks see_legal_bases see_routes see_detections answer_access see_packs
        see_erasures
    """),
    (Role.ADMINISTRATOR, IN_ZONE, "manage_staff"),
    (Role.MACHINE, IN_ZONE, """
        keep_card see_board import_file see_imports see_figures release_figures pass_dates see_leaks see_alarms
        see_duties send_message see_directory keep_directory see_reception see_reach see_detections keep_packs
        see_risk_board see_safety_plan see_courses see_rota see_plan make_report see_surveys see_economy
    """),
    (Role.MACHINE, ANY_MEETING, "see_meetings"),
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
