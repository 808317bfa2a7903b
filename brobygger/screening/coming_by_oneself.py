"""Someone comes by herself, by the open pages: for the first time, or back with the code that she was given."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from brobygger.access.actor import Actor, machine
from brobygger.access.policy import Act, may
from brobygger.base.codes import AgeGroup
from brobygger.base.workdays import day_of
from brobygger.people import actions as people
from brobygger.people import queries as people_queries
from brobygger.programmes import policy_queries
from brobygger.routes.codes import Answer
from brobygger.screening import queries, safety, sealed_sheet, state_change
from brobygger.screening.codes import Danger, Heard, SafetyNoted, WayIn
from brobygger.screening.models import ContactConsent, Detection, Screening
from brobygger.screening.states import WITH_THE_TEAM, ScreeningState
from brobygger.trail import actions as trail

S = ScreeningState
COMES_BACK_TO = (*WITH_THE_TEAM, S.CAME_TO_NOTHING)
# Of her way in the register keeps on what was known of it when she was first seen.
CARRIED_ON = ("seen_on", "way_in", "heard", "department_id", "campaign_id", "seed_planted_on")


@dataclass(frozen=True, slots=True)
class SaidYes:
    """The very words that she said yes to, on the page or read aloud."""

    wording_id: int
    language: str
    interpreter: bool = False


@transaction.atomic
def come_forward(
    *, zone_id: int, programme_id: int, way_in: str, heard: str, campaign_id: int | None = None,
    mailbox_id: int | None = None, own_words: str = "", offered_contact: Mapping[str, Any] | None = None,
    danger: str = "", child_worry: str = "", adult: bool | None = None, anonymous: bool = True,
    consent: SaidYes | None = None, answered: Mapping[str, str] | None = None, notes_shared: bool = False,
    may_follow: bool = False, by: Actor, at: datetime,
) -> Screening:  # fmt: skip
    """She waits for the team. With a code that the team knows already she is the same one as before, and not someone
    new. What an employee wrote stays the employee's: it is shared, and the employee may follow, only by her yes.

    `offered_contact` has the names of `sheet.Sheet`. Refused where the words of the consent are not the programme's.
    """
    row = Screening(zone_id=zone_id, programme_id=programme_id)
    may(by, Act.COME_FORWARD, row).require()
    offered = sealed_sheet.Sheet(
        **{**(offered_contact or {}), "anonymous": anonymous, "consent": Answer.YES if consent else ""}
    )
    told = {
        "own_words": own_words.strip(), "offered_contact": sealed_sheet.written(offered), "danger": danger,
        "child_worry": child_worry, "anonymous": anonymous, "step": 4,
        "answered_herself": json.dumps(dict(answered)) if answered else "",
    }  # fmt: skip
    if adult is False:
        told["age_group"] = AgeGroup.G0_17
    before = queries.of_mailbox(by, mailbox_id) if mailbox_id is not None else None
    if before is not None and before.state in COMES_BACK_TO:
        return _come_back(before, told, consent, by, at)
    told |= {"heard": heard, "campaign_id": campaign_id, "way_in": way_in, "mailbox_id": mailbox_id}
    return _new(row, told | {"notes_shared": notes_shared, "may_follow": may_follow}, consent, by, at)


@transaction.atomic
def brought_by_her_word(*, zone_id: int, programme_id: int, mailbox_id: int, by: Actor, at: datetime) -> Screening:
    """Whoever has written or rung with a code that the team did not know waits for the team from now on. Nothing that
    an employee wrote comes along, and the employee is told nothing: she has said yes to neither."""
    row = Screening(zone_id=zone_id, programme_id=programme_id)
    may(by, Act.RECEIVE, row).require()
    told = {"way_in": WayIn.HERSELF, "heard": Heard.NOT_TOLD, "anonymous": True, "step": 1, "mailbox_id": mailbox_id}
    return _new(row, told, None, by, at)


def _new(row: Screening, told: dict[str, Any], consent: SaidYes | None, by: Actor, at: datetime) -> Screening:
    codes = {name: told.pop(name) for name in list(told) if name in state_change.OF_THE_REGISTER}
    today, mailbox_id = day_of(at), told["mailbox_id"]
    known = queries.of_employee(mailbox_id, zone_id=row.zone_id) if mailbox_id is not None else None
    row.came_from = known
    codes = {"seen_on": today, **codes}
    if known is not None and known.detection.state != S.CAME_BACK:
        codes |= {name: getattr(known.detection, name) for name in CARRIED_ON}
        state_change.carry_on(known, may_follow=bool(told.get("may_follow")), by=by, at=at)
    row.detection = Detection.objects.create(
        zone_id=row.zone_id, programme_id=row.programme_id, registered_on=today, state=S.SENT, state_on=today,
        open_page=True, **codes,
    )  # fmt: skip
    for name, value in told.items():
        setattr(row, name, value)
    row.state, row.state_at, row.started_at = S.SENT, at, at
    row.save()
    keep_consent(row, consent, by=by, at=at)
    trail.write("screening.came_forward", by=by, at=at, about=row, way_in=row.detection.way_in, again=False)
    return row


def _come_back(row: Screening, told: dict[str, Any], consent: SaidYes | None, by: Actor, at: datetime) -> Screening:
    """What she writes now stands in front; what she wrote before stays."""
    offered_now = bool(told["offered_contact"])
    told["own_words"] = "\n\n".join(filter(None, [told["own_words"], row.own_words]))
    told["offered_contact"] = told["offered_contact"] or row.offered_contact  # what she leaves out is as it was
    for name, danger in (("danger", Danger.LIFE), ("child_worry", Danger.CHILD)):
        before = getattr(row.detection, name)
        if before == Answer.YES and told[name] == Answer.NO:  # someone else may have her code
            safety.note(row, SafetyNoted.SAID_NO_LATER, about=danger, by=by, at=at)
        hers = (
            told[name] if row.registered_by_id is None or told[name] == Answer.YES else ""
        )  # no is to another question
        told[name] = before if before == Answer.YES else hers or before
    if row.state in WITH_THE_TEAM:
        if offered_now:
            shut_card(row, at=at)
        state_change.keep(row, **told)
    else:
        state_change.move(row, S.SENT, by=by, at=at, taken_by_id=None, taken_at=None, **told)
    keep_consent(row, consent, by=by, at=at)
    trail.write("screening.came_forward", by=by, at=at, about=row, again=True)
    return row


def shut_card(row: Screening, *, at: datetime) -> None:
    """The card that she has allows nothing until someone of the team has put on it what she says now."""
    if row.person_id is not None:
        program = machine(row.zone_id)
        people.stop_contact(person=people_queries.person_for_writing(program, row.person_id), by=program, at=at)


def keep_consent(row: Screening, consent: SaidYes | None, *, by: Actor, at: datetime) -> None:
    """Her yes stands in the programme's own words; a later yes takes the place of an earlier one."""
    if consent is None:
        return
    words = policy_queries.wording(consent.wording_id, programme_id=row.programme_id)
    ContactConsent.objects.update_or_create(
        screening=row,
        defaults={
            "zone_id": row.zone_id, "wording_id": words.id, "wording_text": words.text, "language": consent.language,
            "interpreter": consent.interpreter, "given_at": at, "asked_by_id": by.user_id,
            "withdrawn_at": None, "withdrawn_by": None,
        },
    )  # fmt: skip
    trail.write("screening.consent_given", by=by, at=at, about=row, language=consent.language)
