"""Criteria as sentences: who is in, and what a new version changes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from brobygger.base.codes import IncidentType, PersonRole
from brobygger.programmes.models import Criteria
from brobygger.programmes.rules import Changes, CriteriaFacts, RoleRule
from brobygger.programmes.states import CriteriaState

SEVERAL = {
    PersonRole.VICTIM.value: gettext_lazy("victims"),
    PersonRole.WITNESS.value: gettext_lazy("witnesses"),
    PersonRole.RELATIVE.value: gettext_lazy("relatives"),
    PersonRole.GUARDIAN.value: gettext_lazy("guardians"),
}


@dataclass(frozen=True, slots=True)
class TypeLine:
    """One incident type: who of it is in, as sentences, and the codes that count as it."""

    key: str
    label: str
    sentences: list[str]
    anyone: bool
    codes: list[str] = field(default_factory=list)


def and_list(words: Iterable[object]) -> str:
    """'victims, witnesses and relatives'."""
    return get_text_list([str(word) for word in words], pgettext("a list of words", "and"))


def standing(rule: RoleRule) -> str:
    """Whether a role is in, and at which ages, as the end of a sentence."""
    if not rule.included:
        return _("not in")
    ages = {"low": rule.min_age, "high": rule.max_age}
    if rule.min_age is not None and rule.max_age is not None:
        return _("in, aged %(low)s to %(high)s") % ages
    if rule.min_age is not None:
        return _("in, from age %(low)s") % ages
    if rule.max_age is not None:
        return _("in, up to age %(high)s") % ages
    return pgettext("target group", "in")


def sentences_of(rules: dict[str, RoleRule]) -> list[str]:
    """The roles of a type, those who are treated alike in one sentence: 'Victims and relatives: in.'"""
    alike: dict[RoleRule, list[str]] = {}
    for role, rule in rules.items():
        alike.setdefault(rule if rule.included else RoleRule(False), []).append(role)
    if len(alike) == 1:
        return [_("All four roles: %(standing)s.") % {"standing": standing(next(iter(alike)))}]
    # Those who are in come before those who are not.
    ordered = sorted(alike.items(), key=lambda pair: not pair[0].included)
    return [f"{capfirst(and_list(SEVERAL[r] for r in roles))}: {standing(rule)}." for rule, roles in ordered]


def type_lines(facts: CriteriaFacts) -> list[TypeLine]:
    """Every incident type in the order of the closed list."""
    lines = []
    for kind in IncidentType:
        rules = {role.value: facts.rules.get((kind.value, role.value), RoleRule(False)) for role in PersonRole}
        codes = [code for code, counts_as in facts.types.items() if counts_as == kind.value]
        anyone = any(rule.included for rule in rules.values())
        lines.append(TypeLine(kind.value, str(kind.label), sentences_of(rules), anyone, codes))
    return lines


def change_sentences(changes: Changes) -> list[str]:
    """What a version changes, one sentence a change; codes that change alike share one."""
    told: list[str] = []
    for change in changes.rules:
        words: dict[str, object] = {"before": standing(change.before), "after": standing(change.after)}
        words |= {"type": IncidentType(change.incident_type).label, "role": SEVERAL[change.role]}
        told.append(_("%(type)s, %(role)s: now %(after)s (before: %(before)s)") % words)
    alike: dict[tuple[str, str], list[str]] = {}
    for code in changes.codes:
        alike.setdefault((code.before, code.after), []).append(code.code)
    for (before, after), codes in alike.items():
        words = {"codes": ", ".join(codes), "before": _type(before), "after": _type(after)}
        told.append(_("Offence code %(codes)s: now %(after)s (before: %(before)s)") % words)
    for days in changes.days:
        numbers = {"before": days.before, "after": days.after}
        sentence = (
            _("Wait after the report: now %(after)s days (before: %(before)s)")
            if days.what == "wait"
            else _("Window after the report: now %(after)s days (before: %(before)s)")
        )
        told.append(sentence % numbers)
    return told


def _type(kind: str) -> str:
    return str(IncidentType(kind).label) if kind else _("not decided")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a version stands: a word for the badge, its kind, and the sentence beside it."""

    label: str
    kind: str


def where_it_stands(version: Criteria, *, holding: Criteria | None, today: date) -> Standing:
    """Draft, waiting for approval, holding now, holding later, held before, or withdrawn."""
    if version.state != CriteriaState.APPROVED:
        return Standing(
            str(CriteriaState(version.state).label), "info" if version.state == CriteriaState.PROPOSED else ""
        )
    if holding and version.pk == holding.pk:
        return Standing(_("Holds now"), "success")
    if version.valid_from > today:
        return Standing(_("Will hold"), "info")
    return Standing(_("Held before"), "")
