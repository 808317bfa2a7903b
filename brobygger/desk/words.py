"""The words of the desk: languages, and what stands in the way of what."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

type Words = str | Promise

LANGUAGES: dict[str, Words] = {
    "da": _("Danish"),
    "en": _("English"),
    "ar": _("Arabic"),
    "bs": _("Bosnian"),
    "bg": _("Bulgarian"),
    "de": _("German"),
    "es": _("Spanish"),
    "fa": _("Persian (Farsi, Dari)"),
    "fo": _("Faroese"),
    "fr": _("French"),
    "is": _("Icelandic"),
    "kl": _("Greenlandic"),
    "ku": _("Kurdish"),
    "lt": _("Lithuanian"),
    "lv": _("Latvian"),
    "no": _("Norwegian"),
    "pl": _("Polish"),
    "ps": _("Pashto"),
    "ro": _("Romanian"),
    "ru": _("Russian"),
    "so": _("Somali"),
    "sq": _("Albanian"),
    "sr": _("Serbian"),
    "sv": _("Swedish"),
    "ta": _("Tamil"),
    "th": _("Thai"),
    "ti": _("Tigrinya"),
    "tr": _("Turkish"),
    "uk": _("Ukrainian"),
    "ur": _("Urdu"),
    "vi": _("Vietnamese"),
    "zh": _("Chinese"),
}

BASIS: dict[str, Words] = {
    "none": _("Nothing recorded"),
    "first_contact": _("The programme's first call"),
    "herself": _("Said by the person"),
    "guardian": _("Said by the guardian"),
    "referrer": _("Said to the one who referred"),
}

STOPPED: dict[str, Words] = {
    "someone_else_answered": _("Someone else answered"),
    "wrong_number": _("Wrong number"),
    "not_in_use": _("The number is not in use"),
    "asked_to_stop": _("Asked not to be rung"),
}

REASONS: dict[str, Words] = {
    "filter_needs_a_name": _("Give the filter a name first."),
    "filter_name_is_taken": _("You already have a filter with that name."),
}


def language_name(code: str) -> Words:
    """The language in words; a code that nobody foresaw stands as it came."""
    return LANGUAGES.get(code or "da", code.upper())
