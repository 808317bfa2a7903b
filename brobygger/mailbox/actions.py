"""The writing door: a mailbox is opened, she comes back to it, and lines are written. Nothing is sent anywhere."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from django.contrib.auth.hashers import check_password, make_password
from django.db import IntegrityError, transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import NotFound, Refused
from brobygger.mailbox import queries
from brobygger.mailbox.codes import draw_name, draw_word, plain
from brobygger.mailbox.models import Line, Mailbox
from brobygger.trail import actions as trail

MOST = 4000  # characters in a line
DRAWS = 20
TOLD_EVERY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Opened:
    """A new mailbox, and its code: the only moment at which the code word is known."""

    mailbox: Mailbox
    code_name: str
    code_word: str


@transaction.atomic
def open_mailbox(*, zone_id: int, by: Actor, at: datetime) -> Opened:
    """There is a mailbox with a new code. The word must be told her now: afterwards nobody can read it."""
    if not any(zone_id in zones_for(by, act) for act in queries.GIVERS):
        raise NotFound("not_found")
    word = draw_word()
    made = _with_free_name(zone_id, make_password(plain(word)), by, at)
    trail.write("mailbox.opened", by=by, at=at, about=made)
    return Opened(made, made.code_name, word)


@transaction.atomic
def renew_code(*, mailbox_id: int, by: Actor, at: datetime) -> Opened:
    """The same mailbox has a new name and word, told now; the earlier ones open nothing any more, nor what they opened.

    Refused where the mailbox is closed.
    """
    box = queries.mailbox(by, mailbox_id, for_update=True)
    if box.closed_at is not None:
        raise Refused("mailbox_closed")
    word = draw_word()
    box.word_hash = make_password(plain(word))
    _save_with_free_name(box)
    trail.write("mailbox.code_renewed", by=by, at=at, about=box)
    return Opened(box, box.code_name, word)


def _with_free_name(zone_id: int, word_hash: str, by: Actor, at: datetime) -> Mailbox:
    made = Mailbox(zone_id=zone_id, word_hash=word_hash, made_at=at, made_by_kind=by.kind, made_by_id=by.user_id)
    _save_with_free_name(made)
    return made


def _save_with_free_name(box: Mailbox) -> None:
    for _ in range(DRAWS):
        box.code_name = draw_name()
        box.name_mark = queries.mark_of(box.zone_id, box.code_name)
        try:
            with transaction.atomic():
                box.save()
                return
        except IntegrityError:
            continue
    raise Refused("no_code_is_free")


@transaction.atomic
def come_back(*, zone_id: int, code_name: str, code_word: str, by: Actor, at: datetime) -> Mailbox | None:
    """Her mailbox, where name and word fit; otherwise None, for every reason alike, and after as much work."""
    if zone_id not in zones_for(by, Act.COME_FORWARD):
        raise NotFound("not_found")
    mark = queries.mark_of(zone_id, code_name)
    found = Mailbox.objects.filter(zone_id=zone_id, name_mark=mark, closed_at=None).first()
    fits = check_password(plain(code_word), found.word_hash if found else _nobodys())
    if found is None:
        return None
    if not fits:
        trail.write("mailbox.wrong_word", by=by, at=at, about=found)
        return None
    found.last_opened_at = at
    found.save(update_fields=["last_opened_at"])
    trail.write("mailbox.come_back", by=by, at=at, about=found)
    return found


@transaction.atomic
def note_tries(*, zone_id: int, code_name: str, by: Actor, at: datetime) -> None:
    """The team is told, once an hour, that the code has been tried so often that the next one waits.

    Nothing of it is seen from outside: the same is done for a name that is not there.
    """
    if zone_id not in zones_for(by, Act.COME_FORWARD):
        raise NotFound("not_found")
    rows = Mailbox.objects.filter(zone_id=zone_id, name_mark=queries.mark_of(zone_id, code_name), closed_at=None)
    told = rows.exclude(tried_at__gt=at - TOLD_EVERY)
    if told.update(tried_at=at):
        trail.write("mailbox.tried_too_often", by=by, at=at, about=rows.get())


@cache
def _nobodys() -> str:
    """The hash of a word that opens nothing, so that a name that is not there costs as much as one that is."""
    return make_password(draw_word())


@transaction.atomic
def write_line(*, mailbox_id: int, text: str, by: Actor, at: datetime) -> Line:
    """A line lies in the mailbox: hers where she writes, the team's where a worker does."""
    box = queries.mailbox(by, mailbox_id, acts=queries.READERS)
    if box.closed_at is not None:
        raise Refused("mailbox_closed")
    words = text.strip()
    if not words:
        raise Refused("line_empty")
    if len(words) > MOST:
        raise Refused("mailbox_line_too_long")
    line = Line.objects.create(
        zone_id=box.zone_id,
        mailbox=box,
        from_her=by.user_id is None,
        text=words,
        written_at=at,
        written_by_id=by.user_id,
    )
    trail.write("mailbox.line_written", by=by, at=at, about=box)
    return line


@transaction.atomic
def mark_read(*, mailbox_id: int, by: Actor, at: datetime) -> int:
    """What the other end wrote is read; tells how many lines were new."""
    box = queries.mailbox(by, mailbox_id, acts=queries.READERS)
    theirs = Line.objects.filter(
        mailbox=box, zone_id=box.zone_id, from_her=by.user_id is not None, read_at=None, written_at__lte=at
    )
    read = theirs.update(read_at=at, read_by_id=by.user_id)
    if read:
        trail.write("mailbox.lines_read", by=by, at=at, about=box, lines=read)
    return read


@transaction.atomic
def close_mailbox(*, mailbox_id: int, by: Actor, at: datetime) -> None:
    """The code opens nothing any more; what was written stays until it is erased."""
    box = queries.mailbox(by, mailbox_id, acts=queries.READERS, for_update=True)
    if box.closed_at is None:
        box.closed_at = at
        box.save(update_fields=["closed_at"])
        trail.write("mailbox.closed", by=by, at=at, about=box)
