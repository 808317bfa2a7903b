"""From what stands with a duty to a text that can be sent: plain headings, her own words, and questions to answer.

It concludes nothing. What the reader must judge stands as it was seen; where something is missing, a question in square
brackets waits for an answer. The receiver is a Danish authority, so the text is Danish.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from brobygger.duties.states import DutyKind, HowKnown, MayKnow, ParentsTold

QUESTION = re.compile(r"\[[^\]\n]+\]")


@dataclass(frozen=True, slots=True)
class Seen:
    """One fact, as it was written."""

    when: str
    words: str
    how: str
    who: str
    may_know: str


@dataclass(frozen=True, slots=True)
class ChildTold:
    name: str
    birth_year: int | None
    unborn: bool


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that the text is assembled from."""

    kind: str
    law: str
    number: int  # 1 is the notification; above it an addition
    today: date
    holder: str
    email: str
    organisation: str
    facts: Sequence[Seen]
    children: Sequence[ChildTold]
    parents: str
    parents_reason: str
    address: str  # empty unless the holder has ticked that it goes in


def build(told: Material) -> str:
    """The text in Danish, with a heading for each thing that the receiver must know."""
    with override("da"):
        parts = _addition(told) if told.number > 1 else _police(told) if told.kind == DutyKind.POLICE else _child(told)
        return "\n\n".join(part for part in parts if part)


def _child(told: Material) -> list[str]:
    heading = _("Notification about a child under %(law)s") % {"law": told.law}
    return [
        _head(heading, told),
        _who(told),
        _children(told.children),
        *_facts(told.facts),
        _part(
            _("What worries"),
            _("[What is it in what you have seen or heard that worries you? What do you think the child needs now?]"),
        ),
        _part(_("What you know of help that is already given"), _("[Do you know? If not, delete this part.]")),
        _parents(told),
        _where(told),
        _contact(told),
    ]


def _police(told: Material) -> list[str]:
    return [
        _head(_("To the police: concern for someone's life or safety"), told),
        _who(told),
        _children(told.children) if told.children else "",
        *_facts(told.facts),
        _part(
            _("Where the danger is said to lie"), _("[Who is in danger, from whom, when and where?]")
        ),
        _part(
            _("What must not happen"),
            _("[Is there something that would make it more dangerous, such as a call to a certain number?]"),
        ),
        _where(told),
        _contact(told),
    ]  # fmt: skip


def _addition(told: Material) -> list[str]:
    heading = _("Addition to what we have sent before (%(law)s)") % {"law": told.law}
    return [_head(heading, told), _who(told), _part(_("What is new or corrected"), _("[Write here.]")), _contact(told)]


def _head(heading: str, told: Material) -> str:
    return f"{heading}\n{date_format(told.today, 'DATE_FORMAT')}"


def _part(heading: str, *lines: str) -> str:
    return "\n".join([heading.upper(), *lines])


def _who(told: Material) -> str:
    capacity = {
        DutyKind.PROFESSIONAL: _("I write as a professional in public service."),
        DutyKind.EVERYONE: _("I write under the duty that everyone has."),
        DutyKind.POLICE: _("I write because of something that I have learnt in my work here."),
    }[DutyKind(told.kind)]
    return _part(_("Who writes"), f"{told.holder}, {told.organisation}", capacity)


def _children(children: Sequence[ChildTold]) -> str:
    lines = [_one_child(child) for child in children] or [_("[Which child or children? First name and year of birth, as far as you know.]")]  # fmt: skip # noqa: E501
    return _part(_("Whom it is about"), *lines)


def _one_child(child: ChildTold) -> str:
    name = child.name or _("A child whose name I do not know")
    if child.unborn:
        return f"{name}, " + _("not born yet") if child.name else _("A child not born yet")
    return f"{name}, " + (_("born %(year)s") % {"year": child.birth_year} if child.birth_year else _("age not known"))


def _facts(facts: Sequence[Seen]) -> list[str]:
    open_, protected = (
        [fact for fact in facts if (fact.may_know == MayKnow.YES) is readable] for readable in (True, False)
    )
    parts = []
    if open_ or not protected:
        lines = [_one_fact(fact) for fact in open_] or [_("[What was seen or heard? When? By whom?]")]
        parts.append(_part(_("What was seen and heard"), *lines))
    if protected:
        please = _(
            "What stands in this part comes from someone who may be in danger if it becomes known that we know it."
            " We ask you to speak with us before anyone else can read it, also when someone asks to see the case."
        )
        heading = _("What was seen and heard – the source must be protected")
        parts.append(_part(heading, please, *[_one_fact(fact) for fact in protected]))
    return parts


def _one_fact(fact: Seen) -> str:
    how = {
        HowKnown.SELF: _("seen or heard by me"),
        HowKnown.TOLD_BY_PERSON: _("told to me by an adult in the family"),
        HowKnown.TOLD_BY_CHILD: _("told to me by the child"),
        HowKnown.TOLD_BY_OTHER: _("told to me by another"),
    }[HowKnown(fact.how)]
    source = ", ".join(filter(None, [fact.when, how, fact.who]))
    return f"– {fact.words} ({source})"


def _parents(told: Material) -> str:
    said = {
        ParentsTold.TOLD: _("The parents, or the one with whom it was safe to speak, have been told that I write."),
        ParentsTold.NOT_TOLD: _("The parents have not been told that I write."),
        "": _("[Have the parents been told? If not, why?]"),
    }[told.parents]  # fmt: skip
    return _part(_("What has been said to the parents"), said, *filter(None, [told.parents_reason]))


def _where(told: Material) -> str:
    if told.address:
        return _part(_("Where they are"), told.address)
    return _part(
        _("Where they are"), _("No address stands in this text, for safety's sake. Ask me by telephone if you need it.")
    )


def _contact(told: Material) -> str:
    wish = _("[Which telephone number may you be reached on, and when?]")
    return _part(pgettext("heading", "Contact"), told.holder, told.email, wish)


def questions_left(text: str) -> list[str]:
    """The questions in square brackets that still stand in the text."""
    return QUESTION.findall(text)


def _squeezed(text: str) -> str:
    return re.sub(r"[\s.,]+", " ", text).casefold()


def places_in(text: str, *, address: str, numbers: Sequence[str]) -> set[str]:
    """Which of her own places the text gives away: `address` and `number`."""
    found = set()
    street = _squeezed(address.split(",")[0]).strip()
    if street and street in _squeezed(text):
        found.add("address")
    digits = re.sub(r"\D", "", text)
    if any(number[-8:] in digits for number in numbers):
        found.add("number")
    return found
