"""The letters that the staff room has sent: a link to a worker's own address, and nothing of anyone."""

from collections.abc import Mapping
from datetime import datetime

from brobygger.access.actor import machine
from brobygger.contact import actions, sending
from brobygger.staff.models import Worker


class WorkerLetters:
    """The carrier of `staff.letters`."""

    def leave(self) -> bool:
        return sending.mail_leaves()

    def send(self, *, to: Worker, zone_id: int, wording: str, values: Mapping[str, str], at: datetime) -> None:
        by = machine(zone_id)
        actions.write_to_worker(worker=to, zone_id=zone_id, wording=wording, values=values, by=by, at=at)
