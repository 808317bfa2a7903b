"""The peer of the call list: the same fifty rows as a beginner's tutorial would show them, and the addresses to it.

No sign-in, no permissions, no walls, no trail; the rows are read as the tables' owner.
"""

from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.urls import path

from brobygger.cases.models import Case

PLAIN = """<!doctype html><html lang="da"><head><meta charset="utf-8"><title>Liste</title></head><body><h1>Liste</h1>
<p>{{ total }}</p><table><thead><tr><th>Navn</th><th>Alder</th><th>Rolle</th><th>Hændelse</th><th>Sprog</th>
<th>Frist</th><th>Fra</th><th>Forsøg</th><th>Sidst</th></tr></thead><tbody>{% for row in rows %}<tr><td>
<a href="/case/{{ row.pk }}/">{{ row.person.given_name }}</a></td><td>
{{ row.get_age_group_display }}</td><td>{{ row.get_role_display }}</td><td>
{{ row.get_incident_type_display }}</td><td>{{ row.language }}</td><td>{{ row.window_until|date:"j. F Y" }}</td><td>
{{ row.ring_from|date:"j. F Y H:i" }}</td><td>{{ row.attempts }}</td><td>
{{ row.last_attempt_at|date:"j. F Y H:i" }}</td></tr>{% endfor %}</tbody></table></body></html>"""
TEMPLATE = Engine().from_string(PLAIN)


def plain(request: HttpRequest) -> HttpResponse:
    """Fifty rows of the list, and how many there are up to a thousand."""
    rows = (
        Case.objects.using("owner")
        .filter(zone_id=request.GET["zone"], state="to_call")
        .order_by("window_until", "id")
        .select_related("person")
    )
    page = {"rows": rows[:50], "total": rows[:1001].count()}
    return HttpResponse(TEMPLATE.render(Context(page)))


urlpatterns = [path("plain/", plain)]
