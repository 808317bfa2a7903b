"""What someone is called where she is met: by her name, or, who is rung about a minor, by the minor's."""

from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.base.codes import AgeGroup
from brobygger.people.models import Person


def called(person: Person, *, in_full: bool = True) -> str:
    """Karla Prøvesen; of a guardian whom a referral brought: Tove, 0–17 – ring Lars (guardian)."""
    if person.about_minor and person.speaks_until and timezone.localdate() >= person.speaks_until:
        return person.about_minor
    if person.about_minor:
        return about_minor(person.about_minor, person.given_name or person.family_name)
    return f"{person.given_name} {person.family_name}".strip() if in_full else person.given_name


def about_minor(minor: str, guardian: str) -> str:
    """Tove, 0–17 – ring Lars (guardian)"""
    return f"{minor}, {AgeGroup('0_17').label} – {ring_guardian(guardian)}"


def ring_guardian(name: str) -> str:
    """Whom to ring about a minor, also where nobody has told the name."""
    return _("ring %(name)s (guardian)") % {"name": name} if name else _("ring the guardian")
