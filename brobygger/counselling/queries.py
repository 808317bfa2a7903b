"""The reading door to counselling."""

from collections.abc import Collection

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from brobygger.access.actor import Actor, Role
from brobygger.access.policy import Act, scope, zones_for
from brobygger.base.decision import NotFound, Refused
from brobygger.counselling.models import Assignment, Conversation, Counselling
from brobygger.counselling.states import AssignmentState, ConversationState, EndReason
from brobygger.counselling.under_way import under_way
from brobygger.duties.what_it_is_about import Thing
from brobygger.people.naming import called
from brobygger.referrals.rules import refused_as

__all__ = [
    "broken_off",
    "by_code",
    "conversation_for_writing",
    "counselling",
    "for_duty",
    "for_writing",
    "one",
    "perhaps_the_same",
    "require_not_stopped",
    "stands",
    "stops_told",
    "under_way",
]

# A referral whose consent is withdrawn is nobody's to act on any more, also before it has been ended here.
stands = ~Q(arrival__state="withdrawn")
NO_LONGER_HERS = (AssignmentState.DONE, AssignmentState.FREED, AssignmentState.HANDED_BACK)


def counselling(by: Actor, act: Act) -> QuerySet[Counselling]:
    """The counsellings to which the actor may do the act."""
    return scope(by, act, Counselling.objects.select_related("arrival", "person", "counsellor"))


def one(by: Actor, counselling_id: int, *, act: Act) -> Counselling:
    """One counselling. NotFound where the actor may not do the act to it.

    Refused with the reason where she was the actor's until the consent was withdrawn.
    """
    found = counselling(by, act).filter(pk=counselling_id).first()
    if found is None:
        require_not_stopped(by, pk=counselling_id)
        raise NotFound("not_found")
    return found


def require_not_stopped(by: Actor, **which: int) -> None:
    """Refused with why contact was stopped with the one who was the actor's until then, whatever page stood open."""
    hers = Counselling.objects.filter(_stopped(), zone_id__in=by.zones(Role.COUNSELLOR), counsellor_id=by.user_id)
    found = hers.filter(**which).select_related("arrival").first()
    if found is not None:
        raise Refused(refused_as(found.arrival.reason if found.arrival else ""))


def _stopped(to: str = "") -> Q:
    return Q(**{f"{to}arrival__state": "withdrawn"}) | Q(**{f"{to}end_reason": EndReason.CONSENT_WITHDRAWN})


def stops_told(by: Actor) -> QuerySet[Assignment]:
    """The actor's yes to each of her people with whom contact was stopped while she had them, the newest stop first."""
    yes = (AssignmentState.ACCEPTED, AssignmentState.DONE)
    rows = Assignment.objects.filter(_stopped("counselling__"), zone_id__in=by.zones(Role.COUNSELLOR), state__in=yes)
    rows = rows.filter(counsellor_id=by.user_id).select_related("counselling__arrival", "counselling__person")
    return rows.order_by("-counselling__state_at")


def for_writing(by: Actor, counselling_id: int, *, act: Act) -> Counselling:
    """The counselling, locked until the transaction ends. NotFound where the actor may not do the act to it.

    What the door asks is asked of the row as it is under the lock, whoever had it a moment ago.
    """
    locked = Counselling.objects.select_for_update().filter(pk=counselling_id).values_list("pk", flat=True)
    return one(by, next(iter(locked), 0), act=act)


def by_code(by: Actor, *, zone_id: int, mark: bytes) -> Counselling | None:
    """The one who is found by the fingerprint of code name and code word, where she is the actor's to find."""
    rows = counselling(by, Act.ASSIGN) | counselling(by, Act.COUNSEL)
    return rows.filter(zone_id=zone_id, code_mark=mark).first()


def perhaps_the_same(
    by: Actor, *, zone_id: int, given_name: str, family_name: str, numbers: Collection[str]
) -> list[Counselling]:
    """Those here who have the number and the name that are typed in; a family name that is missing speaks against none.

    The newest first: whoever is helped now, or was.
    """
    rows = counselling(by, Act.ASSIGN).filter(zone_id=zone_id, person__numbers__number__in=numbers).distinct()
    found = rows.filter(person__given_name__iexact=given_name.strip()).order_by("-opened_at", "-id")
    family = family_name.strip().casefold()
    return [one for one in found if one.person and family in ("", one.person.family_name.casefold() or family)]


def conversation_for_writing(by: Actor, conversation_id: int) -> Conversation:
    """The conversation, and its counselling locked. NotFound for anyone but the volunteer whose it is now."""
    owner = Conversation.objects.filter(pk=conversation_id).values_list("counselling_id", flat=True).first()
    row = for_writing(by, owner or 0, act=Act.COUNSEL)
    found = Conversation.objects.get(pk=conversation_id)
    found.counselling = row
    return found


def broken_off(by: Actor, *, lock: bool = False) -> QuerySet[Conversation]:
    """Those that had begun with the actor when the person was no longer hers to help, and whose outcome nobody has
    noted."""
    hers = Assignment.objects.filter(
        Q(state=AssignmentState.ACCEPTED)
        | Q(state__in=NO_LONGER_HERS, answered_at__gte=OuterRef("starts_at")),
        counselling_id=OuterRef("counselling_id"), counsellor_id=by.user_id, offered_at__lte=OuterRef("starts_at"),
    )  # fmt: skip
    withdrawn = Q(counselling__arrival__state="withdrawn", starts_at__lte=F("counselling__arrival__state_at"))
    rows = Conversation.objects.filter(Exists(hers), zone_id__in=by.zones(Role.COUNSELLOR)).filter(
        Q(state=ConversationState.BROKEN_OFF) | withdrawn & Q(state=ConversationState.PLANNED)
    )
    rows = rows.select_related("counselling__arrival").order_by("starts_at")
    return rows.select_for_update(of=("self", "counselling")) if lock else rows


def for_duty(by: Actor, about_ids: Collection[int], by_duty: bool) -> dict[int, Thing]:
    """Where duties that are raised on counsellings lie, of those whose page the actor may read; by a duty all."""
    rows = counselling(by, Act.SEE_BOARD) | counselling(by, Act.SEE_OWN_PEOPLE)
    if by_duty:
        rows = Counselling.objects.filter(zone_id__in=zones_for(by, Act.HOLD_DUTY)).select_related("person")
    boards = zones_for(by, Act.SEE_BOARD)
    return {
        row.pk: Thing(
            row.zone_id,
            name=called(row.person) if row.person else row.code_name,
            page="counselling" if row.zone_id in boards else "my_person",
        )
        for row in rows.filter(pk__in=about_ids)
    }
