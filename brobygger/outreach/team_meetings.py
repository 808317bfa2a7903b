"""The meetings of an outreach team: sparring, the project group and the steering group (seed 000, chapters 5 and 6)."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext_lazy as _

from brobygger.access.actor import Role
from brobygger.meetings.codes import MeetingKind
from brobygger.meetings.kinds import Kind, Words
from brobygger.meetings.models import Meeting
from brobygger.staff import queries as staff
from brobygger.staff.queries import Colleague

READ_BY_ALL = _("The minutes are read by the whole team. No one whom you have rung may be known from them.")


def _kind(key: MeetingKind, months: int, *roles: Role, agenda: Collection[Words], warning: Words) -> Kind:
    def comes(row: Meeting, on: date) -> list[Colleague]:
        return [one for one in staff.team(row.zone_id, on) if one.roles & set(roles)]

    def expected(row: Meeting, on: date) -> list[int]:
        return [one.worker_id for one in comes(row, on)]

    return Kind(key, comes, expected, months, agenda, warning)


TEAM_MEETINGS = (
    _kind(
        MeetingKind.SPARRING, 1, Role.WORKER, Role.PROGRAMME_LEADER, warning=READ_BY_ALL,
        agenda=(_("Calls that stay with us, without names"), _("What was hard to say"), _("What we try next time")),
    ),
    _kind(
        MeetingKind.PROJECT_GROUP, 1, Role.WORKER, Role.PROGRAMME_LEADER, warning=READ_BY_ALL,
        agenda=(
            _("Since last time: what was agreed"), _("How we work"), _("The volunteers and the police"),
            _("Who is in the target group"), _("Next meeting"),
        ),
    ),
    _kind(
        MeetingKind.STEERING_GROUP, 3, Role.PROGRAMME_LEADER,
        warning=_("The minutes go to all parties. No one whom you have rung may be known from them."),
        agenda=(
            _("Since last time: what was agreed"), _("What the figures tell"), _("Aims and economy"),
            _("The parties' own organisations"), _("Next meeting"),
        ),
    ),
)  # fmt: skip
