"""Step 4, who she is: her name or a code, how she may safely be reached, her yes, and a last look before it is sent."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from brobygger.access import typed
from brobygger.access.doors import DoorRequest
from brobygger.base import languages
from brobygger.base.codes import AgeGroup, Gender
from brobygger.base.workdays import day_of
from brobygger.contact.written import in_pairs
from brobygger.programmes import policy_queries
from brobygger.programmes.policy import Wording
from brobygger.routes.codes import ADULT, Answer
from brobygger.screening import actions, checked, code_shown, ending, queries, rules
from brobygger.screening.card_forms import CheckForm, ConsentForm, ContactForm, WhoForm
from brobygger.screening.card_words import card_words
from brobygger.screening.danger_said import taken_back_of, way_back_of
from brobygger.screening.models import Screening
from brobygger.screening.pages import Page, fresh, go_on
from brobygger.screening.sealed_sheet import sheet_of

READ_IN = ("da", "en")


class Who(Page):
    name, template = "who", "screening/who.html"

    def form(self, request: DoorRequest, row: Screening, data: Any, now: datetime) -> WhoForm:
        told = {one.criterion.key: one.answer for one in queries.answers(row)}
        return WhoForm(data, under_18=told.get(ADULT) == Answer.NO, initial=WhoForm.begun(sheet_of(row)))

    def after(self, request: DoorRequest, row: Screening, form: Any, now: datetime) -> HttpResponse:
        if sheet_of(row).anonymous and row.mailbox_id is None:
            opened = actions.give_code(screening_id=row.pk, by=request.actor, at=now)
            return code_shown.show(request, fresh(request, row), opened, "who")
        return redirect("screening_step", row.pk, "contact")


class Contact(Page):
    name, template = "contact", "screening/contact.html"

    def form(self, request: DoorRequest, row: Screening, data: Any, now: datetime) -> ContactForm:
        sheet = sheet_of(row)
        return ContactForm(data, has_number=bool(sheet.numbers), initial=ContactForm.begun(sheet))

    def after(self, request: DoorRequest, row: Screening, form: Any, now: datetime) -> HttpResponse:
        return redirect("screening_step", row.pk, "consent")

    def more(self, request: DoorRequest, row: Screening, form: Any, now: datetime) -> dict[str, Any]:
        sheet = sheet_of(row)
        shared = [in_pairs(one) for one in sheet.shared_numbers]
        return {
            "has_number": bool(sheet.numbers),
            "shared": shared,
            "seen": [in_pairs(one) for one in sheet.seen_numbers],
            "anonymous": sheet.anonymous,
            "way": way_back_of(request.actor, row),
            "has_code": sheet.anonymous,
        }


def _ways(row: Screening) -> bool:
    """Whether she can be reached at all by what she has said, or comes by herself with a code."""
    sheet = sheet_of(row)
    return bool((sheet.may_ring and sheet.when_said) or sheet.said.get("wishes") or row.mailbox_id)


class Consent(Page):
    name, template = "consent", "screening/consent.html"

    def form(self, request: DoorRequest, row: Screening, data: Any, now: datetime) -> ConsentForm:
        sheet = sheet_of(row)
        interpreter = sheet.consent_interpreter or bool(sheet.said.get("interpreter"))
        words = self.words(request, row, now)
        told = (
            sheet.consent if words and words.id == sheet.wording_id else ""
        )  # an answer is to the words it was given to
        begun = {"wording": words.id if words else None, "answer": told, "interpreter": interpreter}
        return ConsentForm(data, initial=begun)

    def words(self, request: DoorRequest, row: Screening, now: datetime) -> Wording | None:
        """The words in the language that was asked for, else in hers."""
        language = typed.code(request.GET, "language", READ_IN, sheet_of(row).language or "da")
        return policy_queries.consent_wording(row.programme_id, language=language, on=day_of(now))

    def keep(self, request: DoorRequest, row: Screening, form: Any, now: datetime, *, passing: bool = False) -> None:
        """Her answer is to the very words that stood on the page; a half answer is none."""
        if passing or not form.is_valid():
            return
        told = form.cleaned_data
        words = policy_queries.wording(told["wording"], programme_id=row.programme_id)
        kept = {
            "consent": told["answer"], "wording_id": words.id, "consent_language": words.language,
            "consent_interpreter": told["interpreter"], "consent_at": now.isoformat(),
        }  # fmt: skip
        actions.keep_step(screening_id=row.pk, told=kept, step=4, by=request.actor, at=now)

    def after(self, request: DoorRequest, row: Screening, form: Any, now: datetime) -> HttpResponse:
        return go_on(row)

    def more(self, request: DoorRequest, row: Screening, form: Any, now: datetime) -> dict[str, Any]:
        words = self.words(request, row, now)
        other = next((one for one in READ_IN if words is None or one != words.language), "")
        told = {"words": words, "other": other, "other_name": languages.name_of(other)}
        return told | {"no_way_told": not _ways(row)}


class Check(Page):
    name, template = "check", "screening/check.html"

    def form(self, request: DoorRequest, row: Screening, data: Any, now: datetime) -> CheckForm:
        return CheckForm(data, stands=checked.marks(row, queries.answers(row)))

    def keep(self, request: DoorRequest, row: Screening, form: Any, now: datetime, *, passing: bool = False) -> None:
        """There is nothing to keep: she looks once more."""

    def after(self, request: DoorRequest, row: Screening, form: Any, now: datetime) -> HttpResponse:
        actions.send(screening_id=row.pk, by=request.actor, at=now)
        return redirect("screening", row.pk)

    def more(self, request: DoorRequest, row: Screening, form: Any, now: datetime) -> dict[str, Any]:
        sheet = sheet_of(row)
        words = policy_queries.wording(sheet.wording_id, programme_id=row.programme_id) if sheet.wording_id else None
        return {
            "sheet": sheet,
            "numbers": [
                (in_pairs(one), one in sheet.shared_numbers, one in sheet.seen_numbers) for one in sheet.numbers
            ],
            "card": card_words(sheet),
            "age": dict(AgeGroup.choices).get(sheet.age_group, ""),
            "gender": dict(Gender.choices).get(sheet.gender, ""),
            "language": languages.name_of(sheet.language),
            "unreached": not _ways(row),
            "answers": queries.answers(row),
            "taken_back": taken_back_of(row),
            "words": words,
            "refused": rules.page_to_go_on_with(ending.told_of(row)) != "check",
        }
