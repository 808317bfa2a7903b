"""Whoever holds the whole database, its order, its trail and the log cannot tell whose an answer is."""

import logging
import os
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from brobygger.access.actor import citizen
from brobygger.access.zones import enter, in_zones
from brobygger.base.decision import Refused
from brobygger.surveys import actions, sealing, spoken_codes
from brobygger.surveys.codes import ANSWERS, TOLD, Statement
from brobygger.surveys.models import Answer, Batch, Interview, Sealed, Spent
from brobygger.surveys.rules import LEAST_OF_A_BATCH
from brobygger.surveys.tests.making import answer, code_of, next_month, opened, runs
from brobygger.trail.models import Entry
from conftest import at_once, standing_cast


def everything():
    """Every row of every table, as text: what a dump would hold."""
    told = []
    with connection.cursor() as cursor:
        for table in sorted(one._meta.db_table for one in apps.get_models() if one.__module__.startswith("brobygger.")):
            cursor.execute(f"SELECT t::text FROM {table} t")
            told += [f"{table} {row[0]}" for row in cursor.fetchall()]
    return "\n".join(told)


def test_a_code_answers_once_and_stands_nowhere(cast, now, caplog):
    caplog.set_level(logging.DEBUG)
    runs(cast, now)
    code, ticket = answer(cast.zone, now)
    for again in (code, spoken_codes.spoken(code).lower()):
        with pytest.raises(Refused, match="code_is_used"):
            actions.answer(
                code=again, chosen={"call_positive": "negative"}, zone_id=cast.zone.pk, by=citizen(cast.zone.pk), at=now
            )
    assert Sealed.objects.count() == Spent.objects.count() == 1
    dumped, logged = everything(), caplog.text
    for secret in (code, ticket, spoken_codes.spoken(code), "violence", "very_positive"):
        assert secret not in logged
    assert code not in dumped
    assert ticket not in dumped


def test_the_same_code_at_once_answers_once(committed, now):
    cast = standing_cast()
    with transaction.atomic():
        runs(cast, now)
    code, by = code_of(cast.zone, now), citizen(cast.zone.pk)

    def press():
        with in_zones(by):
            actions.answer(code=code, chosen={"call_positive": "positive"}, zone_id=cast.zone.pk, by=by, at=now)
            return "taken"

    assert sorted(at_once(press, press, press)) == ["code_is_used", "code_is_used", "taken"]
    others = [code_of(cast.zone, now) for _ in range(3)]

    def of(one):
        def run():
            with in_zones(by):
                actions.answer(code=one, chosen={"call_positive": "positive"}, zone_id=cast.zone.pk, by=by, at=now)

        return run

    at_once(*(of(one) for one in others))
    with in_zones(by):
        assert Sealed.objects.count() == 4
        assert Batch.objects.count() == 1


def test_answers_and_wishes_are_of_one_size_and_the_database_opens_none(cast, now):
    runs(cast, now)
    _code, ticket = answer(cast.zone, now)
    answer(cast.zone, now, **dict.fromkeys(ANSWERS, "yes"))
    words = {"called": "K" * 60, "number": "95 00 12 34", "when": "æ" * 120}
    actions.wish_interview(code=ticket, words=words, zone_id=cast.zone.pk, by=citizen(cast.zone.pk), at=now)
    boxes = [bytes(one.box) for one in Sealed.objects.all()]
    assert len({len(box) for box in boxes}) == 1
    assert not any(word.encode() in box for box in boxes for word in ("violence", "KKKK", "95 00"))
    batch = Batch.objects.get()
    sealing.destroy_key(batch.name)
    assert sealing.unseal(boxes, name=batch.name) is None
    assert opened(cast.zone, next_month(now)) == 0
    batch.refresh_from_db()
    assert (batch.state, Sealed.objects.count()) == ("lost", 0)
    answer(cast.zone, next_month(now))  # and a new one takes answers
    assert Batch.objects.filter(state="taking").count() == 1


def test_a_batch_waits_for_its_month_and_for_enough_and_then_nothing_is_left_of_it(
    cast, now, django_capture_on_commit_callbacks
):
    runs(cast, now)
    for _ in range(4):
        answer(cast.zone, now)
    assert opened(cast.zone, now) == 0
    assert opened(cast.zone, next_month(now)) == 0
    _code, ticket = answer(cast.zone, next_month(now))
    by = citizen(cast.zone.pk)
    enter(by)
    words = {"called": "Karla", "number": "95 00 12 34", "when": ""}
    actions.wish_interview(code=ticket, words=words, zone_id=cast.zone.pk, by=by, at=next_month(now))
    key = sealing._file(Batch.objects.get().name)
    assert key.stat().st_mode & 0o077 == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert opened(cast.zone, next_month(now)) == 5
    assert not key.exists()
    assert Sealed.objects.count() == 0
    assert {one.answered_in for one in Answer.objects.all()} == {date(2026, 11, 1)}
    assert Interview.objects.get().wished_in == date(2026, 11, 1)
    batch = Batch.objects.get()
    assert (batch.state, batch.answers, batch.opened_in) == ("opened", 5, date(2026, 12, 1))
    noted = Entry.objects.filter(what__startswith="surveys.").values_list("what", flat=True)
    assert sorted(noted) == ["surveys.batch_opened", "surveys.decided"]
    assert opened(cast.zone, next_month(now)) == 0


