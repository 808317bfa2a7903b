"""The pages on which leaders write what stands in a chapter: kept as it is written, looked through when saved."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.deeds import carried_out
from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act
from brobygger.base.decision import NotFound
from brobygger.programmes.models import Programme
from brobygger.report import actions, queries, rules, words
from brobygger.report.codes import Language
from brobygger.report.forms import TextForm
from brobygger.report.writing import blocks


def _where(request: DoorRequest, programme: str, language: str) -> tuple[int, Programme]:
    zone_id = zone_of(request)
    if language not in Language:
        raise NotFound("not_found")
    return zone_id, queries.programme(request.actor, programme, zone_id=zone_id)


@door(Act.MAKE_REPORT, "GET")
def report_texts(request: DoorRequest, programme: str, language: str) -> HttpResponse:
    """The chapters of the report, and which of them have a text."""
    zone_id, row = _where(request, programme, language)
    texts = queries.texts(request.actor, zone_id=zone_id, programme_id=row.pk, language=language)
    shown = {
        "programme": row, "written_in": language, "languages": Language.choices,
        "chapters": [(one, texts.get(one)) for one in queries.chapters_to_write(row)],
    }  # fmt: skip
    return render(request, "report/texts.html", shown)


@door(Act.MAKE_REPORT)
def report_text(request: DoorRequest, programme: str, language: str, chapter: str) -> HttpResponse:
    """The text of one chapter."""
    zone_id, row = _where(request, programme, language)
    told = queries.text_page(request.actor, zone_id=zone_id, programme=row, chapter=chapter, language=language)
    stands = told.begun or told.stands
    known = {"text": stands.text if stands else "", "seen": told.begun.seen if told.begun else told.number}
    form = TextForm(typed.posted(request), initial=known)
    where: dict[str, Any] = {"zone_id": zone_id, "programme": row.key, "chapter": chapter, "language": language}

    def write(**signed: Any) -> None:
        actions.write_text(**where, **form.cleaned_data, **signed)

    if carried_out(request, write, form=form, said=_("Saved. It stands in every report that is made from now on.")):
        return redirect("report_texts", row.key, language)
    found = queries.telling_who(typed.text(request.POST, "text", rules.LONGEST), zone_id=zone_id)
    if form.errors:
        # What was seen is what stands now: whoever saves again means it.
        actions.keep_draft(**where, **_begun(request, told.number), by=request.actor, at=timezone.now())
        form.data = typed.again(request.POST, seen=told.number)
    shown = {
        "form": form, "told": told, "written_in": language,
        "found": [(words.FOUND[one.kind], one.words) for one in found],
        "asks": bool(found) and all(one.kind != "cpr" for one in found),
        "versions": [(one, blocks(one.text)) for one in told.versions],
    }  # fmt: skip
    return render(request, "report/text.html", shown, status=422 if form.errors else 200)


def _begun(request: DoorRequest, otherwise: int) -> dict[str, Any]:
    seen = typed.number(request.POST, "seen")
    return {
        "text": typed.text(request.POST, "text", rules.LONGEST),
        "seen": otherwise if seen is None or seen > 1_000_000 else seen,
    }


@door(Act.MAKE_REPORT, "POST")
def report_text_keep(request: DoorRequest, programme: str, language: str, chapter: str) -> HttpResponse:
    """What has been written so far is kept; asked for by the page itself."""
    zone_id, row = _where(request, programme, language)
    now = timezone.now()
    where: dict[str, Any] = {"zone_id": zone_id, "programme": row.key, "chapter": chapter, "language": language}
    actions.keep_draft(**where, **_begun(request, 0), by=request.actor, at=now)
    return JsonResponse({"words": _("Kept at %(time)s, not saved yet") % {"time": f"{timezone.localtime(now):%H:%M}"}})
