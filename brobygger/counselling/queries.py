"""The reading door to counselling."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from brobygger.access.actor import Actor, Role
from brobygger.access.policy import Act, scope, zones_for
from brobygger.base.decision import NotFound, Refused
from brobygger.counselling.models import Assignment, Conversation, Counselling
from brobygger.counselling.states import OPEN, STOPS, AssignmentState, ConversationState, EndReason
from brobygger.counselling.under_way import under_way
from brobygger.duties.what_it_is_about import Thing
from brobygger.people import queries as people
from brobygger.people.naming import called
from brobygger.referrals import queries as referrals
from brobygger.referrals.rules import refused_as
from brobygger.referrals.states import Stopped

__all__ = [
    "broken_off",
    "by_code",
    "conversation_for_writing",
    "counselling",
    "for_duty",
    "for_writing",
    "is_stopped",
    "noted_when_over",
    "one",
    "perhaps_the_same",
    "require_may_be_contacted",
    "require_not_stopped",
    "stands",
    "stopped_on_card",
    "stops_told",
    "under_way",
    "why_stopped",
    "withdrawn",
]

# A referral whose consent is withdrawn is nobody's to act on any more, also before it has been ended here.
stands = ~Q(arrival__state="withdrawn")
STOPPED_ON_CARD = Q(person__contact_plan__do_not_contact=True) | Q(person__contact_plan__is_accused=True)
NO_LONGER_HERS = (AssignmentState.DONE, AssignmentState.FREED, AssignmentState.HANDED_BACK)


def counselling(by: Actor, act: Act) -> QuerySet[Counselling]:
    """The counsellings to which the actor may do the act."""
    return scope(by, act, Counselling.objects.select_related("arrival", "person__contact_plan", "counsellor"))


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
        if not withdrawn(found):
            raise Refused("all_contact_stopped")
        raise Refused(refused_as(found.arrival.reason if found.arrival else ""))


def _stopped(to: str = "") -> Q:
    return Q(**{f"{to}arrival__state": "withdrawn"}) | Q(**{f"{to}end_reason__in": STOPS})


def withdrawn(row: Counselling) -> bool:
    """Whether the consent is withdrawn, here or at the sender's."""
    return bool(row.arrival and row.arrival.state == "withdrawn") or row.end_reason == EndReason.CONSENT_WITHDRAWN


def stopped_on_card(row: Counselling) -> bool:
    """Whether the help goes on and the person's card says that nobody contacts her or him any more: then someone
    decides whether it ends, or opens contact again."""
    plan = people.plan_of(row.person) if row.person and row.state in OPEN and not withdrawn(row) else None
    return bool(plan and (plan.do_not_contact or plan.is_accused))


def is_stopped(row: Counselling) -> bool:
    """Whether nobody may contact the person any more, so that nothing more is written of her."""
    return withdrawn(row) or row.end_reason in STOPS or stopped_on_card(row)


def why_stopped(row: Counselling) -> str:
    """Why nobody contacts the person any more, in words; empty where that is not so."""
    if withdrawn(row):
        return referrals.why_stopped(row.arrival.reason if row.arrival is not None else "")
    return str(Stopped.STOPPED.label) if is_stopped(row) else ""


def require_may_be_contacted(row: Counselling) -> None:
    """Refused where nobody contacts the person any more."""
    if withdrawn(row):
        raise Refused(refused_as(row.arrival.reason if row.arrival is not None else ""))
    if is_stopped(row):
        raise Refused("all_contact_stopped")


def stops_told(by: Actor) -> QuerySet[Assignment]:
    """The actor's yes to each of her people with whom contact was stopped while she had them, the newest stop first."""
    yes = (AssignmentState.ACCEPTED, AssignmentState.DONE)
    rows = Assignment.objects.filter(_stopped("counselling__"), zone_id__in=by.zones(Role.COUNSELLOR), state__in=yes)
    rows = rows.filter(counsellor_id=by.user_id)
    rows = rows.select_related("counselling__arrival", "counselling__person__contact_plan")
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


def broken_off(by: Actor, *, at: datetime, lock: bool = False) -> QuerySet[Conversation]:
    """Those that had begun with the actor when the person was no longer hers to help, and whose outcome nobody has
    noted."""
    hers = Assignment.objects.filter(
        Q(state=AssignmentState.ACCEPTED)
        | Q(state__in=NO_LONGER_HERS, answered_at__gte=OuterRef("starts_at")),
        counselling_id=OuterRef("counselling_id"), counsellor_id=by.user_id, offered_at__lte=OuterRef("starts_at"),
    )  # fmt: skip
    by_sender = Q(counselling__arrival__state="withdrawn", starts_at__lte=F("counselling__arrival__state_at"))
    on_card = Counselling.objects.filter(STOPPED_ON_CARD, stands, pk=OuterRef("counselling_id"), state__in=OPEN)
    stopped = by_sender | Exists(on_card) & Q(starts_at__lte=at)
    rows = Conversation.objects.filter(Exists(hers), zone_id__in=by.zones(Role.COUNSELLOR)).filter(
        Q(state=ConversationState.BROKEN_OFF) | stopped & Q(state=ConversationState.PLANNED)
    )
    rows = rows.select_related("counselling__arrival", "counselling__person__contact_plan").order_by("starts_at")
    return rows.select_for_update(of=("self", "counselling")) if lock else rows


def noted_when_over(by: Actor, conversation_id: int) -> Conversation | None:
    """The conversation with someone whom nobody contacts any more, where the actor has noted what came of it."""
    rows = Conversation.objects.filter(pk=conversation_id, zone_id__in=by.zones(Role.COUNSELLOR))
    rows = rows.filter(outcome_by_id=by.user_id).exclude(state=ConversationState.BROKEN_OFF)
    found = rows.select_related("counselling__arrival", "counselling__person__contact_plan").first()
    return found if found is not None and is_stopped(found.counselling) else None


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
