"""How days and hours are written, in one place: a long and a short form in each language, and the day of the week."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.timezone import is_aware, localtime


def weekday(day: date, form: str = "MONTH_DAY_FORMAT") -> str:
    """Wednesday 6 January, onsdag 6. januar; with another of the house's forms behind the day of the week."""
    here = localtime(day) if isinstance(day, datetime) and is_aware(day) else day
    return f"{date_format(here, 'l')} {date_format(here, form)}"


def weekday_since(day: date, now: date) -> str:
    """The same, with the year where the day is in another than now."""
    return weekday(day, "MONTH_DAY_FORMAT" if _year(day) == _year(now) else "DATE_FORMAT")


def _year(day: date) -> int:
    return (localtime(day) if isinstance(day, datetime) and is_aware(day) else day).year
