"""What the holder of a duty fills in, one short page at a time."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.base.workdays import COPENHAGEN
from brobygger.duties import rules
from brobygger.duties.states import DutyKind, HowKnown, MayKnow, ParentsTold, Reply, SentHow
from brobygger.duties.words import REASONS

LONG, SHORT = 20_000, 300
DAYS = ["%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y"]


def _text(rows: int, **more: Any) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "autocomplete": "off", **more})


def _day(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, input_formats=DAYS, widget=widget, **more)


class KindForm(forms.Form):
    """Whom the duty is towards, and by which paragraph."""

    kind = forms.ChoiceField(label=_("What is it about?"), choices=DutyKind.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why another paragraph"),
        help_text=_("Only where you choose another paragraph than the one that follows from your role."),
        required=False,
        max_length=2000,
        widget=_text(2),
    )

    def __init__(self, *args: Any, usual: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.usual = usual
        others = [kind for kind in (DutyKind.PROFESSIONAL, DutyKind.EVERYONE) if kind != usual]
        ordered = [DutyKind.POLICE, DutyKind(usual), *others]
        field: Any = self.fields["kind"]
        field.choices = [(kind.value, kind.label) for kind in ordered]

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if "kind" in told:
            held = rules.may_take_kind(told["kind"], usual=self.usual, reason=told.get("reason", ""))
            if not held:
                self.add_error("reason", str(REASONS[held.reason]))
        return told


class RaiseForm(KindForm):
    """The first page: what it is about, and whether 112 has been rung."""

    rang_112 = forms.BooleanField(label=_("I have rung 112"), required=False)


class FactForm(forms.Form):
    """One thing that was seen or heard."""

    words = forms.CharField(
        label=_("What did you see or hear?"),
        help_text=_("As it was, in plain words. What was said, as it was said. Leave judging to those who must judge."),
        max_length=LONG,
        widget=_text(5),
    )
    when = forms.CharField(label=_("When was it?"), required=False, max_length=SHORT)
    how = forms.ChoiceField(label=_("How do you know?"), choices=HowKnown.choices, widget=forms.RadioSelect)
    who = forms.CharField(
        label=_("Who was there, or who told it?"),
        help_text=_("As much as is needed. No address."),
        required=False,
        max_length=SHORT,
    )
    may_know = forms.ChoiceField(
        label=_("May the one who uses violence learn that we know this?"),
        help_text=_("As long as it is not asked, it is written as a no: the source must be protected."),
        choices=MayKnow.choices,
        required=False,
        widget=forms.RadioSelect,
        initial="",
    )


class ChildForm(forms.Form):
    """A child, as far as is known."""

    name = forms.CharField(label=_("First name"), required=False, max_length=100)
    birth_year = forms.IntegerField(
        label=_("Year of birth"),
        help_text=_("About right is good enough."),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    unborn = forms.BooleanField(label=_("The child is not born yet"), required=False)

    def __init__(self, *args: Any, this_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.this_year = this_year

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if not self.errors:
            held = rules.child_holds(**told, this_year=self.this_year)
            if not held:
                field = "birth_year" if held.reason == "not_the_year_of_a_child" else "name"
                self.add_error(field, str(REASONS[held.reason]))
        return told


class ParentsForm(forms.Form):
    """Whether the parents know."""

    told = forms.ChoiceField(
        label=_("Have the parents been told that you notify?"),
        help_text=_(
            "You need not have told them, and should not where it may be dangerous for the child or for one of them."
            " Their consent is not needed."
        ),
        choices=ParentsTold.choices,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why not – or what was said, and to whom"), required=False, max_length=2000, widget=_text(3)
    )

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if "told" in told:
            held = rules.parents_hold(told["told"], told.get("reason", ""))
            if not held:
                self.add_error("reason", str(REASONS[held.reason]))
        return told


class DecideForm(forms.Form):
    """The decision, which is hers alone."""

    notify = forms.ChoiceField(
        label=_("Will you notify?"),
        choices=[("yes", _("Yes, I will notify")), ("no", _("No, I will not notify"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("If not: why"),
        help_text=_("It is sealed, and stands for as long as the duty does. Others may have to understand it later."),
        required=False,
        max_length=LONG,
        widget=_text(4),
    )

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if told.get("notify") == "no" and not rules.with_reason(told.get("reason", "")):
            self.add_error("reason", str(REASONS["say_why"]))
        return told


class ReasonForm(forms.Form):
    """Why: for a mistake, for taking up again, for closing without an answer."""

    reason = forms.CharField(label=_("Why"), max_length=LONG, widget=_text(4))


class CloseForm(forms.Form):
    """Closing; without an answer it says why."""

    reason = forms.CharField(label=_("Why you wait no longer"), required=False, max_length=LONG, widget=_text(3))

    def __init__(self, *args: Any, answered: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = not answered
        if answered:
            self.fields["reason"].label = _("Something that should stand with it")


class TextForm(forms.Form):
    """The text that will be sent."""

    text = forms.CharField(label=_("The text"), max_length=LONG, widget=_text(24))
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class SendForm(forms.Form):
    """To whom, how and when."""

    to = forms.CharField(
        label=_("To whom did you send it?"),
        help_text=_("The municipality's own door for notifications, or the police."),
        max_length=SHORT,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "known-receivers"}),
    )
    how = forms.ChoiceField(label=_("How?"), choices=SentHow.choices, widget=forms.RadioSelect)
    where = forms.CharField(label=_("Number or address that you used"), required=False, max_length=SHORT)
    sent_on = _day(_("Day"))
    sent_at = forms.TimeField(
        label=_("Hour"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
    )  # fmt: skip
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at

    def moment(self) -> datetime:
        """When it was sent, as a moment."""
        told = self.cleaned_data
        return datetime.combine(told["sent_on"], told["sent_at"], tzinfo=COPENHAGEN)

    def clean(self) -> dict[str, Any]:
        if not self.errors and self.moment() > self.at:
            self.add_error("sent_at", str(REASONS["that_is_in_the_future"]))
        return self.cleaned_data


class ReturnForm(forms.Form):
    """What came back."""

    kind = forms.ChoiceField(label=_("What came?"), choices=Reply.choices, widget=forms.RadioSelect)
    on = _day(_("Day"))
    reference = forms.CharField(label=_("Their number for it"), required=False, max_length=SHORT)
    words = forms.CharField(label=_("What does it say?"), required=False, max_length=LONG, widget=_text(4))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > self.today:
            raise forms.ValidationError(str(REASONS["that_is_in_the_future"]))
        return day


class AskForm(forms.Form):
    """Which colleague is asked to take over."""

    worker = forms.TypedChoiceField(label=_("Colleague"), coerce=int)

    def __init__(self, *args: Any, colleagues: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["worker"]
        field.choices = [("", _("Choose …")), *colleagues]


class DeadlineForm(forms.Form):
    """How long a step of a duty may take, from a day."""

    number = forms.IntegerField(
        label=_("How many?"),
        help_text=_("0 working days is the same day; late in the day and on days off, the next working day."),
        min_value=0,
        max_value=200,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    unit = forms.ChoiceField(
        label=_("Of what?"),
        choices=[("hours", _("Hours, nights and weekends too")), ("working_days", _("Working days"))],
        widget=forms.RadioSelect,
    )
    valid_from = _day(_("Holds from"))
    source = forms.CharField(label=_("Where this comes from"), max_length=1000, widget=_text(2))

    def limit(self) -> dict[str, int | None]:
        """The one of hours and working days that was chosen."""
        told = self.cleaned_data
        return {unit: told["number"] if told["unit"] == unit else None for unit in ("hours", "working_days")}
