"""The writing door: a talk is kept or removed, a quotation is taken from it, and chosen for the report."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.base.decision import Refused, no
from brobygger.base.workdays import day_of
from brobygger.interviews import queries, rules
from brobygger.interviews.models import Quotation, Talk, Theme
from brobygger.report import queries as report
from brobygger.report.rules import may_write
from brobygger.trail import actions as trail


@transaction.atomic
def keep_talk(
    *, zone_id: int, programme: str, told: Mapping[str, Any], sure: bool, talk_id: int | None = None, seen: int = 0,
    by: Actor, at: datetime,
) -> Talk:  # fmt: skip
    """The talk is kept as told. Refused where its text may tell who someone is, where a quotation would not stand in it
    any more, and where a colleague has written since `seen`."""
    row = report.programme(by, programme, zone_id=zone_id)
    talk = (
        Talk(zone_id=zone_id, programme=row, number=0)
        if talk_id is None
        else queries.talk(by, talk_id, for_update=True)
    )
    if talk.number != seen:
        no("changed_by_another").require()
    if told["held_on"] > day_of(at):
        raise Refused("held_on_is_to_come")
    text = _looked_through(told["text"], zone_id=zone_id, sure=sure)
    if talk.pk is not None:
        rules.may_change([one.text for one in talk.quotations.all()], text).require()
    for name, value in {**told, "text": text}.items():
        setattr(talk, name, value)
    talk.number, talk.changed_at, talk.changed_by_id = seen + 1, at, by.worker_id
    talk.save()
    trail.write("interviews.talk_kept", by=by, at=at, about=talk, number=talk.number)
    return talk


def _looked_through(text: str, *, zone_id: int, sure: bool) -> str:
    text = text.replace("\r\n", "\n").strip()
    may_write(text, found={one.kind for one in report.telling_who(text, zone_id=zone_id)}, sure=sure).require()
    return text


@transaction.atomic
def remove_talk(*, talk_id: int, by: Actor, at: datetime) -> str:
    """The talk is gone with its quotations; the programme's key is returned."""
    row = queries.talk(by, talk_id, for_update=True)
    trail.write("interviews.talk_removed", by=by, at=at, about=row)
    row.delete()
    return row.programme.key


@transaction.atomic
def take_quotation(
    *, talk_id: int, text: str, theme: int | None, new_theme: str, sure: bool, by: Actor, at: datetime
) -> Quotation:  # fmt: skip
    """What was said stands as a quotation, under a theme. Refused where it does not stand in the talk, or may tell who
    someone is."""
    talk = queries.talk(by, talk_id, for_update=True)
    text = _looked_through(text, zone_id=talk.zone_id, sure=sure)
    new_theme = _looked_through(new_theme, zone_id=talk.zone_id, sure=sure)
    rules.may_quote(text, talk.text).require()
    made = Quotation.objects.create(
        zone_id=talk.zone_id, talk=talk, theme=_theme(talk, theme, new_theme, by), text=text, taken_at=at,
        taken_by_id=by.worker_id,
    )  # fmt: skip
    trail.write("interviews.quotation_taken", by=by, at=at, about=made)
    return made


def _theme(talk: Talk, theme: int | None, name: str, by: Actor) -> Theme:
    here = queries.themes(by, zone_id=talk.zone_id, programme_id=talk.programme_id)
    found = next((one for one in here if one.pk == theme or (name and one.name.casefold() == name.casefold())), None)
    if found is None and not name:
        raise Refused("a_theme_or_a_new_one")
    return found or Theme.objects.create(zone_id=talk.zone_id, programme_id=talk.programme_id, name=name)


@transaction.atomic
def choose(*, quotation_id: int, chosen: bool, by: Actor, at: datetime) -> Quotation:
    """The quotation stands in the reports that are made from now on, or does not."""
    row = queries.quotation(by, quotation_id)
    row.chosen_at, row.chosen_by_id = (at, by.worker_id) if chosen else (None, None)
    row.save(update_fields=["chosen_at", "chosen_by"])
    trail.write("interviews.quotation_chosen", by=by, at=at, about=row, chosen=chosen)
    return row


@transaction.atomic
def remove_quotation(*, quotation_id: int, by: Actor, at: datetime) -> int:
    """The quotation is gone, and its theme where it was the last of it; the talk's number is returned."""
    row = queries.quotation(by, quotation_id)
    trail.write("interviews.quotation_removed", by=by, at=at, about=row)
    theme, talk_id = row.theme, row.talk_id
    row.delete()
    if not theme.quotations.exists():
        theme.delete()
    return talk_id
