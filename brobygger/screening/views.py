"""Her own registrations: the list, one of them, and what becomes of it."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act
from brobygger.base.decision import NotFound
from brobygger.mailbox import queries as mailboxes
from brobygger.municipality import queries as municipality
from brobygger.screening import actions, code_shown, queries, rules, safety
from brobygger.screening.danger_said import said_of, way_back_of
from brobygger.screening.duties_shown import danger_shown
from brobygger.screening.forms import FollowUpForm, LieForm
from brobygger.screening.models import Screening
from brobygger.screening.pages import go_on
from brobygger.screening.safety_forms import TakeBackForm
from brobygger.screening.states import WITH_THE_TEAM, ScreeningState

S = ScreeningState


@door(Act.SCREEN, "GET")
def screenings(request: DoorRequest) -> HttpResponse:
    """Everything she registered, what is due on top; and a big button to begin."""
    zone_id, now = zone_of(request), timezone.now()
    shown = {
        "lists": queries.own_lists(request.actor, zone_id=zone_id, at=now),
        "programme": municipality.programme_of(request.actor, zone_id=zone_id),
        "now": now,
    }
    return render(request, "screening/screenings.html", shown)


@door(Act.SCREEN, "POST")
def begin(request: DoorRequest) -> HttpResponse:
    """A new registration. NotFound where the zone runs no outpatient programme."""
    zone_id = zone_of(request)
    programme = municipality.programme_of(request.actor, zone_id=zone_id)
    if programme is None:
        raise NotFound("not_found")
    row = actions.start(zone_id=zone_id, programme_id=programme.pk, by=request.actor, at=timezone.now())
    return redirect("screening_step", row.pk, "signs")


@door(Act.SCREEN, "GET")
def screening(request: DoorRequest, pk: int) -> HttpResponse:
    """Where it stands; one that is begun opens where she left it."""
    row = queries.read(request.actor, pk, at=timezone.now())
    return go_on(row) if row.state == S.STARTED else _page(request, row)


def _page(request: DoorRequest, row: Screening, *, status: int = 200, **forms: Form) -> HttpResponse:
    now = timezone.now()
    mine = row.taken_by_id is None
    undo = rules.may_undo(state=row.state, state_at=row.state_at, taken=queries.is_others(row), at=now)
    consent, notes = queries.consent_of(row), safety.notes_of(row, seen_by=request.actor)
    shown: dict[str, Any] = {
        "row": row,
        "told": row.detection,
        "undo_until": row.state_at + rules.UNDO if undo else None,
        "undo_seconds": int((row.state_at + rules.UNDO - now) / timedelta(seconds=1)),
        "seed": row.state == S.SEED_PLANTED,
        "asks": row.state == S.POINTED_ON and mine,
        "may_go_on": row.state == S.DID_NOT_COME_THERE and mine,
        "with_team": row.state in WITH_THE_TEAM,
        "followed": queries.followed(row),
        "own_code_name": mailboxes.code_name(request.actor, row.mailbox_id) if row.mailbox_id else "",
        "code_shows": code_shown.shown(request, row) is not None,
        "consent": consent,
        "may_withdraw": consent is not None and consent.withdrawn_at is None and row.state in WITH_THE_TEAM,
        **danger_shown(request, row),
        "notes": [one for one in notes if one.what not in safety.TOLD],
        "told_team": [one for one in notes if one.what in safety.TOLD],
        "follow_up": forms.get("follow_up", FollowUpForm()),
        "lie": forms.get("lie", LieForm()),
        "danger_back": forms.get("danger_back", TakeBackForm(said=said_of(row))),
        "may_take_danger_back": mine and row.state not in WITH_THE_TEAM and bool(said_of(row)),
        "way": way_back_of(request.actor, row),
        "code_used": row.mailbox_id is not None and mailboxes.is_used(request.actor, row.mailbox_id),
        "has_code": row.mailbox_id is not None,
        "today": timezone.localdate(now),
    }
    return render(request, "screening/screening.html", shown, status=status)


@door(Act.SCREEN, "POST")
def no_sign(request: DoorRequest, pk: int) -> HttpResponse:
    """Nothing after all."""
    actions.find_no_sign(screening_id=pk, by=request.actor, at=timezone.now())
    return redirect("screening", pk)


@door(Act.SCREEN, "POST")
def throw_away(request: DoorRequest, pk: int) -> HttpResponse:
    """Begun by mistake; it can be taken back from the list for some minutes."""
    actions.throw_away(screening_id=pk, by=request.actor, at=timezone.now())
    return redirect("screenings")


@door(Act.SCREEN, "POST")
def undo(request: DoorRequest, pk: int) -> HttpResponse:
    """The last step is taken back."""
    row = actions.undo(screening_id=pk, by=request.actor, at=timezone.now())
    messages.success(request, _("Undone. Nothing that you wrote is lost."))
    return redirect("screening", row.pk)


@door(Act.SCREEN, "POST")
def ask_again(request: DoorRequest, pk: int) -> HttpResponse:
    """The seed is asked about again."""
    row = actions.ask_again(screening_id=pk, by=request.actor, at=timezone.now())
    return go_on(row)


@door(Act.SCREEN, "POST")
def let_lie(request: DoorRequest, pk: int) -> HttpResponse:
    """It is not asked again, for the reason that she writes."""
    row, form = queries.own(request.actor, pk), LieForm(request.POST)
    if not form.is_valid():
        return _page(request, row, status=422, lie=form)
    actions.let_lie(screening_id=pk, words=form.cleaned_data["words"], by=request.actor, at=timezone.now())
    return redirect("screening", pk)


@door(Act.SCREEN, "POST")
def danger_back(request: DoorRequest, pk: int) -> HttpResponse:
    """Danger that was said is not so after all, for the reason that she writes."""
    row = queries.own(request.actor, pk)
    form = TakeBackForm(request.POST, said=said_of(row))
    if not form.is_valid():
        return _page(request, row, status=422, danger_back=form)
    actions.take_danger_back(screening_id=pk, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Taken back. That it was said, and your reason, stay."))
    return redirect("screening", pk)


@door(Act.SCREEN, "POST")
def follow_up(request: DoorRequest, pk: int) -> HttpResponse:
    """Whether she came to the other door."""
    row, form = queries.own(request.actor, pk), FollowUpForm(request.POST)
    if not form.is_valid():
        return _page(request, row, status=422, follow_up=form)
    actions.follow_up(screening_id=pk, outcome=form.cleaned_data["outcome"], by=request.actor, at=timezone.now())
    return redirect("screening", pk)


@door(Act.SCREEN, "POST")
def go_on_again(request: DoorRequest, pk: int) -> HttpResponse:
    """She did not come there: the way is chosen anew."""
    return go_on(actions.go_on(screening_id=pk, by=request.actor, at=timezone.now()))


@door(Act.SCREEN, "POST")
def withdraw(request: DoorRequest, pk: int) -> HttpResponse:
    """She has taken her yes back."""
    actions.withdraw_consent(screening_id=pk, by=request.actor, at=timezone.now())
    messages.success(request, _("Noted. Nobody contacts the person any more."))
    return redirect("screening", pk)
