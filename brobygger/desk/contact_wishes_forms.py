"""What a person has said about how she or he may safely be reached: the same fields in the call and on the card."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from brobygger.base import languages
from brobygger.people.models import ContactPlan
from brobygger.people.when_safe import WhenSafe, said_when

# What messages may be sent, where to, and what is agreed for those who might read or listen along.
TICKS = ("may_sms", "may_email", "may_letter", "may_digital_post", "may_calendar", "may_use_links")
TEXTS = ("email_to", "where_to_write", "word_when_safe", "word_when_unsafe", "cover_story")


def _short(label: Any, **more: Any) -> forms.CharField:
    shown = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, required=False, max_length=200, widget=shown, **more)


class SaidFields(WhenSafe):
    """Nothing said is no: what is not ticked is not allowed.

    What stood in the form when it was shown goes along in it (`shown`). What differs from that has been touched, and
    counts as said, whatever else is ticked or chosen; what has not been touched stays as the card says now, also where
    another page has changed it meanwhile.
    """

    shown = forms.CharField(required=False, widget=forms.HiddenInput)
    may_say_who_we_are = forms.BooleanField(label=_("We may say who we are to others who answer"), required=False)
    may_leave_voicemail = forms.BooleanField(label=_("We may leave a message on the voicemail"), required=False)
    who_else_may_answer = forms.CharField(label=_("Who else may answer the phone?"), required=False, max_length=200)
    wishes = forms.CharField(
        label=_("Other wishes about contact"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    may_sms = forms.BooleanField(label=_("SMS"), required=False)
    may_email = forms.BooleanField(label=_("E-mail"), required=False)
    may_letter = forms.BooleanField(label=_("Letter"), required=False)
    may_digital_post = forms.BooleanField(label=_("Digital Post, today only"), required=False)
    may_calendar = forms.BooleanField(label=_("Calendar entry"), required=False)
    may_use_links = forms.BooleanField(label=_("Link to open"), required=False)
    email_to = _short(_("E-mail address that others cannot read"))
    where_to_write = _short(_("Where to write"))
    word_when_safe = _short(_("Code word: I can talk"))
    word_when_unsafe = _short(_("Code word: I cannot talk"))
    cover_story = _short(_("If someone asks who we are"))

    @property
    def ticks(self) -> list[dict[str, Any]]:
        """The kinds of messages, as they are drawn by hand."""
        return [self._drawn(name) for name in TICKS]

    @property
    def texts(self) -> list[dict[str, Any]]:
        """Where to, and what is agreed, as they are drawn by hand."""
        return [self._drawn(name) | {"errors": self.errors.get(name, ())} for name in TEXTS]

    def _drawn(self, name: str) -> dict[str, Any]:
        return {"name": name, "label": self.fields[name].label, "value": self[name].value()}

    def touched(self) -> frozenset[str]:
        """What has been written, ticked, taken away or chosen since the form was shown."""
        sent = as_text({name: self[name].value() for name in self.said_names})
        return touched(sent, read_shown(self["shown"].value()), self.said_names)

    def heard(self, known: Mapping[str, Any]) -> dict[str, Any]:
        """What has been said: what was touched as it stands in the form, the rest as the card shows it now."""
        changed = self.touched()
        sure = self.cleaned_data
        return {name: sure[name] if name in changed & sure.keys() else known[name] for name in self.said_names}

    @property
    def said_names(self) -> tuple[str, ...]:
        """The fields in which something may be said."""
        return SAID

    def check_said(self, told: dict[str, Any], *, needed: bool) -> None:
        """Errors where what was said does not hold together, or where the days and hours are needed and not said."""
        self.ask_when(told, needed=needed)
        changed = self.touched()
        if told.get("may_email"):
            try:
                validate_email(told.get("email_to", ""))
            except ValidationError:
                self.add_error("email_to", _("Write the e-mail address that may be used."))
        elif told.get("email_to") and "email_to" in changed:
            self.add_error("email_to", _("May we write an e-mail there? Tick it, or empty the field."))
        if told.get("may_letter") and not told.get("where_to_write"):
            self.add_error("where_to_write", _("Write where a letter may be sent."))
        elif told.get("where_to_write") and not told.get("may_letter") and "where_to_write" in changed:
            self.add_error("where_to_write", _("May we send a letter there? Tick it, or empty the field."))


SAID = tuple(name for name in SaidFields.base_fields if name != "shown")


def as_text(answers: Mapping[str, Any]) -> dict[str, str]:
    """Answers as a browser sends them: a tick is 'on', what is empty or not ticked is left out."""
    told = {}
    for name, value in answers.items():
        if value is None or value is False:
            continue
        words = value if isinstance(value, list | tuple) else ["on"] if value is True else str(value).split()
        if words:
            told[name] = " ".join(words)
    return told


def read_shown(text: Any) -> dict[str, str] | None:
    """What stood in the form when it was shown; None where the form does not say."""
    try:
        told = json.loads(text or "")
    except ValueError:
        return None
    return told if isinstance(told, dict) else None


def touched(sent: Mapping[str, str], shown: Mapping[str, str] | None, names: Iterable[str] = SAID) -> frozenset[str]:
    """Of the names those in which what was sent differs from what was shown.

    A form that does not tell what it showed has touched what stands in it, and nothing else.
    """
    if shown is None:
        return frozenset(name for name in names if name in sent)
    return frozenset(name for name in names if sent.get(name, "") != shown.get(name, ""))


def joined(
    written: Mapping[str, str], stood: Mapping[str, str] | None, draft: Mapping[str, str], names: Iterable[str]
) -> dict[str, str]:
    """What two pages write in one call: of the names what this page has touched, the rest as the draft has it.

    A page that does not tell what stood in it has touched everything.
    """
    if stood is None or not draft:
        return dict(written)
    theirs = frozenset(names) - touched(as_text(written), stood, names)

    def mixed(here: Mapping[str, str], there: Mapping[str, str]) -> dict[str, str]:
        kept = {name: value for name, value in here.items() if name not in theirs}
        return kept | {name: there[name] for name in theirs if there.get(name)}

    shown = mixed(read_shown(written.get("shown")) or {}, read_shown(draft.get("shown")) or {})
    return mixed(written, draft) | {"shown": noted(shown)}


def noted(answers: Mapping[str, Any]) -> str:
    """The note that goes along in a form of what stood in it."""
    return json.dumps(as_text(answers), ensure_ascii=False, sort_keys=True)


def with_shown(known: dict[str, Any]) -> dict[str, Any]:
    """The card's answers, and with them the note of what was shown."""
    return known | {"shown": noted(known)}


