"""The reading door: a programme's table, its goal, its trials, and what a report takes from them."""

from brobygger.economy.reporting import Section, Table, report_sections
from brobygger.economy.table_queries import cost, frame, last_price, line, price, programmes, table, trial, trials

__all__ = [
    "Section", "Table", "cost", "frame", "last_price", "line", "price", "programmes", "report_sections", "table",
    "trial", "trials",
]  # fmt: skip
