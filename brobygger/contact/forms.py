"""What a worker may send in: the gaps of a message, and a draft of its words."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.base.phones import phone
from brobygger.contact import rules
from brobygger.people.channels import Channel

LANGUAGES = (("da", _("Danish")), ("en", _("English")))


class GapsForm(forms.Form):
    """The gaps of a wording, each asked for by its kind."""

    def __init__(self, *args: Any, gaps: frozenset[str], **options: Any) -> None:
        super().__init__(*args, **options)
        made: dict[str, forms.Field] = {
            "day": forms.DateField(label=_("Day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")),
            "time": forms.TimeField(label=_("Time"), widget=forms.TimeInput({"type": "time"}, format="%H:%M")),
            "phone": forms.CharField(label=_("Phone number to ring"), max_length=30),
        }
        self.fields |= {kind: field for kind, field in made.items() if kind in gaps}

    def clean_phone(self) -> str:
        """The number as it is stored."""
        number = phone(self.cleaned_data["phone"])
        if not number:
            raise forms.ValidationError(_("This is not understood as a phone number."))
        return number

    def values(self) -> dict[str, str]:
        """The values as a message takes them."""
        told = self.cleaned_data
        return {kind: f"{told[kind]:%H:%M}" if kind == "time" else str(told[kind]) for kind in self.fields}


class WordingForm(forms.Form):
    """A new version of a message's words, or words of one's own."""

    key = forms.SlugField(
        label=_("Short name"),
        max_length=40,
        help_text=_("Small letters, digits and underscores. An existing name makes a new version of it."),
    )
    channel = forms.ChoiceField(
        label=_("Sent as"), choices=[(c.value, c.label) for c in (Channel.SMS, Channel.EMAIL)], widget=forms.RadioSelect
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, widget=forms.RadioSelect)
    subject = forms.CharField(label=_("Subject (e-mail only)"), max_length=80, required=False)
    text = forms.CharField(
        label=_("Text"),
        max_length=rules.LONGEST_SMS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The gaps {day}, {time}, {phone} and {link} are filled in when it is sent."),
    )
    valid_from = forms.DateField(
        label=_("In use from"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), initial=date.today
    )

    def clean_text(self) -> str:
        """The text, where it may be sent to a person; else the word that is in the way."""
        text: str = self.cleaned_data["text"]
        if rules.gaps(text) is None:
            raise forms.ValidationError(_("A text may have the gaps {day}, {time}, {phone} and {link}, and no others."))
        if word := rules.word_that_gives_away(text):
            raise forms.ValidationError(
                _("“%(word)s” could tell others what it is about. Write it more neutrally."), params={"word": word}
            )
        return text

    def clean(self) -> dict[str, Any]:
        """An e-mail has a subject, and an SMS none."""
        told = super().clean() or self.cleaned_data
        if told.get("channel") == Channel.SMS:
            told["subject"] = ""
        elif not told.get("subject"):
            self.add_error("subject", _("An e-mail needs a subject."))
        elif rules.word_that_gives_away(told["subject"]):
            self.add_error(
                "subject", _("A word in the text could tell others what it is about. Write it more neutrally.")
            )
        return told


class SenderForm(forms.Form):
    """Who messages come from, and when what was said is asked about again."""

    name = forms.CharField(
        label=_("Messages come from"),
        max_length=11,
        help_text=_("A name that tells nothing, of at most 11 letters and digits. It stands on the locked phone."),
    )
    ask_again_days = forms.IntegerField(
        label=_("Ask again after this many days"),
        min_value=1,
        max_value=90,
        help_text=_("What a person has said about messages no longer counts after that."),
    )
