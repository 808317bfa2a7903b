"""Invented people and volunteers for the tests of this room."""

from datetime import timedelta

from brobygger.counselling import actions
from brobygger.counselling.models import Counselling
from brobygger.people.actions import Said
from brobygger.volunteers import actions as volunteers
from brobygger.volunteers.models import Volunteer

NUMBER = "+4595000017"


def ability(**more):
    known = {
        "gender": "female",
        "languages": ["da"],
        "areas": [],
        "forms": ["phone", "in_person"],
        "days": 0,
        "evenings": 127,
        "most_cases": 3,
        "active": True,
    }
    return volunteers.Ability(**(known | more))


def volunteer(cast, now, who="counsellor", **more) -> Volunteer:
    return volunteers.add_volunteer(
        zone_id=cast.counselling_zone.pk,
        worker_id=getattr(cast, who).pk,
        ability=ability(**more),
        by=cast.actor("coordinator"),
        at=now,
    )


def known(name="Maria", number=NUMBER) -> actions.Known:
    return actions.Known(name, "Prøve", [number], Said(basis="herself", days=127, hour_to=24), may_ring=True)


def someone(cast, now, who=None, **needs) -> Counselling:
    """Someone waits for a volunteer."""
    told = actions.Told("self", who or known(), actions.Needs(**needs))
    return actions.open_counselling(
        zone_id=cast.counselling_zone.pk, told=told, by=cast.actor("coordinator"), at=now - timedelta(days=2)
    )


def anonymous(cast, now, name="Solsikke", word="fyrtårn", **needs) -> Counselling:
    return someone(cast, now, actions.Code(name, word), **needs)


def asked(cast, now, row: Counselling, chosen: Volunteer, why="") -> Counselling:
    actions.offer(counselling_id=row.pk, volunteer_id=chosen.pk, why=why, by=cast.actor("coordinator"), at=now)
    row.refresh_from_db()
    return row


def running(cast, now, row: Counselling | None = None, chosen=None, who="counsellor") -> Counselling:
    """The person is the volunteer's, and the help is under way; the actor is the volunteer afterwards."""
    row = row or someone(cast, now)
    asked(cast, now, row, chosen or volunteer(cast, now, who))
    actions.accept_offer(counselling_id=row.pk, by=cast.actor(who), at=now)
    row.refresh_from_db()
    return row


def agreed(cast, now, row, who="counsellor", hours=1, form="phone", **more):
    """A conversation has been agreed for an hour from now."""
    plan = actions.Plan(form, now + timedelta(hours=hours), 45, **more)
    return actions.plan_conversation(counselling_id=row.pk, plan=plan, by=cast.actor(who), at=now)


__all__ = ["agreed", "anonymous", "asked", "known", "running", "someone", "volunteer"]
