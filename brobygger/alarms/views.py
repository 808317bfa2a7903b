"""The alarms, answering one, the deadlines, and the search for leaks."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act, may
from brobygger.alarms import actions, forms, in_words, leaks, policy, queries
from brobygger.alarms.models import DeadlinePolicy
from brobygger.alarms.words import REASONS, thing
from brobygger.base.decision import Refused
from brobygger.base.workdays import day_of
from brobygger.cases import holding
from brobygger.staff import queries as staff


@door(Act.SEE_ALARMS, "GET")
def alarms(request: DoorRequest) -> HttpResponse:
    """What has gone quiet, who has been told, who is away, and what is next."""
    now, zone_id = timezone.now(), zone_of(request)
    absences = staff.absences(request.actor, zone_id=zone_id, on=day_of(now))
    return render(
        request,
        "alarms/alarms.html",
        {
            "held": [(move, in_words.held_words(move)) for move in holding.held(request.actor, zone_id=zone_id)],
            "lines": [in_words.line(alarm, request.actor) for alarm in queries.alarms(request.actor, zone_id=zone_id)],
            "answered": [
                (alarm, in_words.what(alarm)) for alarm in queries.answered(request.actor, zone_id=zone_id, at=now)
            ],
            "ahead": in_words.ahead(queries.nearest(request.actor, zone_id=zone_id, at=now)),
            "away": in_words.away_now(zone_id, absences, now, day_of(now)),
        },
    )


@door(Act.DECIDE_DEADLINES, "POST")
def let_go_on(request: DoorRequest, pk: int) -> HttpResponse:
    """The date is right: what was held goes on."""
    holding.let_go_on(move_id=pk, by=request.actor, at=timezone.now())
    messages.success(request, _("It goes on within a minute."))
    return redirect("alarms")


@door(Act.SETTLE_ALARM)
def alarm(request: DoorRequest, pk: int) -> HttpResponse:
    """One alarm, and the answer that gives it a new date."""
    row = queries.alarm(request.actor, pk)
    holding = queries.policy_on(row.zone_id, day_of(row.since))
    form = forms.AnswerForm(request.POST or None, most_days=holding.most_days)
    if request.method == "POST" and form.is_valid():
        try:
            actions.postpone_alarm(alarm_id=pk, by=request.actor, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            field = "again_on" if refusal.reason.startswith("new_day") else None
            form.add_error(field, _words(refusal))
        else:
            messages.success(request, _("The alarm is answered. It comes back after the new date if nothing happens."))
            return redirect("alarms")
    return render(
        request,
        "alarms/alarm.html",
        {
            "line": in_words.line(row, request.actor),
            "form": form,
            "left": max(holding.most_postponements - row.round, 0),
        },
    )


@door(Act.SEE_ALARMS, "GET")
def deadlines(request: DoorRequest) -> HttpResponse:
    """How long everything may stand still, as it holds today, and every version before and after."""
    zone_id, today = zone_of(request), timezone.localdate()
    holding = queries.policy_on(zone_id, today)
    return render(
        request,
        "alarms/deadlines.html",
        {
            "policy": holding,
            "shipped": holding is policy.SHIPPED,
            "closed": forms.written(holding.calendar.closed),
            "lines": [(thing(key), limit) for key, limit in holding.limits.items()],
            "versions": queries.versions(request.actor, zone_id=zone_id),
            "today": today,
            "may_decide": bool(may(request.actor, Act.DECIDE_DEADLINES, DeadlinePolicy(zone_id=zone_id))),
        },
    )


@door(Act.DECIDE_DEADLINES)
def deadlines_change(request: DoorRequest) -> HttpResponse:
    """Decide deadlines from a day on."""
    now, zone_id = timezone.now(), zone_of(request)
    holding = queries.policy_on(zone_id, day_of(now))
    initial = {
        "valid_from": day_of(now),
        "most_days": holding.most_days,
        "most_postponements": holding.most_postponements,
        "closed": forms.written(holding.calendar.closed),
    }
    form = forms.DeadlinesForm(request.POST or None, initial=initial, policy=holding, keys=policy.SHIPPED.limits)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.decide_deadlines(
                zone_id=zone_id,
                valid_from=told["valid_from"],
                limits=form.limits(),
                closed=form.closed_days(),
                most_days=told["most_days"],
                most_postponements=told["most_postponements"],
                by=request.actor,
                at=now,
            )
        except Refused as refusal:
            fields = {"deadlines_hold_from_today": "valid_from", "closing_day_is_none": "closed"}
            form.add_error(fields.get(refusal.reason), _words(refusal))
        else:
            messages.success(request, _("The deadlines are decided. Every earlier version is kept."))
            return redirect("deadlines")
    return render(request, "alarms/deadlines_change.html", {"form": form})


@door(Act.SEE_LEAKS)
def leaks_page(request: DoorRequest) -> HttpResponse:
    """Whether anyone may have left unseen: searched as the page is opened; a POST keeps the result."""
    now, zone_id = timezone.now(), zone_of(request)
    if request.method == "POST":
        actions.search_for_leaks(zone_id=zone_id, by=request.actor, at=now)
        messages.success(request, _("The search is done, and its result is kept below."))
        return redirect("leaks")
    account = leaks.search(request.actor, zone_id=zone_id, at=now)
    checks = queries.leak_checks(request.actor, zone_id=zone_id)
    return render(
        request,
        "alarms/leaks.html",
        {
            "account": account,
            "leaks": in_words.leaks(account, request.actor, queries.whom(request.actor, account, at=now)),
            "explained": in_words.where(account.explained),
            "ahead": in_words.where(account.ahead),
            "timed": in_words.where(account.timed),
            "n_explained": sum(account.explained.values()),
            "n_ahead": sum(account.ahead.values()),
            "checks": in_words.trend(checks),
            "night": next((check for check in checks if check.night), None),
        },
    )


def _words(refusal: Refused) -> str:
    if refusal.reason not in REASONS:
        raise refusal
    return str(REASONS[refusal.reason])
