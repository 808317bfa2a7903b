"""The table's rows as the rules read them."""

from django.db.models import QuerySet

from brobygger.economy.models import CostLine
from brobygger.economy.rules import Line, Price


def read(rows: QuerySet[CostLine]) -> list[Line]:
    """Each line with its prices, as they were written."""
    found = []
    for row in rows.prefetch_related("prices").order_by("paid", "written_at", "pk"):
        prices = tuple(
            Price(one.pk, one.from_on, one.how, one.amount, one.hours, one.weeks, one.hourly)
            for one in sorted(row.prices.all(), key=lambda price: price.pk)
        )
        found.append(Line(row.pk, row.name, row.paid, row.follows, prices))
    return found
