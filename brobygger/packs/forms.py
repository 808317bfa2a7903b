"""A pack drawn as a form: each question a field by its `linkId`, whatever the pack is for."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from brobygger.packs.codes import Kind
from brobygger.packs.questions import Answers, Condition, Question, Questions, said
from brobygger.packs.words import MOST_NAMED

MOST_TIMES = 20
YES_OR_NO = [("true", _("Yes")), ("false", _("No"))]
LONGEST = {Kind.STRING: 300, Kind.TEXT: 20_000}


class FileForm(forms.Form):
    """A pack's file."""

    file = forms.FileField(label=_("File"), help_text=_("A FHIR R4 Questionnaire as JSON, at most 1 MB."))


class LicenceForm(forms.Form):
    """By which licence the zone uses an instrument."""

    reference = forms.CharField(
        label=_("Licence"),
        max_length=200,
        help_text=_("The number of the order or agreement that you have with the owner."),
    )


@dataclass(frozen=True, slots=True)
class Drawn:
    """One question as the page draws it: its field, or what lies in it."""

    question: Question
    label: str
    help: str
    field: BoundField | None
    inner: list["Drawn"]
    only_if: str  # in words, for whoever sees it although it is not asked yet
    asked: bool
    when: str  # the same for the page's own script: `linkId comparison answer; …`


class PackForm(forms.Form):
    """Some or all of a pack's questions. Nothing is chosen beforehand, and what is not asked need not be answered."""

    def __init__(
        self, questions: Questions, *, only: Iterable[Question] | None = None, answers: Answers, **told: Any
    ) -> None:
        super().__init__(initial={}, **told)
        self.questions, self.language = questions, get_language() or ""
        self.top = tuple(questions.top if only is None else only)
        self.before = answers
        for one in self.top:
            self._add(one, answers, "")

    def _add(self, one: Question, answers: Answers, within: str) -> None:
        if one.kind == Kind.GROUP and one.repeats:
            for number, each in enumerate([*(answers.get(one.link_id) or []), {}][:MOST_TIMES]):
                for child in one.children:
                    self._add(child, each, f"{within}{one.link_id}:{number}:")
            return
        if one.kind not in (Kind.GROUP, Kind.DISPLAY):
            field = field_of(one, self.language)
            told = answers.get(one.link_id) or []
            field.initial = _shown(one, told)
            self.fields[f"{within}{one.link_id}"] = field
        for child in one.children:
            self._add(child, answers, within)

    def clean(self) -> dict[str, Any]:
        """What is required is asked for where it is asked at all."""
        told: dict[str, Any] = super().clean() or {}
        answers = {**self.before, **self._told(told)}
        reached = self.questions.reached(answers)
        for one in (question for top in self.top for question in top.walk()):
            wanted = one.required and one.link_id in self.fields and one.link_id in reached
            if wanted and not answers.get(one.link_id) and one.link_id not in self.errors:
                self.add_error(one.link_id, _("Answer this before you go on."))
                told[one.link_id] = None  # none is what was written: what stood before does not stand on
        return told

    def answers(self) -> dict[str, list[Any]]:
        """Everything that was written, also where it is not asked now: a changed answer may lead back to it."""
        return {**{key: list(told) for key, told in self.before.items()}, **self._told(self.cleaned_data)}

    def _told(self, cleaned: Mapping[str, Any]) -> dict[str, list[Any]]:
        return dict(_gathered(self.top, cleaned, ""))

    def drawn(self) -> list[Drawn]:
        """The questions in their order, each with its field and on what it depends."""
        told = {
            **self.before,
            **(self._told(self.cleaned_data) if self.is_bound and hasattr(self, "cleaned_data") else {}),
        }
        return [drawn for one in self.top for drawn in self._drawn(one, told, "")]

    def _drawn(self, one: Question, told: Answers, within: str) -> Iterator[Drawn]:
        if one.kind == Kind.GROUP and one.repeats:
            times = len({name.split(":")[1] for name in self.fields if name.startswith(f"{within}{one.link_id}:")})
            for number in range(times):
                each = (told.get(one.link_id) or [])[number : number + 1]
                inner = {**told, **(each[0] if each else {})}
                deeper = f"{within}{one.link_id}:{number}:"
                yield self._one(
                    one, told, None, [d for child in one.children for d in self._drawn(child, inner, deeper)]
                )
            return
        name = f"{within}{one.link_id}"
        inner_drawn = [d for child in one.children for d in self._drawn(child, told, within)]
        yield self._one(one, told, self[name] if name in self.fields else None, inner_drawn)

    def _one(self, one: Question, told: Answers, field: BoundField | None, inner: list[Drawn]) -> Drawn:
        return Drawn(
            one, label_of(one, self.language), said(one.help or {}, self.language), field, inner,
            only_if=self._in_words(one), asked=one.is_asked(told),
            when=_for_script(one) if one.conditions else "",
        )  # fmt: skip

    def _in_words(self, one: Question) -> str:
        between = f" {_('and')} " if one.all_of_them else f" {_('or')} "
        return between.join(self._condition(condition) for condition in one.conditions)

    def _condition(self, condition: Condition) -> str:
        of = self.questions.by_id[condition.question]
        answer = condition.answer
        if of.kind == Kind.BOOLEAN or condition.comparison == "exists":
            answer = _("yes") if condition.answer else _("no")
        elif of.kind == Kind.CHOICE:
            answer = next((said(o.words, self.language) for o in of.options if o.code == answer), answer)
        compared = "" if condition.comparison in ("=", "exists") else f"{condition.comparison} "
        return f"{label_of(of, self.language)}: {compared}{answer}"


