"""The forms of participants; nothing is chosen beforehand."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.courses.forms import radios
from brobygger.participants.actions import Line
from brobygger.participants.codes import Circle, Goes
from brobygger.participants.states import FollowUpState

SPARE = 4  # empty lines under those that are drawn
ASKED = (("no", _("Nothing that worries")), ("yes", _("Something that worries")))


class EarlyForm(forms.Form):
    early = forms.BooleanField(label=_("Fill it in now all the same"), required=False)


class LineForm(forms.Form):
    """One line of the map."""

    who = forms.CharField(label=_("Who?"), max_length=120, required=False)
    circle = forms.ChoiceField(
        label=_("How near?"), choices=[("", _("Choose")), *Circle.choices], required=False, widget=forms.Select
    )
    what = forms.CharField(
        label=_("For what?"), max_length=300, required=False, help_text=_("To talk, to fetch the children, a bed.")
    )

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if told.get("who") and not told.get("circle"):
            self.add_error("circle", _("Choose how near."))
        if not told.get("who") and (told.get("what") or told.get("circle")):
            self.add_error("who", _("Write who it is."))
        return told


MapForm = forms.formset_factory(LineForm, extra=SPARE, max_num=60, absolute_max=60)


def lines_of(drawn: "forms.BaseFormSet[Any]") -> list[Line]:
    """The lines in which someone is named."""
    return [Line(**one.cleaned_data) for one in drawn.forms if one.cleaned_data.get("who")]


class SharingForm(forms.Form):
    words = forms.CharField(
        label=_("What may the others have?"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("As the person wishes it: a first name and a number, say, and when it is safe to ring."),
    )  # fmt: skip
    gives_to = forms.TypedMultipleChoiceField(
        label=_("To whom?"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever is ticked gets it only after saying yes as well."),
    )  # fmt: skip

    def __init__(self, *told: Any, others: Iterable[tuple[int, str]], **more: Any) -> None:
        super().__init__(*told, **more)
        self.fields["gives_to"].choices = list(others)  # type: ignore[attr-defined]


class FollowUpForm(forms.Form):
    state = radios(_("How did it go?"), FollowUpState.choices)
    goes = radios(_("How does it go since the course, as the person says?"), Goes.choices, required=False)
    worries = radios(_("Safety, as the person says"), ASKED, required=False)
    words = forms.CharField(
        label=_("What to remember"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    offers = forms.MultipleChoiceField(
        label=_("Offers that the person was told of"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *told: Any, offers: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(*told, **more)
        self.fields["offers"].choices = list(offers)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if told.get("state") == FollowUpState.HELD and not told.get("goes"):
            self.add_error("goes", _("Choose one; “Did not say” is an answer too."))
        # What someone says who does not wish to be followed up counts too: it is held then, and nothing said is lost.
        if told.get("state") not in (None, FollowUpState.HELD) and (told.get("goes") or told.get("worries")):
            self.add_error("state", _("Something was said. Choose that it was held, so that it is kept."))
        return told

    def told(self) -> dict[str, Any]:
        return {**self.cleaned_data, "worries": {"yes": True, "no": False}.get(self.cleaned_data["worries"])}
