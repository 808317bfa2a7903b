"""Finding offers of help, and seeing which of them must be checked again. Shared ones and the zone's own."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time
from typing import Any

from django.apps import apps
from django.db.models import Case, DateField, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce, Lower, NullIf, TruncDate
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from brobygger.access import typed
from brobygger.access.actor import Actor
from brobygger.access.policy import Act, may_somewhere, zones_for
from brobygger.base.codes import Gender
from brobygger.base.decision import NotFound
from brobygger.base.underway import UnderWay
from brobygger.directory import hours, places, rules
from brobygger.directory.codes import Language, Need, Relation
from brobygger.directory.models import Offer, OfferVersion
from brobygger.directory.shipping import shipped_uid
from brobygger.directory.sight import in_sight, open_on
from brobygger.directory.sight import standing_in as standing_in

MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """What someone looks for. Codes are remembered for the session; the words are not."""

    words: str = ""
    need: str = ""
    place: str = ""
    language: str = ""
    gender: str = ""
    relation: str = ""
    age: int | None = None
    open_now: bool = False
    closed: bool = False

    @staticmethod
    def of(told: dict[str, Any]) -> "Asked":
        """What was asked, with whatever is not a code left out."""
        age = typed.as_number(str(told.get("age") or ""))
        return Asked(
            words=str(told.get("words") or "").strip()[:100],
            need=_known(told.get("need"), Need.values),
            place=_known(told.get("place"), places.CODES),
            language=_known(told.get("language"), Language.values),
            gender=_known(told.get("gender"), Gender.values),
            relation=_known(told.get("relation"), Relation.values),
            age=age if age is not None and age <= rules.OLDEST else None,
            open_now=bool(told.get("open_now")),
            closed=bool(told.get("closed")),
        )

    def codes(self) -> dict[str, Any]:
        """What may be remembered: no one's words."""
        return {
            name: value for name, value in asdict(self).items() if name != "words" and value not in ("", None, False)
        }


def _known(told: Any, codes: Iterable[str]) -> str:
    return told if isinstance(told, str) and told in codes else ""


@dataclass(frozen=True, slots=True)
class Found:
    """A page of offers, where the next begins, and the words that were looked for where hers found nothing."""

    offers: Sequence[Offer]
    older: int | None = None
    instead: str = ""


def search(by: Actor, asked: Asked, *, at: datetime, after: int | None = None, most: int = 25) -> Found:
    """The offers that fit, those nearest first; with other words where one is misspelt and nothing was found."""
    may_somewhere(by, Act.SEE_DIRECTORY).require()
    found = _page(by, asked, at, after, most)
    if not found.offers and asked.words and after is None:
        likely = _likely(by, asked.words)
        if likely:
            return replace(_page(by, replace(asked, words=likely), at, None, most), instead=likely)
    return found


def _page(by: Actor, asked: Asked, at: datetime, after: int | None, most: int) -> Found:
    near = places.taking_from(asked.place)
    rank = Case(*(When(places__overlap=list(codes), then=n) for n, codes in enumerate(near)), default=Value(9))
    rows = _fitting(by, asked, near, at).annotate(
        near=Value(0, IntegerField()) if not near else rank,
        label=Lower(Coalesce(NullIf("name_en", Value("")), "name_da")) if get_language() == "en" else F("sort_name"),
    )
    if after is not None:
        rows = _beyond(rows, after)
    page = list(rows.order_by("near", "label", "id")[: most + 1])
    return Found(page[:most], page[most - 1].pk if len(page) > most else None)


def _beyond(rows: QuerySet[Any], after: int) -> QuerySet[Any]:
    last = rows.filter(pk=after).values_list("near", "label", "id").first()
    if last is None:
        return rows
    near, name, pk = last
    return rows.filter(Q(near__gt=near) | Q(near=near, label__gt=name) | Q(near=near, label=name, id__gt=pk))


def _fitting(by: Actor, asked: Asked, near: tuple[tuple[str, ...], ...], at: datetime) -> QuerySet[Offer]:
    is_open = open_on(timezone.localdate(at))
    rows = in_sight(by).filter(~is_open if asked.closed else is_open)
    for word in rules.words_of([asked.words]).split()[:MOST_WORDS]:
        rows = rows.filter(words__contains=word)
    if near:  # where no place is told, nobody is left out
        rows = rows.filter(Q(places__overlap=[code for codes in near for code in codes]) | Q(places=[]))
    for name in ("need", "language"):
        if code := getattr(asked, name):
            rows = rows.filter(**{f"{'needs' if name == 'need' else 'languages'}__contains": [code]})
    if asked.gender:
        rows = rows.filter(gender__in=("", asked.gender))
    if asked.relation:
        rows = rows.filter(Q(relations__contains=[asked.relation]) | Q(relations=[]))
    if asked.age is not None:
        rows = rows.filter(Q(age_from__isnull=True) | Q(age_from__lte=asked.age))
        rows = rows.filter(Q(age_to__isnull=True) | Q(age_to__gte=asked.age))
    return rows.filter(pk__in=_open_now(rows, at)) if asked.open_now else rows


def _open_now(rows: QuerySet[Offer], at: datetime) -> list[int]:
    local = timezone.localtime(at)
    return [pk for pk, told in rows.values_list("pk", "hours") if hours.is_open(hours.of(told), local)]


