"""allauth's forms for passkeys, in our words: a new one is meant to be used instead of the password."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

NAME = _("A name for the device it is on")


class AddPasskey(AddWebAuthnForm):  # type: ignore[misc]
    """A passkey that signs in by itself, unless she wants it as a second step only."""

    name = forms.CharField(label=NAME, required=False)
    passwordless = forms.BooleanField(
        label=_("Use it instead of the password"),
        help_text=_("The device then asks for a fingerprint, a face or its own code."),
        required=False,
        initial=True,
    )

    def clean(self) -> Any:
        """What a browser would never send is a wrong code like any other."""
        try:
            return super().clean()
        except (AttributeError, LookupError, TypeError, ValueError):
            raise get_adapter().validation_error("incorrect_code") from None


class RenamePasskey(EditWebAuthnForm):  # type: ignore[misc]
    """Another name for the same passkey."""

    name = forms.CharField(label=NAME)
