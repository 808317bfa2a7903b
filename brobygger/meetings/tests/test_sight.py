"""Who sees and keeps which meetings: each row at the door as in the list."""

from brobygger.access.policy import Act, may, scope
from brobygger.meetings.codes import MeetingKind
from brobygger.meetings.models import Meeting

WHO = ("owner", "leader", "stranger", "resource_person", "assessor", "project_leader", "employee", "coordinator")
SEES = {
    "owner": {"sparring", "project_group"},
    "leader": {"sparring", "project_group", "steering_group"},
    "resource_person": {"resource_persons"},
    "assessor": {"resource_persons"},
    "project_leader": {"resource_persons", "coordination"},
}


def test_the_list_is_the_door_row_by_row(cast, now):
    for who, zone in (("owner", cast.zone), ("stranger", cast.other_zone), ("project_leader", cast.koege)):
        cast.actor(who)
        Meeting.objects.bulk_create(Meeting(zone=zone, kind=kind, planned_at=now, made_at=now) for kind in MeetingKind)
    for who in WHO:
        actor = cast.actor(who)
        for act in (Act.SEE_MEETINGS, Act.KEEP_MEETINGS):
            rows = list(Meeting.objects.all())
            listed = {row.pk for row in scope(actor, act, Meeting.objects.all())}
            assert listed == {row.pk for row in rows if may(actor, act, row)}
        seen = {row.kind for row in scope(actor, Act.SEE_MEETINGS, Meeting.objects.all())}
        assert seen == SEES.get(who, seen if who == "stranger" else set())
