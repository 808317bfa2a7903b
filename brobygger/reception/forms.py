"""What the team fills in: a try, a conversation, an end, another door, a name; and, apart, the other party."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.base.phones import phone
from brobygger.mailbox.actions import MOST
from brobygger.people.when_safe import WhenSafe, said_when
from brobygger.reception.codes import RANG, Answered, Form, Ground, Known, Noted, Relation
from brobygger.reception.first_conversation import Onward
from brobygger.reception.other_party import Told
from brobygger.reception.taking import Name
from brobygger.routes.codes import Answer, Route
from brobygger.screening.codes import LedThere, Nothing, OverrideReason, WayIn
from brobygger.screening.rules import follow_up_day
from brobygger.screening.states import ScreeningState

DATE = {"type": "date"}
WORDS = {"rows": 3, "autocomplete": "off"}


class ListForm(forms.Form):
    """What the list is narrowed to."""

    way = forms.ChoiceField(label=_("Way in"), required=False, choices=[("", _("Every way")), *WayIn.choices])
    state = forms.ChoiceField(
        label=_("How it stands"),
        required=False,
        choices=[
            ("", _("Everyone")),
            (ScreeningState.SENT.value, _("Waits")),
            (ScreeningState.TAKEN.value, _("Taken")),
            (ScreeningState.CONVERSATION_HELD.value, _("Talked with")),
            ("ended", _("Ended")),
        ],
    )


class NoteForm(forms.Form):
    """A try to get in touch, or a note."""

    what = forms.ChoiceField(
        label=_("What happened?"),
        choices=[(one.value, one.label) for one in (*RANG, Noted.REMARK)],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what happened.")},
    )
    words = forms.CharField(
        label=_("In your own words"), required=False, max_length=2000, widget=forms.Textarea(attrs=WORDS),
        help_text=_("Kept sealed. Only the team reads it."),
    )  # fmt: skip


class TalkForm(forms.Form):
    """The first conversation."""

    on = forms.DateField(label=_("Date"), widget=forms.DateInput(format="%Y-%m-%d", attrs=DATE))
    form = forms.ChoiceField(
        label=_("How?"), choices=Form.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose how the conversation was held.")},
    )  # fmt: skip
    danger = forms.ChoiceField(
        label=_("Is the person in danger now?"), choices=Answer.choices, widget=forms.RadioSelect,
        help_text=_("Of serious or lethal violence. After a yes an assessment is due within 24 hours."),
        error_messages={"required": _("Answer whether the person is in danger now.")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("In your own words"), required=False, max_length=2000, widget=forms.Textarea(attrs=WORDS),
        help_text=_("Kept sealed. Only the team reads it."),
    )  # fmt: skip


class NothingForm(forms.Form):
    """Why it came to nothing."""

    why = forms.ChoiceField(
        label=_("Why?"), choices=Nothing.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose why.")},
    )  # fmt: skip


class LineForm(forms.Form):
    """A line to her mailbox."""

    text = forms.CharField(
        label=_("Write back"),
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
        help_text=_(
            "She or he reads it with the code, on a screen that others may see. Write neutrally: no names, no address,"
            " nothing that tells what it is about."
        ),
        error_messages={"required": _("Write something first.")},
    )


class AnswerForm(LineForm):
    """The same, where it is taken at once; it may be left empty."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["text"].required = False
        self.fields["text"].label = _("Write back, or leave it empty")


