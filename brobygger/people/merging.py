"""Two rows that are one person: who she is, how she may be reached and her numbers, put together and parted again.

The one row goes on; the other keeps what she was called, and her card as it was. What `absorb` returns is all that
`release` needs, and can stand in JSON. Both persons have been locked, and `doubles` notes the deed.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Literal

from django.db import transaction
from django.db.models import Model

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, may
from brobygger.people.careful import NAMES, WARNS, most_careful, with_warnings
from brobygger.people.models import Person, PhoneNumber
from brobygger.people.queries import plan_of

type Side = Literal["kept", "other"]

# What is chosen together.
GROUPS = {
    "given_name": ("given_name",),
    "family_name": ("family_name",),
    "birth_date": ("birth_date",),
    "gender": ("gender",),
    "language": ("language",),
    "email": ("email",),
    "address": ("address", "postal_code"),
    "about_minor": ("about_minor", "speaks_until"),
}
IDENTITY = tuple(name for names in GROUPS.values() for name in names)
PROTECTION = ("protected", "address_withheld")
STANDS = ("stopped_at", "stopped_by_id", "stopped_because", "beside", "shared_with_accused", "others_may_see")


def told_of(person: Person) -> dict[str, Any]:
    """Who she is, as JSON can hold it."""
    return {name: _plain(getattr(person, name)) for name in (*IDENTITY, *PROTECTION)}


def card_of(person: Person) -> dict[str, Any]:
    """Her card, as JSON and the rule of the most careful card can hold it."""
    plan = plan_of(person)
    told = {name: _plain(getattr(plan, name)) for name in NAMES if name not in ("sms_number", "confirmed_by")}
    number = plan.sms_number.number if plan.sms_number else ""
    return told | {"sms_number": number, "confirmed_by": plan.confirmed_by_id}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value


@transaction.atomic
def absorb(
    *, kept: Person, other: Person, values: Mapping[str, Side], card: str, by: Actor, at: datetime
) -> dict[str, Any]:
    """The kept row says of each group what was chosen, and where nothing was what either knows; the card is the chosen
    one or the most careful of both, with every warning of both; her numbers are those of both.

    Protection and an address that is withheld are never lost. Refused where the actor may not keep their cards.
    """
    for person in (kept, other):
        may(by, Act.KEEP_CARD, person).require()
    before, was, hers, theirs = told_of(kept), told_of(other), card_of(kept), card_of(other)
    for group, names in GROUPS.items():
        knows_nothing = not any(getattr(kept, name) for name in names)
        if values.get(group, "other" if knows_nothing else "kept") == "other":
            for name in names:  # what was not chosen stays with the other row, and is found by search
                earlier = getattr(kept, name)
                setattr(kept, name, getattr(other, name))
                setattr(other, name, earlier)
    for name in PROTECTION:
        setattr(kept, name, getattr(kept, name) or getattr(other, name))
    if kept.address_withheld:
        kept.address = kept.postal_code = ""
    kept.save()
    moved, twins = _numbers(kept, other, at)
    chosen = most_careful(hers, theirs) if card == "careful" else {"kept": hers, "other": theirs}[card]
    _write_card(kept, with_warnings(chosen, hers, theirs))
    other.merged_into = kept
    other.save()
    return {
        "person": before, "other": was, "person_after": told_of(kept), "card": hers, "card_after": card_of(kept),
        "numbers": moved, "twins": twins,
    }  # fmt: skip


def _numbers(kept: Person, other: Person, at: datetime) -> tuple[list[int], list[dict[str, Any]]]:
    """All numbers are the kept one's. One that both have is stopped where either says so, with the warnings of both."""
    mine = {one.number: one for one in PhoneNumber.objects.filter(person=kept)}
    moved, twins = [], []
    for one in PhoneNumber.objects.filter(person=other).order_by("id"):
        twin = mine.get(one.number)
        if twin is None:
            PhoneNumber.objects.filter(pk=one.pk).update(person=kept)
            moved.append(one.pk)
            continue
        told = {"kept": twin.pk, "other": one.pk, "kept_before": _stands(twin), "other_before": _stands(one)}
        if one.stopped_at and not twin.stopped_at:
            for name in STANDS[:3]:
                setattr(twin, name, getattr(one, name))
        twin.beside = ", ".join(dict.fromkeys(words for words in (twin.beside, one.beside) if words))
        twin.shared_with_accused |= one.shared_with_accused
        twin.others_may_see |= one.others_may_see
        twin.save()
        twins.append(told | {"kept_after": _stands(twin)})
        if not one.stopped_at:
            one.stopped_at, one.stopped_because = at, PhoneNumber.Stopped.KEPT_ONCE
            one.save()
    return moved, twins


