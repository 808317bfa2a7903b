"""What is under way in a room, as the alarms read it: since when it has stood still, and whose it is."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class UnderWay:
    """One thing that waits for someone's next step; codes and numbers, no one's name."""

    kind: str  # what it is: referral, arrival, counselling, duty
    id: int
    state: str
    since: datetime  # when it came into the state
    worker_id: int | None = None  # whose it is, where it is someone's
    programme_id: int | None = None
    token: str = ""
    href: str = ""  # where it is settled
