"""Who she is, how she may safely be reached, and her yes: what lies on the sealed sheet."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.base import languages
from brobygger.base.codes import AgeGroup, Gender, Weekday
from brobygger.base.phones import phone
from brobygger.contact.written import in_pairs
from brobygger.routes.codes import Answer
from brobygger.screening import checked
from brobygger.screening.forms import YES_NO_OR_NOT_KNOWN, StepForm, line, one_of, words
from brobygger.screening.sealed_sheet import Sheet

NOT_SAID = ("", _("Not said"))
SEEN_IS_SAID = (Answer.YES, Answer.NO)  # of a phone; with any other answer others may see it
KNOWN, ANONYMOUS = "known", "anonymous"
HOURS = [(hour, f"{hour:02}.00") for hour in range(25)]
EVERY_DAY = 127
ANY_DAY = "0"
TICKS = ("may_leave_voicemail", "may_say_who_we_are", "interpreter", "when_not_said")
LINES = ("who_else_may_answer", "word_when_safe", "word_when_unsafe", "cover_story", "wishes")


def _tick(label: Any, **more: Any) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False, **more)


def _number(label: Any) -> forms.CharField:
    shown = forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"})
    return forms.CharField(label=label, required=False, max_length=30, widget=shown)


def _seen_by_others() -> forms.ChoiceField:
    """Asked of each number that is given; nothing is chosen beforehand."""
    label = _("Does the one who uses violence use or see this phone too?")
    return one_of(label, Answer.choices, required=False)


class WhoForm(StepForm):
    """By name, or anonymous with a code; and the numbers."""

    who = one_of(
        _("May the team know the name?"),
        [(KNOWN, _("Yes, by name")), (ANONYMOUS, _("No, the person wishes to be anonymous"))],
    )
    given_name = line(_("First name"), 100)
    family_name = line(_("Family name"), 100)
    number_1 = _number(_("Phone number"))
    shared_1 = _seen_by_others()
    number_2 = _number(_("Another phone number"))
    shared_2 = _seen_by_others()
    gender = forms.ChoiceField(label=_("Gender"), required=False, choices=[NOT_SAID, *Gender.choices])
    age_group = forms.ChoiceField(label=_("Age"), required=False, choices=[NOT_SAID, *AgeGroup.choices])
    language = forms.ChoiceField(label=_("Language"), required=False)
    why = words(_("Why is it not so after all?"), 2)

    def __init__(self, *args: Any, under_18: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.under_18 = under_18
        self.fields["language"].choices = languages.in_order()  # type: ignore[attr-defined]

    def clean_number_1(self) -> str:
        return self._number("number_1")

    def clean_number_2(self) -> str:
        return self._number("number_2")

    def _number(self, name: str) -> str:
        """The number as it is stored; an error names what was typed."""
        typed: str = self.cleaned_data[name].strip()
        number = phone(typed) if typed else ""
        if typed and not number:
            raise forms.ValidationError(
                _("“%(value)s” is not understood as a phone number. Write 12 34 56 78, or + and the country first."),
                params={"value": typed},
            )
        return number

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if told.get("who") == KNOWN and not told.get("given_name", "").strip():
            self.add_error("given_name", _("Write the name that the team may use."))
        if self.under_18 and told.get("age_group") not in ("", None, AgeGroup.G0_17):
            self.add_error("age_group", _("You have answered that the person is under 18. Correct one of them."))
        if told.get("number_1") and told.get("number_1") == told.get("number_2"):
            self.add_error("number_2", _("This is the same number once more."))
        for place in (1, 2):
            if told.get(f"number_{place}") and told.get(f"shared_{place}") == "":
                self.add_error(f"shared_{place}", YES_NO_OR_NOT_KNOWN["required"])
        return told

    def told(self) -> dict[str, Any]:
        """What belongs on the sheet; someone anonymous has no name on it."""
        said = self.cleaned_data
        kept: dict[str, Any] = {name: said[name] for name in ("gender", "age_group", "language") if name in said}
        if said.get("who") == ANONYMOUS:
            kept |= {"anonymous": True, "given_name": "", "family_name": ""}
        elif said.get("who") == KNOWN:
            kept["anonymous"] = False
            kept |= {name: said[name].strip() for name in ("given_name", "family_name") if name in said}
        if "number_1" in said and "number_2" in said:
            seen_by = {said[f"number_{n}"]: said.get(f"shared_{n}", "") for n in (1, 2) if said[f"number_{n}"]}
            kept["numbers"] = tuple(seen_by)
            kept["shared_numbers"] = tuple(number for number, told in seen_by.items() if told == Answer.YES)
            kept["seen_numbers"] = tuple(number for number, told in seen_by.items() if told not in SEEN_IS_SAID)
            kept["seen_by"] = {number: told for number, told in seen_by.items() if told}
        return kept

    @staticmethod
    def begun(sheet: Sheet) -> dict[str, Any]:
        """The sheet as the form begins with it."""
        who = ANONYMOUS if sheet.anonymous else KNOWN if sheet.given_name else ""
        told: dict[str, Any] = {
            "who": who,
            "given_name": sheet.given_name,
            "family_name": sheet.family_name,
            "gender": sheet.gender,
        }
        for place, number in enumerate(sheet.numbers[:2], start=1):
            told[f"number_{place}"] = in_pairs(number)
            told[f"shared_{place}"] = sheet.seen_by.get(number, "")
        return told | {"age_group": sheet.age_group, "language": sheet.language}


def _hour(label: Any, hours: list[tuple[int, str]]) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, required=False, coerce=int, empty_value=None, choices=[NOT_SAID, *hours])


class ContactForm(StepForm):
    """How it is safe: what is not ticked is not done."""

    may_ring = _tick(_("The team may ring"))
    days = forms.MultipleChoiceField(
        label=_("Days when it is safe"),
        required=False,
        choices=[(ANY_DAY, _("Every day")), *Weekday.choices],
        widget=forms.CheckboxSelectMultiple,
    )
    hour_from = _hour(_("From"), HOURS[:-1])
    hour_to = _hour(_("To"), HOURS[1:])
    when_not_said = _tick(
        _("The person has not said when"), help_text=_("Then nobody rings before the team has asked and been told.")
    )
    may_leave_voicemail = _tick(_("The team may leave a message on the voicemail"))
    may_say_who_we_are = _tick(_("The team may say who they are to others who answer"))
    who_else_may_answer = line(_("Who else may answer the phone?"))
    word_when_safe = line(_("Code word: I can talk"))
    word_when_unsafe = line(_("Code word: I cannot talk"))
    cover_story = line(_("If someone asks who rings"))
    interpreter = _tick(_("An interpreter is needed"))
    interpreter_language = forms.ChoiceField(label=_("Language of the interpreter"), required=False)
    wishes = line(_("Other wishes about contact"), 500)

    def __init__(self, *args: Any, has_number: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.has_number = has_number
        listed = [NOT_SAID, *(one for one in languages.in_order() if one[0])]
        self.fields["interpreter_language"].choices = listed  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if told.get("may_ring") and not self.has_number:
            self.add_error("may_ring", _("There is no number to ring. Go back and write it, or take the tick away."))
        if "hour_from" in told and "hour_to" in told:
            self._when_holds(told, told["hour_from"], told["hour_to"])
        if told.get("interpreter") and not told.get("interpreter_language"):
            self.add_error("interpreter_language", _("Choose the language of the interpreter."))
        return told

    def _when_holds(self, told: dict[str, Any], first: int | None, last: int | None) -> None:
        """Days and hours are both said, or it is said that they are not."""
        something = bool(told.get("days")) or first is not None or last is not None
        if first is not None and last is not None and first >= last:
            self.add_error("hour_to", _("The hours end before they begin."))
        elif told.get("when_not_said"):
            if something:
                self.add_error("when_not_said", _("You have chosen days or hours too. Take the tick away, or them."))
        elif something or told.get("may_ring"):
            if not told.get("days"):
                self.add_error("days", _("Ask which days, or tick that the person has not said when."))
            if first is None or last is None:
                self.add_error("hour_from", _("Ask which hours, or tick that the person has not said when."))

    def told(self) -> dict[str, Any]:
        """What was said, for the card; half of it while it is being written. Nothing stands that was not said."""
        said = self.cleaned_data
        kept = {name: said[name] for name in (*TICKS, *LINES, "hour_from", "hour_to") if name in said}
        kept["interpreter_language"] = said.get("interpreter_language", "") if said.get("interpreter") else ""
        days = said.get("days", ())
        kept["days"] = EVERY_DAY if ANY_DAY in days else sum(1 << (int(day) - 1) for day in days)
        return {"may_ring": bool(said.get("may_ring")), "said": kept}

    @staticmethod
    def begun(sheet: Sheet) -> dict[str, Any]:
        """The sheet as the form begins with it: nothing is ticked that nobody said."""
        said = dict(sheet.said)
        days = said.pop("days", 0)
        told = {**said, "may_ring": sheet.may_ring}
        told.setdefault("interpreter_language", sheet.language)
        chosen = [str(one) for one in range(1, 8) if days >> (one - 1) & 1]
        return told | {"days": [ANY_DAY] if days == EVERY_DAY else chosen}


class ConsentForm(forms.Form):
    """Her answer to the very words that were read aloud."""

    wording = forms.IntegerField(widget=forms.HiddenInput)
    answer = one_of(
        _("What does the person say?"),
        [("yes", _("Yes")), ("no", _("No"))],
        error_messages={"required": _("Choose yes or no.")},
    )
    interpreter = _tick(_("It was read through an interpreter"))


class CheckForm(StepForm):
    """The last look: what stood on the page goes along, so that it is seen where it has changed meanwhile."""

    seen = forms.CharField(required=False, max_length=400, widget=forms.HiddenInput)

    def __init__(self, *args: Any, stands: dict[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.stands = stands

    @property
    def shown(self) -> str:
        """What stands on the page as it is shown now."""
        return " ".join(f"{name}={mark}" for name, mark in self.stands.items())

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        changed = checked.changed(told.get("seen", ""), self.stands)
        if changed:
            words = _("It has changed since this page was shown: %(what)s. Look once more before you send it.")
            raise forms.ValidationError(words, params={"what": ", ".join(changed)})
        return told
