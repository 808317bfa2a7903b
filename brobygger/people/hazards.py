"""What is read before anyone rings: who else may answer her phone, or listen. The words that every card has."""

from django.utils.translation import gettext as _

from brobygger.base.phones import is_about_ringing
from brobygger.people.rules import Hazards


def hazard_words(told: Hazards, *, of_an_accused: bool) -> list[str]:
    """The hazards in words; the one who shares her phone or home is the accused, or the one who uses violence."""
    if of_an_accused:
        phone = _("Shares the phone with the accused: the accused may answer.")
        address = _("Lives with the accused: the accused may be listening.")
    else:
        phone = _("Shares the phone with the one who uses violence, who may answer.")
        address = _("Lives with the one who uses violence, who may be listening.")
    said = {
        phone: told.phone,
        _("Someone else who is known here has the same number, and may answer."): told.phone_of_others,
        _("Others may see or use the phone, and may answer."): told.others_may_see,
        address: told.address,
        _("The police have given another number since it was said what is safe: someone else may answer it."): (
            told.number_came_since
        ),
    }
    beside = [
        (
            _("“%(words)s” is written by a number: read it before you ring that one.")
            if is_about_ringing(one)
            else _("“%(words)s” is written by a number: someone else may answer.")
        )
        % {"words": one}
        for one in told.beside
    ]
    return [words for words, holds in said.items() if holds] + beside
