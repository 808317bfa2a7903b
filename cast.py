"""The cast of every test: owner of a case, colleague in her zone, stranger from another, leaders, officer.

`python -m cast FILE` prepares a database, lets the cast stand in it, and keeps it in the file for each test to copy.
"""

import pickle
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from brobygger.access.actor import Actor, Role

NOW = datetime(2026, 11, 18, 10, 30, tzinfo=UTC)  # a Wednesday, 11:30 in Copenhagen
CHEAP = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # for passwords of the cast


def give_role(worker: Any, zone: Any, role: str, since: date = date(2020, 1, 1)) -> None:
    """The worker has the role; the database takes it only inside the zone."""
    from django.db import transaction

    from brobygger.access.zones import at_sign_in
    from brobygger.staff.models import Membership

    with transaction.atomic(), at_sign_in({zone.pk}):
        Membership.objects.create(worker=worker, zone=zone, role=role, since=since)


class Cast:
    """Two zones that run outreach, one that counsels, and the people who work in them."""

    def __init__(self) -> None:
        from django.db import transaction

        from brobygger.access.zones import at_sign_in
        from brobygger.programmes.models import Programme
        from brobygger.staff.models import Organisation, Worker, Zone

        self.programme = Programme.objects.get(key="opsoegende-indsats")
        self.zone = self.programme.zones.get()
        self.other_zone = Zone.objects.create(
            key="nabokreds", name="Nabokredsen", organisation=Organisation.objects.create(name="Nabokredsens Politi")
        )
        runs(self.other_zone, self.programme)

        self.counselling_zone = Zone.objects.create(
            key="raadgivningen", name="Rådgivningen", organisation=Organisation.objects.create(name="Rådgivningen")
        )

        def worker(name: str, role: Role, zone: Zone) -> Worker:
            email = f"{name}@brobygger.invalid"
            with transaction.atomic(), at_sign_in():
                made = Worker.objects.create_user(email, "en lang kode til prøver", name=name.title(), own_since=NOW)
            give_role(made, zone, role)
            return made

        self.owner = worker("owner", Role.WORKER, self.zone)
        self.colleague = worker("colleague", Role.WORKER, self.zone)
        self.leader = worker("leader", Role.PROGRAMME_LEADER, self.zone)
        self.second_leader = worker("second_leader", Role.PROGRAMME_LEADER, self.zone)
        self.officer = worker("officer", Role.DATA_PROTECTION_OFFICER, self.zone)
        self.administrator = worker("administrator", Role.ADMINISTRATOR, self.zone)
        self.stranger = worker("stranger", Role.WORKER, self.other_zone)
        self.strange_leader = worker("strange_leader", Role.PROGRAMME_LEADER, self.other_zone)
        self.coordinator = worker("coordinator", Role.COORDINATOR, self.counselling_zone)
        self.second_coordinator = worker("second_coordinator", Role.COORDINATOR, self.counselling_zone)
        self.counsellor = worker("counsellor", Role.COUNSELLOR, self.counselling_zone)
        self.second_counsellor = worker("second_counsellor", Role.COUNSELLOR, self.counselling_zone)

        self.outpatient = Programme.objects.get(key="ambulant-indsats")
        self.koege = self._municipality(
            "koege", "Køge Kommune", [("jobcenter", "Jobcenter"), ("familiecenter", "Familiecenter")]
        )
        self.odense = self._municipality("odense", "Odense Kommune", [("krisecenter", "Krisecenter")])
        self.employee = worker("employee", Role.EMPLOYEE, self.koege)
        self.second_employee = worker("second_employee", Role.EMPLOYEE, self.koege)
        self.resource_person = worker("resource_person", Role.RESOURCE_PERSON, self.koege)
        self.assessor = worker("assessor", Role.ASSESSOR, self.koege)
        self.second_assessor = worker("second_assessor", Role.ASSESSOR, self.koege)
        self.project_leader = worker("project_leader", Role.PROJECT_LEADER, self.koege)
        self.second_project_leader = worker("second_project_leader", Role.PROJECT_LEADER, self.koege)
        self.odense_assessor = worker("odense_assessor", Role.ASSESSOR, self.odense)
        self.odense_leader = worker("odense_leader", Role.PROJECT_LEADER, self.odense)
        self._place(self.employee, self.resource_person, self.second_employee)

    def _municipality(self, key: str, name: str, departments: list[tuple[str, str]]) -> Any:
        """A zone that runs outpatient help, with its departments and its open page."""
        from django.db import transaction

        from brobygger.access.zones import among
        from brobygger.municipality.codes import Anonymity, WayIn
        from brobygger.municipality.models import Department, Setup
        from brobygger.staff.models import Organisation, Zone

        zone = Zone.objects.create(key=key, name=name, organisation=Organisation.objects.create(name=name))
        runs(zone, self.outpatient)
        with transaction.atomic(), among({zone.pk}):
            Setup.objects.create(
                zone=zone,
                programme=self.outpatient,
                copied_from=key,
                name="Samtale og gruppe",
                ways_in=WayIn.values,
                anonymity=Anonymity.THROUGHOUT if key == "odense" else Anonymity.FIRST_TALK,
                is_open=True,
                changed_at=NOW,
            )
            for department, called in departments:
                Department.objects.create(zone=zone, key=department, name_da=called, since=date(2020, 1, 1))
        return zone

    def _place(self, employee: Any, resource_person: Any, second_employee: Any) -> None:
        """Two work in the job centre, one of them its resource person, and one in the family centre."""
        from django.db import transaction

        from brobygger.access.zones import among
        from brobygger.municipality.models import Department, Placement

        with transaction.atomic(), among({self.koege.pk}):
            self.jobcentre = Department.objects.get(zone=self.koege, key="jobcenter")
            self.family_centre = Department.objects.get(zone=self.koege, key="familiecenter")
            for who, department in (
                (employee, self.jobcentre),
                (resource_person, self.jobcentre),
                (second_employee, self.family_centre),
            ):
                Placement.objects.create(
                    zone=self.koege, department=department, worker=who, since=date(2020, 1, 1), placed_at=NOW
                )

    def actor(self, name: str) -> Actor:
        """The named member of the cast as an actor, and the transaction in that actor's zones."""
        from brobygger.access.who import actor_for
        from brobygger.access.zones import enter

        actor = actor_for(getattr(self, name).pk)
        enter(actor)
        return actor


def runs(zone: Any, *programmes: Any) -> None:
    """The zone runs these programmes and no others; the test is in the zones that it was in before."""
    from django.db import transaction

    from brobygger.access.zones import among

    with transaction.atomic(), among({zone.pk}):
        zone.programmes.set(programmes)


def keep(file: Path) -> None:
    """The database is prepared, the cast stands in it, and the file holds it."""
    import django
    from django.conf import settings

    django.setup()
    settings.PASSWORD_HASHERS = CHEAP
    from brobygger.config.database import prepare
    from cast import Cast

    prepare()
    file.write_bytes(pickle.dumps(Cast()))


if __name__ == "__main__":
    keep(Path(sys.argv[1]))
