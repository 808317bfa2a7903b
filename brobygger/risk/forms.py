"""The forms of an assessment. Nothing in them is chosen or filled in beforehand but today's date."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from brobygger.base.workdays import COPENHAGEN
from brobygger.packs.models import Pack
from brobygger.packs.questions import Question
from brobygger.risk.assessing import Conclusion
from brobygger.risk.codes import (
    Elsewhere,
    Ended,
    FirstBecause,
    Happened,
    Managed,
    MayLearn,
    Near,
    Readers,
    Reliability,
    Source,
)
from brobygger.risk.rules import MOST_DAYS
from brobygger.risk.written_actions import Known, MayHappen, ToDo
from brobygger.screening.codes import AdviceGiven
from brobygger.staff.queries import Colleague

DAY = {"type": "date"}
LONGEST = 20_000  # signs: more than anyone writes, so that no words are too many to be kept
CHOOSE = ("", _("Choose"))


def day_field(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY), **more)


def words_field(label: Any, *, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": rows}), **more)


def radios(label: Any, choices: Any, **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, **more)


class PackForm(forms.Form):
    """By which form someone is assessed."""

    pack = forms.TypedChoiceField(label=_("By which form?"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *told: Any, packs: Iterable[Pack], language: str, **more: Any) -> None:
        super().__init__(*told, **more)
        self.fields["pack"].choices = [  # type: ignore[attr-defined]
            (one.pk, f"{one.title_in(language)} {one.version}") for one in packs
        ]


class EvidenceForm(forms.Form):
    """A piece of evidence."""

    words = words_field(_("What is known?"))
    source = forms.ChoiceField(label=_("From whom or what?"), choices=[CHOOSE, *Source.choices])
    reliability = forms.ChoiceField(label=_("How near was the source?"), choices=[CHOOSE, *Reliability.choices])
    happened_on = day_field(_("When did it happen?"), required=False, help_text=_("Leave empty where it is not known."))
    learned_on = day_field(_("When did we learn it?"))
    readers = radios(_("Who may read it?"), Readers.choices)
    may_learn = radios(_("May the one who uses violence learn that we know it?"), MayLearn.choices)
    bears_on = forms.MultipleChoiceField(
        label=_("What does it bear on?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *told: Any, factors: Iterable[tuple[str, str]] = (), **more: Any) -> None:
        super().__init__(*told, **more)
        self.fields["bears_on"].choices = list(factors)  # type: ignore[attr-defined]
        if not self.fields["bears_on"].choices:  # type: ignore[attr-defined]
            del self.fields["bears_on"]

    def known(self) -> Known:
        return Known(**{"bears_on": (), **self.cleaned_data})


class ScenarioForm(forms.Form):
    """What may happen, in words."""

    nature = words_field(_("What may happen, to whom, and why?"))
    severity = words_field(_("How bad may it be?"), rows=2)
    near = radios(_("How near is it?"), Near.choices)
    frequency = words_field(_("How often, and for how long?"), rows=2)
    likelihood = words_field(_("How likely is it, and what makes it more or less likely?"), rows=2)
    stood = forms.CharField(required=False, widget=forms.HiddenInput)

    def may_happen(self) -> MayHappen:
        return MayHappen(**{name: told for name, told in self.cleaned_data.items() if name != "stood"})


class StepForm(forms.Form):
    """What is to be done."""

    kind = radios(_("What kind of step is it?"), Managed.choices)
    words = words_field(_("What is to be done?"))
    worker = forms.ChoiceField(label=_("Who does it?"), required=False)
    other = forms.CharField(
        label=_("Or who else?"), max_length=200, required=False, help_text=_("Someone who does not sign in here.")
    )
    due_on = day_field(_("By when?"))
    due_hour = forms.TimeField(
        label=_("At what time?"), required=False, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        help_text=_("Leave empty for the end of the day."),
    )  # fmt: skip
    scenario = forms.ChoiceField(label=_("Against which scenario?"), required=False)

    def __init__(
        self, *told: Any, team: Iterable[Colleague], scenarios: Iterable[tuple[int, str]], **more: Any
    ) -> None:  # fmt: skip
        super().__init__(*told, **more)
        people = [("", _("Someone else: write who below")), *((one.worker_id, one.name) for one in team)]
        self.fields["worker"].choices = people  # type: ignore[attr-defined]
        self.fields["scenario"].choices = [("", _("None in particular")), *scenarios]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if told.get("worker") and told.get("other"):
            self.add_error("other", _("Choose a colleague or write who else, not both."))
        return told

    def to_do(self) -> ToDo:
        told = self.cleaned_data
        due = datetime.combine(told["due_on"], told["due_hour"] or time(23, 59), tzinfo=COPENHAGEN)
        worker, scenario = (int(told[name]) if told[name] else None for name in ("worker", "scenario"))
        return ToDo(told["kind"], told["words"], due, worker, told["other"], scenario)


def _may_be_the_next_look(day: date) -> None:
    """A day ahead, as far as someone may go between two looks. ValidationError that says between which days."""
    today = timezone.localdate()
    if not today < day <= today + timedelta(days=MOST_DAYS):
        first, last = (date_format(today + timedelta(days=days), "SHORT_DATE_FORMAT") for days in (1, MOST_DAYS))
        raise forms.ValidationError(
            _("Choose a day between %(first)s and %(last)s."), params={"first": first, "last": last}
        )


class ConclusionForm(forms.Form):
    """The end of an assessment."""

    summary = words_field(
        _("Your judgement in your own words"), rows=6, required=False, help_text=_("At most 20,000 characters.")
    )
    reason = words_field(
        _("Why is little urgent, although something warns?"), rows=2, required=False,
        help_text=_(
            "Only where you have chosen the lowest, and something else is grave: danger, or another answer."
        ),
    )  # fmt: skip
    advice = forms.MultipleChoiceField(
        label=_("What was the person advised?"), choices=AdviceGiven.choices, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    advice_words = words_field(_("The advice in words"), rows=2, required=False)
    review_on = day_field(
        _("Next look"),
        required=False,
        help_text=_("Within 90 days; within 14 where much is not known, and within 7 where new violence is near."),
    )

    def __init__(self, *told: Any, is_short: bool, ranks: bool, **more: Any) -> None:
        super().__init__(*told, **more)
        for name in (*(() if is_short else ("advice", "advice_words")), *(() if ranks or is_short else ("reason",))):
            del self.fields[name]
        for field in self.fields.values():  # a browser cuts what is pasted; what is too long is kept here, and said
            field.widget.attrs.pop("maxlength", None)
        self.fields["review_on"].validators = [_may_be_the_next_look]  # nearer than a day in any life
        if is_short:
            self.fields["reason"].label = _("Why is no full assessment needed?")
            self.fields["reason"].help_text = _(
                "Only where none is to be made. A second person confirms it; until then the day of the full one stands."
            )

    def conclusion(self, stood: Conclusion) -> Conclusion:
        """What is told, and what stood wherever what is told cannot be kept."""
        return Conclusion(**{name: self.cleaned_data.get(name, getattr(stood, name)) for name in self.fields})


class EventForm(forms.Form):
    """Something has happened."""

    what = radios(_("What has happened, or will?"), Happened.choices)
    on = day_field(_("When?"))
    words = words_field(_("In a few words"), rows=2, required=False)

    def __init__(self, *told: Any, **more: Any) -> None:
        super().__init__(*told, **more)
        self.fields["on"].validators = []  # the rule has nearer bounds than a day in any life, and says them

    @classmethod
    def today(cls, told: Any) -> "EventForm":
        return cls(told, initial={"on": timezone.localdate()})


class FirstForm(forms.Form):
    because = radios(
        _("Why should others wait?"),
        [("", _("Nobody waits: it goes by the day")), *FirstBecause.choices],
        required=False,
    )


class ElsewhereForm(forms.Form):
    to = radios(_("Who assesses?"), Elsewhere.choices)
    follow_up_on = day_field(_("When do we ask how it went?"))


class EndForm(forms.Form):
    why = radios(_("Why does nobody look again?"), Ended.choices)


class AssessorsForm(forms.Form):
    assessor = forms.ChoiceField(label=_("Who assesses?"), required=False)
    second = forms.ChoiceField(label=_("Who is the second?"), required=False)

    def __init__(self, *told: Any, team: Iterable[Colleague], **more: Any) -> None:
        super().__init__(*told, **more)
        people = [("", _("Nobody yet")), *((one.worker_id, one.name) for one in team)]
        for name in ("assessor", "second"):
            self.fields[name].choices = people  # type: ignore[attr-defined]

    def named(self) -> tuple[int | None, int | None]:
        """The one who assesses, and the second."""
        first, second = (self.cleaned_data[name] for name in ("assessor", "second"))
        return int(first) if first else None, int(second) if second else None


def factors_of(pack: Pack, language: str, label: Any) -> list[tuple[str, str]]:
    """The pack's factors to choose among."""
    found: list[Question] = [one for top in pack.questions.top for one in top.parts("factor")]
    return [(one.link_id, label(one, language)) for one in found]
