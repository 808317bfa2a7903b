"""What a page calls a worker who stands on a row that all zones share."""

from django import template
from django.db.models import Model

from brobygger.staff import queries

register = template.Library()


@register.filter
def who(row: Model, field: str) -> str:
    """A colleague by her name, someone elsewhere by her organisation; nothing where nobody stands there."""
    worker_id = getattr(row, f"{field}_id")
    if worker_id is None:
        return ""
    seen = getattr(row, field) if row._state.fields_cache.get(field) else None
    return seen.name if seen else queries.called([worker_id]).get(worker_id, "–")
