"""What is written about resource persons, training and campaigns."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.meetings.forms import day
from brobygger.reach.codes import CampaignChannel, Gives


def choose(form: forms.Form, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
    """The choices of a field, where they are known only when the form is made."""
    form.fields[name].choices = choices  # type: ignore[attr-defined]


class NameForm(forms.Form):
    """Who becomes a resource person, from when, and how colleagues get hold of her."""

    worker = forms.TypedChoiceField(label=_("Who"), coerce=int, widget=forms.RadioSelect)
    since = day(_("From"))
    reach = forms.CharField(
        label=_("How colleagues get hold of her or him"), max_length=200, required=False,
        help_text=_("Say a number, a room, or the hours that suit for sparring. The e-mail address is shown anyway."),
    )  # fmt: skip

    def __init__(self, *args: Any, workers: Sequence[tuple[int, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        choose(self, "worker", workers)


class ReachForm(forms.Form):
    """How colleagues get hold of her."""

    reach = forms.CharField(label=_("How colleagues get hold of her or him"), max_length=200, required=False)


class EndForm(forms.Form):
    """Her last day as a resource person."""

    last_day = day(
        _("Last day"), help_text=_("A day before the first one strikes it out, as something noted by mistake.")
    )


class KindForm(forms.Form):
    """A kind of training."""

    name = forms.CharField(label=_("What it is called"), max_length=80)
    gives = forms.MultipleChoiceField(
        label=_("What it gives"), choices=Gives.choices, widget=forms.CheckboxSelectMultiple
    )
    renewal_months = forms.IntegerField(
        label=_("Months until it is to be renewed"), required=False, min_value=1, max_value=120,
        help_text=_("Empty where it never lapses. A change counts for trainings noted from now on."),
    )  # fmt: skip


class TrainingForm(forms.Form):
    """A training that was held, and who took part; each department has a field of its own."""

    kind = forms.TypedChoiceField(label=_("Training"), coerce=int)
    held_on = day(_("Held on"))
    provider = forms.CharField(label=_("Who gave it"), max_length=120, required=False)
    hours = forms.DecimalField(
        label=_("How many hours"),
        required=False,
        min_value=0,
        max_value=200,
        max_digits=4,
        decimal_places=1,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    workers = forms.TypedMultipleChoiceField(
        label=_("Who took part"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, kinds: Sequence[tuple[int, str]], workers: Sequence[tuple[Any, Any]],
        departments: Sequence[tuple[int, str]], **more: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **more)
        choose(self, "kind", kinds)
        choose(self, "workers", workers)
        self.departments = [pk for pk, _name in departments]
        for pk, name in departments:
            self.fields[f"heads_{pk}"] = forms.IntegerField(label=name, required=False, min_value=0, max_value=2000)

    def heads(self) -> dict[int, int]:
        """By department: how many of those without an account."""
        return {pk: self.cleaned_data.get(f"heads_{pk}") or 0 for pk in self.departments}

    def head_fields(self) -> list[forms.BoundField]:
        return [self[f"heads_{pk}"] for pk in self.departments]


class CampaignForm(forms.Form):
    """A campaign; its key is asked for once, when it is made."""

    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("For you and your colleagues. It is not shown on the open page.")
    )
    channel = forms.ChoiceField(label=_("Channel"), choices=CampaignChannel.choices)
    first_day = day(_("First day"), help_text=_("Openings before it are not counted, so that you can try the link."))
    last_day = day(
        _("Last day"), required=False, help_text=_("Empty while it goes on. The link still works afterwards.")
    )
    key = forms.CharField(
        label=_("Key in the address"), max_length=12, required=False,
        help_text=_("Leave it empty, and one is made that tells nobody anything. It cannot be changed later."),
    )  # fmt: skip

    def __init__(self, *args: Any, is_new: bool = True, **more: Any) -> None:
        super().__init__(*args, **more)
        if not is_new:
            del self.fields["key"]
