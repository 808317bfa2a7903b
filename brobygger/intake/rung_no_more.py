"""Who is rung no more by what the police correct: the accused, whoever is outside, the guardian of an adult."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from brobygger.access.actor import Actor
from brobygger.base.workdays import day_of
from brobygger.cases import actions as case_actions
from brobygger.cases import coming_of_age
from brobygger.cases import correcting as cases
from brobygger.cases.models import Case, Registration
from brobygger.cases.states import OPEN, CaseState
from brobygger.intake.corrections import Change
from brobygger.intake.known_rows import WARDS, trail_of_worker
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


class Watch:
    """Who looks on while rows are corrected: here nobody."""

    def differs(self, number: int, row: Registration, changes: list[Change]) -> None:
        """The row of that number in the file is known, and differs in this."""


NOBODY = Watch()


@dataclass(frozen=True, kw_only=True)
class TakesOff:
    """Takes people off the list, and says so."""

    zone_id: int
    remarks: Remarks
    by: Actor
    at: datetime
    watch: Watch = NOBODY

    def say(self, code: str, row: int) -> None:
        """What is to be said of a row of the file."""
        self.remarks.add(code, row)

    def note(self, row: Registration, case: Case | None, fields: list[str]) -> None:
        """The case's story and the trail say which fields the police corrected."""
        incident = Incident.objects.filter(registration=row).first()
        if incident is not None:
            incident.corrections = [*incident.corrections, {"at": self.at.isoformat(), "fields": fields}]
            incident.save(update_fields=["corrections"])
        told = "+".join(dict.fromkeys(TOLD_AS.get(name, name) for name in fields))
        trail.write("intake.row_corrected", by=self.by, at=self.at, about=case or row, fields=told)

    def rung_no_more(self, row: Registration, case: Case | None) -> None:
        """The registration has fallen out: nobody rings her, unless about something else."""
        person = row.person
        if person is None:
            return
        if not Case.objects.filter(person=person, state__in=OPEN).exists():
            people.end_first_contact(person=person, is_accused=not row.role, by=self.by, at=self.at)
            case_actions.keep_in_step(person_ids=[person.pk], by=self.by, at=self.at)
        self.forget(row, case)

    def forget(self, row: Registration, case: Case | None) -> None:
        """Where no worker has had her open, nothing needs her identity; else it stays with the ended case."""
        person_id = row.person_id
        if case is not None and (case.state in OPEN or trail_of_worker(case)):
            return
        row.person_id = row.case_id = None
        row.save(update_fields=["person", "case"])
        Incident.objects.filter(registration=row).delete()
        recognise.forget(person_ids=[person_id] if person_id else [], by=self.by, at=self.at)

    def guardians_off(self, found: Iterable[tuple[int, int]], meanwhile: Callable[[], None] | None = None) -> None:
        """Whose ward turns out to have been 18 all along is rung as nobody's guardian, where she has not answered.

        Each is the row of the file that tells of the ward, and the guardian's registration; `meanwhile` the ward gets
        a case of her own.
        """
        off = []
        for number, registration_id in found:
            row = Registration.objects.select_for_update(of=("self",)).get(pk=registration_id)
            case = row.case
            cases.fall_out(row=row, by=self.by, at=self.at, whatever_was_answered=False)
            if row.state == OUT:
                self.note(row, case, ["ward_is_adult"])
                self.say("ward_is_adult", number)
                off.append(row)
        if meanwhile is not None:
            meanwhile()
        for row in off:
            self.rung_no_more(row, Case.objects.get(pk=row.case_id) if row.case_id else None)

    def rung_herself(self, number: int, row: Registration, case: Case) -> None:
        """She was an adult all along: her guardian is rung no more, and she has a case of her own."""
        person: Any = row.person
        told = Incident.objects.filter(zone_id=self.zone_id, guardian_of=row.source_ref).exclude(guardian_of="")
        known = told.filter(registration__person__isnull=False).exclude(registration__state=OUT)
        guardians = known.values_list("registration", flat=True)

        def meanwhile() -> None:
            guardian = case.person
            cards.allow_first_contact(person=person, by=self.by, at=self.at)
            has_number = PhoneNumber.objects.filter(person=person, stopped_at__isnull=True).exists()
            where: dict[str, Any] = {"by": self.by, "at": self.at}
            coming_of_age.ring_herself(case=case, person=person, has_number=has_number, **where)
            if case.state not in OPEN:
                cards.no_longer_speaks(person=guardian, **where)
            case_actions.keep_in_step(person_ids=[guardian.pk], **where)

        self.guardians_off([(number, one) for one in guardians], meanwhile)
        if not guardians and person.pk != case.person_id:  # a worker had found the guardian
            self.say("ward_is_adult", number)
        row.refresh_from_db()

    def wards_wait_again(self, row: Registration) -> None:
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
            self.find_guardian(case, Registration.objects.get(pk=ward_row), but=row.person_id)

    def find_guardian(self, case: Case, row: Registration, but: int | None = None) -> None:
        known = Incident.objects.filter(zone_id=self.zone_id, guardian_of=row.source_ref).exclude(guardian_of="")
        known = known.filter(registration__person__isnull=False).exclude(registration__person=but)
        for incident in known.exclude(registration__state=OUT).select_related("registration__person"):
            guardian: Any = incident.registration.person
            age = age_on(guardian.birth_date, day_of(self.at))
            if age is None or age >= ADULT:
                cards.allow_first_contact(person=guardian, by=self.by, at=self.at)
                cases.give_known_guardian(case=case, person_id=guardian.pk, by=self.by, at=self.at)
                return
