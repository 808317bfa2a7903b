"""The steps of a duty as its page shows them: what is done, what comes next, and what has not come yet."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.duties.queries import Whole
from brobygger.duties.states import AFTER_SENDING, BEFORE_SENDING, DutyKind, DutyState


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the list: its name, how it stands in words, and where it is done."""

    name: str
    stands: str
    href: str = ""
    done: bool = False
    next: bool = False


def steps_of(told: Whole) -> list[Step]:
    """The steps in order; the first that is not done is the next one."""
    duty = told.duty
    if duty.state in (DutyState.NOT_TO_NOTIFY, DutyState.MISTAKE):
        return []
    found = [_facts(told), _children(told)]
    if duty.kind != DutyKind.POLICE:
        found.append(_parents(told))
    found += [_decision(told), _text(told), _sending(told), _coming_back(told), _closing(told)]
    optional = {_("Children")} if duty.kind == DutyKind.POLICE else set()
    waiting = next((at for at, s in enumerate(found) if not s.done and s.href and s.name not in optional), None)
    return [Step(s.name, s.stands, s.href, s.done, next=(at == waiting)) for at, s in enumerate(found)]


def _href(name: str, told: Whole) -> str:
    return reverse(name, args=[told.duty.pk])


def _facts(told: Whole) -> Step:
    number = len(told.facts)
    stands = ngettext("%(n)s thing is written down", "%(n)s things are written down", number) % {"n": number}
    return Step(
        _("What you have seen and heard"), stands if number else _("Nothing is written down yet"),
        _href("duty_facts", told), bool(number),
    )  # fmt: skip


def _children(told: Whole) -> Step:
    number = len(told.children)
    stands = ngettext("%(n)s child", "%(n)s children", number) % {"n": number}
    return Step(_("Children"), stands if number else _("None is named yet"), _href("duty_children", told), bool(number))


def _parents(told: Whole) -> Step:
    told_so = told.duty.get_parents_display() if told.duty.parents else _("Not answered yet")
    return Step(_("Do the parents know?"), told_so, _href("duty_parents", told), bool(told.duty.parents))


def _decision(told: Whole) -> Step:
    decided = told.duty.state != DutyState.RAISED
    href = _href("duty_decide", told) if told.duty.state in BEFORE_SENDING else ""
    return Step(_("What you decide"), _("You will notify") if decided else _("Not decided yet"), href, decided)


def _text(told: Whole) -> Step:
    sent, writing = bool(told.notices), told.writing is not None
    name = _("An addition") if sent else _("The text")
    if told.duty.state == DutyState.RAISED:
        return Step(name, _("Comes when you have decided"))
    if sent:
        return Step(_("The text"), _("Sent; it is kept as it was"), "", True)
    return Step(name, _("Being written") if writing else _("Not begun"), _href("duty_text", told), writing)


def _sending(told: Whole) -> Step:
    name = _("Sending")
    if told.notices:
        return Step(name, _("Sent to %(to)s") % {"to": told.notices[0].to}, "", True)
    if told.writing is None:
        return Step(name, _("Comes when there is a text"))
    return Step(name, _("Not sent yet"), _href("duty_send", told))


def _coming_back(told: Whole) -> Step:
    name = _("Receipt and answer")
    if told.duty.state not in AFTER_SENDING:
        return Step(name, _("Comes when it has been sent"))
    stands = {
        DutyState.SENT: _("No receipt yet"),
        DutyState.RECEIPT: _("Received; no answer yet"),
        DutyState.ANSWERED: _("Answered"),
        DutyState.CLOSED: told.duty.get_state_display(),
    }[DutyState(told.duty.state)]
    done = told.duty.state in (DutyState.ANSWERED, DutyState.CLOSED)
    return Step(name, stands, _href("duty_return", told), done)


def _closing(told: Whole) -> Step:
    name, state = _("Closing"), told.duty.state
    if state not in AFTER_SENDING:
        return Step(name, _("Comes last"))
    closed = state == DutyState.CLOSED
    return Step(
        name, _("Closed") if closed else _("Not closed yet"), "" if closed else _href("duty_close", told), closed
    )
