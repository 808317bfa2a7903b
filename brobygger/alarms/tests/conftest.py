"""The rooms' own words about what is under way, in place of them."""

from brobygger.alarms.tests.making import rooms

__all__ = ["rooms"]
