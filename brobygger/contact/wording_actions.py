"""Deciding about the words: a draft by one leader, approved by another, and who messages seem to come from."""

from datetime import date, datetime

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, may
from brobygger.base.decision import NotFound, Refused
from brobygger.base.workdays import day_of
from brobygger.contact import queries, rules
from brobygger.contact.models import Sender, Wording
from brobygger.contact.states import Audience
from brobygger.people import actions as people
from brobygger.people import queries as people_queries
from brobygger.staff.models import Zone
from brobygger.staff.queries import second_of_two
from brobygger.trail import actions as trail


@transaction.atomic
def draft_wording(
    *,
    zone_id: int,
    key: str,
    channel: str,
    language: str,
    subject: str,
    text: str,
    valid_from: date,
    by: Actor,
    at: datetime,
) -> Wording:
    """A new version of the words waits for another leader. Refused where they give away what it is about."""
    may(by, Act.KEEP_WORDINGS, Sender(zone_id=zone_id)).require()
    rules.may_be_sent(subject, text).require()
    organisation_id = Zone.objects.values_list("organisation_id", flat=True).get(pk=zone_id)
    same = Wording.objects.filter(key=key, channel=channel, language=language, organisation_id=organisation_id)
    newest = same.select_for_update().order_by("version").last()
    made = Wording.objects.create(
        key=key,
        audience=Audience.PERSON,
        channel=channel,
        language=language,
        version=newest.version + 1 if newest else 1,
        valid_from=valid_from,
        subject=subject,
        text=text,
        organisation_id=organisation_id,
        drafted_by_id=by.worker_id,
        drafted_at=at,
    )
    trail.write("contact.wording_drafted", by=by, at=at, about=made, zone_id=zone_id, wording=key)
    return made


def _own(by: Actor, zone_id: int, wording_id: int) -> Wording:
    """A wording of the zone's own organisation, locked."""
    may(by, Act.KEEP_WORDINGS, Sender(zone_id=zone_id)).require()
    rows = Wording.objects.select_for_update(of=("self",)).filter(pk=wording_id, organisation__zones=zone_id)
    found = rows.filter(withdrawn_at__isnull=True).first()
    if found is None:
        raise NotFound("not_found")
    return found


@transaction.atomic
def approve_wording(*, zone_id: int, wording_id: int, by: Actor, at: datetime) -> Wording:
    """The words may be sent from their day on. Refused where they have not their two persons."""
    wording = _own(by, zone_id, wording_id)
    if wording.approved_at is not None:
        raise Refused("wording_is_approved")
    second_of_two(by, wording.drafted_by_id).require()
    rules.may_be_sent(wording.subject, wording.text).require()
    wording.approved_by_id, wording.approved_at = by.worker_id, at
    wording.save(update_fields=["approved_by", "approved_at"])
    trail.write("contact.wording_approved", by=by, at=at, about=wording, zone_id=zone_id, wording=wording.key)
    return wording


@transaction.atomic
def withdraw_wording(*, zone_id: int, wording_id: int, by: Actor, at: datetime) -> Wording:
    """The words are used no more; those that held before them hold again."""
    wording = _own(by, zone_id, wording_id)
    wording.withdrawn_by_id, wording.withdrawn_at = by.worker_id, at
    wording.save(update_fields=["withdrawn_by", "withdrawn_at"])
    trail.write("contact.wording_withdrawn", by=by, at=at, about=wording, zone_id=zone_id, wording=wording.key)
    return wording


@transaction.atomic
def decide_sender(*, zone_id: int, name: str, ask_again_days: int, by: Actor, at: datetime) -> None:
    """From today on messages come from the name, and what was said longer ago than this is asked about again.

    Refused where the name tells anything.
    """
    may(by, Act.KEEP_WORDINGS, Sender(zone_id=zone_id)).require()
    rules.is_plain_name(name).require()
    on = day_of(at)
    if name != queries.sender(zone_id, on):
        told = {"name": name, "decided_by_id": by.worker_id, "decided_at": at}
        decided, _ = Sender.objects.update_or_create(zone_id=zone_id, valid_from=on, defaults=told)
        trail.write("contact.sender_decided", by=by, at=at, about=decided)
    if ask_again_days != people_queries.ask_again_days(zone_id, on):
        people.decide_card_rule(zone_id=zone_id, ask_again_days=ask_again_days, valid_from=on, by=by, at=at)
