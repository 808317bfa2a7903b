"""Adding, changing and giving up the rooms where the programme meets people."""

from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, may
from brobygger.base.decision import NotFound, no
from brobygger.municipality import rules
from brobygger.municipality.models import Room
from brobygger.staff.models import Zone
from brobygger.trail import actions as trail


@transaction.atomic
def add_room(*, zone_id: int, name: str, note: str, is_at_shelter: bool, by: Actor, at: datetime) -> Room:
    """The programme meets people there. Refused where a room in use has the name."""
    may(by, Act.KEEP_MUNICIPALITY, Room(zone_id=zone_id)).require()
    Zone.objects.select_for_update(no_key=True).get(pk=zone_id)
    _name_is_free(name, zone_id)
    row = Room.objects.create(zone_id=zone_id, name=name.strip(), note=note.strip(), is_at_shelter=is_at_shelter)
    trail.write("municipality.room_added", by=by, at=at, about=row)
    return row


@transaction.atomic
def change_room(*, room_id: int, name: str, note: str, is_at_shelter: bool, by: Actor, at: datetime) -> Room:
    """The room is called that, with the note on how one comes there unseen."""
    row = _held(room_id, by)
    Zone.objects.select_for_update(no_key=True).get(pk=row.zone_id)
    _name_is_free(name, row.zone_id, but=row.pk)
    row.name, row.note, row.is_at_shelter = name.strip(), note.strip(), is_at_shelter
    row.save(update_fields=["name", "note", "is_at_shelter"])
    trail.write("municipality.room_changed", by=by, at=at, about=row)
    return row


@transaction.atomic
def close_room(*, room_id: int, by: Actor, at: datetime) -> Room | None:
    """The programme no longer meets people there; one that nothing refers to is gone (None)."""
    row = _held(room_id, by)
    if row.until is not None:
        no("room_is_closed").require()
    try:
        with transaction.atomic():
            trail.write("municipality.room_removed", by=by, at=at, about=row)
            row.delete()
            return None
    except ProtectedError:
        row.until = timezone.localdate(at)
        row.save(update_fields=["until"])
        trail.write("municipality.room_closed", by=by, at=at, about=row)
        return row


@transaction.atomic
def reopen_room(*, room_id: int, by: Actor, at: datetime) -> Room:
    """The room is in use again. Refused where it is, or another has its name by now."""
    row = _held(room_id, by)
    if row.until is None:
        no("room_is_open").require()
    _name_is_free(row.name, row.zone_id, but=row.pk)
    row.until = None
    row.save(update_fields=["until"])
    trail.write("municipality.room_reopened", by=by, at=at, about=row)
    return row


def _held(room_id: int, by: Actor) -> Room:
    """The room, held until the transaction ends. NotFound for strangers."""
    found = Room.objects.select_for_update().filter(pk=room_id).first()
    if found is None:
        raise NotFound("not_found")
    may(by, Act.KEEP_MUNICIPALITY, found).require()
    return found


def _name_is_free(name: str, zone_id: int, *, but: int = 0) -> None:
    names = Room.objects.filter(zone_id=zone_id, until=None).exclude(pk=but).values_list("name", flat=True)
    rules.name_problem(name, among=names).require()
