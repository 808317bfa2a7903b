"""All that is open in a browser, at one address: its history is the same whatever she says.

What is shown stands in the session; what is pressed comes as `do` in the form.
"""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from brobygger.access import typed
from brobygger.inquiries import mine_views, queries, question_views
from brobygger.inquiries.help import where_it_is_closed
from brobygger.inquiries.opening import OpenRequest, open_page

DEEDS = {
    "begin_again": mine_views.begin_again,
    "change_contact": mine_views.change_contact,
    "take_back": mine_views.take_back,
    "throw_away": mine_views.throw_away,
    "leave": mine_views.leave,
}


@require_http_methods(["GET", "HEAD", "POST"])
@open_page
def inside(request: OpenRequest) -> HttpResponse:
    """Her code, the questions, what became of them, and her lines; closed where nothing is open here any more."""
    if request.opened is None:
        told = {"numbers": where_it_is_closed(request.actor, request.setup)}
        return render(request, "inquiries/closed.html", told, status=410)
    row = queries.unfinished(request.actor, request.opened.mailbox_id)
    if request.method == "POST" and typed.text(request.POST, "l"):  # the door has kept the language
        if row is None:
            return mine_views.mine(request)
        question_views.put_aside(request, row)
        return redirect("open_inside", request.place)
    if request.method == "POST" and (deed := DEEDS.get(typed.text(request.POST, "do"))):
        return deed(request)
    return mine_views.mine(request) if row is None else question_views.question(request, row)
