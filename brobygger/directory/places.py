"""Where an offer takes people from: the whole country, regions, municipalities, by their official codes."""

from collections.abc import Iterable

COUNTRY = "DK"

REGIONS = {
    "1081": "Region Nordjylland",
    "1082": "Region Midtjylland",
    "1083": "Region Syddanmark",
    "1084": "Region Hovedstaden",
    "1085": "Region Sjælland",
}

_OF_REGION = {
    "1084": "0101 København,0147 Frederiksberg,0151 Ballerup,0153 Brøndby,0155 Dragør,0157 Gentofte,0159 Gladsaxe,"
    "0161 Glostrup,0163 Herlev,0165 Albertslund,0167 Hvidovre,0169 Høje-Taastrup,0173 Lyngby-Taarbæk,0175 Rødovre,"
    "0183 Ishøj,0185 Tårnby,0187 Vallensbæk,0190 Furesø,0201 Allerød,0210 Fredensborg,0217 Helsingør,0219 Hillerød,"
    "0223 Hørsholm,0230 Rudersdal,0240 Egedal,0250 Frederikssund,0260 Halsnæs,0270 Gribskov,0400 Bornholm",
    "1085": "0253 Greve,0259 Køge,0265 Roskilde,0269 Solrød,0306 Odsherred,0316 Holbæk,0320 Faxe,0326 Kalundborg,"
    "0329 Ringsted,0330 Slagelse,0336 Stevns,0340 Sorø,0350 Lejre,0360 Lolland,0370 Næstved,0376 Guldborgsund,"
    "0390 Vordingborg",
    "1083": "0410 Middelfart,0420 Assens,0430 Faaborg-Midtfyn,0440 Kerteminde,0450 Nyborg,0461 Odense,0479 Svendborg,"
    "0480 Nordfyns,0482 Langeland,0492 Ærø,0510 Haderslev,0530 Billund,0540 Sønderborg,0550 Tønder,0561 Esbjerg,"
    "0563 Fanø,0573 Varde,0575 Vejen,0580 Aabenraa,0607 Fredericia,0621 Kolding,0630 Vejle",
    "1082": "0615 Horsens,0657 Herning,0661 Holstebro,0665 Lemvig,0671 Struer,0706 Syddjurs,0707 Norddjurs,"
    "0710 Favrskov,0727 Odder,0730 Randers,0740 Silkeborg,0741 Samsø,0746 Skanderborg,0751 Aarhus,0756 Ikast-Brande,"
    "0760 Ringkøbing-Skjern,0766 Hedensted,0779 Skive,0791 Viborg",
    "1081": "0773 Morsø,0787 Thisted,0810 Brønderslev,0813 Frederikshavn,0820 Vesthimmerlands,0825 Læsø,0840 Rebild,"
    "0846 Mariagerfjord,0849 Jammerbugt,0851 Aalborg,0860 Hjørring",
}  # fmt: skip

REGION_OF = {told[:4]: region for region, listed in _OF_REGION.items() for told in listed.split(",")}
MUNICIPALITIES = {told[:4]: told[5:] for listed in _OF_REGION.values() for told in listed.split(",")}
CODES = frozenset({COUNTRY, *REGIONS, *MUNICIPALITIES})


def _alphabet(name: str) -> str:
    """Danish order: æ, ø and å come last."""
    return name.lower().replace("aa", "å").translate(str.maketrans("æøå", "{|}"))


BY_NAME = tuple(sorted(MUNICIPALITIES.items(), key=lambda item: _alphabet(item[1])))


def taking_from(place: str) -> tuple[tuple[str, ...], ...]:
    """The codes by which an offer takes people from the place, the nearest kind first; nothing for no such place."""
    if place in MUNICIPALITIES:
        return (place,), (REGION_OF[place],), (COUNTRY,)
    if place in REGIONS:
        return (place,), tuple(code for code, region in REGION_OF.items() if region == place), (COUNTRY,)
    return ((COUNTRY,),) if place == COUNTRY else ()


def known_by(told: str) -> str:
    """The code of a place told by its code or its name, or nothing."""
    bare = told.strip()
    if bare.isdigit() and bare.zfill(4) in CODES:
        return bare.zfill(4)
    if bare.lower() in {
        "dk",
        "danmark",
        "denmark",
        "hele landet",
        "the whole country",
        "hele danmark",
        "landsdækkende",
        "national",
    }:
        return COUNTRY
    name = bare.lower().removesuffix(" kommune").removesuffix(" municipality")
    if name in {"copenhagen", "københavns"}:
        return "0101"
    every = {**{v.lower(): k for k, v in REGIONS.items()}, **{v.lower(): k for k, v in MUNICIPALITIES.items()}}
    return every.get(name) or every.get(name.removesuffix("s"), "")


def in_order(codes: Iterable[str]) -> list[str]:
    """Each code once: the country, then regions, then municipalities."""
    return sorted(set(codes), key=lambda code: (code != COUNTRY, code not in REGIONS, code))