def _likely(by: Actor, words: str) -> str:
    """The words as they are spelt in the directory, where each has one that is close; else nothing."""
    known = {word for text in in_sight(by).values_list("words", flat=True) for word in text.split()}
    close = [difflib.get_close_matches(w, known, 1, 0.78) for w in rules.words_of([words]).split()[:MOST_WORDS]]
    return " ".join(one[0] for one in close) if close and all(close) else ""


def offer(by: Actor, offer_id: int, act: Act = Act.SEE_DIRECTORY) -> Offer:
    """One offer, open or closed, as the actor's zone has it. NotFound where there is none."""
    may_somewhere(by, act).require()
    rows = Offer.objects.select_related("checked_by", "changed_by", "kept_by", "same_as")
    found = rows.filter(pk=offer_id).first()
    if found is None or found.zone_id not in (None, *by.zones()):
        raise NotFound("not_found")
    if found.zone_id is None and not in_sight(by).filter(pk=found.pk).exists():
        found = rows.get(pk=standing_in(by.zones(), [found.uid])[found.uid].pk)
    return found


def offers_to_choose(by: Actor, *, on: date | None = None) -> QuerySet[Offer]:
    """The offers that are open on the day, or today, by name, for a list to choose from."""
    may_somewhere(by, Act.SEE_DIRECTORY).require()
    return in_sight(by).filter(open_on(on or timezone.localdate())).order_by("sort_name", "id")


def shipped(by: Actor, keys: Sequence[str], *, on: date | None = None) -> list[Offer]:
    """The offers that came with the program under these keys and are open on the day, or today, in their order."""
    may_somewhere(by, Act.SEE_DIRECTORY).require()
    uids = [shipped_uid(key) for key in keys]
    found = {offer.uid: offer for offer in in_sight(by).filter(open_on(on or timezone.localdate()), uid__in=uids)}
    return [found[uid] for uid in uids if uid in found]


def pinned(by: Actor, keys: Sequence[str]) -> list[tuple[str, Offer]]:
    """The offers under these keys exactly as they came with the program, whatever anyone has noted of them since."""
    may_somewhere(by, Act.SEE_DIRECTORY).require()
    found = {offer.uid: offer for offer in Offer.objects.filter(zone=None, uid__in=[shipped_uid(key) for key in keys])}
    return [(key, found[shipped_uid(key)]) for key in keys if shipped_uid(key) in found]


def versions(by: Actor, offer_id: int) -> QuerySet[OfferVersion]:
    """The offer's versions, the newest first."""
    may_somewhere(by, Act.SEE_DIRECTORY).require()
    return OfferVersion.objects.select_related("by").filter(offer_id=offer_id).order_by("-number")


def with_due(rows: QuerySet[Offer]) -> QuerySet[Any]:
    """The offers with the day on which each is due to be checked; what is to be confirmed was due when it was noted."""
    checked = Coalesce(TruncDate("checked_at"), F("noted_on"), output_field=DateField())
    later = Cast(checked + F("check_again_days"), DateField())
    return rows.annotate(due=Case(When(to_be_confirmed=True, then=F("noted_on")), default=later))


def stale(by: Actor, *, at: datetime) -> QuerySet[Any]:
    """The open offers whose day to be checked has come, those with a day first, the oldest first."""
    may_somewhere(by, Act.SEE_DIRECTORY).require()
    rows = with_due(in_sight(by).filter(open_on(timezone.localdate(at))))
    come = Q(due__isnull=True) | Q(LessThanOrEqual(F("due"), Value(timezone.localdate(at), DateField())))
    return rows.filter(come).order_by(F("due").asc(nulls_first=True), "sort_name", "id")


def under_way(by: Actor, *, zone_id: int, at: datetime | None = None) -> list[UnderWay]:
    """The stale offers that the zone's own organisation keeps; what nobody keeps stands on the page's list alone."""
    now = at or timezone.now()
    kept = stale(by, at=now).filter(kept_by=organisation_of(zone_id))

    def since(one: Any) -> datetime:
        return timezone.make_aware(datetime.combine(one.due, time.min)) if one.due else one.changed_at or now

    return [
        UnderWay("offer", one.pk, "to_be_checked", since(one), href=reverse("offer", args=[one.pk])) for one in kept
    ]


def organisation_of(zone_id: int) -> int | None:
    """The organisation whose zone it is."""
    found: int | None = apps.get_model("staff", "Zone").objects.filter(pk=zone_id).values_list(
        "organisation_id", flat=True).first()  # fmt: skip
    return found


def perhaps_same(by: Actor, one: Offer) -> list[Offer]:
    """Other offers that stay open with the same name or one of the same phone numbers: perhaps they are one."""
    names = {rules.same_name(name) for name in (one.name_da, one.name_en) if name}
    # Several offers may share a short national number; an ordinary one is one place's own.
    numbers = {phone["number"] for phone in one.phones if phone["number"].startswith("+")}
    others = in_sight(by).filter(closed_on=None).exclude(uid=one.uid).order_by("sort_name", "id")
    return [
        other
        for other in others
        if names & {rules.same_name(other.name_da), rules.same_name(other.name_en)}
        or numbers & {phone["number"] for phone in other.phones}
    ]


def kept_by_own(by: Actor, one: Offer) -> bool:
    """Whether an organisation in one of whose zones the actor may keep the directory sees to the offer."""
    own = {organisation_of(zone_id) for zone_id in zones_for(by, Act.KEEP_DIRECTORY)}
    return one.kept_by_id is not None and one.kept_by_id in own
