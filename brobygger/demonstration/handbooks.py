"""A handbook in its second version, which some have read, in a team that rings and in a team that receives."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from brobygger.access.actor import Actor, Role
from brobygger.base.workdays import day_of
from brobygger.handbook import actions, queries

FIRST = """# Før samtalen

Læs kontaktkortet, og se, hvem der må svare.

# Under samtalen

Hold pauser. Den anden må gerne være stille.

# Bagefter

Skriv kun det, der er brug for."""


def handbooks(
    zone_id: int, readers: Sequence[Role], actor: Callable[[str], Actor], leader: str, reader: str, now: datetime
) -> None:  # fmt: skip
    """The leader wrote it two months ago and again last week; a colleague has read the first version."""
    first, second = now - timedelta(days=60), now - timedelta(days=7)
    row = actions.make_document(
        zone_id=zone_id, kind="handbook", title="Håndbog for samtaler", readers=readers, text=FIRST,
        valid_from=day_of(first), by=actor(leader), at=first,
    )  # fmt: skip
    version = queries.newest(row)
    if version is not None:
        actions.note_read(version_id=version.pk, by=actor(reader), at=first + timedelta(days=1))
    actions.write_version(
        document_id=row.pk, text=FIRST + "\n\nTag en snak med en kollega, når en samtale bliver hos dig.",
        news="Tal med en kollega bagefter", valid_from=day_of(second), readers=readers, seen=1, by=actor(leader),
        at=second,
    )  # fmt: skip
