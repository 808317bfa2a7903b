"""What was sent from a window that is older than the registration: danger counts, and the rest is shown back."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from brobygger.access.deeds import carried_out
from brobygger.access.doors import DoorRequest, door
from brobygger.access.policy import Act
from brobygger.base.workdays import day_of
from brobygger.routes.codes import Answer
from brobygger.screening import actions, ending, queries, rules
from brobygger.screening.codes import Danger
from brobygger.screening.duties_shown import danger_shown
from brobygger.screening.forms import TellTeamForm
from brobygger.screening.models import Screening
from brobygger.screening.pages import Page, fresh
from brobygger.screening.safety_pages import leads_somewhere
from brobygger.screening.states import WITH_THE_TEAM, ScreeningState

S = ScreeningState
ON_THE_SHEET = ("who", "contact", "consent")  # which is empty again when the team has made it a card


def answer(request: DoorRequest, page: Page, row: Screening, now: datetime) -> HttpResponse:
    """Never as if it had worked: what has happened, what has not come along, word for word, and what can be done."""
    said = say_danger(request, page, row, now)
    row = fresh(request, row)
    form = page.form(request, row, request.POST, now)
    lost = _lost(page, row, form) if form.is_bound else []
    if said:
        messages.warning(request, noted_words(row, said))
    if page.name == "safety" and (said or not lost):
        return redirect("screening_duties" if leads_somewhere(row) else "screening", row.pk)
    if not lost and not said:
        messages.info(request, happened(row, now))
        return redirect("screening", row.pk)
    return render(request, "screening/older_window.html", _shown(request, page, row, form, lost, now), status=409)


def say_danger(request: DoorRequest, page: Page, row: Screening, now: datetime) -> frozenset[Danger]:
    """What the page says of danger is kept; gives what is new."""
    form: Any = page.form(request, row, request.POST, now)
    form.is_valid()
    told = form.told() if form.is_bound and hasattr(form, "told") else {}
    answers = form.answers() if form.is_bound and hasattr(form, "answers") else {}
    return actions.say_danger(
        screening_id=row.pk, told=told, answers=answers, by=request.actor, at=now
    )  # fmt: skip


def noted_words(row: Screening, said: frozenset[Danger]) -> str:
    """What has become of danger that is said when the registration has moved on."""
    duty = _("Noted. The duty stands on your list.") if said - {Danger.PROTECTION} else _("Noted.")
    team = row.state in WITH_THE_TEAM or row.taken_by_id is not None
    return f"{duty} {_('The team sees that danger was said.')}" if team else duty


def happened(row: Screening, now: datetime) -> str:
    """What has become of the registration, in a sentence."""
    at = timezone.localtime(row.state_at)
    told = {"time": date_format(at, "TIME_FORMAT"), "day": date_format(at, "SHORT_DATE_FORMAT")}
    when = (_("at %(time)s") if day_of(at) == day_of(now) else _("on %(day)s at %(time)s")) % told
    words = {
        S.STARTED: _("Other answers have been given in another window, and the way is another one now."),
        S.SENT: _("It has already been sent to the team, %(when)s."),
        S.TAKEN: _("It has already been sent, and someone in the team has taken it, %(when)s."),
        S.CONVERSATION_HELD: _("It has already been sent, and the team has talked with the person, %(when)s."),
        S.SEED_PLANTED: _("A seed has already been planted, %(when)s."),
        S.POINTED_ON: _("The person has already been led to another door, %(when)s."),
    }
    other = _("It has moved on in another window: “%(state)s”, %(when)s.")
    return words.get(S(row.state), other) % {"when": when, "state": row.get_state_display()}


def _lost(page: Page, row: Screening, form: forms.Form) -> list[tuple[str, str]]:
    """What was typed and does not stand, by its question. Where the sheet is empty by now, all that is filled in."""
    filled = {one.name for one in form.visible_fields() if one.value()} | {"may_ring"}
    names = filled if page.name in ON_THE_SHEET and not row.offered_contact else {*form.changed_data}
    return [(str(one.label), _as_read(one)) for one in form.visible_fields() if one.name in names - {"why"}]


def _as_read(one: forms.BoundField) -> str:
    """The answer as it stood on the page."""
    field, typed = one.field, one.value()
    if isinstance(field, forms.BooleanField):
        return _("Yes") if typed else _("No")
    if isinstance(field, forms.ChoiceField):
        chosen = {str(code) for code in (typed if isinstance(typed, list) else [typed])}
        every: Any = field.choices
        return ", ".join(str(label) for code, label in every if str(code) in chosen) or _("Nothing")
    return str(typed or "").strip() or _("Nothing")


def _shown(
    request: DoorRequest, page: Page, row: Screening, form: forms.Form, lost: list[tuple[str, str]], now: datetime
) -> dict[str, Any]:
    consent = queries.consent_of(row)
    with_team = row.state in WITH_THE_TEAM
    says_no = page.name == "consent" and form["answer"].value() == Answer.NO
    not_rung = page.name == "contact" and not form["may_ring"].value()
    told = "\n".join(f"{label}: {words}" for label, words in lost)
    return {
        "row": row,
        "happened": happened(row, now),
        "lost": lost,
        "takes_back": with_team and says_no and consent is not None and consent.withdrawn_at is None,
        "not_rung": with_team and not_rung,
        "tell": TellTeamForm(initial={"words": told, "not_rung": not_rung}) if with_team and lost else None,
        "next": rules.page_to_go_on_with(ending.told_of(row)) if row.state == S.STARTED else "",
        **danger_shown(request, row),
    }


@door(Act.SCREEN, "POST")
def tell_team(request: DoorRequest, pk: int) -> HttpResponse:
    """The team is told what did not come along."""
    row, form = queries.own(request.actor, pk), TellTeamForm(request.POST)

    def tell(**signed: Any) -> None:
        actions.tell_team(screening_id=row.pk, **form.cleaned_data, **signed)

    if carried_out(request, tell, form=form, field="words", said=_("The team has been told.")):
        return redirect("screening", pk)
    now = timezone.now()
    shown = {"row": row, "happened": happened(row, now), "lost": [], "tell": form, **danger_shown(request, row)}
    return render(request, "screening/older_window.html", shown, status=422)
