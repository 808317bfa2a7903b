"""Whoever is signed out while she writes has her words back with the answer; they are kept nowhere else."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from brobygger.access import typed

AGAIN = "sent-again"  # the field that says that what is sent was given back before
FOR_WORDS = frozenset(
    {"words", "text", "note", "notes", "reason", "message", "summary", "told", "seen", "agreed", "what_is_known"}
)
OF_A_STEP = frozenset({"code", "credential"})  # as secret as a password


def words_back(request: HttpRequest) -> HttpResponse | None:
    """The form that could not be taken, with all that was typed in it, to be sent again after signing in.

    None where nothing was typed, where a script asks that keeps the words itself, and where the form came from another
    site: what a stranger has written is never shown as ours. The token is the browser's own, and signing in changes it:
    a form sent with the one from before comes back here once, with the one that holds now.
    """
    asks = request.method == "POST" and request.accepts("text/html") and not getattr(request, "htmx", False)
    told = typed.fields(request) if asks and came_from_here(request) else []
    told = [(name, value) for name, value in told if name not in ("csrfmiddlewaretoken", AGAIN)]
    if not any(value.strip() for _name, value in told) or len(request.FILES):
        return None
    if any("password" in name or name in OF_A_STEP for name in typed.posted(request) or ()):
        return None
    shown = [(name, value, len(value.split()) > 1) for name, value in told]
    context = {"fields": shown, "address": request.get_full_path(), "again": AGAIN}
    return render(request, "words_back.html", context, status=403)


def written(request: HttpRequest) -> list[str]:
    """What a worker wrote in a form that could not be taken: its page gives it back, to be copied. A single word is
    hers where the field is for words; elsewhere it is what a choice is called in the program."""
    actor = getattr(request, "actor", None)
    is_hers = request.method == "POST" and actor is not None and actor.user_id is not None
    told = typed.fields(request) if is_hers and came_from_here(request) else []
    hers = [(name.rsplit("-")[-1], value) for name, value in told if name not in OF_A_STEP and value.strip()]
    return [value for name, value in hers if name in FOR_WORDS or len(value.split()) > 1]


def is_sent_again(request: HttpRequest) -> bool:
    """Whether what is sent was given back before: someone has signed in since, and it may be someone else."""
    return any(name == AGAIN for name, _value in typed.fields(request))


def came_from_here(request: HttpRequest) -> bool:
    """As the browser says itself, which no page can make it say otherwise."""
    ours = f"{request.scheme}://{request.get_host()}"
    if origin := request.headers.get("origin"):
        return origin in (ours, *settings.CSRF_TRUSTED_ORIGINS)
    return request.headers.get("referer", "").startswith(f"{ours}/")
