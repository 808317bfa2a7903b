"""Two senders at once, and a sender that is killed with the message in its hand: sent once, never silently twice."""

import os
import signal
import subprocess
import sys
import threading

import pytest
from django.db import connection, connections
from django.utils import timezone

from brobygger.access.actor import machine
from brobygger.access.zones import as_the_queue, in_zones
from brobygger.contact import actions, sending
from brobygger.contact.models import Message
from brobygger.contact.tests.making import someone
from brobygger.contact.tests.servers import mail_house
from brobygger.people.channels import Channel

SENDER = """
import sys
from brobygger.config.commands.ready import ready
ready()
from django.utils import timezone
from brobygger.contact import sending
sending.deliver(message_id=int(sys.argv[1]), zone_id=int(sys.argv[2]), at=timezone.now())
"""


@pytest.fixture
def waiting(committed, settings):
    """A message that waits to be sent, committed; no queue but the test."""
    from brobygger.staff.models import Zone

    settings.JOBS_INLINE = True
    with mail_house() as mail:
        settings.SMTP_URL, settings.MAIL_FROM = mail.url, "post@brobygger.invalid"
        zone = Zone.objects.get(key="opsoegende-indsats")
        now, by = timezone.now(), machine(zone.pk)
        with in_zones(by):
            person = someone(zone, now)
            message = actions.send(
                person=person, channel=Channel.EMAIL, wording="call_us", values={"phone": "+4595001234"}, by=by, at=now
            )
        yield message, mail


def as_it_stands(message):
    with in_zones(machine(message.zone_id)):
        return Message.objects.get(pk=message.pk)


def look_after(message):
    by = machine(message.zone_id)
    with in_zones(by):
        return sending.look_after(zone_id=message.zone_id, by=by, at=timezone.now())


def test_a_killed_sender_leaves_an_uncertain_message_and_nobody_sends_it_again(waiting):
    message, mail = waiting
    mail.breaks = "hangs"  # it takes the message, and does not answer
    environment = {
        **os.environ,
        "BROBYGGER_SMTP": mail.url,
        "BROBYGGER_MAIL_FROM": "post@brobygger.invalid",
        "BROBYGGER_DEMO": "false",
    }
    sender = subprocess.Popen(
        [sys.executable, "-c", SENDER, str(message.pk), str(message.zone_id)],
        env=environment,
        start_new_session=True,
    )
    try:
        assert mail.half_way.wait(60), "the sender never came to the server"
        assert as_it_stands(message).state == "sending"
        assert look_after(message) == 0  # it is alive, and has the message in hand
        sender.send_signal(signal.SIGKILL)
        sender.wait(60)
    finally:
        sender.kill()
        mail.go_on.set()
    _until_the_session_is_gone(message.pk)
    assert look_after(message) == 1
    found = as_it_stands(message)
    assert (found.state, found.reason, found.tries) == ("uncertain", "sender_died", 1)
    mail.breaks = ""
    assert sending.deliver(message_id=message.pk, zone_id=message.zone_id, at=timezone.now()) == ""
    assert len(mail.taken) == 1


def _until_the_session_is_gone(message_id):
    """PostgreSQL has noticed that the process is gone, and let go of its lock; only the owner may see that."""
    for _ in range(200):
        with connections["owner"].cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = %s", [message_id])
            if cursor.fetchone()[0] == 0:
                return
            cursor.execute("SELECT pg_sleep(0.05)")
    raise AssertionError("the lock is still held")


def test_of_two_senders_at_once_one_sends(waiting):
    message, mail = waiting
    together, states = threading.Barrier(4), []

    def send():
        together.wait()
        try:
            states.append(sending.deliver(message_id=message.pk, zone_id=message.zone_id, at=timezone.now()))
        finally:
            connections.close_all()

    senders = [threading.Thread(target=send) for _ in range(4)]
    for one in senders:
        one.start()
    for one in senders:
        one.join()
    assert sorted(states) == ["", "", "", "sent"]
    assert len(mail.taken) == 1


def test_the_queue_holds_a_message_once(waiting, settings):
    message, _ = waiting
    settings.JOBS_INLINE = False
    for _ in range(3):
        look_after(message)
    with as_the_queue(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), min(args::text) FROM procrastinate_jobs WHERE task_name LIKE '%deliver_message'"
        )
        count, args = cursor.fetchone()
    assert count == 1
    assert args == f'{{"zone_id": {message.zone_id}, "message_id": {message.pk}}}'
    with as_the_queue(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE task_name LIKE '%deliver_message'")
