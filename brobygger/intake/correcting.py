"""Rows of a part that are known and say something else than before: the police are followed, row by row.

They are few beside the new ones, so each is taken by itself, through the doors that a worker's own deeds go through.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from brobygger.access.actor import Actor
from brobygger.base.workdays import day_of
from brobygger.cases import actions as case_actions
from brobygger.cases import correcting as cases
from brobygger.cases.models import Case, Registration
from brobygger.cases.states import OPEN, CaseState
from brobygger.intake.corrections import Change, Known, Row, Why, told_after
from brobygger.intake.known_rows import (
    ACCUSED,
    OF_THE_PERSON,
    WARDS,
    differences,
    differing,
    file_row,
    go_in_anew,
    marks_of,
    trail_of_worker,
)
from brobygger.intake.models import Incident
from brobygger.intake.remarks import Remarks
from brobygger.people import actions as cards
from brobygger.people import correcting as people
from brobygger.people import recognise
from brobygger.people.models import PhoneNumber
from brobygger.people.rules import ADULT, age_on
from brobygger.trail import actions as trail

OUT = CaseState.NOT_IN_TARGET_GROUP
# By which words a corrected field is told of.
TOLD_AS = {
    **dict.fromkeys(("given_name", "family_name", "cpr"), "name"),
    **dict.fromkeys(("address", "postal_code"), "address"),
    **dict.fromkeys(("gender", "language", "email", "occurred_at", "district", "place", "guardian_of"), "other"),
}


@dataclass(slots=True)
class Found:
    """A known row as the file has it, as it stands here, and what differs."""

    told: dict[str, Any]  # the row of `arrivals`
    file: Row
    row: Registration
    incident: Incident | None
    changes: list[Change]


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrector:
    """Corrects the known rows of one part."""

    zone_id: int
    programme_id: int
    known: Known
    remarks: Remarks
    by: Actor
    at: datetime

    def correct(self, part_name: str) -> int:
        """What the police have corrected is so here too, and what stays is named. Returns how many rows followed.

        The caller has filled `arrivals`; a row that is to go in anew is new there afterwards.
        """
        done = sum(self._accused(row, registration) for row, registration in self._now_accused(part_name))
        for told in differing():
            done += self._one(told)
        return done

    def _say(self, code: str, row: int) -> None:
        self.remarks.add(code, row)

    # -- an accused -----------------------------------------------------------------------------------------------
    def _now_accused(self, part_name: str) -> Iterator[tuple[int, Registration]]:
        with connection.cursor() as cursor:
            cursor.execute(ACCUSED.format(part=part_name), {"zone": self.zone_id, "programme": self.programme_id})
            found = cursor.fetchall()
        for row, registration_id in found:
            yield row, Registration.objects.select_for_update(of=("self",)).get(pk=registration_id)

    def _accused(self, number: int, row: Registration) -> int:
        """Nobody rings her about this, whatever has been answered, and whoever has her open."""
        if row.state == OUT and not row.role:
            return 0
        if self.known == Known.OLDER:
            self._say("kept_older_file", number)
            return 0
        person = row.person
        Incident.objects.filter(registration=row).update(guardian_of="")
        self._wards_wait_again(row)
        case = row.case
        cases.fall_out(row=row, by=self.by, at=self.at, whatever_was_answered=True)
        cases.correct_registration(row=row, values={"role": ""}, by=self.by, at=self.at)
        self._note(row, case, ["accused"])
        if person is not None:
            if not Case.objects.filter(person=person, state__in=OPEN).exists():
                people.end_first_contact(person=person, by=self.by, at=self.at)
                case_actions.keep_in_step(person_ids=[person.pk], by=self.by, at=self.at)
            self._forget(row, case)
        self._say("corrected_accused", number)
        return 1

    def _wards_wait_again(self, row: Registration) -> None:
        """Who was to be rung through her waits for another guardian: each minor of the report whom she answered for."""
        with connection.cursor() as cursor:
            cursor.execute(WARDS, {"row": row.pk, "zone": self.zone_id})
            found = cursor.fetchall()
        for case_id, ward_row, person_id in found:
            case = Case.objects.select_for_update().get(pk=case_id)
            cases.wait_for_guardian(case=case, person_id=person_id, by=self.by, at=self.at)
            if row.case_id == case_id:
                row.case = None
                row.save(update_fields=["case"])
            self._find_guardian(case, Registration.objects.get(pk=ward_row), but=row.person_id)

    def _forget(self, row: Registration, case: Case | None) -> None:
        """Where no worker has had her open, nothing needs her identity; else it stays with the ended case."""
        person_id = row.person_id
        if case is not None and (case.state in OPEN or trail_of_worker(case)):
            return
        row.person_id = row.case_id = None
        row.save(update_fields=["person", "case"])
        Incident.objects.filter(registration=row).delete()
        recognise.forget(person_ids=[person_id] if person_id else [], by=self.by, at=self.at)

    # -- one who is helped ----------------------------------------------------------------------------------------
    def _one(self, told: dict[str, Any]) -> int:
        rows = Registration.objects.select_for_update(of=("self",)).select_related("person", "case", "incident")
        row = rows.get(pk=told["known_id"])
        incident = getattr(row, "incident", None)
        file = file_row(told)
        if row.person is None or incident is None:
            return self._without_identity(told, row)
        found = Found(told, file, row, incident, differences(row, incident, file, self.known))
        follow = [one for one in found.changes if one.why == Why.FOLLOWS]
        for one in found.changes:
            if one.why != Why.FOLLOWS:
                self._say(f"kept_{one.why}", told["row"])
                break
        if told["becomes"] == "rejected":
            follow = [one for one in follow if one.field == "protected" and one.file]
        elif self._goes_in_anew(found, follow):
            return 1
        if follow:
            self._person(found, {one.field: one for one in follow})
            self._incident(found, {one.field for one in follow})
        if told["becomes"] != "rejected" and self.known != Known.OLDER:
            told_now = told_after(incident.told, file, found.changes)
            Incident.objects.filter(pk=incident.pk).update(told=told_now)  # she may be gone by now
        for code in dict.fromkeys(f"corrected_{TOLD_AS.get(one.field, one.field)}" for one in follow):
            self._say(code, told["row"])
        if follow:
            self._note(row, row.case, [one.field for one in follow])
        return bool(follow)

    def _note(self, row: Registration, case: Case | None, fields: list[str]) -> None:
        """The case's story and the trail say which fields the police corrected."""
        incident = Incident.objects.filter(registration=row).first()
        if incident is not None:
            incident.corrections = [*incident.corrections, {"at": self.at.isoformat(), "fields": fields}]
            incident.save(update_fields=["corrections"])
        told = "+".join(dict.fromkeys(TOLD_AS.get(name, name) for name in fields))
        trail.write("intake.row_corrected", by=self.by, at=self.at, about=case or row, fields=told)

    def _without_identity(self, told: dict[str, Any], row: Registration) -> int:
        """In the register alone: its code follows, and where that brings her in, the row goes in as a new one."""
        if told["becomes"] == "rejected" or row.case_id is not None or row.reached or row.attempts:
            return 0
        comes_in = told["verdict"] != "out" and not told["passed"]
        if self.known != Known.UPDATE:
            self._say(f"kept_{Why.OLDER if self.known == Known.OLDER else Why.ONLY_NEW}", told["row"])
            return 0
        if comes_in:
            go_in_anew(row, told["ref"])
            self._say("corrected_comes_in", told["row"])
        else:
            cases.correct_registration(row=row, values=self._register_values(told, row), by=self.by, at=self.at)
            self._say("corrected_offence_code", told["row"])
        return 1

    def _goes_in_anew(self, found: Found, follow: list[Change]) -> bool:
        """One who had fallen out, and is in the target group after all, comes in as if for the first time."""
        told, row = found.told, found.row
        if row.state != OUT or told["verdict"] == "out" or told["passed"]:
            return False
        if row.attempts or row.reached or not {one.field for one in follow} & {"offence_code", "role"}:
            return False
        go_in_anew(row, told["ref"])
        self._say("corrected_comes_in", told["row"])
        return True

    def _person(self, found: Found, follow: dict[str, Change]) -> None:
        person: Any = found.row.person
        where: dict[str, Any] = {"person": person, "by": self.by, "at": self.at}
        values = {name: follow[name].file for name in OF_THE_PERSON if name in follow}
        if values:
            people.correct_person(values=values, **where)
        if values or "cpr" in follow or "phone" in follow:
            alone = Incident.objects.filter(registration__person=person).count() == 1
            people.correct_marks(marks=marks_of(found.told), only_these=alone, **where)
        if "phone" in follow:
            self._numbers(found, where)
        if "birth_date" in follow:
            self._of_age(found)
        case_actions.keep_in_step(person_ids=[person.pk], by=self.by, at=self.at)
        if "protected" in follow and follow["protected"].file and found.row.case_id:
            Case.objects.filter(pk=found.row.case_id).update(
                protected=True, address_withheld=bool(person.address_withheld)
            )

    def _numbers(self, found: Found, where: dict[str, Any]) -> None:
        incident: Any = found.incident
        others = Incident.objects.filter(registration__person=found.row.person).exclude(pk=incident.pk)
        told_elsewhere = {number for phones in others.values_list("phones", flat=True) for number in phones}
        gone = set(incident.phones) - set(found.file.phones) - told_elsewhere
        has_number = people.correct_numbers(gone=sorted(gone), told=found.file.phones, **where)
        cases.number_changed(person_id=where["person"].pk, has_number=has_number, by=self.by, at=self.at)
        incident.phones = list(found.file.phones)
        incident.save(update_fields=["phones"])

    def _of_age(self, found: Found) -> None:
        """A minor waits for her guardian, or is given the one who is known; an adult is rung herself."""
        row, person = found.row, found.row.person
        age = age_on(person.birth_date, day_of(self.at)) if person else None
        at_the_time = age_on(person.birth_date, row.identified_on) if person else None
        values = {"age": at_the_time if at_the_time is not None and at_the_time >= 0 else age}
        cases.correct_registration(row=row, values=values, by=self.by, at=self.at)
        case = _locked(row)
        if case is None or person is None or case.person_id != person.pk:
            return
        cases.show_newest(case=case, by=self.by, at=self.at)
        if age is not None and age < ADULT:
            if case.state in cases.HERS_TO_ANSWER:
                people.end_first_contact(person=person, by=self.by, at=self.at)
                cases.wait_for_guardian(case=case, person_id=person.pk, by=self.by, at=self.at)
                self._find_guardian(case, row)
                self._say("corrected_minor", found.told["row"])
        elif case.state == CaseState.GUARDIAN_MISSING:
            cards.allow_first_contact(person=person, by=self.by, at=self.at)
            has_number = PhoneNumber.objects.filter(person=person, stopped_at__isnull=True).exists()
            cases.needs_no_guardian(case=case, has_number=has_number, by=self.by, at=self.at)
        row.refresh_from_db()

    def _find_guardian(self, case: Case, row: Registration, but: int | None = None) -> None:
        known = Incident.objects.filter(zone_id=self.zone_id, guardian_of=row.source_ref).exclude(guardian_of="")
        known = known.filter(registration__person__isnull=False).exclude(registration__person=but)
        for incident in known.exclude(registration__state=OUT).select_related("registration__person"):
            guardian: Any = incident.registration.person
            age = age_on(guardian.birth_date, day_of(self.at))
            if age is None or age >= ADULT:
                cards.allow_first_contact(person=guardian, by=self.by, at=self.at)
                cases.give_known_guardian(case=case, person_id=guardian.pk, by=self.by, at=self.at)
                return

    def _incident(self, found: Found, follow: set[str]) -> None:
        told, row, incident = found.told, found.row, found.incident
        assert incident is not None  # noqa: S101
        for name in ("occurred_at", "reported_at", "district", "place"):
            setattr(incident, name, told[name])
        if "guardian_of" in follow:
            incident.guardian_of = told["ward_ref"]
        if follow & {"occurred_at", "reported_at", "district", "place", "guardian_of"}:
            incident.save(update_fields=["occurred_at", "reported_at", "district", "place", "guardian_of"])
        if follow & {"offence_code", "role", "occurred_at", "gender", "phone", "email"}:
            values = self._register_values(told, row)
            cases.correct_registration(row=row, values=values, by=self.by, at=self.at)
        case = _locked(row)
        if case is None:
            return
        if "reported_at" in follow:
            self._window(told, row, case)
        if follow & {"offence_code", "role", "birth_date"}:
            self._judged(found, case)

    def _register_values(self, told: dict[str, Any], row: Registration) -> dict[str, Any]:
        reachable = {} if told["minor"] else {"has_contact_details": told["reachable"]}
        names = ("offence_code", "role", "occurred_on", "criteria_id", "incident_type")
        return {name: told[name] for name in names} | {"gender": told["gender"] or row.gender} | reachable

    def _window(self, told: dict[str, Any], row: Registration, case: Case) -> None:
        alone = Registration.objects.filter(case=case).count() == 1
        window = {"ring_from": told["ring_from"], "window_until": told["window_until"], "is_alone": alone}
        cases.correct_window(case=case, **window, by=self.by, at=self.at)
        if case.state == CaseState.WINDOW_PASSED and not told["passed"]:
            cases.back_on_the_list(case=case, row=row, by=self.by, at=self.at)

    def _judged(self, found: Found, case: Case) -> None:
        """The criteria are asked anew: out of the target group, waiting for its code, or in."""
        told, row = found.told, found.row
        row.refresh_from_db()
        if told["verdict"] == "out":
            cases.fall_out(row=row, by=self.by, at=self.at, whatever_was_answered=False)
            case.refresh_from_db()
            if row.state == OUT:
                self._forget(row, case)
            return
        cases.show_newest(case=case, by=self.by, at=self.at)
        cases.judged(case=case, row=row, waits=told["verdict"] == "waiting", by=self.by, at=self.at)


def _locked(row: Registration) -> Case | None:
    return Case.objects.select_for_update().filter(pk=row.case_id).first() if row.case_id else None
