"""What is filled in: the lines of a section, the form in which the plan is given, and the day to look again."""

from collections.abc import Sequence
from datetime import date, timedelta
from secrets import token_hex
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from brobygger.safety import rules
from brobygger.safety.codes import GivenAs, LineStatus
from brobygger.safety.paper import Sheet, as_printed, mark_of
from brobygger.safety.queries import Told
from brobygger.safety.writing import Content, Written, content_of

DATE = {"type": "date"}
WORDS = {"rows": 2, "autocomplete": "off"}


class LineForm(forms.Form):
    """One line; which it is, in which version, and what it said when the page was shown."""

    line = forms.IntegerField(required=False, widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    was = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("In the person's own words"), required=False, max_length=2000, widget=forms.Textarea(attrs=WORDS)
    )
    status = forms.ChoiceField(
        label=_("How it stands"), choices=LineStatus.choices, initial=LineStatus.AGREED, widget=forms.RadioSelect
    )
    with_whom = forms.CharField(label=_("Together with"), required=False, max_length=200)
    colleague = forms.TypedChoiceField(label=_("Or one of us"), required=False, coerce=int, empty_value=None)
    by_day = forms.DateField(label=_("By when"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs=DATE))

    def __init__(self, *args: Any, colleagues: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["colleague"].choices = [("", "–"), *colleagues]  # type: ignore[attr-defined]

    def written(self) -> Written:
        """The line as the page says it; the form is right."""
        told = self.cleaned_data
        words, with_whom = told["words"].replace("\r\n", "\n"), told["with_whom"]
        content = Content(words, told["status"], with_whom, told["colleague"], told["by_day"])
        return Written(content, told["line"], told["seen"] or 0, told["was"])


LINES = forms.formset_factory(LineForm, extra=0, max_num=200, absolute_max=200)


class SectionForm:
    """All the lines of a section on one page, and a new one below; the page has a mark of its own."""

    def __init__(self, told: Sequence[Told], *, colleagues: Sequence[tuple[int, str]], data: QueryDict | None) -> None:
        known = dict(colleagues)
        known |= {one.row.colleague_id: one.colleague for one in told if one.row.colleague_id}
        initial = [_initial(content_of(one.row), one.row.pk, one.row.version) for one in told]
        initial.append(_initial(Content(), None, 0))
        more = {"colleagues": sorted(known.items(), key=lambda one: one[1])}
        self.lines = LINES(data, initial=initial, prefix="line", form_kwargs=more)
        self.page = _mark(data.get("page", "")) if data is not None else token_hex(32)

    def is_valid(self) -> bool:
        valid: bool = self.lines.is_valid()
        return valid

    def written(self) -> list[Written]:
        """The lines that are right, as the page says them."""
        return [one.written() for one in self.lines if one.is_valid()]


def _mark(sent: str) -> str:
    """The page's own mark as it came back; another one where it is none."""
    return sent if len(sent) == 64 and sent.isalnum() and sent.isascii() else token_hex(32)


def _initial(content: Content, line_id: int | None, version: int) -> dict[str, Any]:
    told: dict[str, Any] = {"words": content.words, "status": content.status, "with_whom": content.with_whom}
    told |= {"colleague": content.colleague_id, "by_day": content.by_day}
    return told | {"line": line_id, "seen": version, "was": content.mark}


class GivenForm(forms.Form):
    """In which form the person wants the plan this time; nothing is chosen beforehand."""

    form = forms.ChoiceField(
        label=_("In which form does the person want the plan today?"), choices=GivenAs.choices,
        widget=forms.RadioSelect, error_messages={"required": _("Ask, and choose.")},
        help_text=_("Ask anew each time. Nothing is ever sent."),
    )  # fmt: skip
    who = forms.CharField(label=_("Who keeps it, if someone the person trusts does"), required=False, max_length=200)


class PaperForm(forms.Form):
    """Which lines go on paper: as few as the person can do with, and none that nobody has looked at."""

    lines = forms.MultipleChoiceField(
        label=_("What may stand on the paper?"), widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Read each line together, as a stranger would. No list knows every word: tick only what tells nothing of"
            " what it is about. What is not ticked is not printed."
        ),
        error_messages={
            "required": _("Choose what goes on the paper."),
            "invalid_choice": _("A line has been changed meanwhile. Look at them again."),
        },
    )  # fmt: skip

    def __init__(self, *args: Any, sheet: Sheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lines"].choices = [  # type: ignore[attr-defined]
            (mark_of(one.row), f"{heading}: {as_printed(one)}")
            for _section, heading, lines in sheet.parts
            for one in lines
        ]


class LookForm(forms.Form):
    """When the plan is gone through next."""

    again_on = forms.DateField(label=_("Look at it again on"), widget=forms.DateInput(format="%Y-%m-%d", attrs=DATE))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["again_on"].initial = today + timedelta(days=rules.NEXT_LOOK)
