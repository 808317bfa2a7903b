"""How a registration ends for the one who made it: sent, led to another door, a seed planted, or nothing after all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act
from brobygger.base.decision import Refused
from brobygger.base.workdays import day_of
from brobygger.mailbox import actions as mailbox
from brobygger.people import actions as people
from brobygger.people.models import Person
from brobygger.screening import queries, rules, safety, sealed_sheet, state_change
from brobygger.screening.codes import Danger, SeedGiven
from brobygger.screening.coming_by_oneself import SaidYes, keep_consent, shut_card
from brobygger.screening.danger_said import IN_DANGER, safety_is_asked, said_of
from brobygger.screening.models import Detection, Screening
from brobygger.screening.states import ScreeningState
from brobygger.screening.steps import draft, give_code
from brobygger.trail import actions as trail

S = ScreeningState


def told_of(row: Screening) -> rules.Told:
    """How far it has come, as the rules read it."""
    told, said, dangers = row.detection, sealed_sheet.sheet_of(row), said_of(row)
    return rules.Told(
        signs=told.signs,
        noted=bool(row.signs_note),
        asked=told.asked,
        danger=told.danger,
        child_worry=told.child_worry,
        safety_asked=safety_is_asked(row),
        motivated=told.motivated,
        suggested=told.suggested,
        route=told.route,
        named=bool(said.given_name) or said.anonymous,
        reached=bool(said.said),
        consent=said.consent,
        in_danger=bool(dangers & IN_DANGER),
        protection=Danger.PROTECTION in dangers,
        advised=safety.is_advised(row),
    )


def _finished(row: Screening, *pages: str) -> None:
    """Refused where something is still to be told before one of these pages."""
    if rules.page_to_go_on_with(told_of(row)) not in pages:
        raise Refused("not_finished")


@transaction.atomic
def find_no_sign(*, screening_id: int, by: Actor, at: datetime) -> Screening:
    """There was nothing after all. Refused while danger stands in it: that is taken back first, with a reason."""
    row = draft(by, screening_id)
    rules.may_end_unseen(danger_said=bool(said_of(row))).require()
    return state_change.move(row, S.NO_SIGN, by=by, at=at)


@dataclass(frozen=True, slots=True)
class Planted:
    """A seed, and the code that she went away with, told this once."""

    row: Screening
    opened: mailbox.Opened | None


@transaction.atomic
def plant_seed(
    *, screening_id: int, words: str, given: Sequence[str], ask_again_on: date, by: Actor, at: datetime
) -> Planted:
    """Not now: what was said and given stands, and the day when it is natural to ask again. Refused where it was asked
    and nothing was said or given."""
    row = draft(by, screening_id)
    given = [SeedGiven(one).value for one in given]
    told: dict[str, Any] = {"words": words, "given": given, "asked": row.detection.asked}
    rules.may_plant(**told, ask_again_on=ask_again_on, today=day_of(at)).require()
    _finished(row, "seed")
    new_code = SeedGiven.CODE in given and row.mailbox_id is None
    opened = give_code(screening_id=row.pk, by=by, at=at) if new_code else None
    row = draft(by, screening_id)
    kept = {"given": given, "given_words": words.strip(), "ask_again_on": ask_again_on}
    return Planted(state_change.move(row, S.SEED_PLANTED, by=by, at=at, **kept), opened)


@transaction.atomic
def point_on(
    *, screening_id: int, led_there: str, offer_id: int | None, follow_up_on: date, by: Actor, at: datetime
) -> Screening:
    """She is led to a door outside the programme, and is asked about on the day."""
    row = draft(by, screening_id)
    told: dict[str, Any] = {"route": row.detection.route, "led_there": led_there, "follow_up_on": follow_up_on}
    rules.may_point_on(**told, today=day_of(at)).require()
    _finished(row, "door")
    kept = {"led_there": led_there, "follow_up_on": follow_up_on, "offer_id": offer_id}
    return state_change.move(row, S.POINTED_ON, by=by, at=at, **kept)


@transaction.atomic
def send(*, screening_id: int, by: Actor, at: datetime) -> Screening:
    """The team has it from now on, with her yes in the very words and with how she may safely be reached."""
    row = draft(by, screening_id)
    said = sealed_sheet.sheet_of(row)
    rules.may_send(
        route=row.detection.route,
        consent=said.consent,
        named=bool(said.given_name),
        anonymous=said.anonymous,
        has_code=row.mailbox_id is not None,
    ).require()
    _finished(row, "check")
    if said.wording_id is None:
        raise Refused("without_her_yes")
    if not said.anonymous:
        _make_person(row, said, by, at)
    consent = SaidYes(said.wording_id, said.consent_language, said.consent_interpreter)
    keep_consent(row, consent, by=by, at=datetime.fromisoformat(said.consent_at) if said.consent_at else at)
    told = {"anonymous": said.anonymous, "gender": said.gender, "age_group": said.age_group, "step": 4}
    return state_change.move(row, S.SENT, by=by, at=at, **told)


def _make_person(row: Screening, said: sealed_sheet.Sheet, by: Actor, at: datetime) -> Person:
    """First the person, then whose she is, then her numbers: so the card stays within the policy at each moment."""
    person = people.add_person(
        zone_id=row.zone_id,
        given_name=said.given_name,
        family_name=said.family_name,
        language=said.language,
        gender=said.gender,
        said=said.told("referrer"),
        may_ring=said.may_ring,
        by=by,
        at=at,
    )
    state_change.keep(row, person=person)
    for number in said.numbers:
        people.add_number(person=person, number=number, by=by, at=at)
        if number in said.shared_numbers:
            people.number_is_shared(person=person, number=number, by=by, at=at)
        if number in said.seen_numbers:
            people.others_may_see(person=person, number=number, by=by, at=at)
    return person


@transaction.atomic
def follow_up(*, screening_id: int, outcome: str, by: Actor, at: datetime) -> Screening:
    """Whether she came to the other door. Of whom the team led there, the team asks."""
    row = queries.own(by, screening_id, for_update=True)
    if outcome not in rules.FOLLOWED or row.taken_by_id is not None:
        raise Refused("screening_cannot_move")
    return state_change.move(row, outcome, by=by, at=at)


@transaction.atomic
def go_on(*, screening_id: int, by: Actor, at: datetime) -> Screening:
    """She did not come to the other door: the way is chosen anew, and may be the team's."""
    row = queries.own(by, screening_id, for_update=True)
    if row.state != S.DID_NOT_COME_THERE or row.taken_by_id is not None:
        raise Refused("screening_cannot_move")
    return state_change.move(
        row, S.STARTED, by=by, at=at, route="", override_reason="", led_there="", follow_up_on=None
    )


