"""The contact card of the one who is rung about a case, as the rules read it."""

from datetime import datetime

from brobygger.base.workdays import day_of
from brobygger.cases.coming_of_age import spoke_for_adult
from brobygger.cases.models import Case
from brobygger.cases.states import CaseState
from brobygger.people import queries as people
from brobygger.people.models import PhoneNumber
from brobygger.people.rules import CardFacts, is_minor


def card_of(case: Case, numbers: list[PhoneNumber], now: datetime) -> CardFacts:
    """The contact card of the one who is rung about the case, as the rules read it."""
    on, plan = day_of(now), people.plan_of(case.person)
    return people.card_facts(
        plan,
        sms_is_seen=people.sms_is_seen(plan, numbers),
        number_came_since=people.number_came_since(plan, numbers),
        phone_is_seen=people.phone_is_seen(plan, numbers),
        has_number=bool(usable(case, numbers)),
        is_minor=case.state == CaseState.GUARDIAN_MISSING or is_minor(case.person.birth_date, on),
        spoke_for_adult=spoke_for_adult(case, on),
        ask_again_days=people.ask_again_days(case.zone_id, on),
    )


def usable(case: Case, numbers: list[PhoneNumber]) -> list[PhoneNumber]:
    """The numbers that may be rung about the case. A guardian's that the accused uses too is not: it may be one man."""
    return [one for one in numbers if one.stopped_at is None and not (case.for_minor and one.shared_with_accused)]
