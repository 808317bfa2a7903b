"""All that points at a person, in whichever room: found by the models themselves, so that no room is forgotten."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from brobygger.people.models import Person

# What stays with the row that it was written for: what she was called, her card as it was, and who was merged.
STAYS = {
    *("people.namepart.person", "people.contactplan.person", "doubles.merge.kept", "doubles.merge.other"),
    *("doubles.notsame.first", "doubles.notsame.second"),
}
# Put together by `people.merging`, since a person has a number once.
NUMBERS = "people.phonenumber.person"
MARKS = "people.personmark.person"
type Ids = dict[str, list[int]]


@dataclass(frozen=True, slots=True)
class Reference:
    """A column that points at a person."""

    key: str
    model: type[Model]
    column: str

    def of(self, person_id: int) -> list[int]:
        rows = self.model._base_manager.filter(**{self.column: person_id})
        return list(rows.order_by("pk").values_list("pk", flat=True))

    def give(self, ids: list[int], *, of: int, to: int) -> None:
        if ids:
            self.model._base_manager.filter(pk__in=ids, **{self.column: of}).update(**{self.column: to})


def references() -> dict[str, Reference]:
    """Every column of every room that points at a person."""
    found = {}
    hidden: Any = Person._meta.get_fields(include_hidden=True)  # most rooms name no way back from a person
    for relation in hidden:
        if relation.auto_created and not relation.concrete:
            model, column = relation.related_model, relation.field.name
            key = f"{model._meta.app_label}.{model._meta.model_name}.{column}"
            found[key] = Reference(key, model, column)
    return found


def moving() -> list[Reference]:
    """Those that go along with the person."""
    return [one for key, one in references().items() if key not in STAYS]


def move_all(*, kept: int, other: int) -> dict[str, Ids]:
    """Everything of the other's is the kept one's; returns what was whose. Numbers have been moved already."""
    mine: Ids = {one.key: one.of(kept) for one in moving()}
    theirs: Ids = {one.key: one.of(other) for one in moving() if one.key != NUMBERS}
    for one in moving():
        one.give(theirs.get(one.key, []), of=other, to=kept)
    return {"mine": mine, "theirs": theirs}


def since(*, kept: int, moved: Mapping[str, Ids]) -> Ids:
    """What has come to the kept one since, by its column."""
    found: Ids = defaultdict(list)
    for one in moving():
        known = {*moved["mine"].get(one.key, ()), *moved["theirs"].get(one.key, ())}
        new = [pk for pk in one.of(kept) if pk not in known]
        if new:
            found[one.key] = new
    return dict(found)
