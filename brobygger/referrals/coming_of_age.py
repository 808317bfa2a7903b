"""A guardian said yes on behalf of someone who is 18 by now: it was not her yes, and she is asked herself."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, may
from brobygger.cases import actions as cases
from brobygger.cases.coming_of_age import minors_of, ring_herself, spoke_for_adult
from brobygger.cases.states import CaseState
from brobygger.outreach.listing import wall
from brobygger.people import actions as people
from brobygger.people.models import Person
from brobygger.referrals import crossing, links
from brobygger.referrals.models import Package, Referral
from brobygger.referrals.sending import open_package
from brobygger.referrals.state_change import close, move
from brobygger.referrals.states import UNANSWERED, ArrivalState, ReferralState
from brobygger.trail import actions as trail


@transaction.atomic
def ask_herself(*, zone_id: int, by: Actor, at: datetime) -> int:
    """Referrals that nobody has accepted, and that rest on the guardian of someone who is 18 by now, are taken back,
    and she is on the list. Who has accepted one sees on the card that the guardian is rung no more. Returns how many.
    """
    wall(by, zone_id, Act.PASS_DATES)
    states = (ReferralState.TO_BE_SENT, *UNANSWERED)
    rows = Referral.objects.select_for_update(of=("self",), skip_locked=True).select_related("consent", "case__person")
    found = rows.filter(zone_id=zone_id, state__in=states, case__for_minor=True, case__state=CaseState.ACCEPTED)
    grown = [one for one in found.order_by("id") if spoke_for_adult(one.case, timezone.localdate(at))]
    for referral in grown:
        _take_back(referral, by, at)
        _ring_her(referral, by, at)
    return len(grown)


def _take_back(referral: Referral, by: Actor, at: datetime) -> None:
    package = open_package(referral)
    if package is not None:
        move(referral, ReferralState.TO_BE_SENT, by=by, at=at, package=package, reason="called_back")
        crossing.stop_at_receiver(package, ArrivalState.CALLED_BACK, at=at)
        links.revoke(package, at=at)
        close(package, Package.Closed.CALLED_BACK, at=at)
    move(referral, ReferralState.TAKEN_BACK, by=by, at=at)
    referral.consent.withdrawn_at = at
    referral.consent.save(update_fields=["withdrawn_at"])
    trail.write("referrals.referral_taken_back", by=by, at=at, about=referral, case=referral.case_id)


def _ring_her(referral: Referral, by: Actor, at: datetime) -> None:
    case, guardian = referral.case, referral.case.person
    may(by, Act.PASS_DATES, case).require()
    cases.move_case(case=case, move=cases.Move(CaseState.TO_CALL), by=by, at=at)
    grown: list[Person] = list(minors_of(case).select_related("contact_plan"))
    for person in grown:
        people.allow_first_contact(person=person, by=by, at=at)
        has_number = person.numbers.filter(stopped_at__isnull=True).exists()
        ring_herself(case=case, person=person, has_number=has_number, by=by, at=at)
    if case.state == CaseState.STOPPED:
        people.no_longer_speaks(person=guardian, by=by, at=at)
    cases.keep_in_step(person_ids=[guardian.pk, *(one.pk for one in grown)], by=by, at=at)
