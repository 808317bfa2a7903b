"""The call page in words: what the card says, the results by their keys, quick times, and what the worker told."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.base.languages import name_of
from brobygger.base.workdays import day_of
from brobygger.desk import when
from brobygger.desk.contact_wishes_forms import SAID, TEXTS, as_text, noted, read_shown, said, touched, with_shown
from brobygger.desk.forms import KEPT, KEYS, NOT_SAID, NOT_SPOKEN, SIDE_BY_SIDE, SPOKEN, TELLS, WISHES_HEARD, CallForm
from brobygger.desk.words import BASIS
from brobygger.outreach.facts import CallPage, Told, Wishes
from brobygger.outreach.rules import may_be_agreed
from brobygger.outreach.states import Result
from brobygger.people.hazards import hazard_words
from brobygger.people.queries import SAID_YES_IN
from brobygger.people.rules import CardFacts
from brobygger.people.when_safe import in_words, shown_when

SUNDAY = 7


@dataclass(frozen=True, slots=True)
class CardWords:
    """The contact card: whether we may ring now, what is dangerous, and what has been agreed."""

    may_ring: bool
    reason: str
    hazards: list[str]
    facts: list[tuple[str, str]]


def card_words(page: CallPage, *, now: datetime) -> CardWords:
    """The card as one reads it before dialling: nothing recorded is no."""
    card = page.card
    hazards = []
    if card.do_not_contact:
        hazards.append(_("Has asked not to be contacted."))
    hazards += hazard_words(card.hazards, of_an_accused=True)
    ring_whom = (
        _("%(guardian)s, guardian of %(name)s") % {"guardian": page.first_name, "name": page.minor_first_name}
        if page.minor_first_name
        else page.first_name
    )
    facts = [
        (_("Whom we may speak with"), ring_whom or _("The person alone")),
        (_("If someone else answers"), _if_another(page)),
        (_("Voicemail"), _("A message may be left") if card.may_leave_voicemail else _("Leave no message")),
        (_("When it is safe"), in_words(card.basis, card.days, card.hour_from, card.hour_to)),
    ]
    allowed = [str(channel.label) for channel, decision in card.messages.items() if decision]
    facts.append((_("May be sent"), ", ".join(allowed) or _("Nothing")))
    agreed = (
        (_("Code word: I can talk"), card.word_when_safe),
        (_("Code word: I cannot talk"), card.word_when_unsafe),
        (_("If someone asks who we are"), card.cover_story),
        (_("Wishes"), card.wishes),
    )
    facts += [(term, value) for term, value in agreed if value]
    facts.append((_("Where this comes from"), _basis(page, now)))
    return CardWords(bool(card.may_ring), card.may_ring.reason, hazards, facts)


def _if_another(page: CallPage) -> str:
    card = page.card
    said = _("You may say who we are.") if card.may_say_who_we_are else _("Do not say who we are, nor why you ring.")
    return f"{_('May answer')}: {card.who_else_may_answer}. {said}" if card.who_else_may_answer else said


def _basis(page: CallPage, now: datetime) -> str:
    basis = str(BASIS.get(page.card.basis, BASIS["none"]))
    if page.card.confirmed_on:
        return f"{basis}, {when.day_words(page.card.confirmed_on, day_of(now))}"
    return basis


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    key: str
    chosen: bool


def results(form: CallForm) -> list[tuple[str, list[Choice]]]:
    """The results in two groups, each with the key that chooses it."""
    chosen = form["result"].value()
    groups = ((_("We spoke"), SPOKEN), (_("We did not speak"), NOT_SPOKEN))
    return [
        (heading, [Choice(one.value, str(one.label), KEYS[one.value], one.value == chosen) for one in listed])
        for heading, listed in groups
    ]


def quick_times(page: CallPage, *, now: datetime) -> list[tuple[str, str, str]]:
    """A few times that one often says, as (date, time, words): what suits the attempts, later today, tomorrow."""
    there = when.local(now)
    starts = [start for start, _end in page.hours]
    days: tuple[date, ...] = (day_of(there), day_of(there) + timedelta(1))
    times = [datetime.combine(day, time(hour), tzinfo=when.COPENHAGEN) for day in days for hour in starts]
    times = [at for at in times if at.isoweekday() != SUNDAY]  # unless someone writes it
    suggested = when.local(page.next_suggested) if page.next_suggested else None
    if suggested and suggested not in times:
        times.append(suggested)
    said = CardFacts(page.card.basis, days=page.card.days, hour_from=page.card.hour_from, hour_to=page.card.hour_to)
    times = [at for at in times if may_be_agreed(at, at=there, window_until=page.window_until, card=said)]
    return [(f"{at:%Y-%m-%d}", f"{at:%H:%M}", when.day_and_clock(at, now)) for at in sorted(times)[:5]]


def known(page: CallPage) -> dict[str, Any]:
    """The form as the card fills it: what has been said, and nothing that nobody has."""
    card = page.card
    return {
        **shown_when(card.basis, card.days, card.hour_from, card.hour_to),
        "may_say_who_we_are": bool(card.may_say_who_we_are),
        "may_leave_voicemail": bool(card.may_leave_voicemail),
        "who_else_may_answer": card.who_else_may_answer,
        "wishes": card.wishes,
        **{field: channel in card.said_yes_to for channel, field in SAID_YES_IN.items()},
        **{name: getattr(card, name) for name in TEXTS},
        "may_digital_post": False,  # asked about each time
    }


def begun(page: CallPage) -> dict[str, Any]:
    """What stands in the form when it is opened: what was half written, or what is known, and the note of it."""
    told = _begun(page)
    return told | {"stood": noted({name: told.get(name) for name in SIDE_BY_SIDE})}


def _begun(page: CallPage) -> dict[str, Any]:
    form, there = page.form, with_shown(known(page))
    if not form:
        language = "" if page.language == "da" else page.language
        of_interpreter = page.card.interpreter_language
        other = of_interpreter if of_interpreter != page.language else ""
        return there | {"language": language, "interpreter": page.interpreter, "interpreter_language": other}
    # A tick that was taken away is not among what was written; it must not come back by itself.
    written: dict[str, Any] = {name: form.get(name, "") for name in KEPT}
    written["days"] = form.get("days", "").split()
    untouched = {*SAID, "shown"} - touched(as_text(form), read_shown(form.get("shown")))
    return written | {name: there[name] for name in untouched}


def left_over(form: CallForm, written: dict[str, str]) -> dict[str, str]:
    """What was written about contact in a call in which nobody was spoken with: it waits for the next one."""
    if form.cleaned_data["result"] in WISHES_HEARD or not form.touched():
        return {}
    return {
        name: written[name]
        for name in (*SAID, "shown", "language", "interpreter", "interpreter_language")
        if name in written
    }


def told(form: CallForm, *, page: CallPage, sent: Any) -> Told:
    """What the worker told, with nothing that the result has no use for."""
    said = form.cleaned_data
    result = said["result"]
    spoke = result in TELLS
    return Told(
        result=result,
        decline_reason=said["decline_reason"]
        if result == Result.DECLINED and said["decline_reason"] != NOT_SAID
        else "",
        language=said["language"] if spoke else "",
        interpreter=said["interpreter"] if spoke else False,
        interpreter_language=_of_interpreter(said) if spoke else "",
        note=said["note"],
        again_at=form.again() if result in (Result.CALL_AGAIN, Result.LANGUAGE_BARRIER) else None,
        follow_until=said["follow_until"] if result == Result.WILL_CALL_SELF else None,
        wishes=_wishes(form, page) if result in WISHES_HEARD and (said["wishes_said"] or form.touched()) else None,
        consent_wording_id=typed.number(sent, "consent_wording") if result == Result.ACCEPTED else None,
        number_id=_rung(page, sent),
    )


def _rung(page: CallPage, sent: Any) -> int | None:
    """The number that was rung: the one chosen among several, or the only one."""
    if len(page.numbers) == 1:
        return page.numbers[0].id
    return typed.number(sent, "number")


def _wishes(form: CallForm, page: CallPage) -> Wishes:
    told = form.cleaned_data
    heard = said(form.heard(known(page)))
    return Wishes(**heard, interpreter=told["interpreter"], interpreter_language=_of_interpreter(told))


def _of_interpreter(told: dict[str, Any]) -> str:
    """The language that an interpreter is needed in: the one chosen, else the person's; empty where none is needed."""
    return str(told["interpreter_language"] or told["language"]) if told["interpreter"] else ""


@dataclass(frozen=True, slots=True)
class Dial:
    """A number as it is rung: in pairs, copied and linked with the prefix that withholds ours."""

    id: int
    pairs: str
    copied: str
    link: str
    shared: bool
    beside: str


def dials(page: CallPage) -> list[Dial]:
    """The numbers of the person; none before the card has been read."""
    prefix = page.withheld_prefix
    return [
        Dial(
            one.id,
            one.pairs,
            prefix + one.number,
            "tel:" + quote(prefix, safe="") + one.number,
            one.shared_with_accused,
            one.beside,
        )
        for one in page.numbers
    ]


def script_name(page: CallPage) -> str:
    """Which language the script is in, said when it has been changed."""
    return _("The script is in %(language)s now.") % {"language": name_of(page.script_language)}


def script_note(page: CallPage) -> str:
    """Says so where there is no script in the person's language."""
    if not page.script_fallback:
        return ""
    return _("There is no script in %(language)s; this one is in %(other)s.") % {
        "language": name_of(page.spoken_language),
        "other": name_of(page.script_language),
    }
