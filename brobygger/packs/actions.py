"""Taking a pack in, taking it out of use, and noting the licence by which a zone uses an instrument."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import NotFound, Refused
from brobygger.packs import queries
from brobygger.packs.models import Licence, Pack
from brobygger.packs.reading import fields_of
from brobygger.packs.states import PACK, PackState
from brobygger.trail import actions as trail


@transaction.atomic
def import_pack(told: Mapping[str, Any], *, zone_id: int, by: Actor, at: datetime) -> Pack:
    """The zone has the pack, in use; the same file again changes nothing.

    Refused where the version stands here with other words, since what has been answered by it would change its meaning.
    """
    _keeps(by, zone_id)
    fields = fields_of(told)
    there = Pack.objects.select_for_update().filter(zone=zone_id, url=fields["url"], version=fields["version"]).first()
    if there is not None:
        if there.digest != fields["digest"]:
            raise Refused("this_version_says_something_else")
        return there
    made = Pack.objects.create(zone_id=zone_id, imported_at=at, imported_by_id=by.user_id, **fields)
    trail.write("packs.pack_imported", by=by, at=at, about=made, purpose=made.purpose)
    return made


@transaction.atomic
def take_out_of_use(*, pack_id: int, by: Actor, at: datetime) -> None:
    """Nothing new begins with the pack; what is open with it ends with it. One that all zones share cannot be taken."""
    _move(pack_id, PackState.TAKEN_OUT, by, at)


@transaction.atomic
def put_back_in_use(*, pack_id: int, by: Actor, at: datetime) -> None:
    """The pack is in use again."""
    _move(pack_id, PackState.IN_USE, by, at)


def _move(pack_id: int, to: PackState, by: Actor, at: datetime) -> None:
    pack = queries.own_for_writing(by, pack_id)
    PACK.may_move(pack.state, to).require()
    pack.state, pack.state_at, pack.state_by_id = to, at, by.user_id
    pack.save(update_fields=["state", "state_at", "state_by"])
    trail.write("packs.pack_moved", by=by, at=at, about=pack, state=str(to))


@transaction.atomic
def note_licence(*, zone_id: int, url: str, reference: str, by: Actor, at: datetime) -> None:
    """The zone uses the instrument by this licence from now on; what was noted before is kept as ended."""
    _keeps(by, zone_id)
    if not reference.strip():
        raise Refused("a_licence_has_a_reference")
    Licence.objects.filter(zone=zone_id, url=url, ended_at=None).update(ended_at=at, ended_by_id=by.worker_id)
    made = Licence.objects.create(
        zone_id=zone_id, url=url, reference=reference.strip(), noted_at=at, noted_by_id=by.worker_id
    )
    trail.write("packs.licence_noted", by=by, at=at, about=made)


def _keeps(by: Actor, zone_id: int) -> None:
    if zone_id not in zones_for(by, Act.KEEP_PACKS):
        raise NotFound("not_found")
