"""A name that someone has typed as a key of a department is nowhere in the trail."""

from brobygger.municipality import department_actions as departments
from brobygger.trail.models import Entry


def test_the_key_of_a_department_is_not_in_the_trail(cast, now):
    leader = cast.actor("project_leader")
    row = departments.add_department(
        zone_id=cast.koege.pk, key="anna-hansen", name_da="Anna Hansens team", name_en="", takes_part=True,
        by=leader, at=now,
    )  # fmt: skip
    departments.close_department(department_id=row.pk, by=leader, at=now)
    noted = list(Entry.objects.filter(what__startswith="municipality.department").values_list("facts", flat=True))
    assert len(noted) == 2
    assert "anna" not in str(noted)
