"""Someone who may be reached by everything, for tests: what is said no to is taken away from her card."""

from itertools import count
from typing import Any

from brobygger.access.actor import machine
from brobygger.access.zones import enter
from brobygger.people import actions as people
from brobygger.people.actions import Said
from brobygger.people.models import Person

_numbers = count(5000)
TOKEN = "/r/" + "x" * 24 + "/"


def someone(zone, now, *, said_at=None, may_ring=True, born=None, **said) -> Person:
    """A person who has said yes to everything just now, apart from what `said` says otherwise."""
    by = machine(zone.pk)
    enter(by)
    everything: dict[str, Any] = {
        "basis": "herself",
        "days": 127,
        "hour_to": 24,
        "may_leave_voicemail": True,
        "may_sms": True,
        "may_email": True,
        "email_to": "karla@privat.invalid",
        "may_letter": True,
        "where_to_write": "c/o Prøvevej 1, 0999 Opdigtet",
        "may_digital_post": True,
        "may_calendar": True,
        "may_use_links": True,
    }
    person = people.add_person(
        zone_id=zone.pk,
        given_name="Karla",
        family_name="Prøvesen",
        birth_date=born,
        numbers=[f"+4595{next(_numbers):06}"],
        said=Said(**(everything | said)),
        said_at=said_at or now,
        may_ring=may_ring,
        by=by,
        at=now,
    )
    return Person.objects.select_related("contact_plan").get(pk=person.pk)
