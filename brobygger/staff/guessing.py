"""Signing in, and confirming that it is she: whoever guesses waits, and nobody waits on a device that is known."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from allauth.account.forms import ChangePasswordForm
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, LoginWebAuthnForm, ReauthenticateWebAuthnForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from brobygger.access.tries import Limit, Limits, attempt, forgive
from brobygger.access.words_back import OF_A_STEP
from brobygger.staff.words import too_many_tries

NETWORK = Limit(free=60, first=timedelta(seconds=5), longest=timedelta(minutes=1))
PASSWORD = Limits(
    network=NETWORK, here=Limit(free=5), everywhere=Limit(free=100), device=Limit(free=10), waited=Limit(free=30)
)
# A code has six digits: whoever has the password must not be able to try them all.
CODE = Limits(
    network=NETWORK,
    here=Limit(free=5),
    everywhere=Limit(free=20, longest=timedelta(hours=1), forgets=timedelta(days=1)),
    device=Limit(free=10),
    waited=Limit(free=5, longest=timedelta(hours=1)),
)
LINK = Limits(network=Limit(free=30, longest=timedelta(minutes=10)))


def account_of(email: str) -> str:
    """What an address counts as: the database finds the same worker by every way of writing it that this folds."""
    return email.strip().upper().casefold()


def try_password(request: HttpRequest, email: str) -> None:
    """The try is counted. ValidationError, with the time of the next one, where too many were wrong."""
    _try(request, "password", PASSWORD, email)


def _try(request: HttpRequest, deed: str, limits: Limits, email: str = "") -> None:
    told = attempt(request, deed, limits, about=account_of(email), at=timezone.now())
    if told.until is not None:
        raise ValidationError(too_many_tries(told.until), code="too_many_tries")


def slowed(deed: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """The page is opened by a secret in its address: each try that opens nothing counts."""

    def wrap(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if (wait := must_wait(request, deed)) is not None:
                return wait
            response = view(request, *args, **kwargs)
            forgive(request, at=timezone.now())
            return response

        return inner

    return wrap


def must_wait(request: HttpRequest, deed: str) -> HttpResponse | None:
    """The try is counted by the network that it comes from; a page that says when the next one is, after too many."""
    told = attempt(request, deed, LINK, at=timezone.now())
    if told.until is None:
        return None
    return later(render(request, "staff/wait.html", {"until": told.until}, status=429), told.until)


def later(response: HttpResponse, until: datetime) -> HttpResponse:
    """The answer tells programs, too, when to come back."""
    response["Retry-After"] = str(max(1, int((until - timezone.now()).total_seconds())))
    return response


class _NeverSaidBack:
    """What is typed in secret stands in no answer."""

    def __init__(self, *args: Any, **told: Any) -> None:
        super().__init__(*args, **told)
        for name in self.fields.keys() & OF_A_STEP:  # type: ignore[attr-defined]
            self.fields[name].bound_data = lambda _sent, _initial: None  # type: ignore[attr-defined]


class _CountedCode(_NeverSaidBack):
    user: Any

    def clean_code(self) -> Any:
        _try(context.request, "code", CODE, self.user.email)
        return super().clean_code()  # type: ignore[misc]


class _CountedPasskey(_NeverSaidBack):
    def clean_credential(self) -> Any:
        _try(context.request, "passkey", PASSWORD)
        try:
            return super().clean_credential()  # type: ignore[misc]
        except (KeyError, TypeError, ValueError, AttributeError) as problem:
            raise get_adapter().validation_error("incorrect_code") from problem


class Code(_CountedCode, AuthenticateForm):  # type: ignore[misc]
    """The code of an app, or a recovery code, when she signs in."""


class CodeAgain(_CountedCode, ReauthenticateForm):  # type: ignore[misc]
    """The same code, when she confirms that it is she."""


class FirstCode(_NeverSaidBack, ActivateTOTPForm):  # type: ignore[misc]
    """The code by which the app is set up."""


class Passkey(_CountedPasskey, LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey instead of the password."""


class PasskeyAsSecondStep(_CountedPasskey, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey after the password."""


class PasskeyAgain(_CountedPasskey, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey, when she confirms that it is she."""


class NewPassword(ChangePasswordForm):  # type: ignore[misc]
    """A new password, by the one that she has."""

    def clean_oldpassword(self) -> str:
        try_password(context.request, self.user.email)
        told = str(super().clean_oldpassword())
        forgive(context.request, at=timezone.now())
        return told


def forgive_right_code(*, request: HttpRequest, **_told: Any) -> None:
    """A right code or passkey was no guess."""
    forgive(request, at=timezone.now())