@transaction.atomic
def ask_again(*, screening_id: int, by: Actor, at: datetime) -> Screening:
    """A new registration grows from the seed, with what was known; the question and its answers are new."""
    seed = queries.own(by, screening_id, for_update=True)
    state_change.move(seed, S.ASKED_AGAIN, by=by, at=at)
    trail.write("screening.asked_about_again", by=by, at=at, about=seed)
    thrown = Screening.objects.filter(earlier=seed).select_related("detection").first()
    if thrown is not None:  # begun once before and thrown away
        return state_change.move(thrown, S.STARTED, by=by, at=at)
    known = seed.detection
    detection = Detection.objects.create(
        zone_id=seed.zone_id,
        programme_id=seed.programme_id,
        seen_on=known.seen_on,
        registered_on=day_of(at),
        way_in=known.way_in,
        heard=known.heard,
        department_id=known.department_id,
        signs=known.signs,
        anonymous=known.anonymous,
        state=S.STARTED,
        state_on=day_of(at),
    )
    return Screening.objects.create(
        zone_id=seed.zone_id,
        programme_id=seed.programme_id,
        detection=detection,
        earlier=seed,
        state=S.STARTED,
        state_at=at,
        started_at=at,
        registered_by_id=by.worker_id,
        department_id=seed.department_id,
        signs_note=seed.signs_note,
        known_as=seed.known_as,
        mailbox_id=seed.mailbox_id,
        offered_contact=seed.offered_contact,
        step=2,
    )


@transaction.atomic
def let_lie(*, screening_id: int, words: str, by: Actor, at: datetime) -> Screening:
    """It is not asked again, for the reason that is written."""
    row = queries.own(by, screening_id, for_update=True)
    if not words.strip():
        raise Refused("say_why_it_lies")
    return state_change.move(row, S.LET_LIE, by=by, at=at, let_lie_words=words.strip())


@transaction.atomic
def throw_away(*, screening_id: int, by: Actor, at: datetime) -> Screening:
    """Begun by mistake; the seed that it grew from is a seed again. Refused while danger stands in it."""
    row = draft(by, screening_id)
    rules.may_end_unseen(danger_said=bool(said_of(row))).require()
    seed_is(row, S.SEED_PLANTED, by, at)
    return state_change.move(row, S.THROWN_AWAY, by=by, at=at)


def seed_is(row: Screening, state: str, by: Actor, at: datetime) -> None:
    """The seed that it grew from stands so, where there is one."""
    seed = row.earlier
    if seed is not None and seed.state != state:
        state_change.move(seed, state, by=by, at=at)


@transaction.atomic
def undo(*, screening_id: int, by: Actor, at: datetime) -> Screening:
    """The last step did not happen: within some minutes, and while nobody in the team has taken it."""
    row = queries.own(by, screening_id, for_update=True)
    before = row.state
    rules.may_undo(state=before, state_at=row.state_at, taken=queries.is_others(row), at=at).require()
    if before == S.THROWN_AWAY:
        seed_is(row, S.ASKED_AGAIN, by, at)
    person = row.person
    state_change.move(row, rules.UNDONE[S(before)], by=by, at=at)
    if before == S.SENT:
        queries.consent_rows(row).delete()
        if person is not None:
            people.take_back_person(person=person, by=by, at=at)
            row.person = None
    trail.write("screening.undone", by=by, at=at, about=row, of=before)
    return row


@transaction.atomic
def withdraw_consent(*, screening_id: int, act: Act = Act.SCREEN, by: Actor, at: datetime) -> Screening:
    """She has taken her yes back: nobody contacts her any more, whoever noted it. Refused where there is no yes."""
    read = queries.own if act is Act.SCREEN else queries.for_team_writing
    row = read(by, screening_id, for_update=True)
    if not queries.consent_rows(row).filter(withdrawn_at=None).update(withdrawn_at=at, withdrawn_by=by.user_id):
        raise Refused("no_yes_to_take_back")
    shut_card(row, at=at)
    state_change.move(row, S.WITHDRAWN, by=by, at=at, offered_contact="")
    trail.write("screening.consent_withdrawn", by=by, at=at, about=row)
    return row
