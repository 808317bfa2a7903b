"""Who comes to the meetings of the resource persons, and what is on the table there."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from brobygger.meetings.codes import MeetingKind
from brobygger.meetings.kinds import Kind
from brobygger.meetings.models import Meeting
from brobygger.reach.pages import PARTS
from brobygger.reach.resource_person_queries import may_come, resource_persons_on


def _expected(row: Meeting, on: date) -> frozenset[int]:
    return frozenset(one.worker_id for one in resource_persons_on(row.zone_id, on))


RESOURCE_PERSONS = Kind(
    MeetingKind.RESOURCE_PERSONS,
    may_come=lambda row, on: may_come(row.zone_id, on),
    expected=_expected,
    months=3,
    agenda=(
        _("Since last time: what was agreed"),
        _("How it goes with asking, department by department"),
        _("Cases that make us think, without names"),
        _("What the figures tell"),
        _("New colleagues: who is to be trained"),
        _("Campaigns and material"),
        _("Next meeting"),
    ),
    warning=_("The minutes are read by all resource persons. No citizen may be known from them."),
    parts=PARTS,
)
