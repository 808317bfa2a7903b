"""What a coordinator and a volunteer may send in."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.base import languages
from brobygger.base.codes import AgeGroup, Gender, IncidentType, Weekday
from brobygger.base.phones import Phones, phones
from brobygger.counselling.conversations import Outcome, Plan
from brobygger.counselling.opening import Code, Known, Needs
from brobygger.counselling.rules import USUAL_MINUTES
from brobygger.counselling.states import CancelledBy, ConversationState, EndReason, OfferAnswer, Source
from brobygger.people.actions import Said
from brobygger.people.when_safe import WhenSafe, said_when
from brobygger.referrals.states import Declined
from brobygger.volunteers.states import ConflictKind, Form

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
NOT_SAID = ("", _("Not said"))
DATE = {"type": "date"}
NOTE_AT_MOST = 4000  # characters


def bits(days: list[str]) -> int:
    """ISO weekdays as bits; Monday is bit 0."""
    return sum(1 << (int(day) - 1) for day in days)


def weekdays(bits: int) -> list[str]:
    return [str(day) for day in range(1, 8) if bits >> (day - 1) & 1]


class NeedsForm(forms.Form):
    """What the person needs and wishes; nothing has to be said."""

    language = forms.ChoiceField(label=_("Language"), required=False)
    incident_type = forms.ChoiceField(
        label=_("What it is about"), required=False, choices=[NOT_SAID, *IncidentType.choices]
    )
    gender = forms.ChoiceField(label=_("Gender"), required=False, choices=[NOT_SAID, *Gender.choices])
    age_group = forms.ChoiceField(label=_("Age"), required=False, choices=[NOT_SAID, *AgeGroup.choices])
    form_wished = forms.ChoiceField(
        label=_("How does the person wish to talk?"), required=False, choices=[NOT_SAID, *Form.choices]
    )
    gender_wished = forms.ChoiceField(
        label=_("Wishes to talk with"), required=False, choices=[NOT_SAID, *Gender.choices]
    )
    area = forms.CharField(
        label=_("Where can the person meet?"),
        required=False,
        max_length=60,
        help_text=_("The name of a district or town as you write it for the volunteers; never an address."),
    )
    organisations = forms.CharField(
        label=_("Workplace, school, associations"),
        required=False,
        max_length=200,
        help_text=_("Only so that no volunteer from there is asked. Separate them by commas."),
    )
    days_wished = forms.MultipleChoiceField(
        label=_("Days that suit"), required=False, choices=Weekday.choices, widget=forms.CheckboxSelectMultiple
    )
    evenings_wished = forms.MultipleChoiceField(
        label=_("Evenings that suit"), required=False, choices=Weekday.choices, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["language"].choices = languages.in_order()  # type: ignore[attr-defined]

    def needs(self) -> Needs:
        told = {name: self.cleaned_data[name] for name in NeedsForm.base_fields}
        for name in ("days_wished", "evenings_wished"):
            told[name] = bits(told[name])
        return Needs(**told)


class KnownForm(WhenSafe):
    """Who the person is, and whether, and when, she or he may be rung."""

    given_name = forms.CharField(label=_("First name"), required=False, max_length=100)
    family_name = forms.CharField(label=_("Family name"), required=False, max_length=100)
    number = forms.CharField(
        label=_("Phone number"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    may_ring = forms.BooleanField(
        label=_("The person has said that we may ring this number"),
        required=False,
        help_text=_("Without this nobody rings. More can be said on the contact card afterwards."),
    )

    def known(self) -> Known:
        told, when = self.cleaned_data, said_when(self.cleaned_data)
        written = told["number"] or Phones()
        return Known(
            given_name=told["given_name"],
            family_name=told["family_name"],
            numbers=written.numbers,
            beside=dict(zip(written.numbers, written.beside, strict=True)),
            said=Said(basis="herself", **when) if told["may_ring"] or any(when.values()) else None,
            may_ring=told["may_ring"],
        )

    def clean(self) -> dict[str, Any]:
        """The answers; who may be rung has said when."""
        told = super().clean() or self.cleaned_data
        self.ask_when(told, needed=bool(told.get("may_ring")))
        return told

    def clean_number(self) -> Phones | None:
        """The numbers as they are stored, with the words beside them; nothing where nothing is written."""
        found = phones(self.cleaned_data["number"])
        if found.unread:
            raise forms.ValidationError(_("This is not understood as a phone number."))
        return found if found.numbers else None


class NewForm(NeedsForm, KnownForm):
    """A person typed in: known by name, or by a code that she has chosen."""

    source = forms.ChoiceField(
        label=_("Where does the person come from?"),
        choices=[("", _("Choose …")), *(c for c in Source.choices if c[0] != Source.OUTREACH)],
    )
    who = forms.ChoiceField(
        label=_("Is the person known by name?"),
        choices=[("known", _("Yes, by name")), ("anonymous", _("No, wishes to be anonymous"))],
        widget=forms.RadioSelect,
    )
    code_name = forms.CharField(label=_("Code name"), required=False, max_length=60)
    code_word = forms.CharField(
        label=_("Code word"),
        required=False,
        max_length=60,
        help_text=_("The person chooses both, and says them when she or he comes back. The word is not kept."),
    )

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if told.get("who") == "known" and not told.get("given_name"):
            self.add_error("given_name", _("A name is missing."))
        if told.get("who") == "anonymous" and not (told.get("code_name") and told.get("code_word")):
            self.add_error("code_name", _("Agree on a code name and a code word with the person."))
        unread = self._other_half(str(told.get("who", "")))
        if any(told.get(name) for name in unread):
            self.add_error(
                "who", _("You have written both a name and a code. Choose one, and empty the other's fields.")
            )
        return told

    @staticmethod
    def _other_half(who: str) -> tuple[str, ...]:
        """What the answer has no use for: it is asked about, and never dropped unsaid."""
        named = ("given_name", "family_name", "number", "may_ring", "days")
        return {"known": ("code_name", "code_word"), "anonymous": named}.get(who, ())

    def told_who(self) -> Known | Code:
        told = self.cleaned_data
        return self.known() if told["who"] == "known" else Code(told["code_name"], told["code_word"])


class CodeForm(forms.Form):
    """The two words by which someone anonymous is found again."""

    code_name = forms.CharField(
        label=_("Code name"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    code_word = forms.CharField(
        label=_("Code word"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


class BecomeKnownForm(KnownForm):
    """The conscious step from a code to a name."""

    said_yes = forms.BooleanField(
        label=_("The person has chosen to be known by name, and has been told that it is not needed to get help"),
        required=False,
    )


class PlanForm(forms.Form):
    """A conversation as it is agreed."""

    on = forms.DateField(label=_("Date"), widget=forms.DateInput(format="%Y-%m-%d", attrs=DATE))
    at = forms.TimeField(label=_("Time"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
    form = forms.ChoiceField(label=_("How"), choices=Form.choices)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=240, initial=USUAL_MINUTES)
    place = forms.CharField(
        label=_("Place"), required=False, max_length=200, help_text=_("Only if you meet. It is kept sealed.")
    )
    place_in_calendar = forms.BooleanField(label=_("Put the place in my calendar file"), required=False)

    def plan(self) -> Plan:
        told = self.cleaned_data
        starts_at = datetime.combine(told["on"], told["at"], tzinfo=COPENHAGEN)
        return Plan(told["form"], starts_at, told["minutes"], told["place"], told["place_in_calendar"])


RESULTS = (ConversationState.HELD, ConversationState.NO_SHOW, ConversationState.CANCELLED)


class OutcomeForm(forms.Form):
    """What came of a conversation; the note is kept as it is written."""

    result = forms.ChoiceField(
        label=_("What came of it?"),
        choices=[(one.value, one.label) for one in RESULTS],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what came of it.")},
    )
    minutes = forms.IntegerField(label=_("How many minutes?"), required=False, min_value=1, max_value=600)
    cancelled_by = forms.ChoiceField(
        label=_("Who called it off?"), required=False, choices=CancelledBy.choices, widget=forms.RadioSelect
    )
    follow_up_on = forms.DateField(
        label=_("Follow up on"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs=DATE)
    )
    note = forms.CharField(
        label=_("Note to yourself"),
        required=False,
        max_length=NOTE_AT_MOST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Sealed. Read by you, and by the one who helps the person after you. Not by the coordinator."),
    )

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if told.get("result") == ConversationState.HELD and not told.get("minutes"):
            self.add_error("minutes", _("Write about how long you talked."))
        if told.get("result") == ConversationState.CANCELLED and not told.get("cancelled_by"):
            self.add_error("cancelled_by", _("Choose who called it off."))
        return told

    def outcome(self) -> Outcome:
        told = self.cleaned_data
        cancelled = told["cancelled_by"] if told["result"] == ConversationState.CANCELLED else ""
        return Outcome(told["result"], told["minutes"], cancelled, told["note"])

    def follow_up_day(self) -> date | None:
        day: date | None = self.cleaned_data["follow_up_on"]
        return day


def written(sent: Any) -> dict[str, str]:
    """What has been written so far, as it stands, right or wrong; known fields alone."""
    return {name: str(sent.get(name)) for name in OutcomeForm.base_fields if sent.get(name)}


class AnswerForm(forms.Form):
    """Why a volunteer says no, or hands a person back."""

    answer = forms.ChoiceField(label=_("Why?"), choices=OfferAnswer.choices, widget=forms.RadioSelect)


class EndForm(forms.Form):
    """Why the help ends."""

    reason = forms.ChoiceField(label=_("Why does it end?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, stopped: bool, **options: Any) -> None:
        """Where contact has been stopped on the card, that stands first among the reasons; elsewhere it is none."""
        super().__init__(*args, **options)
        first = [EndReason.CONTACT_STOPPED] if stopped else []
        told = [*first, *(one for one in EndReason if one != EndReason.CONTACT_STOPPED)]
        self.fields["reason"].choices = [(one.value, one.label) for one in told]  # type: ignore[attr-defined]


class DeclineArrivalForm(forms.Form):
    """Why a referral cannot be taken."""

    reason = forms.ChoiceField(label=_("Why can it not be taken?"), choices=Declined.choices, widget=forms.RadioSelect)


class ConflictForm(forms.Form):
    """A volunteer who must not be given this person."""

    volunteer = forms.ChoiceField(label=_("Volunteer"))
    kind = forms.ChoiceField(label=_("What they have in common"), choices=ConflictKind.choices)

    def __init__(self, *args: Any, volunteers: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["volunteer"].choices = volunteers  # type: ignore[attr-defined]
