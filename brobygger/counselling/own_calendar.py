"""The conversations that one has agreed, in one's own calendar."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope
from brobygger.calendars.codes import Word
from brobygger.calendars.entries import Entry
from brobygger.counselling.models import Conversation, Counselling
from brobygger.counselling.queries import STOPPED_ON_CARD
from brobygger.counselling.states import ConversationState


def conversations(by: Actor, since: datetime, until: datetime) -> Iterator[Entry]:
    mine = scope(by, Act.COUNSEL, Counselling.objects.exclude(STOPPED_ON_CARD))
    rows = Conversation.objects.filter(counselling__in=mine, starts_at__range=(since, until))
    for one in rows.filter(state=ConversationState.PLANNED):
        ends_at = one.starts_at + timedelta(minutes=one.minutes)
        yield Entry(f"conversation-{one.pk}", Word.APPOINTMENT, one.starts_at, ends_at, one.planned_at)
