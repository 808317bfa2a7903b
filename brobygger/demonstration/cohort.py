"""4,531 invented registrations from which the printed figures of the evaluation come out again.

The report prints how each characteristic falls within each outcome, never how the characteristics
fall together. So the numbers in `counts` hold for every seed; what belongs with what (more men in
robbery, relatives in deaths, guardians never minors) is drawn from leanings judged plausible.
"""

import csv
from bisect import bisect
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import partial
from itertools import accumulate
from math import exp
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from brobygger.demonstration import counts


class Registration(NamedTuple):
    """One row of the outreach team's register; None means 'not registered'."""

    registration_id: str
    identified_on: date
    incident_type: str | None
    role: str | None
    gender: str | None
    age: int | None
    has_contact_details: bool
    reached: bool
    reached_on: date | None
    attempts: int
    outcome: str | None
    decline_reason: str | None
    survey: str | None
    referral_token: str | None


FIRST_DAY, LAST_DAY = date(2018, 6, 25), date(2019, 11, 30)
LAST_CALL = date(2019, 12, 13)
BURGLARY_LEFT = date(2019, 5, 1)  # from here the type is no longer in the target group
SURVEY_FROM, SURVEY_TO = date(2019, 1, 28), date(2019, 11, 30)
CLOSED = {date(2018, 12, 24), date(2018, 12, 25), date(2018, 12, 26), date(2018, 12, 31),
          date(2019, 1, 1), date(2019, 4, 18), date(2019, 4, 19), date(2019, 4, 22),
          date(2019, 5, 17), date(2019, 5, 30), date(2019, 6, 5), date(2019, 6, 10)}  # fmt: skip
Draft = dict[str, Any]


def cohort(seed: int = 2020) -> list[Registration]:
    """The whole register, in order of identification; the same seed gives the same rows."""
    rng = Random(seed)  # noqa: S311 - invented people, the same each time
    drafts = _people(rng)
    _identify(drafts, rng)
    for draft in drafts:
        draft["age"] = _age(draft, rng)
        _call(draft, rng)
    _ask_for_reasons(drafts, rng)
    _survey(drafts, rng)
    drafts.sort(key=lambda draft: draft["identified_on"])
    for number, draft in enumerate(drafts, 1):
        draft["registration_id"] = f"POI-{number:05d}"
    return [Registration._make(map(draft.get, Registration._fields)) for draft in drafts]


def _draw(items: list[Any], count: int, weight: Callable[[Any], float], rng: Random) -> tuple[list[Any], list[Any]]:
    """`count` of the items, the heavier ones rather, and those left behind; weight 0 comes last."""
    keyed = []
    for item in items:
        heavy, chance = weight(item), rng.random()
        keyed.append((chance ** (1 / heavy) if heavy > 0 else chance - 1, item))
    keyed.sort(key=lambda pair: pair[0], reverse=True)
    return [item for _, item in keyed[:count]], [item for _, item in keyed[count:]]


def _spread(
    drafts: list[Draft],
    field: str,
    numbers: dict[Any, int],
    lean: Callable[[Any, Draft], float],
    rng: Random,
) -> list[Draft]:
    """Gives each value of `field` to exactly as many drafts as counted; hands back those left."""
    for value, count in numbers.items():
        chosen, drafts = _draw(drafts, count, partial(lean, value), rng)
        for draft in chosen:
            draft[field] = value
    return drafts


def _people(rng: Random) -> list[Draft]:
    """One draft a person with state, type, gender, role and age group, as counted in `counts`."""
    everyone: list[Draft] = []
    for column, state in enumerate(counts.STATES):
        people = [
            {"state": state, "incident_type": kind}
            for kind, row in counts.INCIDENT_TYPES.items()
            for _ in range(row[column])
        ]
        for field, table, lean in (
            ("gender", counts.GENDERS, _gender_lean),
            ("role", counts.ROLES, _role_lean),
            ("age_group", counts.AGE_GROUPS, _age_lean),
        ):
            numbers = {value: row[column] for value, row in table.items()}
            _spread(people, field, numbers, lean, rng)
        everyone += people
    # Mixed, or the order of the rows within a day would give the outcome away.
    return _draw(everyone, len(everyone), lambda draft: 1, rng)[0]


def _gender_lean(gender: str | None, draft: Draft) -> float:
    odds = counts.WOMEN.get(draft["incident_type"], 1)
    return odds if gender == "female" else 1 / odds if gender == "male" else 1


def _role_lean(role: str | None, draft: Draft) -> float:
    lean = counts.ROLE_LEANS.get(role, {}).get(draft["incident_type"], 1)
    return lean * (1.6 if role == "guardian" and draft["gender"] == "female" else 1)


def _age_lean(group: str | None, draft: Draft) -> float:
    leans = counts.AGE_LEANS.get(group, {})
    return leans.get(draft["incident_type"], 1) * leans.get(draft["role"], 1)


