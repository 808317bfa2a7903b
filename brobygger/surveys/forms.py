"""The forms of the survey; nothing is chosen beforehand."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.base.codes import Survey
from brobygger.base.decision import Decision
from brobygger.base.phones import phone
from brobygger.people.channels import Channel
from brobygger.surveys.codes import Way
from brobygger.surveys.rules import FEWEST, MOST
from brobygger.surveys.states import InterviewState


class SetupForm(forms.Form):
    """How the programme asks."""

    is_open = forms.BooleanField(
        label=_("The survey runs"), required=False, help_text=_("Workers invite from the call’s end, while it does.")
    )
    least = forms.IntegerField(
        label=_("Answers read together, at least"), min_value=FEWEST, max_value=MOST,
        help_text=_("They are read when the month has passed and so many lie here. The more, the safer; ten is usual."),
    )  # fmt: skip
    reminders = forms.BooleanField(
        label=_("Someone may be invited once more"), required=False,
        help_text=_("Nobody can tell who has answered, so a reminder reaches those who have, too. Usually off."),
    )  # fmt: skip


class SlipsForm(forms.Form):
    count = forms.IntegerField(
        label=_("How many slips?"), min_value=1, max_value=60,
        help_text=_("Each has a code of its own, which stands nowhere but on the paper."),
    )  # fmt: skip


class InviteForm(forms.Form):
    """The ways that are open for whom it is about, and no others."""

    way = forms.ChoiceField(label=_("How?"), widget=forms.RadioSelect)

    def __init__(self, *told: Any, ways: Mapping[Channel, Decision], **more: Any) -> None:
        super().__init__(*told, **more)
        shut = {str(channel) for channel, may in ways.items() if not may}
        shut |= {str(one) for one in (Channel.SMS, Channel.EMAIL) if one not in ways}
        self.fields["way"].choices = [one for one in Way.choices if one[0] not in shut]  # type: ignore[attr-defined]


class ExemptForm(forms.Form):
    why = forms.ChoiceField(
        label=_("Why not?"), widget=forms.RadioSelect,
        choices=[one for one in Survey.choices if one[0] != Survey.SENT],
    )  # fmt: skip


class CodeForm(forms.Form):
    """The code, typed."""

    code = forms.CharField(
        label=_("Your code"), max_length=60,
        help_text=_("Five times four letters and numbers. Big or small letters do not matter."),
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip


class WishForm(forms.Form):
    """What someone tells who would like to be interviewed."""

    called = forms.CharField(label=_("What may we call you?"), max_length=60)
    number = forms.CharField(
        label=_("Which number may we ring?"), max_length=30, widget=forms.TextInput(attrs={"inputmode": "tel"}),
        help_text=_("Use a phone that nobody else answers."),
    )  # fmt: skip
    when = forms.CharField(
        label=_("When is it good to ring?"), max_length=120, required=False, help_text=_("A day, or a time of day.")
    )

    def clean_number(self) -> str:
        told = str(self.cleaned_data["number"])
        if not phone(told):
            raise forms.ValidationError(_("We do not understand the number. Write eight digits."))
        return told


class SettleForm(forms.Form):
    state = forms.ChoiceField(
        label=_("What came of it?"), widget=forms.RadioSelect,
        choices=[one for one in InterviewState.choices if one[0] != InterviewState.TO_RING],
    )  # fmt: skip
