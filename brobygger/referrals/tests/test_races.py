"""Two at once, with real commits: the database decides, and neither side ends half way."""

import threading

import pytest
from django.db import connection, transaction

from brobygger.access.zones import enter
from brobygger.base.decision import Refused
from brobygger.people.models import ContactPlan
from brobygger.referrals import actions, queries
from brobygger.referrals.models import Arrival, Link, Package, Referral, StepTaken
from brobygger.referrals.tests.sending import as_zone, outside_receiver, send, yes_to_help, zone_receiver
from conftest import standing_cast

pytestmark = pytest.mark.usefixtures("committed")
TIMES = 6


@pytest.fixture
def cast(committed):
    with transaction.atomic():
        return standing_cast()


def at_once(*deeds):
    """Every deed in a thread of its own, begun together; what each ended with."""
    barrier, ends = threading.Barrier(len(deeds)), [None] * len(deeds)

    def run(place, deed):
        try:
            barrier.wait()
            with transaction.atomic():
                deed()
            ends[place] = "done"
        except Refused as refused:
            ends[place] = refused.reason
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=told) for told in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not any(thread.is_alive() for thread in threads)
    return ends


def acting(cast, who, deed, **told):
    def run():
        deed(by=cast.actor(who), **told)

    return run


def arrived(cast, now):
    with transaction.atomic():
        referral = yes_to_help(cast, now)
        as_zone(cast.zone)
        known = queries.receivers(cast.actor("leader"), zone_id=cast.zone.pk)
        receiver = known[0] if known else zone_receiver(cast, now)
        send(cast, now, referral, receiver)
        as_zone(cast.counselling_zone)
        return referral, Arrival.objects.get(token=referral.token)


def seen(cast, referral):
    """The state at both ends, and the cards."""
    with transaction.atomic():
        as_zone(cast.zone)
        here = Referral.objects.get(pk=referral.pk).state
        steps = list(StepTaken.objects.filter(referral=referral).order_by("id").values_list("state", flat=True))
        stopped_here = ContactPlan.objects.get(person_id=referral.case.person_id).do_not_contact
        as_zone(cast.counselling_zone)
        arrival = Arrival.objects.get(token=referral.token)
        cards = list(ContactPlan.objects.filter(person=arrival.person_id).values_list("do_not_contact", "may_ring"))
        return here, arrival.state, steps, stopped_here, cards, arrival.contents


def test_withdrawn_while_it_is_being_accepted(cast, now):
    ended = set()
    for _ in range(TIMES):
        referral, arrival = arrived(cast, now)
        accept, withdraw = at_once(
            acting(cast, "coordinator", actions.accept_arrival, arrival_id=arrival.pk, at=now),
            acting(cast, "owner", actions.withdraw_consent, referral_id=referral.pk, at=now),
        )
        assert withdraw == "done"
        assert accept in ("done", "consent_withdrawn")
        here, there, steps, stopped_here, cards, contents = seen(cast, referral)
        assert (here, there, stopped_here, contents) == ("withdrawn", "withdrawn", True, "")
        assert steps[-1] == "withdrawn"
        assert cards == ([(True, False)] if accept == "done" else [])
        ended.add(accept)
    assert ended


def test_two_coordinators_accept_at_once(cast, now):
    for _ in range(TIMES):
        referral, arrival = arrived(cast, now)
        ends = at_once(
            acting(cast, "coordinator", actions.accept_arrival, arrival_id=arrival.pk, at=now),
            acting(cast, "second_coordinator", actions.accept_arrival, arrival_id=arrival.pk, at=now),
        )
        assert sorted(ends) == ["arrival_cannot_move", "done"]
        here, there, steps, _stopped, cards, _contents = seen(cast, referral)
        assert (here, there, len(cards)) == ("accepted", "accepted", 1)
        assert steps == ["to_be_sent", "sent", "received", "accepted"]


def test_called_back_while_it_is_being_accepted(cast, now):
    for _ in range(TIMES):
        referral, arrival = arrived(cast, now)
        accept, back = at_once(
            acting(cast, "coordinator", actions.accept_arrival, arrival_id=arrival.pk, at=now),
            acting(cast, "owner", actions.call_back, referral_id=referral.pk, at=now),
        )
        here, there, _steps, _stopped, _cards, _contents = seen(cast, referral)
        if accept == "done":
            assert (back, here, there) == ("referral_cannot_move", "accepted", "accepted")
        else:
            assert (accept, back, here, there) == ("arrival_called_back", "done", "to_be_sent", "called_back")


def test_sent_twice_at_once_it_is_sent_once(cast, now):
    with transaction.atomic():
        referral = yes_to_help(cast, now)
        receiver = zone_receiver(cast, now)

    def deed():
        send(cast, now, referral, receiver)

    assert sorted(at_once(deed, deed)) == ["done", "referral_cannot_move"]
    with transaction.atomic():
        as_zone(cast.counselling_zone)
        assert Arrival.objects.count() == 1


def test_one_link_used_twice_at_once_and_withdrawn_meanwhile(cast, now):
    with transaction.atomic():
        referral = yes_to_help(cast, now)
        send(cast, now, referral, outside_receiver(cast, now))
        as_zone(cast.zone)
        from brobygger.contact.models import Message

        word = Message.objects.order_by("-id").first().filled.split("/k/")[1].split("/")[0]

    from brobygger.access.actor import NOBODY

    def answer():
        actions.use_link(word=word, answer="accepted", reason="", by=NOBODY, at=now)

    first, second, withdraw = at_once(
        answer, answer, acting(cast, "owner", actions.withdraw_consent, referral_id=referral.pk, at=now)
    )
    assert withdraw == "done"
    assert [first, second].count("done") <= 1
    assert {first, second} <= {"done", "link_used", "link_withdrawn"}
    with transaction.atomic():
        as_zone(cast.zone)
        assert Referral.objects.get().state == "withdrawn"
        assert Package.objects.get().contents == ""
        in_use = Link.objects.filter(used_at=None, revoked_at=None)
        assert [one.kind for one in in_use] == ["stopped"]


def test_after_a_refusal_the_zones_are_those_of_the_worker_again(cast, now):
    _referral, arrival = arrived(cast, now)
    with transaction.atomic():
        by = cast.actor("coordinator")
        actions.decline_arrival(arrival_id=arrival.pk, reason="no_room", by=by, at=now)
        with pytest.raises(Refused):
            actions.accept_arrival(arrival_id=arrival.pk, by=by, at=now)
        assert not Referral.objects.exists()
        enter(by)
