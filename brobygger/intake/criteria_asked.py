"""Asking the programme's criteria about many rows: each combination is asked of the one rule once."""

from bisect import bisect_right
from datetime import date
from typing import NamedTuple

from brobygger.programmes import queries, rules
from brobygger.programmes.rules import CriteriaFacts, IncidentFacts


class Verdict(NamedTuple):
    """Whether a row is in, and by which version. `waiting` is in as long as nobody has mapped its offence code."""

    word: str  # in · out · waiting
    criteria_id: int | None
    incident_type: str
    reason: str = ""


class Judge:
    """The approved versions of a programme's criteria, and the verdicts that they have given."""

    def __init__(self, programme_id: int) -> None:
        versions = list(queries.approved_versions(programme_id)) or [queries.criteria_on(programme_id, date.max)]
        self.from_days = [version.valid_from for version in versions]
        self.versions: list[tuple[int, CriteriaFacts]] = [(v.pk, queries.facts_of(v)) for v in versions]
        self.given: dict[tuple[int, str, str, int | None], Verdict] = {}

    def version(self, reported_on: date) -> int:
        """Which version holds for an incident reported on the day: the newest from before, else the earliest."""
        return max(0, bisect_right(self.from_days, reported_on) - 1)

    def days(self, version: int, reported_on: date) -> tuple[date, date]:
        """The first and the last day for a first call."""
        facts = self.versions[version][1]
        return rules.first_call_day(reported_on, facts), rules.last_call_day(reported_on, facts)

    def verdict(self, version: int, code: str, role: str, age: int | None) -> Verdict:
        """What the version says about the row."""
        key = (version, code, role, age)
        found = self.given.get(key)
        if found is None:
            found = self.given[key] = self._ask(version, IncidentFacts(code, role, age))
        return found

    def _ask(self, version: int, facts: IncidentFacts) -> Verdict:
        criteria_id, criteria = self.versions[version]
        decision = rules.in_target_group(facts, criteria)
        if decision.reason == "offence_code_unknown":
            return Verdict("waiting", None, "", decision.reason)
        kind = rules.incident_type_of(facts.offence_code, criteria)
        return Verdict("in" if decision else "out", criteria_id, kind, decision.reason)
