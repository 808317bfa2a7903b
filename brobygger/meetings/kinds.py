"""The kinds of meetings. A room above says who comes to its kind when it is set up, since this one may not look ahead;
who sees and keeps which kind is the policy's to say."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from brobygger.meetings.codes import MeetingKind
from brobygger.meetings.models import Meeting
from brobygger.staff.queries import Colleague

type Words = str | Promise


NO_CITIZEN = _("Name no citizen here, and write nothing that one could be known by.")


@dataclass(frozen=True, slots=True)
class Kind:
    """Who comes to such a meeting, and what its pages say."""

    key: MeetingKind
    may_come: Callable[[Meeting, date], Collection[Colleague]]
    expected: Callable[[Meeting, date], Collection[int]]  # whoever of these is not there is noted as absent
    months: int = 0  # how often they usually meet; 0: when there is need, and it is about something of its own
    agenda: Collection[Words] = ()
    warning: Words = ""  # beside the minutes
    hint: Words = NO_CITIZEN
    # The pages across the top by name, where these meetings are one of several parts.
    parts: Collection[tuple[str, Words]] = ()
    back: Callable[[Meeting], tuple[str, Words]] | None = None  # what the meeting is about, where it is on no list


KINDS: dict[str, Kind] = {}


def kind_of_meeting(*kinds: Kind) -> None:
    """From now on the house has these."""
    KINDS.update({str(one.key): one for one in kinds})
