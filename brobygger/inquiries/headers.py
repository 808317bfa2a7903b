"""What every answer says to the browser, whoever of the house gave it, error pages too.

Keep nothing, show it in no other page, run nothing but our own. Below the open pages also: tell no one.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.csp import ContentSecurityPolicyMiddleware
from django.middleware.security import SecurityMiddleware

PREFIX = "/h/"
# A page with a form is sent with its own address as referrer to ourselves alone: a browser that may not even do that
# calls the sender `null`, and then the form cannot be told from one on a strange page. Other sites see nothing.
WITH_FORM, WITHOUT_FORM = "same-origin", "no-referrer"
# Django's own, each asked for its headers here, outside of all that may refuse a request before it comes to them.
SAYING = (SecurityMiddleware, ContentSecurityPolicyMiddleware, XFrameOptionsMiddleware)


class EveryAnswer:
    """Answers are stored nowhere, apart from the program's own files, which hold nothing of anyone's.

    Those below the open pages name no address to others, and are findable only by their front page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.saying = [one(get_response) for one in SAYING]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for one in self.saying:
            one.process_response(request, response)
        if response.status_code >= 400 or not request.path_info.startswith(settings.STATIC_URL):
            response["Cache-Control"] = "no-store, private"
        if request.path_info.startswith(PREFIX):
            form = b'name="csrfmiddlewaretoken"' in getattr(response, "content", b"")
            response["Referrer-Policy"] = WITH_FORM if form else WITHOUT_FORM
            if response.status_code >= 400 or not getattr(request, "may_be_found", False):
                response["X-Robots-Tag"] = "noindex, nofollow"
        return response


def of_an_empty_answer() -> list[tuple[str, str]]:
    """The same, for what the edge answers before a request has come to the pages."""
    request = HttpRequest()
    if settings.SECURE_PROXY_SSL_HEADER:
        name, value = settings.SECURE_PROXY_SSL_HEADER
        request.META[name] = value
    response = EveryAnswer(lambda _request: HttpResponse(status=400))(request)
    return [(name.lower(), value) for name, value in response.items() if name != "Content-Type"]
