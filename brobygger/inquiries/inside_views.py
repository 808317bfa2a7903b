"""All that is open in a browser, at one address: its history is the same whatever she says.

What is shown stands in the session; what is pressed comes as `do` in the form.
"""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from brobygger.access import typed
from brobygger.inquiries import mine_views, once_more, queries, question_views, ways_in
from brobygger.inquiries.opening import MINE, OpenRequest, open_page

WAYS_IN = {"begin": ways_in.begin, "come_back": ways_in.come_back}
DEEDS = {
    "begin_again": mine_views.begin_again,
    "change_contact": mine_views.change_contact,
    "take_back": mine_views.take_back,
    "throw_away": mine_views.throw_away,
    "leave": mine_views.leave,
    "look": mine_views.look,
    "go_on": mine_views.go_on_with_it,
}


@require_http_methods(["GET", "HEAD", "POST"])
@open_page
def inside(request: OpenRequest) -> HttpResponse:
    """Her code, the questions, what became of them, and her lines; the ways in where nothing is open here."""
    deed, language = typed.text(request.POST, "do"), typed.text(request.POST, "l")  # the door has kept the language
    if deed in WAYS_IN:
        return WAYS_IN[deed](request)
    if request.opened is None:
        return ways_in.shown(request)
    row = queries.unfinished(request.actor, request.opened.mailbox_id)
    if request.method != "POST" and (sent := once_more.found(request, "sent")):
        return question_views.sent(request, sent.told)
    if row is None or deed == "line" or (request.method != "POST" and request.opened.at == MINE):
        if request.method == "POST" and deed in DEEDS and not language:
            return DEEDS[deed](request)
        return mine_views.mine(request, row)
    if request.method == "POST" and language:
        question_views.put_aside(request, row)
        return redirect("open_inside", request.place)
    if request.method == "POST" and deed in DEEDS:
        return DEEDS[deed](request)
    return question_views.question(request, row)
