"""Who fits a person, and why not: plain reasons for each volunteer. No score, no ranking – a coordinator chooses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from brobygger.base.alphabet import alphabetical
from brobygger.base.decision import YES, Decision, no
from brobygger.volunteers.facts import CertificateFacts, VolunteerFacts


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What the person needs and wishes; what nobody has said is empty and asks nothing of a volunteer."""

    language: str = "da"
    gender_wished: str = ""
    area: str = ""
    form: str = ""
    days: int = 0
    evenings: int = 0
    under_18: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for or against; `stops` is one against which nobody may choose."""

    code: str
    fits: bool
    stops: bool = False
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """How the volunteer stands now: her cases, and what there was between her and this person."""

    cases: int = 0
    declined: bool = False
    handed_back: bool = False
    has_helped: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """One volunteer with everything that speaks for and against her."""

    who: VolunteerFacts
    cases: int
    reasons: tuple[Reason, ...]

    @property
    def stopped(self) -> bool:
        return any(reason.stops for reason in self.reasons)

    @property
    def against(self) -> tuple[Reason, ...]:
        return tuple(reason for reason in self.reasons if not reason.fits)


def candidates(
    volunteers: Iterable[VolunteerFacts], person: PersonFacts, standings: Mapping[int, Standing], *, on: date
) -> list[Candidate]:
    """Everyone with her reasons: those with fewest people now first, then by name, whatever the reasons say."""
    found = [
        Candidate(who, now.cases, reasons(who, person, now, on=on))
        for who in volunteers
        for now in (standings.get(who.worker_id, Standing()),)
    ]
    return sorted(found, key=lambda one: (one.cases, alphabetical(one.who.name), one.who.volunteer_id))


def may_offer(candidate: Candidate, why: str) -> Decision:
    """Whether the person may be offered to her: never past a stop, and against a reason only with a written one."""
    for reason in candidate.reasons:
        if reason.stops:
            return no(reason.code)
    if candidate.against and not why.strip():
        return no("choose_against_needs_why")
    return YES


def reasons(who: VolunteerFacts, person: PersonFacts, now: Standing, *, on: date) -> tuple[Reason, ...]:
    """What speaks for and against, the stops first."""
    return (*_stops(who, person, on), *_able(who, person), *_there(who, person), *_standing(who, now))


def _stops(who: VolunteerFacts, person: PersonFacts, on: date) -> list[Reason]:
    found = [] if who.active else [Reason("volunteer_not_active", False, stops=True)]
    if who.conflicts:
        found.append(Reason("conflict_of_interest", False, stops=True))
    return found + [stop for one in who.certificates if (stop := _paper(one, person, on))]


def _paper(one: CertificateFacts, person: PersonFacts, on: date) -> Reason | None:
    if one.needed_for == "under_18" and not person.under_18:
        return None
    if not one.has_it:
        return Reason("certificate_missing", False, stops=True, values={"name": one.name})
    if one.expires_on and one.expires_on < on:
        return Reason("certificate_expired", False, stops=True, values={"name": one.name, "day": one.expires_on})
    return None


def _able(who: VolunteerFacts, person: PersonFacts) -> list[Reason]:
    language = person.language or "da"
    found = [Reason("language", language in who.languages, values={"language": language})]
    if person.gender_wished:
        found.append(Reason("gender", who.gender == person.gender_wished, values={"gender": person.gender_wished}))
    if person.form:
        found.append(Reason("form", person.form in who.forms, values={"form": person.form}))
    if person.area and person.form in ("", "in_person"):
        near = not who.areas or person.area in who.areas
        found.append(Reason("area", near, values={"area": person.area}))
    return found


def _there(who: VolunteerFacts, person: PersonFacts) -> list[Reason]:
    found = []
    if person.days or person.evenings:
        days, evenings = who.days & person.days, who.evenings & person.evenings
        found.append(Reason("times", bool(days or evenings), values={"days": days, "evenings": evenings}))
    if who.is_away:
        found.append(Reason("away", False, values={"until": who.away_until}))
    return found


def _standing(who: VolunteerFacts, now: Standing) -> list[Reason]:
    found = [Reason("load", now.cases < who.most_cases, values={"cases": now.cases, "most": who.most_cases})]
    if now.declined:
        found.append(Reason("declined_before", False))
    if now.handed_back:
        found.append(Reason("handed_back_before", False))
    if now.has_helped:
        found.append(Reason("has_helped", True))
    return found