def test_used_codes_and_old_wishes_are_forgotten(cast, now):
    runs(cast, now)
    for _ in range(5):
        _code, ticket = answer(cast.zone, now)
    by = citizen(cast.zone.pk)
    words = {"called": "Karla", "number": "95 00 12 34", "when": ""}
    actions.wish_interview(code=ticket, words=words, zone_id=cast.zone.pk, by=by, at=now)
    opened(cast.zone, next_month(now))
    assert Spent.objects.count() == 6
    opened(cast.zone, now + timedelta(days=120))
    assert Spent.objects.count() == 0
    opened(cast.zone, now + timedelta(days=220))
    assert (Interview.objects.get().state, Interview.objects.get().words) == ("not_reached", "")


def test_what_too_few_of_a_batch_tell_of_themselves_is_left_out(cast, now):
    runs(cast, now)
    for _ in range(6):
        answer(cast.zone, now)
    answer(cast.zone, now, role="guardian", incident_type="rape_and_sexual_offences", outcome="declined")
    opened(cast.zone, next_month(now))
    assert {tuple(getattr(one, name) for name in TOLD) for one in Answer.objects.all()} == {("", "", "")}


def test_no_table_of_answers_has_a_time_or_leads_to_a_person():
    for model in (Answer, Batch, Sealed, Spent, Interview):
        fields = model._meta.concrete_fields
        assert not [one for one in fields if one.get_internal_type() in ("DateTimeField", "GenericIPAddressField")]
        led = {one.related_model._meta.label for one in fields if one.related_model}
        assert led <= {"staff.Zone", "staff.Worker", "programmes.Programme", "surveys.Batch"}
    assert not {one.name for one in Answer._meta.concrete_fields if one.related_model} - {"zone", "programme"}


def test_who_holds_everything_guesses_no_better_than_chance(cast, now):
    """Of each batch the attacker knows in which order its people answered (the order of commits, of the boxes and of
    the used codes), and every row of every table afterwards: by number, by place on the disk, by transaction, by random
    name. Each guess pairs the first with the first. By chance one of a batch is right, however large the batch is."""
    batches, each = 24, LEAST_OF_A_BATCH
    runs(cast, now, least=each)
    right: dict[str, int] = dict.fromkeys(("number", "backwards", "disk", "name", "content"), 0)
    at = now
    people = Random(5)
    for _ in range(batches):
        before = set(Answer.objects.values_list("pk", flat=True))
        truth = []
        for number in range(each):
            # What each answered is written into her statements, so that the test, and it alone, knows the row again.
            bits = f"{number:04b}"
            own = dict(zip(Statement.values[:4], ("yes" if bit == "1" else "no" for bit in bits), strict=True))
            own |= {"useful_information": "agree" if bits[2] == "1" else "disagree",
                    "explained_what_it_means_for_me": "agree" if bits[3] == "1" else "disagree"}  # fmt: skip
            answer(cast.zone, at + timedelta(minutes=people.randint(1, 600)), **own)
            truth.append(tuple(sorted(own.items())))
        at += timedelta(days=32)
        assert opened(cast.zone, at) == each
        with connection.cursor() as cursor:
            cursor.execute("SELECT id, ctid::text, xmin::text, answer_ref FROM surveys_answer")
            rows = [row for row in cursor.fetchall() if row[0] not in before]
        assert len({xmin for _pk, _place, xmin, _name in rows}) == 1  # one transaction: its order is no one's
        chosen = dict(Answer.objects.values_list("pk", "chosen"))
        owner = {pk: truth.index(tuple(sorted((k, v) for k, v in chosen[pk].items() if k != "call_positive")))
                 for pk, *_ in rows}  # fmt: skip
        guesses = {
            "number": sorted(rows),
            "backwards": sorted(rows, reverse=True),
            "disk": sorted(rows, key=lambda row: tuple(map(int, row[1].strip("()").split(",")))),
            "name": sorted(rows, key=lambda row: row[3]),
            "content": sorted(rows, key=lambda row: sorted(chosen[row[0]])),
        }
        for name, guess in guesses.items():
            right[name] += sum(owner[row[0]] == place for place, row in enumerate(guess))
    # The sum of matches over 24 shuffles is 24 on average, with a deviation of about 4.9.
    assert all(abs(found - batches) < 5 * batches**0.5 for found in right.values()), right


def test_the_trail_and_the_program_keep_no_other_trace_of_someone_who_answers(cast, now):
    runs(cast, now)
    before = everything()
    answer(cast.zone, now)
    added = set(everything().splitlines()) - set(before.splitlines())
    assert {line.partition(" ")[0] for line in added} == {"surveys_batch", "surveys_sealed", "surveys_spent"}


def test_a_box_is_bound_to_its_batch(cast, now):
    runs(cast, now)
    answer(cast.zone, now)
    batch, other = Batch.objects.get(), sealing.new_key(cast.zone.pk)
    box = bytes(Sealed.objects.get().box)
    assert sealing.unseal([box], name=other[0]) == []
    with pytest.raises(ValueError, match="more than"):
        sealing.seal({"a": "x" * 4000}, public_key=other[1], name=other[0])
    assert sealing.folder().parent == Path(settings.DATA)
    assert sealing.sweep(cast.zone.pk, kept={batch.name}) == 0  # the other one has been made just now
    os.utime(sealing._file(other[0]), (0, 0))
    assert sealing.sweep(cast.zone.pk, kept={batch.name}) == 1
    assert sealing.has_key(batch.name)
