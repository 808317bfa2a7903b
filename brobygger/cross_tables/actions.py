"""Handing a table out; the trail knows who asked for it."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act
from brobygger.base.workdays import day_of
from brobygger.cross_tables import queries
from brobygger.cross_tables.dimensions import Asks
from brobygger.cross_tables.queries import Table
from brobygger.evaluation import rules
from brobygger.evaluation.figures import Question
from brobygger.trail import actions as trail


@transaction.atomic
def read_table(
    asks: Asks, question: Question, *, act: Act, rows: str, columns: str, only: Mapping[str, list[str]], form: str,
    by: Actor, at: datetime,
) -> Table:  # fmt: skip
    """The table that is asked for. NotFound outside the actor's zones; Refused as known on a day to come."""
    rules.may_be_known(question.as_of, day_of(at)).require()
    told = queries.table(by, asks, question, act=act, rows=rows, columns=columns, only=only)
    trail.write(
        "cross_tables.table_read", by=by, at=at, zone_id=question.zone_id, programme=question.programme_id, form=form,
        rows_by=rows, columns_by=columns, filters=len(only),
    )  # fmt: skip
    return told
