"""Whose the half-written assessment is when someone else assesses."""

from brobygger.risk.codes import Reader
from brobygger.risk.models import Rating, RiskCase
from brobygger.risk.states import UNFINISHED


def pass_the_pen(row: RiskCase) -> None:
    """What is being written goes on with whoever assesses now, where the one who wrote it is no more of the two."""
    if row.assessor_id is None:
        return
    open_ones = Rating.objects.filter(
        assessment__case=row, assessment__state__in=UNFINISHED, reader=Reader.FIRST, handed_in_at=None
    )
    open_ones.exclude(worker__in=[one for one in (row.assessor_id, row.second_id) if one]).update(
        worker_id=row.assessor_id
    )
