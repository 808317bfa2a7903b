"""`brobygger upkeep`: what the program does by itself each minute, each piece in its own transaction."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import click

from brobygger.config.addresses import data_folder
from brobygger.config.commands.ready import Stop, plain_words, ready

OUTREACH = (("dates", "outreach.actions.pass_dates"), ("ages", "referrals.coming_of_age.ask_herself"))
CHECK_EVERY = timedelta(hours=24)


@click.command("upkeep")
@click.option(
    "--check", is_flag=True, help="Efterprøv sporets segl; 1 hvis et er brudt · verify the seals of the trail"
)
def upkeep(check: bool) -> None:
    """Gør én gang det, som `serve` gør hvert minut: forsegl sporet, lad frister udløbe, ryd op.

    Do once what `serve` does each minute: seal the trail, let dates pass, tidy up.
    """
    ready()
    if check:
        _check()
        return
    failures = list(keep_up())
    if failures:
        raise Stop("; ".join(failures))
    click.echo("Klar · Done")


def _check() -> None:
    from django.db import connections
    from django.utils import timezone

    from brobygger.trail.actions import check_seals

    if "owner" not in connections.settings:
        raise Stop(
            "segl efterprøves af ejeren: sæt DATABASE_URL · seals are verified by the owner: set DATABASE_URL", 2
        )
    found = check_seals(at=timezone.now())
    if found.broken is not None:
        seal = found.broken
        raise Stop(
            f"sporet er ændret: segl {seal.pk} fra {seal.at:%Y-%m-%d %H:%M} UTC passer ikke længere"
            " · the trail has been changed below this seal"
        )
    click.echo(
        f"{found.seals} segl over {found.entries} poster holder · {found.seals} seals, {found.entries} entries hold"
    )


def keep_up() -> Iterator[str]:
    """Everything that is due has been done; a line for each piece that failed, and the rest goes on."""
    from django.db import DatabaseError
    from django.utils import timezone

    try:
        for name, work in _pieces(timezone.now()):
            try:
                work()
            except Exception as problem:
                yield f"upkeep {name}: {plain_words(problem)}"
    except DatabaseError as problem:  # there is no telling what is due
        yield f"upkeep: {plain_words(problem)}"


def _pieces(at: datetime) -> Iterator[tuple[str, Callable[[], Any]]]:
    from django.db import connections

    from brobygger.access import pressed_once, tries
    from brobygger.staff.models import Zone

    # The rooms come first, so that what they write is sealed in the same round.
    for zone in Zone.objects.order_by("id"):
        for name, action in (
            ("counts", "evaluation.actions.fold"),
            ("rejects", "intake.actions.delete_old_rejects"),
            ("messages", "contact.sending.look_after"),
            *(OUTREACH if zone.programmes.filter(kind="outreach").exists() else ()),
            ("corrected", "referrals.actions.stop_for_corrected"),
            ("inquiries", "inquiries.actions.sweep"),
            ("untouched", "screening.untouched.sweep"),
            ("held", "staff.actions.pass_on_what_is_left"),
            ("counselling", "counselling.actions.pass_time"),
            ("hours", "rota.actions.forget"),
            ("survey", "surveys.actions.open_due"),
            ("alarms", "alarms.actions.pass_deadlines"),
            ("leaks", "alarms.actions.check_leaks"),
        ):
            yield f"{name} ({zone.pk})", partial(_in_zone, action, zone.pk, at)
    yield "uploads", sweep_uploads
    yield "sessions", lambda: _old_sessions(at)
    yield "tries", lambda: tries.forget(at=at)
    yield "presses", lambda: pressed_once.forget(at=at)
    yield "jobs", lambda: _stalled_jobs(at)
    if "owner" in connections.settings:
        yield "seal", lambda: _seal(at)
        yield "backup", lambda: _backup(at)


def _in_zone(action: str, zone_id: int, at: datetime) -> None:
    from brobygger.access.actor import machine
    from brobygger.access.zones import in_zones

    room, door, verb = action.split(".")
    if find_spec(f"brobygger.{room}.{door}") is None:
        return
    act = getattr(import_module(f"brobygger.{room}.{door}"), verb, None)
    if act is None:
        return
    by = machine(zone_id)
    with in_zones(by):
        act(zone_id=zone_id, by=by, at=at)


def sweep_uploads(*, untouched_minutes: float = 15) -> int:
    """What no import names any more, since the program was killed, is gone from the folder of uploads."""
    from brobygger.access.actor import machine
    from brobygger.access.zones import in_zones
    from brobygger.intake import uploads
    from brobygger.intake.queries import named_uploads
    from brobygger.staff.models import Zone

    lying = uploads.lying(untouched_minutes)  # first: what is handed in meanwhile is not looked at
    named: set[str] = set()
    for zone_id in Zone.objects.values_list("pk", flat=True):
        with in_zones(machine(zone_id)):
            named |= named_uploads(zone_id)
    return uploads.sweep(lying, named)


def _seal(at: datetime) -> None:
    from brobygger.trail.actions import check_seals, seal
    from brobygger.trail.queries import seal_state

    seal(at=at)
    last = seal_state().check
    if last is None or last.at < at - CHECK_EVERY:
        found = check_seals(at=at)
        if found.broken is not None:
            raise Stop(f"the trail has been changed below seal {found.broken.pk}")


def _backup(at: datetime) -> None:
    from brobygger.config.backups import house_here, look_after

    if house := house_here(data_folder()):
        look_after(house, at=at)


def _old_sessions(at: datetime) -> None:
    from django.contrib.sessions.models import Session
    from django.db import transaction

    from brobygger.access.zones import at_sign_in

    with transaction.atomic(), at_sign_in():  # elsewhere none is there
        Session.objects.filter(expire_date__lt=at).delete()


def _stalled_jobs(at: datetime) -> None:
    """A job whose worker was killed is queued again: every job may be done twice."""
    from asgiref.sync import async_to_sync
    from procrastinate.contrib.django import app

    from brobygger.access.zones import as_the_queue

    with as_the_queue():
        for job in async_to_sync(app.job_manager.get_stalled_jobs)():
            if job.id is not None:
                app.job_manager.retry_job_by_id(job.id, retry_at=at)
