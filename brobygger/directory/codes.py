"""The closed lists of the directory: what an offer helps with, whom it is for, how one comes in, in which languages."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Need(TextChoices):
    """What someone may need help with."""

    ACUTE_DANGER = "acute_danger", _("Danger here and now")
    PARTNER_VIOLENCE = "partner_violence", _("Violence in close relationships")
    SHELTER = "shelter", _("A safe place to stay")
    STALKING = "stalking", _("Stalking")
    HONOUR = "honour", _("Honour-related conflict and social control")
    SEXUAL_ASSAULT = "sexual_assault", _("Rape and sexual assault")
    LATE_EFFECTS = "late_effects", _("Late effects of sexual abuse in childhood")
    CHILDREN = "children", _("Children and young people")
    CRIME_VICTIMS = "crime_victims", _("Victims of crime in general")
    USES_VIOLENCE = "uses_violence", _("Help for someone who uses violence")
    PSYCHOLOGICAL = "psychological", _("Psychological help")
    SUICIDAL_THOUGHTS = "suicidal_thoughts", _("Suicidal thoughts and life crisis")
    BEREAVEMENT = "bereavement", _("Bereavement")
    LEGAL = "legal", _("Legal advice")
    ECONOMY = "economy", _("Debt and money")
    ADDICTION = "addiction", _("Alcohol and drugs")
    ELDERLY = "elderly", _("Older people")
    MEN = "men", _("Men")
    LGBT = "lgbt", _("LGBT+ people")
    NEWCOMERS = "newcomers", _("Refugees and immigrants")
    TRAFFICKING = "trafficking", _("Human trafficking and prostitution")
    DIGITAL_ABUSE = "digital_abuse", _("Abuse on the net and of pictures")


class Relation(TextChoices):
    """What someone is to what has happened."""

    EXPOSED = "exposed", _("Someone it happened to")
    RELATIVE = "relative", _("Relatives and friends")
    WITNESS = "witness", _("Witnesses")
    CHILD = "child", _("Children in the family")
    USES_VIOLENCE = "uses_violence", _("Someone who uses violence")
    PROFESSIONAL = "professional", _("Professionals")


class WayIn(TextChoices):
    """How one comes to the offer."""

    SELF = "self", _("By contacting it oneself")
    PROFESSIONAL = "professional", _("A professional refers")
    FORM = "form", _("A form is filled in")


class Address(TextChoices):
    """What may be told of where it is; a secret address is written down nowhere."""

    NONE = "", _("No address is told")
    PUBLIC = "public", _("The address is public")
    SECRET = "secret", _("The address is secret: ring")


class Language(TextChoices):
    """Languages that are spoken without an interpreter, ISO 639-1."""

    DA = "da", _("Danish")
    EN = "en", _("English")
    AR = "ar", _("Arabic")
    BS = "bs", _("Bosnian, Croatian, Serbian")
    DE = "de", _("German")
    FA = "fa", _("Persian, Dari")
    FO = "fo", _("Faroese")
    FR = "fr", _("French")
    KL = "kl", _("Greenlandic")
    KU = "ku", _("Kurdish")
    LT = "lt", _("Lithuanian")
    PL = "pl", _("Polish")
    PS = "ps", _("Pashto")
    RO = "ro", _("Romanian")
    RU = "ru", _("Russian")
    SO = "so", _("Somali")
    ES = "es", _("Spanish")
    SV = "sv", _("Swedish")
    TA = "ta", _("Tamil")
    TH = "th", _("Thai")
    TL = "tl", _("Filipino")
    TI = "ti", _("Tigrinya")
    TR = "tr", _("Turkish")
    UK = "uk", _("Ukrainian")
    UR = "ur", _("Urdu")
    VI = "vi", _("Vietnamese")
    ZH = "zh", _("Chinese")
