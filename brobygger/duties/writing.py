"""Writing a duty down: what was seen, which children, what the parents know, and the text that will be sent."""

from datetime import datetime
from typing import Any

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.base import workdays
from brobygger.base.decision import NotFound, Refused
from brobygger.duties import rules
from brobygger.duties.drafting import build
from brobygger.duties.models import Child, Duty, Fact, Notice
from brobygger.duties.own_duty import own, tell
from brobygger.duties.queries import material, stamp


@transaction.atomic
def add_fact(
    *, duty_id: int, words: str, when: str, how: str, who: str, may_know: str, by: Actor, at: datetime
) -> Fact:
    """What was seen or heard stands with the duty, sealed."""
    duty = own(by, duty_id)
    rules.may_write(duty.state).require()
    fact = Fact.objects.create(
        zone_id=duty.zone_id, duty=duty, words=words, when=when, how=how, who=who, may_know=may_know,
        written_at=at, written_by_id=by.worker_id,
    )  # fmt: skip
    tell("duties.fact_added", duty, by=by, at=at, fact=fact.pk)
    return fact


@transaction.atomic
def add_child(*, duty_id: int, name: str, birth_year: int | None, unborn: bool, by: Actor, at: datetime) -> Child:
    """The child stands with the duty, as far as is known."""
    duty = own(by, duty_id)
    rules.may_write(duty.state).require()
    this_year = workdays.day_of(at).year
    rules.child_holds(name=name, birth_year=birth_year, unborn=unborn, this_year=this_year).require()
    child = Child.objects.create(
        zone_id=duty.zone_id, duty=duty, name=name, birth_year=birth_year, unborn=unborn,
        written_at=at, written_by_id=by.worker_id,
    )  # fmt: skip
    tell("duties.child_added", duty, by=by, at=at, child=child.pk)
    return child


@transaction.atomic
def strike_fact(*, duty_id: int, fact_id: int, by: Actor, at: datetime) -> None:
    """The fact is taken out of what will be sent; that it was there remains. Refused after anything was sent."""
    _strike(Fact, "duties.fact_struck", duty_id=duty_id, row_id=fact_id, by=by, at=at)


@transaction.atomic
def strike_child(*, duty_id: int, child_id: int, by: Actor, at: datetime) -> None:
    """The child is taken out of what will be sent. Refused after anything was sent."""
    _strike(Child, "duties.child_struck", duty_id=duty_id, row_id=child_id, by=by, at=at)


def _strike(model: Any, what: str, *, duty_id: int, row_id: int, by: Actor, at: datetime) -> None:
    duty = own(by, duty_id)
    rules.may_strike(duty.state).require()
    rows = model.objects.filter(duty=duty, pk=row_id, struck_at__isnull=True)
    if not rows.update(struck_at=at, struck_by=by.worker_id):
        raise NotFound("not_found")
    tell(what, duty, by=by, at=at, row=row_id)


@transaction.atomic
def note_parents(*, duty_id: int, told: str, reason: str, by: Actor, at: datetime) -> Duty:
    """It stands with the duty whether the parents have been told, and if not, why."""
    duty = own(by, duty_id)
    rules.may_write(duty.state).require()
    rules.parents_hold(told, reason).require()
    duty.parents, duty.parents_reason = told, reason.strip()
    duty.save(update_fields=["parents", "parents_reason"])
    tell("duties.parents_noted", duty, by=by, at=at)
    return duty


@transaction.atomic
def draft_notice(*, duty_id: int, write_address: bool | None = None, by: Actor, at: datetime) -> Notice:
    """A text is assembled from what stands with the duty, in place of the one that was being written.

    After sending it is an addition, which begins empty but for its heading.
    """
    duty = own(by, duty_id)
    rules.may_write_text(duty.state).require()
    if write_address is not None and write_address != duty.write_address:
        duty.write_address = write_address
        duty.save(update_fields=["write_address"])
    return _keep(duty, build(material(by, duty, at=at)), by=by, at=at)


@transaction.atomic
def keep_notice(*, duty_id: int, text: str, seen: str, by: Actor, at: datetime) -> Notice:
    """The text reads so now. Refused where it was kept anew since the page was shown."""
    duty = own(by, duty_id)
    rules.may_write_text(duty.state).require()
    written = Notice.objects.filter(duty=duty, sent_at__isnull=True).first()
    if stamp(written) != seen:
        raise Refused("text_changed_meanwhile")
    return _keep(duty, text, by=by, at=at)


def _keep(duty: Duty, text: str, *, by: Actor, at: datetime) -> Notice:
    number = Notice.objects.filter(duty=duty, sent_at__isnull=False).count() + 1
    kept, _ = Notice.objects.update_or_create(
        duty=duty,
        sent_at__isnull=True,
        defaults={"text": text.strip(), "kept_at": at, "kept_by_id": by.worker_id},
        create_defaults={
            "zone_id": duty.zone_id, "number": number, "text": text.strip(),
            "kept_at": at, "kept_by_id": by.worker_id,
        },
    )  # fmt: skip
    tell("duties.text_kept", duty, by=by, at=at, number=number)
    return kept