def _stands(number: PhoneNumber) -> dict[str, Any]:
    return {name: _plain(getattr(number, name)) for name in STANDS}


def _put(row: Model, told: Mapping[str, Any]) -> None:
    for name, value in told.items():
        field: Any = row._meta.get_field(name.removesuffix("_id"))
        setattr(row, name, value if name.endswith("_id") else field.to_python(value))


def _write_card(person: Person, told: Mapping[str, Any]) -> None:
    plan = plan_of(person)
    number = PhoneNumber.objects.filter(person=person, number=told["sms_number"]).first()
    words = dict(told) | {"may_sms": told["may_sms"] and number is not None}
    del words["sms_number"]
    words["confirmed_by_id"] = words.pop("confirmed_by")
    _put(plan, words)
    plan.sms_number = number
    plan.save()


def changed_since(kept: Person, told: Mapping[str, Any]) -> tuple[frozenset[str], bool]:
    """What of who she is has been corrected since she was merged, and whether her card says anything else now."""
    now = told_of(kept)
    corrected = frozenset(name for name in now if now[name] != told["person_after"][name])
    return corrected, card_of(kept) != told["card_after"]


@transaction.atomic
def release(
    *, kept: Person, other: Person, told: Mapping[str, Any], corrected: Side, said: Side, by: Actor, at: datetime
) -> None:
    """Both stand as they did before they were merged, each with her numbers. What has been `corrected` and `said` since
    is the one's for whom it was chosen; a warning, a stop and a protection since are both's."""
    for person in (kept, other):
        may(by, Act.KEEP_CARD, person).require()
    new, _differs = changed_since(kept, told)
    now, card_now, theirs = told_of(kept), card_of(kept), card_of(other)
    after = told["card_after"]
    since = {name: card_now[name] and not after[name] for name in WARNS}
    other.merged_into = None
    _numbers_back(kept, other, told)
    _put(kept, told["person"])
    _put(other, told["other"])
    _put(kept if corrected == "kept" else other, {name: now[name] for name in new})
    for person in (kept, other):
        person.protected = person.protected or ("protected" in new and now["protected"])
        person.address_withheld = person.protected and not person.address
        person.save()
    if card_now == after:
        _write_card(kept, told["card"])
        return
    _write_card(kept, with_warnings(card_now if said == "kept" else told["card"], {**told["card"], **since}))
    _write_card(other, with_warnings(card_now if said == "other" else theirs, {**theirs, **since}))


def _numbers_back(kept: Person, other: Person, told: Mapping[str, Any]) -> None:
    """Each has her numbers as before; one that both had, and that has been stopped since, is stopped for both."""
    PhoneNumber.objects.filter(pk__in=told["numbers"], person=kept).update(person=other)
    for twin in told["twins"]:
        mine = PhoneNumber.objects.filter(pk=twin["kept"], person=kept).first()
        theirs = PhoneNumber.objects.filter(pk=twin["other"], person=other).first()
        if mine is None or theirs is None:
            continue
        now = _stands(mine)
        _put(theirs, twin["other_before"])
        if now == twin["kept_after"]:
            _put(mine, twin["kept_before"])
        else:
            _put(theirs, {name: now[name] for name in STANDS if now[name] != twin["kept_after"][name]})
        mine.save()
        theirs.save()
