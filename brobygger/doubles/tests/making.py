"""Two rows that are one invented person, for the tests of this room."""

from brobygger.doubles import actions
from brobygger.outreach.tests.making import someone
from brobygger.people.models import PhoneNumber

SAME = "+4595123456"
KARLA = {"given_name": "Karla Åse", "family_name": "Prøvesen"}


def two(cast, now, *, first=None, second=None, phone=SAME, **more):
    """Two cases to be rung, of two rows with the same phone and nearly the same name."""
    made = []
    for told in (KARLA | (first or {}), KARLA | {"given_name": "Karla Aase"} | (second or {})):
        case = someone(cast, now, person=told, **more)
        if phone:
            PhoneNumber.objects.create(zone_id=case.zone_id, person=case.person, number=phone, added_at=now)
        made.append(case)
    return made


def merged(cast, now, one, other, *, goes_on=None, who="leader", card="careful", values=None, sure=True):
    """The persons of the two cases are one; the first one's case goes on."""
    return actions.merge(
        first_id=one.person_id, second_id=other.person_id, values=values or {}, card=card,
        goes_on=[goes_on or one.pk], sure=sure, by=cast.actor(who), at=now,
    )  # fmt: skip


def split(cast, now, row, *, placed=None, corrected="kept", said="kept"):
    return actions.split(
        merge_id=row.pk, placed=placed or {}, corrected=corrected, said=said, by=cast.actor("leader"), at=now
    )
