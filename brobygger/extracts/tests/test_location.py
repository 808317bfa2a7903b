"""What is suggested as telling where someone is, on sentences as they are written; and what is not."""

import pytest

from brobygger.extracts.hiding import merged, printed
from brobygger.extracts.location import telling_where

KNOWN = ("Ellebækvej 14, 2. tv", "Ellebækvej ", "4600", "+4595001234", "maria@example.invalid")

TOLD = [
    ("Han har ventet ved skolen to gange.", "Han har ventet ved […] to gange."),
    ("Drengen går på Søndervangskolen i Køge.", "Drengen går på […]."),
    ("Pigen går på Herfølge skole.", "Pigen går på […]."),
    ("Køge Lille Skole ringede i går.", "[…] ringede i går."),
    ("SFO'en lukker klokken fem.", "[…]'en lukker klokken fem."),
    ("Den mindste er i børnehaven Mælkebøtten.", "Den mindste er i […]."),
    ("Vuggestuen ved det.", "[…] ved det."),
    ("Hun har fået et job i Netto.", "Hun har fået et […]."),
    ("Han kom forbi hendes arbejdsplads.", "Han kom forbi hendes […]."),
    ("Han ventede på arbejdet.", "Han ventede på […]."),
    ("De mødtes hos Lægerne på Torvet.", "De mødtes hos […]."),
    ("Hun har tid hos tandlægen på fredag.", "Hun har tid hos […] på fredag."),
    ("Hun var på Sjællands Universitetshospital i går.", "Hun var på […] i går."),
    ("Skadestuen på sygehuset har noteret det.", "Skadestuen på […] har noteret det."),
    ("Hun er på krisecenter i Slagelse.", "Hun er på […]."),
    ("Hun søgte hjælp på Danner Krisecenter.", "Hun søgte hjælp på […]."),
    ("Han kender hendes nye bopæl.", "Han kender hendes nye […]."),
    ("Den nye adresse er hemmelig.", "Den nye […] er hemmelig."),
    ("De går i Sankt Nikolai Kirke om søndagen.", "De går i […] om søndagen."),
    ("Moskéen ligger tæt på.", "[…] ligger tæt på."),
    ("Sønnen spiller i Køge Boldklub hver tirsdag.", "Sønnen spiller i […] hver tirsdag."),
    ("Hun går til træning om torsdagen.", "Hun går til […] om torsdagen."),
    ("Han stod på stationen.", "Han stod på […]."),
    ("Hun tager bussen hver morgen.", "Hun tager […] hver morgen."),
    ("Han fulgte efter toget.", "Han fulgte efter […]."),
    ("Han har været på biblioteket.", "Han har været på […]."),
    ("Hun bor på Nørregade 12, 2. tv, lige nu.", "Hun […], lige nu."),
    ("Han så hende på Gammel Køge Landevej 7.", "Han så hende på […]."),
    ("Vester Allé 3 er solgt.", "[…] er solgt."),
    ("Mødestedet er søndergade 4B.", "Mødestedet er […]."),
    ("De ses i Lille Stræde.", "De ses i […]."),
    ("Posten går til 4600 Køge.", "Posten går til […]."),
    ("Ring til hende på 95 00 12 34.", "Ring til hende på […]."),
    ("Hendes nummer er +4595009999.", "Hendes nummer er […]."),
    ("Hun bor hos sin søster.", "Hun […]."),
    ("Hun er flyttet til Ringsted.", "Hun er […]."),
    ("Skriv til maria@example.invalid.", "Skriv til […]."),
    ("Han er set på ellebækvej.", "Han er set på […]."),
    ("The boy is at Northfield School in Leeds.", "The boy is at […]."),
    ("He waited outside her office.", "He waited outside her […]."),
    ("She lives at 12 High Street.", "She […]."),
    ("She is in a shelter.", "She is in a […]."),
    ("Her doctor knows.", "Her […] knows."),
    ("They take the bus to the gym.", "They take the […] to the […]."),
    ("He called 9500 1234 again.", "He called […] again."),
    ("Hendes CPR er 010190-1234.", "Hendes CPR er […]."),
    ("CPR 0101901234 står i sagen.", "CPR […] står i sagen."),
    ("CPR 010190 1234 og 610190-1234.", "CPR […] og […]."),
    ("Hun skriver fra ida.p+ny@mail.kommune.invalid.", "Hun skriver fra […]."),
    ("Hun kører i AB 12 345.", "Hun kører i […]."),
    ("Han har set AB12345 på parkeringspladsen.", "Han har set […] på parkeringspladsen."),
    ("Han har skrevet cd45678 ned.", "Han har skrevet […] ned."),
    ("Han ringede på Ellebækvej 14, 2. tv.", "Han ringede på […]"),
    ("Ellebækvej 14,2.tv. er solgt.", "[…] er solgt."),
    ("Ellebækvej nr. 14, st. th. er solgt.", "[…] er solgt."),
    ("Ellebækvej 14a, 1. sal tv. er solgt.", "[…] er solgt."),
    ("Ellebækvej, 14, 2. tv, er solgt.", "[…], er solgt."),
    ("Han var i Søndergården 14, 2. tv. i går.", "Han var i […] i går."),
    ("Hun bor i Bakkegårdsparken 14.", "Hun […]."),
    ("Døren er 14, 2. tv. lige nu.", "Døren er […] lige nu."),
    ("Han venter på 2. sal.", "Han venter på […]"),
]
QUIET = [
    "Han har truet hende på livet.",
    "Han er på vej til at miste besindelsen.",
    "Undervejs skiftede han mening.",
    "Hun tog børnene med og gik.",
    "Det skete den 3. juli 2024 klokken 14.30.",
    "Følges tæt frem til retsmødet.",
    "Han drikker mere end før og er robust.",
    "Politiet har fået misbruget at vide.",
    "Slag og trusler · Mere, hvis han drikker",
    "Maria er bange for, hvad han gør.",
    "He has threatened to kill her.",
    "Det er planlagt, at de taler sammen igen.",
    "Det skete 01.01.1990 kl. 12.34 og igen 02-03-2024.",
    "Han ringede 14 gange, 2 gange om natten, og kl. 14, 2. gang på en dag.",
    "Sag 2024-001234 og sag 1234567890 er lukket.",
    "Bilen kostede 12 345 kr., og han har en TV 2-kanal.",
    "Det er 2. gang i år, og den 3. tv-avis viste det.",
    "Han skylder AB 12 kroner. § 123, stk. 2. Tv er tændt.",
]


@pytest.mark.parametrize(("text", "read"), TOLD)
def test_what_tells_where_someone_is_begins_as_hidden(text, read):
    assert printed(text, telling_where(text, KNOWN)) == read


@pytest.mark.parametrize("text", QUIET)
def test_what_does_not_is_left(text):
    assert telling_where(text, KNOWN) == []


def test_what_touches_is_hidden_as_one():
    assert merged([(4, 9), (0, 4), (6, 7), (12, 13)]) == [(0, 9), (12, 13)]


def test_nothing_known_hides_nothing():
    assert telling_where("Han ringede.", ("", " ")) == []


def test_a_long_text_is_read_at_once():
    text = "Hun Bor Hos Sin Søster På Den Store Vej I Det Lille Hus " * 400
    assert telling_where(text)
