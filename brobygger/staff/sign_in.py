"""Nobody signs up by herself: a worker comes in by the invitation of a leader, and each coming and going is noted."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from brobygger.access.actor import NOBODY
from brobygger.access.tries import forgive, remember_device
from brobygger.access.who import actor_for
from brobygger.staff import actions
from brobygger.staff.guessing import account_of, try_password
from brobygger.staff.models import Worker


class InvitationOnly(DefaultAccountAdapter):
    """allauth's adapter with the sign-up page closed, and a trail of who came, who went and who was turned away."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str | None) -> bool:
        try:
            return bool(super().is_safe_url(url))
        except ValueError:  # no address at all
            return False

    def ajax_response(self, request: HttpRequest, response: HttpResponse, **_told: Any) -> HttpResponse:
        """A script gets the page that a browser gets: allauth's own answer says back all that was typed."""
        return response

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        super().login(request, user)
        if isinstance(user, Worker):
            actions.note_sign_in(what=actions.SIGNED_IN, worker=user, by=actor_for(user.pk), at=timezone.now())

    def logout(self, request: HttpRequest) -> None:
        if isinstance(request.user, Worker):
            actions.note_sign_in(
                what="staff.signed_out", worker=request.user, by=actor_for(request.user.pk), at=timezone.now()
            )
        super().logout(request)

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **told: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **told)
        if isinstance(user, Worker):
            remember_device(request, response, account_of(user.email))
        return response

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try_password(request, str(credentials.get("email", "")))

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        found: AbstractBaseUser | None = super().authenticate(request, **credentials)
        if found is not None:
            forgive(request, at=timezone.now())
        return found

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        # An address that nobody has tells nothing worth keeping; the words typed are never kept.
        worker = Worker.objects.filter(email__iexact=str(credentials.get("email", ""))).first()
        if worker is not None:
            actions.note_sign_in(what="staff.sign_in_failed", worker=worker, by=NOBODY, at=timezone.now())


def note_wrong_code(*, user: Worker, reauthentication: bool, **_told: Any) -> None:
    """A wrong code from an app, or a wrong recovery code, is noted as a wrong password is: never the code itself."""
    by = actor_for(user.pk) if reauthentication else NOBODY
    actions.note_sign_in(what="staff.wrong_code", worker=user, by=by, at=timezone.now())