class OnwardForm(forms.Form):
    """Another door: which, how she was led there, and when someone asks how it went."""

    offer = forms.ChoiceField(label=_("Which one?"), required=False, widget=forms.RadioSelect)
    led_there = forms.ChoiceField(
        label=_("How was she or he led there?"), choices=LedThere.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose how.")},
    )  # fmt: skip
    reason = forms.ChoiceField(
        label=_("Why this door, and not the suggested one?"), required=False, widget=forms.RadioSelect,
        choices=OverrideReason.choices,
    )  # fmt: skip
    words = forms.CharField(
        label=_("In your own words"), required=False, max_length=1000, widget=forms.Textarea(attrs=WORDS)
    )
    follow_up_on = forms.DateField(label=_("Ask how it went on"), widget=forms.DateInput(format="%Y-%m-%d", attrs=DATE))

    def __init__(
        self, data: Any = None, *, route: str, offers: Sequence[tuple[int, str]], suggested: str, today: date
    ) -> None:
        super().__init__(data, initial={"follow_up_on": follow_up_day(route, today)})
        self.route = route
        self.fields["offer"].choices = [(str(pk), name) for pk, name in offers]  # type: ignore[attr-defined]
        if not offers:
            del self.fields["offer"]
        if route == Route.NONE_FOR_NOW:
            del self.fields["led_there"]
        if not suggested or suggested == route:
            del self.fields["reason"], self.fields["words"]

    def onward(self) -> Onward:
        told = self.cleaned_data
        offer = told.get("offer")
        return Onward(
            self.route, told["follow_up_on"], int(offer) if offer else None, told.get("led_there", ""),
            told.get("reason", ""), told.get("words", ""),
        )  # fmt: skip


class KnownForm(WhenSafe):
    """The conscious step from a code to a name."""

    given_name = forms.CharField(label=_("First name"), max_length=100, error_messages={"required": _("Write a name.")})
    family_name = forms.CharField(label=_("Family name"), max_length=100, required=False)
    number = forms.CharField(label=_("Phone number"), max_length=30, required=False)
    may_ring = forms.BooleanField(label=_("The person has said that we may ring this number"), required=False)
    said_yes = forms.BooleanField(
        label=_("The person has chosen to be known by name, and has been told that it is not needed to get help"),
        required=False,
    )

    def clean_number(self) -> str:
        written = self.cleaned_data["number"].strip()
        number = phone(written) if written else ""
        if written and not number:
            raise forms.ValidationError(_("This is not understood as a phone number."))
        return number or ""

    def name(self) -> Name:
        told = self.cleaned_data
        return Name(told["given_name"], told["family_name"], told["number"], told["may_ring"], said_when(told))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        self.ask_when(told, needed=bool(told.get("may_ring")))
        return told


class OtherPartyForm(forms.Form):
    """What is noted of the one who uses violence: no more than the work needs."""

    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    relation = forms.ChoiceField(label=_("What he or she is to the person"), choices=Relation.choices)
    lives_together = forms.ChoiceField(label=_("Do they live together?"), choices=Known.choices)
    shares_phone = forms.ChoiceField(
        label=_("Does he or she use or see the same phone?"), choices=Known.choices,
        help_text=_("Yes puts a warning on the contact card."),
    )  # fmt: skip
    shares_address = forms.ChoiceField(
        label=_("Do they have the same address?"), choices=Known.choices,
        help_text=_("Yes puts a warning on the contact card."),
    )  # fmt: skip
    knows = forms.ChoiceField(label=_("Does he or she know that help has been sought?"), choices=Known.choices)
    ground = forms.ChoiceField(
        label=_("On which ground is this kept? (databeskyttelsesloven § 8)"), choices=Ground.choices
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs=WORDS),
        help_text=_("What the team itself knows and needs. Nothing that the person has told: that belongs elsewhere."),
    )  # fmt: skip

    def told(self) -> Told:
        return Told(**self.cleaned_data)


class LookForm(forms.Form):
    """The name in a request for access."""

    name = forms.CharField(
        label=_("The name in the request"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


class AccessForm(forms.Form):
    """How a request for access is answered; nothing is told unless someone decides so."""

    asked_on = forms.DateField(label=_("The request came on"), widget=forms.DateInput(format="%Y-%m-%d", attrs=DATE))
    answer = forms.ChoiceField(
        label=_("Decision"), choices=Answered.choices, widget=forms.RadioSelect, initial=Answered.WITHHELD
    )
    reason = forms.CharField(
        label=_("Reason, for this case"), max_length=2000, widget=forms.Textarea(attrs=WORDS),
        help_text=_("What could happen to anyone if he or she learned that this is kept?"),
        error_messages={"required": _("Write the reason. A decision under § 22 is made for one case at a time.")},
    )  # fmt: skip
