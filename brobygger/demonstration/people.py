"""People who cannot be anyone: surnames that say so, numbers that no one is given, streets that are not there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

# The series 95 00 is not given out in Denmark, and no post goes to 0999.
FIRST_NUMBER, NUMBERS = 95_000_000, 10_000
POSTAL_CODE = "0999"
STREETS = (
    "Prøvevej",
    "Opdigtet Allé",
    "Eksempelstræde",
    "Demogade",
    "Testbakken",
    "Påfundets Plads",
    "Attrapgade",
    "Skitsevænget",
)
CPR_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)


@dataclass(frozen=True)
class Names:
    """The names of those who prefer one language, and how many of a hundred they are."""

    share: int
    women: tuple[str, ...]
    men: tuple[str, ...]
    families: tuple[str, ...]


def _split(women: str, men: str, families: str, share: int) -> Names:
    return Names(share, tuple(women.split()), tuple(men.split()), tuple(families.split()))


# Given names as people have them; surnames mean 'example', 'trial' or 'made up' in the language.
NAMES = {
    "": _split(
        "Anna Ida Freja Karla Sofie Mathilde Ellen Agnes Clara Josefine Maja Laura Nanna Signe Astrid Karen Birgit"
        " Inger Kirsten Hanne Tove Vigga Rikke Mette Louise Camilla Trine Gitte Lone Bodil Dorthe Ulla",
        "Emil Noah Oskar Magnus Viktor Anton August Malthe Frederik Mikkel Rasmus Jonas Søren Morten Henrik Lars Jens"
        " Niels Ole Knud Bent Aage Thomas Jakob Kasper Anders Torben Flemming Preben Asger Esben Troels",
        "Prøvesen Demosen Testesen Eksempelsen Opdigtsen Påfundsen Fiktivsen Attrapsen Tænktsen Prøvegaard Testholm"
        " Modelgaard Skitsegaard Mønsterholm Eksempelby Opdigtet",
        68,
    ),
    "ar": _split(
        "Amina Layla Maryam Noor Huda Salma Rania", "Omar Yusuf Khalid Hassan Samir Tariq", "Mithal Tajriba Khayal", 7
    ),
    "tr": _split("Elif Zeynep Ayşe Emine Derya", "Emre Mehmet Mustafa Can Deniz", "Örnek Deneme Uydurma", 5),
    "pl": _split("Agnieszka Katarzyna Ewa Zofia", "Piotr Tomasz Marek Paweł", "Przykład Wymysł Makieta", 6),
    "so": _split("Hodan Ifrah Sahra", "Abdi Liban Guled", "Tusaale Tijaabo", 3),
    "uk": _split("Oksana Iryna Nadiya Olena", "Andriy Taras Bohdan", "Pryklad Vyhadka Zrazok", 4),
    "en": _split("Grace Olivia Hannah", "James Daniel Oliver", "Sample Placeholder Madeup", 5),
    "de": _split("Greta Heike", "Jürgen Felix", "Beispiel Erfunden", 2),
}


@dataclass(frozen=True)
class Invented:
    """Someone who is not."""

    given_name: str
    family_name: str
    gender: str
    born: date
    cpr: str
    phone: str
    email: str
    address: str
    language: str


class Crowd:
    """Invents one person after the other, each with a number of her own; the same draws give the same people."""

    def __init__(self, rng: Random, day: date, *, numbers: range = range(NUMBERS), only: str | None = None) -> None:
        self.rng, self.day, self.only = rng, day, only
        self._numbers: Iterator[int] = iter(rng.sample(numbers, len(numbers)))

    def person(self, *, gender: str, age: int, family: Invented | None = None) -> Invented:
        """Someone of that gender and age today; of the same family, speech and address as another where one is told."""
        rng = self.rng
        language = self.only if self.only is not None else self._language()
        language = family.language if family else language
        names = NAMES[language]
        given = rng.choice(names.women if gender == "female" else names.men)
        surname = family.family_name if family else rng.choice(names.families)
        born = self._born(age)
        letters = "".join(letter for letter in f"{given}.{surname}".lower() if letter.isascii())
        return Invented(
            given,
            surname,
            gender,
            born,
            cpr(born, gender, rng),
            self.number(),
            f"{letters}@demo.invalid" if rng.random() < 0.4 else "",
            family.address if family else f"{rng.choice(STREETS)} {rng.randint(1, 98)}",
            language,
        )

    def number(self) -> str:
        """A Danish number of eight digits that nobody has."""
        return str(FIRST_NUMBER + next(self._numbers))

    def written(self, number: str) -> str:
        """The number as one office or another writes it."""
        pairs = " ".join(number[i : i + 2] for i in range(0, 8, 2))
        return self.rng.choice((number, number, pairs, f"+45 {pairs}", f"+45{number}", f"0045 {number}"))

    def _language(self) -> str:
        return self.rng.choices(list(NAMES), [names.share for names in NAMES.values()])[0]

    def _born(self, age: int) -> date:
        latest = date(self.day.year - age, self.day.month, min(self.day.day, 28))
        born = latest - timedelta(days=self.rng.randint(0, 364))
        # 1 January has numbers that fail modulus 11 and are real.
        return born if (born.month, born.day) != (1, 1) else born + timedelta(days=1)


def cpr(born: date, gender: str, rng: Random) -> str:
    """A number of that birth date and gender that fails modulus 11, as no number of a day other than 1 January may."""
    seventh = "0123" if born.year < 2000 else "4567"
    parity = 0 if gender == "female" else 1
    while True:
        digits = f"{born:%d%m%y}{rng.choice(seventh)}{rng.randint(0, 99):02d}{2 * rng.randint(0, 4) + parity}"
        if sum(weight * int(digit) for weight, digit in zip(CPR_WEIGHTS, digits, strict=True)) % 11:
            return f"{digits[:6]}-{digits[6:]}" if rng.random() < 0.5 else digits
