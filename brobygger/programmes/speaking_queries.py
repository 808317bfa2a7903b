"""Every version of what a programme has decided about its calls and its words, the newest first."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import QuerySet

from brobygger.access.actor import Actor
from brobygger.access.policy import Act
from brobygger.base.decision import NotFound
from brobygger.programmes import queries
from brobygger.programmes.models import AttemptPolicy, ConsentWording, Script
from brobygger.programmes.states import WordingState


def policies(programme_id: int) -> QuerySet[AttemptPolicy]:
    """The attempt policies, the newest first."""
    return AttemptPolicy.objects.filter(programme_id=programme_id).order_by("-valid_from")


def scripts(programme_id: int) -> QuerySet[Script]:
    """The scripts, by whom they are said to and by language, the newest first."""
    rows = Script.objects.filter(programme_id=programme_id)
    return rows.order_by("for_guardian", "language", "-valid_from", "-version")


def wordings(programme_id: int) -> QuerySet[ConsentWording]:
    """The words of consents, by who says yes and by language, the newest first."""
    rows = ConsentWording.objects.filter(programme_id=programme_id).select_related("drafted_by", "approved_by")
    return rows.order_by("for_guardian", "language", "-valid_from", "-version")


def wording_for(by: Actor, act: Act, wording_id: int) -> ConsentWording:
    """The words of a programme that the actor's zone runs. NotFound otherwise."""
    rows = ConsentWording.objects.select_related("programme", "drafted_by", "approved_by")
    found = rows.filter(pk=wording_id).first()
    if found is None:
        raise NotFound("not_found")
    queries.zone_running(by, act, found.programme_id)
    return found


def wording_before(proposed: ConsentWording) -> ConsentWording | None:
    """The approved words that these would take over from."""
    rows = wordings(proposed.programme_id).filter(language=proposed.language, for_guardian=proposed.for_guardian)
    rows = rows.filter(state=WordingState.APPROVED)
    return rows.exclude(pk=proposed.pk).filter(valid_from__lte=proposed.valid_from).first()


def standing(rows: Iterable[Any], today: date) -> Iterator[tuple[Any, str]]:
    """Each version, newest first, with how it stands: to come, holds, was; or the state of words not approved."""
    holds_found = False
    for row in rows:
        state = getattr(row, "state", WordingState.APPROVED)
        if state != WordingState.APPROVED:
            yield row, str(state)
        elif row.valid_from > today:
            yield row, "to_come"
        else:
            yield row, "was" if holds_found else "holds"
            holds_found = True


def standing_by_language(rows: Iterable[Any], today: date) -> Iterator[tuple[Any, str]]:
    """The same for rows that come language by language, those for guardians after the others."""
    for _kind, versions in groupby(rows, key=lambda row: (getattr(row, "for_guardian", False), row.language)):
        yield from standing(versions, today)
