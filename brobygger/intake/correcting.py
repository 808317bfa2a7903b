"""Rows of a part that are known and say something else than before: the police are followed, row by row.

They are few beside the new ones, so each is taken by itself, through the doors that a worker's own deeds go through.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

from brobygger.base.phones import of_told
from brobygger.base.workdays import day_of
from brobygger.cases import actions as case_actions
from brobygger.cases import correcting as cases
from brobygger.cases.models import Case, Registration
from brobygger.cases.states import OPEN, CaseState
from brobygger.intake.corrections import Change, Known, Row, Why, newly_unread, phones_after, replaced_by, told_after
from brobygger.intake.known_rows import (
    ACCUSED,
    OF_THE_PERSON,
    differences,
    differing,
    fell_out_by,
    file_row,
    go_in_anew,
    guardians_of_adults,
    marks_of,
)
from brobygger.intake.models import Incident
from brobygger.intake.rung_no_more import OUT, TOLD_AS, TakesOff
from brobygger.people import actions as cards
from brobygger.people import correcting as people
from brobygger.people.models import PhoneNumber
from brobygger.people.rules import ADULT, age_on

MOST_REPLACED = 60  # what the police have changed their mind about so often, no one can put in order


@dataclass(slots=True)
class Found:
    """A known row as the file has it, as it stands here, and what differs."""

    told: dict[str, Any]  # the row of `arrivals`
    file: Row
    row: Registration
    incident: Incident | None
    changes: list[Change]


@dataclass(frozen=True, kw_only=True)
class Corrector(TakesOff):
    """Corrects the known rows of one part."""

    programme_id: int
    known: Known
    newest: str  # the newest report in the file: its age, as far as anyone can tell

    def correct(self, part_name: str) -> int:
        """What the police have corrected is so here too, and what stays is named. Returns how many rows followed.

        The caller has filled `arrivals`; a row that is to go in anew is new there afterwards.
        """
        done = sum(self._accused(row, registration) for row, registration in self._now_accused(part_name))
        for told in differing():
            done += self._one(told)
        if self.known != Known.OLDER:
            self.guardians_off(guardians_of_adults(self.zone_id))
        return done

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
        older = self.known == Known.OLDER
        self.watch.differs(number, row, [Change("accused", row.role, "", Why.OLDER if older else Why.FOLLOWS)])
        if older:
            self.say("kept_older_file", number)
            return 0
        case, was = row.case, replaced_by([Change("role", row.role, "")], self.newest)
        for incident in Incident.objects.filter(registration=row):
            incident.guardian_of, incident.replaced = "", [*incident.replaced, *was]
            incident.save(update_fields=["guardian_of", "replaced"])
        self.wards_wait_again(row)
        cases.fall_out(row=row, by=self.by, at=self.at, whatever_was_answered=True)
        cases.correct_registration(row=row, values={"role": ""}, by=self.by, at=self.at)
        self.note(row, case, ["accused"])
        self.rung_no_more(row, case)
        self.say("corrected_accused", number)
        return 1

    # -- one who is helped ----------------------------------------------------------------------------------------
    def _one(self, told: dict[str, Any]) -> int:
        rows = Registration.objects.select_for_update(of=("self",)).select_related("person", "case", "incident")
        row = rows.get(pk=told["known_id"])
        incident = getattr(row, "incident", None)
        file = file_row(told)
        if row.person is None or incident is None:
            return self._without_identity(told, row)
        found = Found(told, file, row, incident, differences(row, incident, file, self.known, self.newest))
        case, follow = row.case, [one for one in found.changes if one.why == Why.FOLLOWS]
        for why in dict.fromkeys(one.why for one in found.changes if one.why != Why.FOLLOWS):
            self.say(f"kept_{why}", told["row"])
        if told["becomes"] == "rejected":
            follow = [one for one in follow if one.field == "protected" and one.file]
        self.watch.differs(told["row"], row, follow if told["becomes"] == "rejected" else found.changes)
        if told["becomes"] != "rejected" and self._goes_in_anew(found, follow):
            return 1
        if follow:
            self._person(found, {one.field: one for one in follow})
            self._incident(found, {one.field for one in follow})
        if told["becomes"] != "rejected" and self.known != Known.OLDER:
            told_now = told_after(incident.told, file, found.changes)
            replaced = [*incident.replaced, *replaced_by(found.changes, self.newest)][-MOST_REPLACED:]
            # She may be gone by now.
            Incident.objects.filter(pk=incident.pk).update(told=told_now, replaced=replaced, phones=_phones(found))
        for code in dict.fromkeys(f"corrected_{TOLD_AS.get(one.field, one.field)}" for one in follow):
            self.say(code, told["row"])
        if follow:
            self.note(row, case, [one.field for one in follow])
        return bool(follow)

    def _without_identity(self, told: dict[str, Any], row: Registration) -> int:
        """In the register alone: its code follows, and where that brings her in, the row goes in as a new one."""
        if told["becomes"] == "rejected" or row.case_id is not None or row.reached or row.attempts:
            return 0
        comes_in = told["verdict"] != "out" and not told["passed"]
        why = {Known.UPDATE: Why.FOLLOWS, Known.ONLY_NEW: Why.ONLY_NEW, Known.OLDER: Why.OLDER}[self.known]
        if why == Why.FOLLOWS and self.newest < fell_out_by(row):
            why = Why.GOES_BACK
        here = {"offence_code": row.offence_code, "role": row.role}
        self.watch.differs(
            told["row"], row, [Change(name, was, told[name], why) for name, was in here.items() if was != told[name]]
        )
        if why != Why.FOLLOWS:
            self.say(f"kept_{why}", told["row"])
            return 0
        if comes_in:
            go_in_anew(row, told["ref"])
            self.say("corrected_comes_in", told["row"])
        else:
            cases.correct_registration(row=row, values=self._register_values(told, row), by=self.by, at=self.at)
            self.say("corrected_offence_code", told["row"])
        return 1

    def _goes_in_anew(self, found: Found, follow: list[Change]) -> bool:
        """One who had fallen out, and is in the target group after all, comes in as if for the first time."""
        told, row = found.told, found.row
        if row.state != OUT or told["verdict"] == "out" or told["passed"]:
            return False
        if row.attempts or row.reached or not {one.field for one in follow} & {"offence_code", "role"}:
            return False
        go_in_anew(row, told["ref"])
        self.say("corrected_comes_in", told["row"])
        return True

    def _person(self, found: Found, follow: dict[str, Change]) -> None:
        person: Any = found.row.person
        where: dict[str, Any] = {"person": person, "by": self.by, "at": self.at}
        values = {name: follow[name].file for name in OF_THE_PERSON if name in follow}
        if values:
            people.correct_person(values=values, **where)
        if "language" in follow:
            cases.correct_language(person_id=person.pk, was=follow["language"].here, by=self.by, at=self.at)
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
        told_elsewhere = {one for told in others.values_list("phones", flat=True) for one in of_told(told).numbers}
        phones = phones_after(incident.phones, found.file.phones)
        before, told = of_told(incident.phones), of_told(phones)
        gone = set(before.numbers) - set(told.numbers) - told_elsewhere
        beside = dict(zip(told.numbers, told.beside, strict=True))
        has_number = people.correct_numbers(gone=sorted(gone), told=beside, **where)
        cases.number_changed(person_id=where["person"].pk, has_number=has_number, by=self.by, at=self.at)
        incident.phones = list(phones)
        incident.save(update_fields=["phones"])

    def _of_age(self, found: Found) -> None:
        """A minor waits for her guardian, or is given the one who is known; an adult is rung herself."""
        row, person = found.row, found.row.person
        age = age_on(person.birth_date, day_of(self.at)) if person else None
        at_the_time = age_on(person.birth_date, row.identified_on) if person else None
        values = {"age": at_the_time if at_the_time is not None and at_the_time >= 0 else age}
        cases.correct_registration(row=row, values=values, by=self.by, at=self.at)
        case = _locked(row)
        if case is None or person is None:
            return
        if case.person_id != person.pk:
            if (age is None or age >= ADULT) and case.state in OPEN:
                self.rung_herself(found.told["row"], row, case)
            return
        cases.show_newest(case=case, by=self.by, at=self.at)
        if age is not None and age < ADULT:
            if case.state in cases.HERS_TO_ANSWER:
                people.end_first_contact(person=person, by=self.by, at=self.at)
                cases.wait_for_guardian(case=case, person_id=person.pk, by=self.by, at=self.at)
                self.find_guardian(case, row)
                self.say("corrected_minor", found.told["row"])
        elif case.state == CaseState.GUARDIAN_MISSING:
            cards.allow_first_contact(person=person, by=self.by, at=self.at)
            has_number = PhoneNumber.objects.filter(person=person, stopped_at__isnull=True).exists()
            cases.needs_no_guardian(case=case, has_number=has_number, by=self.by, at=self.at)
        row.refresh_from_db()

    def _incident(self, found: Found, follow: set[str]) -> None:
        told, row, incident = found.told, found.row, found.incident
        assert incident is not None  # noqa: S101
        for name in follow & {"occurred_at", "reported_at", "district", "place"}:
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
        reaches = told["reachable"] or row.has_contact_details  # what the file leaves out takes nothing away
        reachable = {} if told["minor"] else {"has_contact_details": reaches}
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
                self.rung_no_more(row, case)
            self.say("corrected_out" if row.state == OUT else "kept_answered", told["row"])
            return
        cases.show_newest(case=case, by=self.by, at=self.at)
        cases.judged(case=case, row=row, waits=told["verdict"] == "waiting", by=self.by, at=self.at)


def _phones(found: Found) -> list[str]:
    """As the police have told them by now; what could not be read stands on the card as they wrote it."""
    told: Any = found.incident
    return list(phones_after(told.phones, newly_unread(told.phones, found.file.phones)))


def _locked(row: Registration) -> Case | None:
    return Case.objects.select_for_update().filter(pk=row.case_id).first() if row.case_id else None
