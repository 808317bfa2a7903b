"""What every answer says to the browser, error pages too: keep nothing. Below the open pages also: tell no one."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

PREFIX = "/h/"
# A page with a form is sent with its own address as referrer to ourselves alone: a browser that may not even do that
# calls the sender `null`, and then the form cannot be told from one on a strange page. Other sites see nothing.
WITH_FORM, WITHOUT_FORM = "same-origin", "no-referrer"


class KeepNothing:
    """Answers are stored nowhere, apart from the program's own files, which hold nothing of anyone's.

    Those below the open pages name no address to others, and are findable only by their front page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code >= 400 or not request.path_info.startswith(settings.STATIC_URL):
            response["Cache-Control"] = "no-store, private"
        if request.path_info.startswith(PREFIX):
            form = b'name="csrfmiddlewaretoken"' in getattr(response, "content", b"")
            response["Referrer-Policy"] = WITH_FORM if form else WITHOUT_FORM
            if not getattr(request, "may_be_found", False):
                response["X-Robots-Tag"] = "noindex, nofollow"
        return response
