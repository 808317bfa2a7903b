"""What the police say of a row that is known, against what stands here: what follows them, and what stays. Pure.

Who changed a field is told by one comparison: beside each row lies a fingerprint of every field as the police last
said it. Where what stands here is what they last said, nobody here has changed it.
"""

import hashlib
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from brobygger.base.phones import UNREAD, of_told

# What a row tells of a person, in the order of the fingerprints.
FIELDS = (
    *("given_name", "family_name", "birth_date", "gender", "language", "email", "address", "postal_code"),
    *("protected", "cpr"),
)
ADDRESS = ("address", "postal_code")
# What nobody here can change: the police's own word on the incident.
OF_THE_INCIDENT = ("offence_code", "role", "occurred_at", "reported_at", "district", "place", "guardian_of")
WIDTH = 8


class Known(StrEnum):
    """What a run does with rows that are known and differ."""

    UPDATE = "update"
    ONLY_NEW = "only_new"  # what her safety hangs on all the same: accused, protected, a minor
    OLDER = "older"  # the file was read before, and another since: nothing in it is newer than what stands


class Why(StrEnum):
    """Why something that differs stays as it is here; empty where it follows the police."""

    FOLLOWS = ""
    CHANGED_HERE = "changed_here"
    ONLY_NEW = "only_new"
    OLDER = "older_file"
    ANOTHER_PERSON = "another_person"
    GOES_BACK = "goes_back"  # to what a file with newer reports has replaced
    NOT_READ = "not_read"  # nobody can tell what the file says


class Change(NamedTuple):
    """One field: how it stands here, what the file says, and why it stays."""

    field: str
    here: str
    file: str
    why: Why = Why.FOLLOWS


class Replaced(NamedTuple):
    """What the police said of a field before, and the newest report in the file that replaced it."""

    field: str
    said: str  # its fingerprint
    by: str  # a moment, as text that sorts


class Row(NamedTuple):
    """What stands here of a row, or what the file says of it; everything as text."""

    fields: Mapping[str, str]  # FIELDS
    incident: Mapping[str, str]  # OF_THE_INCIDENT
    phones: tuple[str, ...]  # as the police said them, `base.phones.as_told`

    @property
    def numbers(self) -> frozenset[str]:
        """Those that can be rung."""
        return frozenset(of_told(self.phones).numbers)


def fingerprints(fields: Mapping[str, str]) -> str:
    """A short fingerprint of each field, one after another."""
    return "".join(_print(fields[name]) for name in FIELDS)


def _print(value: str) -> str:
    return hashlib.md5(value.encode(), usedforsecurity=False).hexdigest()[:WIDTH]


def replaced_by(found: Sequence[Change], newest: str) -> list[Replaced]:
    """What is to be remembered of the changes that followed a file whose newest report is of that moment."""
    return [Replaced(one.field, _print(one.here), newest) for one in found if one.why == Why.FOLLOWS]


def _goes_back(one: Change, newest: str, replaced: Sequence[Replaced]) -> bool:
    """Whether the file is older than the one that replaced what it says: its newest report is from before that's."""
    said = _print(one.file)
    return any((was.field, was.said) == (one.field, said) and newest < was.by for was in replaced)


def sql_fingerprints(table: str) -> str:
    """The same by the database, of a table with the columns of a row."""
    texts = {"birth_date": "coalesce({}::text, '')", "protected": "CASE WHEN {} THEN '1' ELSE '' END"}
    columns = {name: f"{table}.{name}" for name in FIELDS} | {"cpr": f"{table}.cpr_mark"}
    texts["cpr"] = "coalesce(encode({}, 'hex'), '')"
    return " || ".join(f"left(md5({texts.get(name, '{}').format(columns[name])}), {WIDTH})" for name in FIELDS)


def _said(told: str, name: str) -> str:
    place = FIELDS.index(name) * WIDTH
    return told[place : place + WIDTH]