def _identify(drafts: list[Draft], rng: Random) -> None:
    """Gives everyone a day, rising and without a jump, also where burglary and theft falls away."""
    days = _days(len(drafts), rng)
    burglary = [draft for draft in drafts if draft["incident_type"] == "burglary_and_theft"]
    others = [draft for draft in drafts if draft["incident_type"] != "burglary_and_theft"]
    burglary_days, other_days = _draw(days, len(burglary), _burglary_weight, rng)
    for group, group_days in ((burglary, burglary_days), (others, other_days)):
        # The role was only registered from some weeks in, so those without one are mostly early.
        roleless = [draft for draft in group if draft["role"] is None]
        rest = [draft for draft in group if draft["role"] is not None]
        first, later = _draw(group_days, len(roleless), _early_weight, rng)
        later, _ = _draw(later, len(later), lambda day: 1, rng)
        for draft, day in zip(roleless + rest, first + later, strict=True):
            draft["identified_on"] = day


def _days(count: int, rng: Random) -> list[date]:
    """`count` working days, fewer in the first months and then levelling out."""
    span = (LAST_DAY - FIRST_DAY).days + 1
    days = [day for day in (FIRST_DAY + timedelta(n) for n in range(span)) if _is_open(day)]
    rise = list(accumulate(1 - 0.55 * exp(-(day - FIRST_DAY).days / 140) for day in days))
    return [days[bisect(rise, rng.random() * rise[-1])] for _ in range(count)]


def _burglary_weight(day: date) -> float:
    """Whole until the new year, then falling evenly to nothing when the type left the criteria."""
    return max(0.0, min(1.0, (BURGLARY_LEFT - day).days / 120))


def _early_weight(day: date) -> float:
    """Highest at the start and nearly nothing after the first nine months."""
    return exp(-(day - FIRST_DAY).days / 90)


def _is_open(day: date) -> bool:
    return day.weekday() < 5 and day not in CLOSED


def _age(draft: Draft, rng: Random) -> int | None:
    """An age in the draft's group: minors mostly teenagers, the oldest few, guardians grown up."""
    if draft["age_group"] is None:
        return None
    low, high = counts.AGE_RANGES[draft["age_group"]]
    if draft["role"] == "guardian":
        low = max(low, 25)
    place = rng.random()
    if draft["age_group"] == "0_17":
        place = place**0.3
    elif draft["age_group"] == "60_plus":
        place = place**2.3
    return low + int(place * (high - low + 1))


def _call(draft: Draft, rng: Random) -> None:
    """Whether, when and after how many calls the person was reached, as the draft's state says."""
    state = draft["state"]
    draft["has_contact_details"] = state != "no_contact_details"
    draft["reached"] = state in ("accepted", "declined", "will_call_self")
    if state == "no_contact_details":
        draft["attempts"] = 0
    elif state == "no_answer":
        draft["attempts"] = 1 + bisect((0.05, 0.20, 0.65, 0.85), rng.random())
    else:
        days = [draft["identified_on"] + timedelta(wait) for wait in range(2, 22)]
        days = [day for day in days if _is_open(day) and day <= LAST_CALL]
        chances = list(accumulate(0.8**n for n in range(len(days))))
        draft["reached_on"] = days[bisect(chances, rng.random() * chances[-1])]
        waited = (draft["reached_on"] - draft["identified_on"]).days
        draft["attempts"] = 1 + min(4, int(rng.random() * waited / 3))
        draft["outcome"] = state


def _ask_for_reasons(drafts: list[Draft], rng: Random) -> None:
    """Gives those who declined a reason, except the first ones."""
    declined = [draft for draft in drafts if draft["state"] == "declined"]
    declined.sort(key=lambda draft: draft["reached_on"])
    asked = declined[len(declined) - sum(counts.DECLINE_REASONS.values()) :]

    def lean(reason: str, draft: Draft) -> float:
        if reason == "needs_specialised_help":
            return counts.SPECIALISED.get(draft["incident_type"], 1)
        return 1

    _spread(asked, "decline_reason", counts.DECLINE_REASONS, lean, rng)


def _survey(drafts: list[Draft], rng: Random) -> None:
    """What became of the invitation, for those reached while the survey ran."""

    def lean(answer: str, draft: Draft) -> float:
        if answer == "exempt_no_digital_link":
            return 5 if draft["age_group"] == "60_plus" else 1
        if answer == "exempt_not_defensible":
            return counts.SPECIALISED.get(draft["incident_type"], 1)
        return 1

    reached = [draft for draft in drafts if draft["reached"]]
    invited = [draft for draft in reached if SURVEY_FROM <= draft["reached_on"] <= SURVEY_TO]
    for draft in _spread(invited, "survey", counts.SURVEY, lean, rng):
        draft["survey"] = "not_wanted" if rng.random() < 0.85 else None


HEADERS = ("Løbenr.", "Identificeret dato", "Hændelsestype", "Rolle", "Køn", "Alder",
           "Kontaktoplysninger", "Kontakt opnået", "Kontakt dato", "Antal opkald", "Udfald",
           "Begrundelse", "Spørgeskema", "Henvisningskode")  # fmt: skip


def write_csv(rows: Iterable[Registration], path: str | Path) -> None:
    """The file a Danish office would send: semicolons, Danish headers, dd-mm-yyyy, ja/nej."""
    with Path(path).open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADERS)
        writer.writerows([_danish(value) for value in row] for row in rows)


def _danish(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return f"{value:%d-%m-%Y}" if isinstance(value, date) else str(value)
