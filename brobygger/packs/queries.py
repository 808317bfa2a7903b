"""Which packs a zone has, and whether one may be used there."""

from django.db.models import Q, QuerySet

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import NotFound
from brobygger.packs.models import Licence, Pack
from brobygger.packs.rules import ToBegin
from brobygger.packs.states import PackState


def packs(by: Actor, *, zone_id: int, purpose: str = "") -> QuerySet[Pack]:
    """The zone's own packs and those that all share, by title and version; taken out of use too."""
    if zone_id not in zones_for(by, Act.SEE_PACKS):
        raise NotFound("not_found")
    found = Pack.objects.filter(Q(zone=zone_id) | Q(zone=None))
    return (found.filter(purpose=purpose) if purpose else found).order_by("title", "-imported_at", "pk")


def pack(by: Actor, pack_id: int, *, act: Act = Act.SEE_PACKS) -> Pack:
    """A pack of the actor's zones, or one that all share. NotFound otherwise."""
    zones = zones_for(by, act)
    found = Pack.objects.filter(Q(zone__in=zones) | Q(zone=None), pk=pack_id).first() if zones else None
    if found is None:
        raise NotFound("not_found")
    return found


def newest(by: Actor, *, zone_id: int, url: str, act: Act = Act.SEE_PACKS) -> Pack:
    """The newest version in use of a form, the zone's own or the shared one. NotFound where there is none."""
    rows = Pack.objects.filter(Q(zone=zone_id) | Q(zone=None), url=url, state=PackState.IN_USE)
    found = rows.order_by("-imported_at", "-pk").first() if zone_id in zones_for(by, act) else None
    if found is None:
        raise NotFound("not_found")
    return found


def own_for_writing(by: Actor, pack_id: int) -> Pack:
    """A pack of the actor's zone's own, held until the transaction ends. NotFound otherwise."""
    zones = zones_for(by, Act.KEEP_PACKS)
    found = Pack.objects.select_for_update(of=("self",)).filter(zone__in=zones, pk=pack_id).first()
    if found is None:
        raise NotFound("not_found")
    return found


def licences(by: Actor, *, zone_id: int) -> dict[str, Licence]:
    """By which licence the zone uses each instrument now."""
    if zone_id not in zones_for(by, Act.SEE_PACKS):
        raise NotFound("not_found")
    held = Licence.objects.filter(zone=zone_id, ended_at=None).order_by("pk")
    return {one.url: one for one in held}


def to_begin(row: Pack, *, zone_id: int, is_trained: bool) -> ToBegin:
    """What `rules.may_begin` is asked with."""
    return ToBegin(
        in_use=row.state == PackState.IN_USE,
        needs_licence=row.needs_licence,
        has_licence=Licence.objects.filter(zone=zone_id, url=row.url, ended_at=None).exists(),
        needs_training=row.needs_training,
        is_trained=is_trained,
    )