def changes(
    *,
    here: Row,
    file: Row,
    told: str,
    others: Sequence[str],
    stopped_here: frozenset[str],
    stays_here: frozenset[str] = frozenset(),
    known: Known,
    newest: str = "",
    replaced: Sequence[Replaced] = (),
) -> list[Change]:
    """Everything in which the file differs from what the police said before, each with what becomes of it.

    `told` are the fingerprints of this row, `others` those of the same person's other rows; `stopped_here` are the
    numbers that a worker has stopped, `stays_here` those that are the person's whatever the file says. `newest` is the
    newest report in the file, `replaced` what was said before.
    """
    found = [
        Change(name, here.fields[name], value, _why(name, here.fields[name], told, others))
        for name, value in file.fields.items()
        if value != here.fields[name] and _print(value) != _said(told, name) and says_something(name, file)
    ]
    if any(_said(one, "protected") == _print("1") for one in others):
        found = [one for one in found if one.field != "protected" or one.file]
    after, unread = phones_after(here.phones, file.phones), newly_unread(here.phones, file.phones)
    if set(after) - set(unread) != set(here.phones) - (set(_unread(here.phones)) if unread else set()):
        found.append(Change("phone", ", ".join(here.phones), ", ".join(file.phones)))
        if stays := stays_here - Row(file.fields, file.incident, after).numbers:
            found.append(Change("phone", ", ".join(sorted(stays)), "", Why.CHANGED_HERE))
    if unread:
        found.append(Change("phone", ", ".join(here.phones), ", ".join(unread), Why.NOT_READ))
    if stopped := stopped_here & file.numbers - here.numbers:
        found.append(Change("phone", "", ", ".join(sorted(stopped)), Why.CHANGED_HERE))
    found += [
        Change(name, here.incident[name], value)
        for name, value in file.incident.items()
        if value != here.incident[name] and (value or name != "place")
    ]
    if is_another_person(found):
        return [one._replace(why=Why.ANOTHER_PERSON) for one in found]
    if any(_goes_back(one, newest, replaced) for one in found):
        # The row is an older one; that she is protected holds all the same.
        return [one if one.why or _protects(one) else one._replace(why=Why.GOES_BACK) for one in found]
    return [one._replace(why=one.why or _held_back(one, file, known)) for one in found]


def says_something(name: str, file: Row) -> bool:
    """Whether the field tells anything: left empty, or not read, it says nothing, and takes nothing away.

    That she is not protected is told by an empty field, and so is that the address of someone protected is to stand
    nowhere.
    """
    return bool(file.fields[name]) or name == "protected" or (name in ADDRESS and bool(file.fields["protected"]))


def phones_after(here: Sequence[str], file: Sequence[str]) -> tuple[str, ...]:
    """What the police have told of her phone when the file is followed: where it tells no number, or something in it
    cannot be read that could be before, every number that they told before stays."""
    told = of_told(file).numbers
    if told and not newly_unread(here, file):
        return tuple(file)
    stays = [one for one in here if not one.startswith(UNREAD) and one.partition(" ")[0] not in told]
    return (*(one for one in file if not one.startswith(UNREAD)), *stays, *(_unread(file) or _unread(here)))


def _unread(told: Sequence[str]) -> list[str]:
    return [one for one in told if one.startswith(UNREAD)]


def newly_unread(here: Sequence[str], file: Sequence[str]) -> list[str]:
    """What of her phone cannot be read in the file, and does not stand here yet."""
    return [one for one in _unread(file) if one not in here]


def _why(name: str, here: str, told: str, others: Sequence[str]) -> Why:
    untouched = any(_said(one, name) == _print(here) for one in (told, *others))
    return Why.FOLLOWS if untouched or (name == "protected" and not here) else Why.CHANGED_HERE


def is_another_person(found: Sequence[Change]) -> bool:
    """Whether the row is no longer about the same human being: two of name, birth date and CPR number are others."""
    filled = {one.field for one in found if one.here and one.file}
    name = {"given_name", "family_name"} <= filled
    return name + ("birth_date" in filled) + ("cpr" in filled) >= 2


def _protects(one: Change) -> bool:
    return one.field == "protected" and bool(one.file)


def _held_back(one: Change, file: Row, known: Known) -> Why:
    if known == Known.OLDER:
        return Why.OLDER
    if known == Known.UPDATE or one.field == "birth_date" or _protects(one):
        return Why.FOLLOWS
    # Protected, and the police have taken the address out of what they send: it is to stand nowhere.
    if one.field in ADDRESS and not one.file and file.fields["protected"]:
        return Why.FOLLOWS
    return Why.ONLY_NEW


def told_after(told: str, file: Row, found: Sequence[Change]) -> str:
    """The fingerprints after the run: of what was held back, or not told, the earlier ones, so that a later run sees
    it again."""
    held = {name for name in FIELDS if not says_something(name, file)}
    held |= {one.field for one in found if one.why in (Why.ONLY_NEW, Why.OLDER, Why.ANOTHER_PERSON, Why.GOES_BACK)}
    return "".join(_said(told, name) if name in held else _print(file.fields[name]) for name in FIELDS)
