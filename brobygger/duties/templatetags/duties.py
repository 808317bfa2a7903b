"""The words of a duty's kind and state."""

from __future__ import annotations

from django import template

from brobygger.duties.states import DutyKind, DutyState

register = template.Library()


@register.simple_tag
def duty_kind(code: str) -> str:
    """What the duty is, in words."""
    return str(DutyKind(code).label)


@register.simple_tag
def duty_state(code: str) -> str:
    """How the duty stands, in words."""
    return str(DutyState(code).label)
