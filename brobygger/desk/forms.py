"""What a worker may send in: the filters of the list, the form of a call, a number, a guardian."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.base import languages
from brobygger.base.codes import DeclineReason
from brobygger.desk.contact_wishes_forms import SAID, SaidFields
from brobygger.outreach.rules import OUTCOME, RUNG_AFTER
from brobygger.outreach.states import Result

COPENHAGEN = ZoneInfo("Europe/Copenhagen")

# In the order of the number keys: 1–6 where the person was spoken with, 7–0 where not.
SPOKEN = (
    Result.ACCEPTED,
    Result.DECLINED,
    Result.WILL_CALL_SELF,
    Result.CALL_AGAIN,
    Result.LANGUAGE_BARRIER,
    Result.DO_NOT_CONTACT,
)
NOT_SPOKEN = (Result.NO_ANSWER, Result.SOMEONE_ELSE_ANSWERED, Result.WRONG_NUMBER, Result.NOT_IN_USE)
# Where the person was spoken with, what stands about contact is what was said; else it waits for the next call.
WISHES_HEARD = frozenset(SPOKEN)
# Who has told us enough to have a language, and wishes.
TELLS = WISHES_HEARD - {Result.DO_NOT_CONTACT}
KEYS = {result.value: "1234567890"[at] for at, result in enumerate((*SPOKEN, *NOT_SPOKEN))}
NOT_SAID = "not_said"  # asked, and no answer given: the register keeps no reason


class DateInput(forms.DateInput):
    """The browser's own date field, which wants ISO dates."""

    input_type = "date"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%Y-%m-%d", **options)


class TimeInput(forms.TimeInput):
    """The browser's own time field."""

    input_type = "time"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%H:%M", **options)


class CallForm(SaidFields):
    """What came of the call. What a result needs is asked for, and what it has no use for is left unread."""

    # What stood in this page, half written or from the card: another page may have written the same call since.
    stood = forms.CharField(required=False, widget=forms.HiddenInput)
    result = forms.ChoiceField(
        label=_("What came of the call?"), error_messages={"required": _("Choose what came of the call.")}
    )
    decline_reason = forms.ChoiceField(label=_("Why did the person decline?"), required=False, widget=forms.RadioSelect)
    consent_read = forms.BooleanField(
        label=_("I have read this aloud, and the person has said yes to it"), required=False
    )
    follow_until = forms.DateField(
        label=_("Follow until"),
        required=False,
        widget=DateInput,
        help_text=_("If the person has not come by this day, it says so under Followed."),
    )
    again_on = forms.DateField(label=_("Date"), required=False, widget=DateInput)
    again_at = forms.TimeField(label=_("Time"), required=False, widget=TimeInput)
    language = forms.ChoiceField(label=_("The person's language"), required=False)
    interpreter = forms.BooleanField(label=_("An interpreter is needed"), required=False)
    interpreter_language = forms.ChoiceField(label=_("Language of the interpreter"), required=False)
    wishes_said = forms.BooleanField(
        label=_("What stands here has been asked about again, and still holds"),
        required=False,
        help_text=_("What you write or change here counts as said, also without this tick."),
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *args: Any, at: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.at = at
        self.fields["may_sms"].label = _("SMS to the number that is rung")
        choices: dict[str, Any] = {
            "result": [(one.value, one.label) for one in (*SPOKEN, *NOT_SPOKEN)],
            "decline_reason": [*DeclineReason.choices, (NOT_SAID, _("Did not say"))],
            "language": languages.in_order(),
            "interpreter_language": languages.of_interpreters(_("The person's language")),
        }
        for name, listed in choices.items():
            self.fields[name].choices = listed  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The answers, with what the result asks for."""
        told = super().clean() or self.cleaned_data
        result = told.get("result")
        if result == Result.ACCEPTED and not told.get("consent_read"):
            self.add_error("consent_read", _("Read the wording aloud, and tick when the person has said yes."))
        if result == Result.CALL_AGAIN and not (told.get("again_on") and told.get("again_at")):
            self.add_error("again_on", _("Write the day and the time when the person wants to be rung."))
        if result == Result.DECLINED and not told.get("decline_reason"):
            self.add_error("decline_reason", _("Choose why, or that the person did not say."))
        again = self.again()
        if result == Result.CALL_AGAIN and again and again <= self.at:
            self.add_error("again_on", _("This time has passed."))
        told["interpreter"] = bool(told.get("interpreter") or told.get("interpreter_language"))
        if result in TELLS and told["interpreter"] and not (told.get("interpreter_language") or told.get("language")):
            self.add_error("interpreter_language", _("Choose the language of the interpreter."))
        if result in WISHES_HEARD:
            has_said = bool(self.touched() or told.get("wishes_said"))
            # Someone rings her after this: the form asks, and nothing is taken for said.
            asks = result == Result.ACCEPTED or (has_said and result in RUNG_AFTER)
            if has_said or asks:
                self.check_said(told, needed=asks)
        return told

    @property
    def has_said(self) -> bool:
        """Whether anything stands in the form that the card does not say, or that must be looked at."""
        return bool(self["wishes_said"].value() or self.touched() or set(self.errors) & set(SAID))

    def again(self) -> datetime | None:
        """When to ring again, in Danish time."""
        on, at = self.cleaned_data.get("again_on"), self.cleaned_data.get("again_at")
        return datetime.combine(on, at, tzinfo=COPENHAGEN) if on and at else None


# That she has heard the words and said yes holds for the page on which it is ticked: no draft remembers it.
KEPT = tuple(name for name in CallForm.base_fields if name not in ("consent_read", "stood"))
# What two pages of one call may write side by side; what came of the call is said by the page that saves it.
SIDE_BY_SIDE = tuple(name for name in KEPT if name != "shown")
SAVED_SIDE_BY_SIDE = tuple(name for name in SIDE_BY_SIDE if name not in OUTCOME)


def kept(sent: Any) -> dict[str, str]:
    """What has been written so far, as it stands, right or wrong: known fields alone, the days in one text."""
    named = {name: sent.get(name) for name in KEPT if name != "days" and sent.get(name)}
    days = " ".join(sent.getlist("days"))
    return named | ({"days": days} if days else {})


class NumberForm(forms.Form):
    """A number that someone has found for a person, whose number it is where that is written beside it, and whether it
    is the one that could not be read."""

    number = forms.CharField(
        label=_("Phone number"),
        max_length=120,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
        help_text=_(
            "Eight digits, or with a country code in front. Whose it is may stand after it: 12 34 56 78 (mother)."
        ),
    )
    mends = forms.BooleanField(label=_("It is the number that the police wrote like that"), required=False)


class GuardianForm(forms.Form):
    """The guardian of a minor, who is the one that is rung."""

    given_name = forms.CharField(
        label=_("First name"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    family_name = forms.CharField(
        label=_("Family name"), max_length=100, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    number = forms.CharField(
        label=_("Phone number"),
        max_length=120,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
        help_text=_("Eight digits, or with a country code in front."),
    )
    language = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["language"].choices = languages.in_order()  # type: ignore[attr-defined]
