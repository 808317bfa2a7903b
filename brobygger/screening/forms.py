"""What an employee fills in, one short page at a time. Each form says what of it is kept, also when half done."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.base.templatetags.brobygger import reason
from brobygger.routes.codes import Route
from brobygger.screening import rules
from brobygger.screening.codes import Asked, Heard, LedThere, Motivated, OverrideReason, SeedGiven, Sign
from brobygger.screening.models import Screening
from brobygger.screening.states import ScreeningState

LONG, SHORT = 4000, 120
LIGHT_ASKED = _("Has someone who knows SARA-V3 well looked at the risk in short?")
YES_NO_OR_NOT_KNOWN = {"required": _("Choose yes, no or not known.")}
DAYS = ["%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y"]


def words(label: Any, rows: int = 3, **more: Any) -> forms.CharField:
    """Words of hers or of the person's, which lie sealed."""
    area = forms.Textarea(attrs={"rows": rows, "autocomplete": "off"})
    return forms.CharField(label=label, required=False, max_length=LONG, widget=area, **more)


def line(label: Any, most: int = SHORT, **more: Any) -> forms.CharField:
    """One line."""
    shown = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, required=False, max_length=most, widget=shown, **more)


def day(label: Any, **more: Any) -> forms.DateField:
    """A day, from the browser's own calendar or typed."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, input_formats=DAYS, widget=widget, **more)


def one_of(label: Any, choices: Any, **more: Any) -> forms.ChoiceField:
    """One of a few, all of them to be seen."""
    more.setdefault("error_messages", {"required": _("Choose an answer.")})
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, **more)


class StepForm(forms.Form):
    """A step: what of it is kept in the registration, by the names of `actions.keep_step`."""

    KEPT: tuple[str, ...] = ()

    def told(self) -> dict[str, Any]:
        """What can be kept as it stands; what is not understood yet is left as it was."""
        return {name: self.cleaned_data[name] for name in self.KEPT if name in self.cleaned_data}


CPR_OR_PHONE = 6  # digits from here on


class SignsForm(StepForm):
    """Step 1: what was seen or heard."""

    KEPT = ("signs", "signs_note", "seen_on", "known_as", "heard")
    signs = forms.MultipleChoiceField(
        label=_("What have you seen or heard?"),
        choices=Sign.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    signs_note = words(_("In your own words"), help_text=_("What you saw and heard. Only you and the team read it."))
    seen_on = day(_("When did you first see or hear it?"))
    known_as = line(
        _("A word by which you know it again"),
        help_text=_("For your own list, for example “Thursday at ten”. Not a name, not a CPR number."),
    )
    heard = forms.ChoiceField(
        label=_("Through whom did the person hear of the help?"), choices=[("", _("Choose …")), *Heard.choices]
    )

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today

    def clean_known_as(self) -> str:
        told: str = self.cleaned_data["known_as"]
        if sum(one.isdigit() for one in told) >= CPR_OR_PHONE:
            raise forms.ValidationError(_("No CPR number and no phone number here: it stands on every page of this."))
        return told

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        noted = bool(told.get("signs_note", "").strip())
        held = rules.signs_hold(
            signs=told.get("signs", ()), noted=noted, seen_on=told.get("seen_on", self.today), today=self.today
        )
        if not held:
            self.add_error("signs" if held.reason == "no_sign_told" else "seen_on", reason(held.reason))
        return told


class QuestionForm(StepForm):
    """Step 2: the question, and what was said."""

    KEPT = ("asked", "said_words")
    asked = one_of(_("Have you asked?"), Asked.choices)
    said_words = words(
        _("What did the person say?"), help_text=_("As it was said. Leave it empty if you have not asked.")
    )


class MotivatedForm(StepForm):
    """Step 3: help now, or not yet."""

    KEPT = ("motivated",)
    motivated = one_of(_("Does the person want help now?"), Motivated.choices)


class SeedForm(StepForm):
    """Not now: what was said and given, and when to ask again."""

    KEPT = ("given_words", "given", "ask_again_on")
    given_words = words(_("What did you say to the person?"))
    given = forms.MultipleChoiceField(
        label=_("What did the person go away with?"),
        choices=SeedGiven.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    ask_again_on = day(_("When is it natural to ask again?"))

    def __init__(self, *args: Any, asked: str, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.asked, self.today = asked, today

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if "ask_again_on" in told:
            held = rules.may_plant(
                words=told.get("given_words", ""), given=told.get("given", ()), asked=self.asked,
                ask_again_on=told["ask_again_on"], today=self.today,
            )  # fmt: skip
            if not held:
                at = {"paper_is_not_safe": "given", "say_what_was_left": "given_words"}
                self.add_error(at.get(held.reason, "ask_again_on"), reason(held.reason))
        return told


class RouteForm(forms.Form):
    """Another way than the suggested one, with the reason."""

    route = one_of(_("Which way instead?"), Route.choices)
    reason = one_of(_("Why?"), OverrideReason.choices)
    words = words(_("In your own words"), 2)

    def __init__(self, *args: Any, suggested: str, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["route"]
        field.choices = [choice for choice in Route.choices if choice[0] != suggested]

    def told(self) -> dict[str, Any]:
        """Her own words, while they are being written."""
        return {"override_words": self.cleaned_data["words"]} if "words" in self.cleaned_data else {}

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if told.get("reason") == OverrideReason.OTHER and not told.get("words", "").strip():
            self.add_error("words", reason("another_reason_needs_words"))
        return told


class DoorForm(StepForm):
    """Another door: which one, how she is led there, and when to ask whether she came."""

    KEPT = ("offer_id", "led_there", "follow_up_on")
    offer_id = forms.TypedChoiceField(
        label=_("Which door?"), required=False, coerce=int, empty_value=None, widget=forms.RadioSelect
    )
    led_there = one_of(_("How is the person led there?"), LedThere.choices)
    follow_up_on = day(_("When do you ask whether the person came?"))

    def __init__(self, *args: Any, today: date, route: str, doors: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.today, self.route = today, route
        field: Any = self.fields["offer_id"]
        field.choices = doors
        field.required = bool(doors)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if "follow_up_on" in told:
            held = rules.may_follow_up(route=self.route, on=told["follow_up_on"], today=self.today)
            if not held:
                self.add_error("follow_up_on", reason(held.reason))
        return told


class FollowUpForm(forms.Form):
    """Whether she came to the other door."""

    outcome = one_of(
        _("Did the person come there?"),
        [(state.value, state.label) for state in ScreeningState if state in rules.FOLLOWED],
    )


class LieForm(forms.Form):
    """Why it is not asked again."""

    words = words(
        _("Why is it not asked again?"), 2, error_messages={"required": _("Write why it is not asked again.")}
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["words"].required = True


class WhyNotForm(forms.Form):
    """Why the one who heard it tells nobody; it is kept with her duty."""

    reason = words(_("Why not?"), 2, error_messages={"required": _("Write why not.")})

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].required = True


class TellTeamForm(forms.Form):
    """What the team is told after it was sent, and whether nobody rings from now on."""

    words = words(_("What is the team to know?"), 4)
    not_rung = forms.BooleanField(required=False, widget=forms.HiddenInput)


def standing(row: Screening) -> dict[str, Any]:
    """The registration as the forms begin with it."""
    told = row.detection
    codes = ("signs", "seen_on", "heard", "asked", "motivated", "led_there")
    own = ("signs_note", "known_as", "said_words", "given", "given_words", "ask_again_on", "follow_up_on", "offer_id")
    return {name: getattr(told, name) for name in codes} | {name: getattr(row, name) for name in own}
