"""What a holder leaves: her duties, which are another's from then on, and the question whether she takes one over."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brobygger.access.actor import Actor
from brobygger.duties.models import Duty, Happening
from brobygger.duties.queries import WITH_DUTIES
from brobygger.duties.states import UNDER_WAY, Done
from brobygger.staff.held import Holding


def _another_has_it(duty: Duty, to: int | None, by: Actor, at: datetime) -> bool:
    """Her duty is the other's, with all that was written in it and its deadline as it was."""
    if to is None:
        return False
    duty.holder_id, duty.asked_id, duty.asked_at = to, None, None
    duty.save(update_fields=["holder", "asked", "asked_at"])
    Happening.objects.create(zone_id=duty.zone_id, duty=duty, done=Done.PASSED_ON, at=at, by_id=to)
    return True


def _hers_again(duty: Duty, worker: int, passed_at: datetime, at: datetime) -> bool:
    """Her duty, where nothing was done or written in it after it had passed to another."""
    later = (
        duty.happenings.filter(at__gt=passed_at),
        duty.facts.filter(written_at__gt=passed_at),
        duty.children.filter(written_at__gt=passed_at),
        duty.notices.filter(kept_at__gt=passed_at),
    )
    if any(rows.exists() for rows in later):
        return False
    duty.holder_id = worker
    duty.save(update_fields=["holder"])
    Happening.objects.create(zone_id=duty.zone_id, duty=duty, done=Done.CAME_BACK, at=at, by_id=worker)
    return True


def _nobody_is_asked(duty: Duty, to: int | None, by: Actor, at: datetime) -> bool:
    duty.asked_id, duty.asked_at = None, None
    duty.save(update_fields=["asked", "asked_at"])
    return True


HOLDINGS = (
    # First the question, so that nobody is asked to take over her own.
    Holding(
        "duty_asked", _("questions whether to take a duty over"), "duties.Duty", "asked", Q(), WITH_DUTIES,
        _nobody_is_asked, goes_back=True,
    ),
    Holding(
        "duty", _("duties to notify that are not ended"), "duties.Duty", "holder", Q(state__in=UNDER_WAY), WITH_DUTIES,
        _another_has_it, needs_someone=True, give_back=_hers_again,
    ),
)  # fmt: skip
