"""What someone who has come back with her code changes herself: how she may be reached, and whether at all."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope
from brobygger.base.decision import NotFound
from brobygger.routes.codes import Answer
from brobygger.screening import queries, sealed_sheet, state_change
from brobygger.screening.coming_by_oneself import SaidYes, keep_consent, shut_card
from brobygger.screening.models import Screening
from brobygger.screening.states import ScreeningState
from brobygger.trail import actions as trail


def _hers(by: Actor, screening_id: int) -> Screening:
    """The screening behind her code; that it is hers, the room above has seen. NotFound for anyone signed in."""
    rows = scope(by, Act.COME_FORWARD, Screening.objects.select_related("detection"))
    found = rows.select_for_update(of=("self",)).filter(pk=screening_id).exclude(mailbox=None).first()
    if found is None:
        raise NotFound("not_found")
    return found


@transaction.atomic
def change_contact(
    *, screening_id: int, offered_contact: Mapping[str, Any], consent: SaidYes | None, by: Actor, at: datetime
) -> Screening:
    """Only what she says now holds. The card that she has is shut at once: without her yes for good, and with it until
    the team has put on it what she says now."""
    row = _hers(by, screening_id)
    _stop(row, at)
    if consent is None:
        state_change.keep(row, offered_contact="")
    else:
        told = sealed_sheet.Sheet(**{**offered_contact, "anonymous": False, "consent": Answer.YES})
        state_change.keep(row, offered_contact=sealed_sheet.written(told), anonymous=False)
        keep_consent(row, consent, by=by, at=at)
    trail.write("screening.contact_changed", by=by, at=at, about=row, may_contact=consent is not None)
    return row


@transaction.atomic
def take_back_by_code(*, screening_id: int, by: Actor, at: datetime) -> Screening:
    """She has taken it back: nobody contacts her, and what she said of how to reach her is gone."""
    row = _hers(by, screening_id)
    _stop(row, at)
    state_change.move(row, ScreeningState.WITHDRAWN, by=by, at=at, offered_contact="")
    trail.write("screening.consent_withdrawn", by=by, at=at, about=row)
    return row


def _stop(row: Screening, at: datetime) -> None:
    queries.consent_rows(row).filter(withdrawn_at=None).update(withdrawn_at=at)
    shut_card(row, at=at)
