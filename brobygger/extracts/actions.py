"""The writing door: an extract is begun, lines and words of it are taken out, and it is made, once."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import translation

from brobygger.access.actor import Actor
from brobygger.access.policy import Act
from brobygger.base.decision import NotFound, Refused
from brobygger.extracts import gathering, hiding, queries, rules
from brobygger.extracts.codes import LANGUAGES_ON_PAPER, MayMeet, Receiver, Why
from brobygger.extracts.models import Extract, ExtractLine
from brobygger.extracts.states import EXTRACT, ExtractState
from brobygger.risk import queries as risk
from brobygger.staff.queries import second_of_two
from brobygger.trail import actions as trail

S = ExtractState


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is to read it, whether they may meet the one who uses violence, and what it is for."""

    receiver: str
    may_meet: str
    who: str
    purpose: str
    with_plan: bool = False


@transaction.atomic
def begin(*, case_id: int, asked: Asked, by: Actor, at: datetime) -> Extract:
    """An extract of the assessment that holds is being written, with all its lines. Refused where none holds.

    To the one who uses violence the plan never goes.
    """
    case = risk.case(by, case_id, act=Act.ASSESS, for_update=True)
    assessment = risk.holding(case)
    if assessment is None:
        raise Refused("no_assessment_holds")
    to_him = asked.receiver == Receiver.OTHER_PARTY
    made = Extract.objects.create(
        zone_id=case.zone_id, case=case, assessment=assessment, receiver=Receiver(asked.receiver),
        may_meet=MayMeet.YES if to_him else MayMeet(asked.may_meet), with_plan=asked.with_plan and not to_him,
        who=asked.who.strip(), purpose=asked.purpose.strip(), state_at=at, begun_at=at, begun_by_id=by.worker_id,
    )  # fmt: skip
    with translation.override(LANGUAGES_ON_PAPER[0]):  # whatever the screen is in
        ExtractLine.objects.bulk_create(gathering.lines_for(by, made, at=at))
    trail.write("extracts.begun", by=by, at=at, about=made, to=made.receiver)
    return made


def _draft(by: Actor, extract_id: int) -> Extract:
    row = queries.extract(by, extract_id, act=Act.ASSESS, for_update=True)
    rules.may_write(state=row.state, maker=row.begun_by_id, me=by.user_id).require()
    return row


def _line(by: Actor, extract_id: int, line_id: int) -> ExtractLine:
    """The line, held, where it may be changed."""
    found = _draft(by, extract_id).lines.filter(pk=line_id).first()
    if found is None:
        raise NotFound("not_found")
    rules.may_change(is_locked=found.locked).require()
    return found


@transaction.atomic
def take_out(*, extract_id: int, line_id: int, why: str, by: Actor, at: datetime) -> ExtractLine:
    """The line is not told, for the reason."""
    row = _line(by, extract_id, line_id)
    row.out, row.why = True, Why(why)
    row.save(update_fields=["out", "why"])
    trail.write("extracts.line_taken_out", by=by, at=at, about=row, why=row.why)
    return row


@transaction.atomic
def put_back(*, extract_id: int, line_id: int, by: Actor, at: datetime) -> ExtractLine:
    """The line is told, with what is hidden in it. Refused for a line that is locked."""
    row = _line(by, extract_id, line_id)
    row.out, row.why = False, ""
    row.save(update_fields=["out", "why"])
    trail.write("extracts.line_put_back", by=by, at=at, about=row)
    return row


@transaction.atomic
def show_words(*, extract_id: int, line_id: int, start: int, by: Actor, at: datetime) -> ExtractLine:
    """What is hidden from that place in the line is told. Refused for a line that is locked."""
    row = _line(by, extract_id, line_id)
    row.hidden = hiding.kept(hiding.without(hiding.spans_of(row.hidden), start))
    row.save(update_fields=["hidden"])
    trail.write("extracts.words_shown", by=by, at=at, about=row)
    return row


@transaction.atomic
def hide_words(*, extract_id: int, words: str, by: Actor, at: datetime) -> int:
    """The words are hidden wherever they stand in the extract, and in how many lines that is. Refused where they do
    not."""
    row, found = _draft(by, extract_id), 0
    for line in row.lines.all():
        if spans := hiding.wherever(line.words, words):
            line.hidden, found = hiding.kept([*hiding.spans_of(line.hidden), *spans]), found + 1
            line.save(update_fields=["hidden"])
    if not found:
        raise Refused("words_are_not_there")
    trail.write("extracts.words_hidden", by=by, at=at, about=row, lines=found)
    return found


