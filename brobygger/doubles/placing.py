"""What has come to two who were one since they were merged, and with whom each of it is placed when they are split."""

from collections.abc import Mapping
from dataclasses import dataclass

from brobygger.base.decision import Refused
from brobygger.cases.models import Registration
from brobygger.doubles import moving
from brobygger.doubles.models import Merge
from brobygger.people.merging import Side
from brobygger.people.models import PersonMark

REGISTRATION = "cases.registration.person"


@dataclass(frozen=True, slots=True)
class Thing:
    """One row that has come since: its column, its number."""

    key: str
    pk: int

    @property
    def code(self) -> str:
        return f"{self.key}:{self.pk}"


def to_place(row: Merge) -> list[Thing]:
    """What has come since, one by one. A registration goes with its case where that is hers; marks are nobody's."""
    found = moving.since(kept=row.kept_id, moved=row.moved)
    found.pop(moving.MARKS, None)
    alone = Registration.objects.filter(pk__in=found.get(REGISTRATION, ())).exclude(case__person=row.kept_id)
    found[REGISTRATION] = list(alone.order_by("pk").values_list("pk", flat=True))
    return [Thing(key, pk) for key, pks in found.items() for pk in pks]


def put(row: Merge, placed: Mapping[str, Side]) -> None:
    """Each row is the one's whose it was, and what has come since the one's with whom it was placed.

    By what was written since neither is recognised, since it may be either's. Refused where anything is not placed.
    """
    things = to_place(row)
    if any(one.code not in placed for one in things):
        raise Refused("place_everything")
    new = moving.since(kept=row.kept_id, moved=row.moved)
    PersonMark.objects.filter(pk__in=new.pop(moving.MARKS, ()), person=row.kept_id).delete()
    for one in moving.moving():
        back = list(row.moved["theirs"].get(one.key, ()))
        back += [thing.pk for thing in things if thing.key == one.key and placed[thing.code] == "other"]
        one.give(back, of=row.kept_id, to=row.other_id)
    follow = Registration.objects.filter(pk__in=new.get(REGISTRATION, ()), case__person=row.other_id)
    follow.filter(person=row.kept_id).update(person=row.other_id)
