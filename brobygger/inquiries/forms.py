"""The questions of the open pages: short, one at a time, and nothing has to be told that is not needed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.base import languages
from brobygger.base.codes import Weekday
from brobygger.base.phones import phone
from brobygger.inquiries.sending import ANY_DAY, SaysYes
from brobygger.inquiries.steps import Step
from brobygger.routes.codes import Answer
from brobygger.screening.codes import Heard

YES_NO = [("yes", _("Yes")), ("no", _("No"))]
YES_NO_UNSURE = [(Answer.YES, _("Yes")), (Answer.NO, _("No")), (Answer.UNKNOWN, _("I am not sure"))]
NOT_SAID = ("", _("Choose …"))
HOURS = [
    NOT_SAID,
    ("all_day", _("All day, from 8 to 20")),
    ("morning", _("In the morning, 8 to 12")),
    ("afternoon", _("In the afternoon, 12 to 16")),
    ("evening", _("In the evening, 16 to 20")),
]
# Which of our own staff have had the training, she cannot know.
HEARD = [
    (Heard.SOCIAL_MEDIA, _("On Facebook, Instagram or the like")),
    (Heard.CAMPAIGN_MATERIAL, _("On a poster, a card or an ad")),
    (Heard.MUNICIPAL_EMPLOYEE, _("From someone at the municipality")),
    (Heard.OTHER_ACTOR, _("From the police, a doctor or a school")),
    (Heard.FRIEND_OR_FAMILY, _("From a friend or my family")),
    (Heard.WEB, _("I searched the web")),
    (Heard.OTHER, _("Another way")),
    (Heard.NOT_TOLD, _("I will not say")),
]


def choose(choices: list[tuple[Any, Any]], *, required: bool = True) -> forms.ChoiceField:
    """One of a few answers, each with its own round button."""
    return forms.ChoiceField(
        label="", choices=choices, widget=forms.RadioSelect, required=required,
        error_messages={"required": _("Choose an answer.")},
    )  # fmt: skip


def write(label: Any, *, most: int, help_text: Any = "", rows: int = 0) -> forms.CharField:
    """A few words of her own; the browser keeps none of them."""
    attrs: dict[str, Any] = {"autocomplete": "off", "spellcheck": "false"}
    widget = forms.Textarea(attrs=attrs | {"rows": rows}) if rows else forms.TextInput(attrs=attrs)
    return forms.CharField(label=label, max_length=most, required=False, help_text=help_text, widget=widget)


class Question(forms.Form):
    """One page: what it asks, for herself or about another."""

    use_required_attribute = False

    def __init__(self, *args: Any, other: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.other = other

    def written(self) -> dict[str, Any]:
        """What stands in the fields, as it stands, also where it cannot be read yet; no more than a field may hold."""
        told: dict[str, Any] = {}
        for name, field in self.fields.items():
            value = field.widget.value_from_datadict(self.data, self.files, name)
            most = 2 * (getattr(field, "max_length", None) or 100)  # a new line counts twice on its way
            told[name] = value if isinstance(value, bool) else (value or "")[:most]
        return told


class About(Question):
    about = choose([("me", _("Me")), ("known", _("Someone I know")), ("work", _("Someone I meet in my work"))])


class Danger(Question):
    danger = choose(YES_NO_UNSURE)


class SaidYes(Question):
    said_yes = choose([("yes", _("Yes, we have talked about it")), ("no", _("No, not yet"))])


class Adult(Question):
    adult = choose(YES_NO)


class Children(Question):
    children = choose([("yes", _("Yes")), ("no", _("No")), ("unsaid", _("I will not say"))])


class Worry(Question):
    worry = choose(YES_NO_UNSURE)


class Words(Question):
    words = write(_("Your own words"), most=4000, rows=7)


class Reach(Question):
    reach = choose([("here", _("Only here, with my code")), ("contact", _("You may also call or write to me"))])


class Contact(Question):
    called = write(_("A first name, or what we may call you"), most=60)
    number = write(_("Phone number"), most=30)
    shares_phone = forms.ChoiceField(
        label=_("Can anyone else see or use this phone?"),
        choices=[("yes", _("Yes, or I am not sure")), ("no", _("No"))],
        widget=forms.RadioSelect, required=False,
    )  # fmt: skip
    hours = forms.ChoiceField(
        label=_("When may we call?"), choices=HOURS, required=False,
        help_text=_("If you do not choose, we do not call or text."),
    )  # fmt: skip
    days = forms.MultipleChoiceField(
        label=_("On which days may we call?"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(ANY_DAY, _("Every day")), *((str(day.value), day.label) for day in Weekday)],
    )  # fmt: skip
    may_leave_voicemail = forms.BooleanField(label=_("You may leave a voice message"), required=False)
    may_sms = forms.BooleanField(label=_("You may send a text message"), required=False)
    email = write(_("E-mail that only you can read"), most=200)
    wishes = write(_("What must we think of?"), most=500, rows=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].widget.input_type = "tel"
        self.fields["email"].widget.input_type = "email"
        if self.other:
            self.fields["called"].label = _("The first name of the one it is about")
            self.fields["email"].label = _("E-mail that only she or he can read")

    def clean_number(self) -> str:
        written = self.cleaned_data["number"].strip()
        number = phone(written)
        if written and not number:
            raise forms.ValidationError(_("We cannot read this number. Write it with 8 digits."))
        return number

    def clean_email(self) -> str:
        written = self.cleaned_data["email"].strip()
        return (
            forms.EmailField(error_messages={"invalid": _("This e-mail is not right yet.")}).clean(written)
            if written
            else ""
        )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("number") and not told.get("shares_phone"):
            self.add_error("shares_phone", _("Choose an answer."))
        if told.get("number") and told.get("hours") and not told.get("days"):
            self.add_error("days", _("Choose the days too. Or choose no hours: then we do not call."))
        if told.get("number") and told.get("days") and not told.get("hours"):
            self.add_error("hours", _("Choose the hours too. Or choose no days: then we do not call."))
        if not self.errors and not told.get("number") and not told.get("email"):
            raise forms.ValidationError(_("Write a number or an e-mail. Or go back and choose 'only here'."))
        return told


class Consent(Question):
    consent = choose([("yes", _("Yes, you may")), ("no", _("No"))])


class Language(Question):
    language = forms.ChoiceField(label=_("Language"), required=False)
    interpreter = forms.BooleanField(label=_("An interpreter is needed"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spoken = [NOT_SAID, *((code or "da", name) for code, name in languages.in_order())]
        self.fields["language"] = forms.ChoiceField(label=_("Language"), required=False, choices=spoken)


class WhereHeard(Question):
    heard = choose(HEARD)


class WhoGaveTheCode(Question):
    """What she says of whoever gave her the code, where she sends it; what she does not answer is no."""

    notes_shared = forms.ChoiceField(
        label=_("May our team also see what they wrote down?"), choices=YES_NO, required=False,
        widget=forms.RadioSelect, help_text=_("If you do not answer, we do not see it."),
    )  # fmt: skip
    may_follow = forms.ChoiceField(
        label=_("May they see how it goes with us?"), choices=YES_NO, required=False, widget=forms.RadioSelect,
        help_text=_("If you do not answer, they are told nothing. They never see what we talk about."),
    )  # fmt: skip

    def says(self) -> SaysYes:
        return SaysYes(*(self.cleaned_data.get(name) == Answer.YES for name in ("notes_shared", "may_follow")))


class Line(Question):
    text = write(_("Write to us"), most=4000, rows=4)

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"]).strip()
        if not text:
            raise forms.ValidationError(_("There is nothing written yet."))
        return text


class Code(Question):
    code_name = write(_("Code name"), most=80, help_text=_("Two words and a number"))
    code_word = write(_("Code word"), most=80, help_text=_("Two words"))


QUESTIONS: dict[Step, type[Question]] = {
    Step.ABOUT: About,
    Step.DANGER: Danger,
    Step.SAID_YES: SaidYes,
    Step.ADULT: Adult,
    Step.CHILDREN: Children,
    Step.WORRY: Worry,
    Step.WORDS: Words,
    Step.REACH: Reach,
    Step.CONTACT: Contact,
    Step.CONSENT: Consent,
    Step.LANGUAGE: Language,
    Step.HEARD: WhereHeard,
}
# What stands over a page of several fields is a heading; a single choice has the question as its legend.
CHOICES = frozenset(QUESTIONS) - {Step.WORDS, Step.CONTACT, Step.LANGUAGE}


def form_for(step: Step, answers: dict[str, Any], data: Any = None, *, other: bool = False) -> Question:
    """The form of a question, with what she answered before, or has begun to write since."""
    begun = answers.get("draft", {}).get(str(step.value), {})
    return QUESTIONS[step](data, initial=answers | begun, auto_id="id_%s", other=other)