@transaction.atomic
def finish(*, extract_id: int, by: Actor, at: datetime) -> Extract:
    """The extract is made; or it waits for a second person, where the one who uses violence may come to read it.
    Refused while a line is out without a reason, and where what it tells no longer stands."""
    row = _draft(by, extract_id)
    lines = list(row.lines.all())
    told, bare = (sum(1 for one in lines if one.out is out and not one.why) for out in (False, True))
    rules.may_finish(told=told, without_reason=bare).require()
    _still_stands(row)
    row.edition, row.sent_back = row.edition + 1, ""
    guarded = rules.is_guarded(row.receiver, row.may_meet)
    return _move(row, S.TO_APPROVE, by, at) if guarded else _made(row, by, at)


def _still_stands(row: Extract) -> None:
    """What is told rests on the assessment that holds, on nothing struck, and repeats nothing that may not be told."""
    built_on = row.lines.filter(out=False, evidence__isnull=False).select_related("evidence")
    list(built_on.select_for_update(of=("evidence",)))  # nothing is struck from now until this is done
    told = [queries.Told(one) for one in row.lines.filter(out=False).select_related("evidence")]
    holding = risk.holding(row.case)
    if holding is None or holding.pk != row.assessment_id:
        raise Refused("a_newer_assessment_holds")
    if any(one.row.evidence is not None and one.row.evidence.struck_at for one in told):
        raise Refused("something_told_was_struck")
    forbidden = gathering.not_to_be_told(row.case) if rules.is_guarded(row.receiver, row.may_meet) else []
    if any(rules.repeats(one.printed, forbidden) for one in told):
        raise Refused("it_tells_what_may_not_be_told")


@transaction.atomic
def approve(*, extract_id: int, edition: int | None, by: Actor, at: datetime) -> Extract:
    """A second person has read this edition, and the extract is made. Never whoever has written it, nor someone who may
    not read all that it tells; refused where it has been written in since it was shown."""
    row = queries.extract(by, extract_id, for_update=True)
    if row.state != S.TO_APPROVE or edition != row.edition:
        raise Refused("extract_was_changed_meanwhile")
    queries.may_approve(by, row, second=second_of_two(by, row.begun_by_id)).require()
    _still_stands(row)
    row.approved_at, row.approved_by_id = at, by.worker_id
    return _made(row, by, at)


@transaction.atomic
def send_back(*, extract_id: int, words: str, by: Actor, at: datetime) -> Extract:
    """It is written on: the second person wants something looked at again, or the maker has thought again."""
    row = queries.extract(by, extract_id, for_update=True)
    row.sent_back = words.strip()
    return _move(row, S.DRAFT, by, at)


@transaction.atomic
def drop(*, extract_id: int, by: Actor, at: datetime) -> Extract:
    """Nothing comes of it, and its lines are gone; by any of the two who assess."""
    row = queries.extract(by, extract_id, act=Act.ASSESS, for_update=True)
    _move(row, S.DROPPED, by, at)
    row.lines.all().delete()
    return row


@transaction.atomic
def print_extract(*, extract_id: int, by: Actor, at: datetime) -> Extract:
    """The extract as it is printed, and that it was stands in the trail. Refused before it is made."""
    row = queries.extract(by, extract_id)
    if row.state != S.MADE:
        raise Refused("extract_is_not_made")
    queries.may_print(by, row).require()
    trail.write("extracts.printed", by=by, at=at, about=row)
    return row


@transaction.atomic
def read(*, extract_id: int, by: Actor, at: datetime) -> Extract:
    """The extract, and that it was read stands in the trail."""
    row = queries.extract(by, extract_id)
    trail.write("extracts.read", by=by, at=at, about=row)
    return row


def _made(row: Extract, by: Actor, at: datetime) -> Extract:
    row.made_at, row.made_by_id = at, row.begun_by_id
    return _move(row, S.MADE, by, at)


def _move(row: Extract, to: ExtractState, by: Actor, at: datetime) -> Extract:
    EXTRACT.may_move(row.state, to).require()
    before, row.state, row.state_at = row.state, to, at
    row.save()
    trail.write("extracts.moved", by=by, at=at, about=row, before=before, to=to)
    return row
