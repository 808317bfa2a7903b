"""Words of the board: a type of incident, a language, how long someone has waited."""

from datetime import datetime

from django import template

from brobygger.base.codes import AgeGroup, IncidentType
from brobygger.base.languages import name_of
from brobygger.counselling.in_words import waited as in_words
from brobygger.people.models import Person
from brobygger.people.naming import called

register = template.Library()


@register.simple_tag
def incident(code: str) -> str:
    """The type of incident in words."""
    return str(IncidentType(code).label) if code in IncidentType.values else code


@register.filter
def called_in_full(person: Person) -> str:
    """The whole name; of a guardian, whom it is about and that the guardian is the one to ring."""
    return called(person)


@register.filter
def called_shortly(person: Person) -> str:
    """The first name; of a guardian, whom it is about and that the guardian is the one to ring."""
    return called(person, in_full=False)


@register.simple_tag
def age(code: str) -> str:
    """The age group in words."""
    return str(AgeGroup(code).label) if code in AgeGroup.values else code


@register.simple_tag
def language(code: str) -> str:
    """The language in words; empty is Danish."""
    return name_of(code)


@register.simple_tag
def waited(since: datetime, now: datetime) -> str:
    """How long: today, 1 day, 5 days."""
    return in_words(since, now)
