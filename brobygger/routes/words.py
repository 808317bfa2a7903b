"""What the refusals of this room are called."""

from __future__ import annotations

from django.utils.functional import Promise

REASONS: dict[str, str | Promise] = {}
