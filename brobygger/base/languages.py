"""The languages that people speak, by their ISO 639-1 codes, as they are named on the screen."""

import re
from functools import cache

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from brobygger.base.alphabet import alphabetical

LANGUAGES: dict[str, str | Promise] = {
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


def in_order() -> list[tuple[str, str]]:
    """Every language by its name on the screen, Danish first; the code of Danish is the empty one."""
    names = ((str(name), code) for code, name in LANGUAGES.items() if code != "da")
    named = sorted(names, key=lambda one: alphabetical(one[0]))
    return [("", str(LANGUAGES["da"])), *((code, name) for name, code in named)]


def of_interpreters(unchosen: str | Promise) -> list[tuple[str, str]]:
    """Every language that an interpreter may be needed in, whatever is spoken; first what none chosen means."""
    return [("", str(unchosen)), *in_order()[1:]]


def name_of(code: str) -> str:
    """The language's name; the code itself where it is another than those of the list, Danish where it is empty."""
    return str(LANGUAGES.get(code or "da", code.upper()))


def named(word: str) -> str | None:
    """The code of the language that is called so, by its code or by its name in any language of the screen; None where
    none is."""
    return _codes().get(word.casefold())


@cache
def _codes() -> dict[str, str]:
    found = {code: code for code in LANGUAGES}
    for screen, _name in settings.LANGUAGES:
        with override(screen):
            for code, name in LANGUAGES.items():
                # Some go by several names: Persian (Farsi, Dari).
                found |= {one.strip().casefold(): code for one in re.split(r"[(),]", str(name)) if one.strip()}
    return found
