"""What is asked when an alarm is answered, deadlines are decided, and someone is away."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.alarms.policy import LONGEST, Limit, Policy
from brobygger.alarms.states import Reason
from brobygger.alarms.words import OUT_OF_RANGE, thing


def day(**more: Any) -> forms.DateField:
    """A day, by the browser's own calendar."""
    return forms.DateField(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **more)


class AnswerForm(forms.Form):
    """Why it may wait, and until when."""

    reason = forms.ChoiceField(label=_("Why may it wait?"), choices=Reason.choices, widget=forms.RadioSelect)
    again_on = day(label=_("New date"))
    note = forms.CharField(
        label=_("Note (may be left empty)"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, most_days: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["again_on"].help_text = _(
            "At most %(days)s working days ahead. The alarm comes back after that day."
        ) % {"days": most_days}


def _days(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=0, max_value=LONGEST, error_messages=dict.fromkeys(
            ("min_value", "max_value", "invalid", "required"), OUT_OF_RANGE
        ),
    )  # fmt: skip


class DeadlinesForm(forms.Form):
    """Working days for everything that may stand still, from a day on."""

    valid_from = day(label=_("Holds from"), help_text=_("For what comes into its state on that day or later."))
    most_days = forms.IntegerField(
        label=_("An answer may put an alarm off by at most so many working days"), min_value=1, max_value=LONGEST
    )
    most_postponements = forms.IntegerField(
        label=_("After so many answers the alarm is the leader's"), min_value=0, max_value=9
    )
    closed = forms.CharField(
        label=_("Days when we are closed besides public holidays"),
        help_text=_("24-12 for each year, 15-05-2026 for once; a space between them."),
        required=False,
    )

    def __init__(self, *args: Any, policy: Policy, keys: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = list(keys)
        for key in self.keys:
            limit = policy.limits[key]
            for name, days, who in (("first", limit.first, _("coordinator")), ("then", limit.then, _("leader"))):
                field = _days(f"{thing(key)}: {who}")
                field.initial = days
                self.fields[f"{key}.{name}"] = field

    def lines(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """Each thing with its two numbers."""
        return [(thing(key), self[f"{key}.first"], self[f"{key}.then"]) for key in self.keys]

    def limits(self) -> dict[str, tuple[int, int]]:
        told = self.cleaned_data
        return {key: (told[f"{key}.first"], told[f"{key}.then"]) for key in self.keys}

    def closed_days(self) -> list[str]:
        """As they are kept: the month before the day. What is no day at all is left for the door to refuse."""
        return ["-".join(reversed(word.split("-"))) for word in self.cleaned_data["closed"].split()]


def written(closed: Iterable[str]) -> str:
    """Closing days as people write them: the day before the month."""
    return " ".join("-".join(reversed(kept.split("-"))) for kept in sorted(closed, key=lambda d: (len(d), d)))


def same(limits: dict[str, tuple[int, int]], policy: Policy) -> bool:
    """Whether nothing would change."""
    return all(policy.limits.get(key) == Limit(*days) for key, days in limits.items())


class AbsenceForm(forms.Form):
    """Who is away, when, and who stands in."""

    worker = forms.TypedChoiceField(label=_("Who is away"), coerce=int)
    first_day = day(label=_("First day away"))
    last_day = day(
        label=_("Last day away"), required=False, help_text=_("Leave empty where nobody knows yet; give it later.")
    )
    substitute = forms.TypedChoiceField(
        label=_("Who stands in"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Hears the alarms instead. Without anyone it is the others with the same role, then the leader."),
    )

    def __init__(self, *args: Any, colleagues: list[tuple[int, str]], own: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        worker, substitute = self.fields["worker"], self.fields["substitute"]
        nobody = [("", _("Nobody in particular"))]
        if own is None:
            worker.choices = colleagues  # type: ignore[attr-defined]
            substitute.choices = nobody + colleagues  # type: ignore[attr-defined]
        else:
            worker.choices = [(number, name) for number, name in colleagues if number == own]  # type: ignore[attr-defined]
            worker.widget, worker.initial = forms.HiddenInput(), own
            substitute.choices = nobody + [one for one in colleagues if one[0] != own]  # type: ignore[attr-defined]


class LastDayForm(forms.Form):
    """When she is back."""

    last_day = day(label=_("Last day away"), help_text=_("Before the first day: the absence is taken back."))