def said(told: Mapping[str, Any]) -> dict[str, Any]:
    """The answers by the names of the card's fields; an address whose yes was taken away is not kept."""
    plain = ("may_leave_voicemail", "may_say_who_we_are", "who_else_may_answer", "wishes", *TICKS, *TEXTS)
    kept = {name: told[name] for name in plain}
    if not told["may_email"]:
        kept["email_to"] = ""
    if not told["may_letter"]:
        kept["where_to_write"] = ""
    return kept | said_when(told)


class CardForm(SaidFields):
    """The contact card itself, with who said it."""

    basis = forms.ChoiceField(
        label=_("Who has said it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Say who has told you this.")},
    )
    may_ring = forms.BooleanField(label=_("We may ring"), required=False)
    sms_number = forms.TypedChoiceField(
        label=_("The number that an SMS may go to"), required=False, coerce=int, empty_value=None
    )
    interpreter = forms.BooleanField(label=_("An interpreter is needed"), required=False)
    interpreter_language = forms.ChoiceField(label=_("Language of the interpreter"), required=False)

    @property
    def said_names(self) -> tuple[str, ...]:
        """The fields in which something may be said."""
        return (*SAID, "may_ring", "sms_number", "interpreter", "interpreter_language")

    def __init__(self, *args: Any, numbers: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        basis = ContactPlan.Basis
        self.fields["basis"].choices = [(one.value, one.label) for one in (basis.HERSELF, basis.GUARDIAN)]  # type: ignore[attr-defined]
        self.fields["interpreter_language"].choices = languages.of_interpreters(_("No interpreter"))  # type: ignore[attr-defined]
        self.fields["sms_number"].choices = [("", _("No number")), *numbers]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The answers, where they hold together."""
        told = super().clean() or self.cleaned_data
        self.check_said(told, needed=bool(told.get("may_ring") or told.get("may_sms")))
        if told.get("interpreter") and not told.get("interpreter_language"):
            self.add_error("interpreter_language", _("Choose the language of the interpreter."))
        elif (
            told.get("interpreter_language")
            and not told.get("interpreter")
            and "interpreter_language" in self.touched()
        ):
            self.add_error("interpreter", _("Is an interpreter needed? Tick it, or choose none."))
        if told.get("may_sms") and not told.get("sms_number"):
            self.add_error("sms_number", _("Choose the number that an SMS may go to."))
        elif told.get("sms_number") and not told.get("may_sms") and "sms_number" in self.touched():
            self.add_error("may_sms", _("May we send an SMS to this number? Tick it, or choose no number."))
        return told
