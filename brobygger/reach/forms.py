"""What is written about resource persons, meetings, training and campaigns."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.reach.codes import CampaignChannel, Gives

CITIZENS = _("Name no citizen here, and write nothing that one could be known by.")


def day(label: Any, **more: Any) -> forms.DateField:
    """A day, chosen in the browser's own calendar."""
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **more)


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


class RhythmForm(forms.Form):
    """How often the resource persons meet."""

    months = forms.IntegerField(
        label=_("Months between two meetings"), min_value=1, max_value=12, help_text=_("About every third is usual.")
    )
    begins_on = day(_("The first meeting is held by"))


class MeetingForm(forms.Form):
    """When and where, and what is on the agenda."""

    on = day(_("Day"))
    clock = forms.TimeField(label=_("Time"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
    place = forms.CharField(label=_("Where"), max_length=120, required=False)
    agenda = forms.CharField(
        label=_("Agenda"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=CITIZENS,
    )  # fmt: skip
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def planned_at(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.cleaned_data["on"], self.cleaned_data["clock"]))


class HeldForm(forms.Form):
    """When it was held, and who was there."""

    held_on = day(_("Held on"))
    there = forms.TypedMultipleChoiceField(
        label=_("Who was there"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("The resource persons whom you do not tick are noted as absent."),
    )  # fmt: skip
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        choose(self, "there", people)


class MinutesForm(forms.Form):
    """What was talked about."""

    minutes = forms.CharField(
        label=_("Minutes of the meeting"), required=False, max_length=20000, widget=forms.Textarea(attrs={"rows": 16}),
        help_text=CITIZENS,
    )  # fmt: skip
    seen = forms.IntegerField(widget=forms.HiddenInput)


class AgreedForm(forms.Form):
    """What someone takes on."""

    what = forms.CharField(label=_("What is to be done"), max_length=300, help_text=CITIZENS)
    worker = forms.TypedChoiceField(label=_("Who does it"), coerce=int)
    due_on = day(_("By which day"), required=False)

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        choose(self, "worker", people)


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
