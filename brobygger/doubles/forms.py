"""The forms of this room: what goes on of two, and where each thing goes when they are split."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.cases.models import Case
from brobygger.doubles import showing
from brobygger.doubles.placing import Thing
from brobygger.doubles.queries import Side
from brobygger.doubles.words import GROUPS
from brobygger.people.merging import Side as OneOfTwo
from brobygger.people.models import Person
from brobygger.people.naming import called

CHOOSE = {"required": _("Choose one of the two.")}


def _radio(label: Any, choices: list[tuple[str, Any]], **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, error_messages=CHOOSE, **more)


class MergeForm(forms.Form):
    """What wins where the two differ; of the cards the most careful of both, unless another is chosen."""

    def __init__(
        self, *args: Any, first: Side, second: Side, twice: list[tuple[Case, Case]], again: bool, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        newest = "other" if second.person.created_at > first.person.created_at else "kept"
        self.groups: list[str] = []
        for key, label in GROUPS.items():
            mine, theirs = showing.of_group(first.person, key), showing.of_group(second.person, key)
            if mine and theirs and mine != theirs:
                self.groups.append(key)
                self.fields[key] = _radio(label, [("kept", mine), ("other", theirs)], initial=newest)
        cards = [
            ("careful", _("The most careful of both")),
            ("kept", _("The first one's")),
            ("other", _("The second one's")),
        ]
        help_text = _("Warnings, stops and protection are kept whatever is chosen.")
        self.fields["card"] = _radio(_("Contact card"), cards, initial="careful", help_text=help_text)
        self.cases: list[str] = []
        for one, other in twice:
            name = f"case_{one.pk}_{other.pk}"
            self.cases.append(name)
            chosen = [
                (str(one.pk), showing.choice_words(one, other)), (str(other.pk), showing.choice_words(other, one))
            ]  # fmt: skip
            label = _("Both have an open case. Which one goes on?")
            self.fields[name] = _radio(label, chosen, help_text=_("Both incidents stay in the register as they are."))
        if again:
            self.fields["sure"] = forms.BooleanField(
                label=_("I have looked once more: they are one person"),
                error_messages={"required": _("Tick when you have looked once more.")},
            )

    @property
    def told(self) -> dict[str, Any]:
        """What `actions.merge` asks for."""
        data = self.cleaned_data
        return {
            "values": {key: cast(OneOfTwo, data[key]) for key in self.groups},
            "card": data["card"],
            "goes_on": [int(data[name]) for name in self.cases],
            "sure": bool(data.get("sure")),
        }


class SplitForm(forms.Form):
    """With whom each thing belongs that has come since the two were merged."""

    def __init__(
        self, *args: Any, kept: Person, other: Person, things: list[Thing], corrected: bool, said: bool, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        two: list[tuple[str, str]] = [("kept", self._name(kept)), ("other", self._name(other))]
        self.things = {f"thing_{at}": one for at, one in enumerate(things)}
        for name, one in self.things.items():
            self.fields[name] = _radio(showing.thing_words(one), two)
        if corrected:
            self.fields["corrected"] = _radio(
                _("Name, address or the like has been corrected since. Whose is it?"), two
            )
        if said:
            self.fields["said"] = _radio(_("The contact card has been changed since. Who said it?"), two)

    @staticmethod
    def _name(person: Person) -> str:
        born = showing.day(person.birth_date)
        return f"{called(person)} ({born})" if born else called(person)

    @property
    def told(self) -> dict[str, Any]:
        """What `actions.split` asks for."""
        data = self.cleaned_data
        return {
            "placed": {one.code: cast(OneOfTwo, data[name]) for name, one in self.things.items()},
            "corrected": data.get("corrected") or "kept",
            "said": data.get("said") or "kept",
        }
