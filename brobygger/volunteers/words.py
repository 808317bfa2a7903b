"""The words of this room's refusals, and the languages that volunteers speak."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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
REASONS: dict[str, str | Promise] = {
    "not_a_counsellor": _("Only someone with the counsellor's role in the zone can be noted as a volunteer."),
    "volunteer_already": _("She or he is noted as a volunteer already."),
    "certificate_kind_is_there": _("There is already a certificate with that name."),
    "certificate_ends_before_it_begins": _("The certificate expires before it is given."),
    "conflict_says_nothing": _("Write whom or what the conflict is about."),
    "conflict_lifted_already": _("The conflict has been lifted already."),
}


def language_name(code: str) -> str:
    """The language in words; a code that nobody foresaw stands as it came."""
    return str(LANGUAGES.get(code or "da", code.upper()))