def label_of(one: Question, language: str) -> str:
    """What a question is called: its own words, or its code where the pack ships none."""
    words = said(one.words, language)
    return " ".join(filter(None, (one.prefix, words))) or one.link_id


def _for_script(one: Question) -> str:
    """`all` or `any`, and each condition as `linkId comparison answer`, a line each."""
    lines = [f"{c.question} {c.comparison} {_as_sent(c.answer)}" for c in one.conditions]
    return "\n".join(["all" if one.all_of_them else "any", *lines])


def _as_sent(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def field_of(one: Question, language: str) -> forms.Field:
    """The field in which a question is answered."""
    told: dict[str, Any] = {
        "label": label_of(one, language),
        "help_text": said(one.help or {}, language),
        "required": False,
    }
    if one.kind == Kind.CHOICE:
        choices = [(option.code, said(option.words, language)) for option in one.options]
        told["error_messages"] = {"invalid_choice": _choose_among([str(words) for _code, words in choices])}
        if one.repeats:
            return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **told)
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **told)
    if one.kind == Kind.BOOLEAN:
        return forms.ChoiceField(choices=YES_OR_NO, widget=forms.RadioSelect, **told)
    if one.kind == Kind.DATE:
        return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **told)
    if one.kind == Kind.INTEGER:
        return forms.IntegerField(min_value=-999_999, max_value=999_999, **told)
    if one.kind == Kind.QUANTITY:
        unit = f" ({one.unit})" if one.unit else ""
        told["label"] += unit
        return forms.DecimalField(min_value=-999_999, max_value=999_999, decimal_places=2, **told)
    most = one.most or LONGEST[one.kind]
    widget = forms.Textarea(attrs={"rows": 4}) if one.kind == Kind.TEXT or one.repeats else None
    return forms.CharField(max_length=most, widget=widget, **told)


def _choose_among(words: Sequence[str]) -> str:
    """What would do; of many the first ten."""
    more = ", …" if len(words) > MOST_NAMED else ""
    return gettext("Choose one of: %(which)s.") % {"which": ", ".join(words[:MOST_NAMED]) + more}


def _shown(one: Question, told: list[Any]) -> Any:
    if one.kind == Kind.CHOICE and one.repeats:
        return told
    if one.kind in (Kind.STRING, Kind.TEXT) and one.repeats:
        return "\n".join(told)
    value = told[0] if told else None
    return _as_sent(value) if isinstance(value, bool) else value


def _gathered(
    questions: Iterable[Question], cleaned: Mapping[str, Any], within: str
) -> Iterator[tuple[str, list[Any]]]:
    """The answers as they are kept, by `linkId`; a repeated group that was left empty is not there."""
    for one in questions:
        name = f"{within}{one.link_id}"
        if one.kind == Kind.GROUP and one.repeats:
            times = sorted({int(key[len(name) + 1 :].split(":")[0]) for key in cleaned if key.startswith(f"{name}:")})
            each = [dict(_gathered(one.children, cleaned, f"{name}:{number}:")) for number in times]
            yield one.link_id, [found for one_time in each if (found := {k: v for k, v in one_time.items() if v})]
            continue
        if name in cleaned:
            yield one.link_id, _kept(one, cleaned[name])
        yield from _gathered(one.children, cleaned, within)


def _kept(one: Question, value: Any) -> list[Any]:
    if value in (None, "", []):
        return []
    if one.kind == Kind.BOOLEAN:
        return [value == "true"]
    if one.kind in (Kind.STRING, Kind.TEXT) and one.repeats:
        return [line.strip() for line in value.splitlines() if line.strip()]
    if isinstance(value, date):
        return [value.isoformat()]
    if isinstance(value, Decimal):
        return [float(value)]
    return list(value) if isinstance(value, list) else [value]
