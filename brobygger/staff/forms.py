"""What is asked when someone is invited, and when a role ends."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from brobygger.staff.models import Membership, Worker, Zone
from brobygger.staff.states import WhyOver

ROLES = Membership._meta.get_field("role").choices or ()


class InviteForm(forms.Form):
    """Who is invited, to which role in which zone."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail"), help_text=_("Her or his own, used to sign in."))
    role = forms.ChoiceField(label=_("Role"), choices=ROLES, widget=forms.RadioSelect)
    zone = forms.ModelChoiceField(label=_("Zone"), queryset=Zone.objects.none(), empty_label=None)

    def __init__(self, *args: Any, zones: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["zone"]
        field.queryset = zones  # type: ignore[attr-defined]
        field.initial = zones.first()
        if len(zones) == 1:
            field.widget = forms.HiddenInput()


class ForgottenForm(forms.Form):
    """The address of one who cannot sign in."""

    email = forms.EmailField(
        label=_("Your e-mail"), widget=forms.EmailInput(attrs={"autocomplete": "username"}), max_length=254
    )


class LastDayForm(forms.Form):
    """The day after which a role no longer holds."""

    last_day = forms.DateField(
        label=_("Last day"),
        help_text=_("The role holds to the end of this day. Choose yesterday to close the door at once."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


class SuccessorForm(forms.Form):
    """Who takes over what the worker alone holds."""

    hands_over_to = forms.TypedChoiceField(
        label=_("Who takes over"),
        help_text=_("What nobody takes over goes back to the list or the board. A duty to notify goes to a leader."),
        coerce=int,
        empty_value=None,
        required=False,
    )

    def __init__(self, *args: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        back = ("", _("Nobody: back to the list"))
        self.fields["hands_over_to"].choices = [back, *((one.worker_id, one.name) for one in colleagues)]  # type: ignore[attr-defined]


class EndRoleForm(LastDayForm, SuccessorForm):
    """The last day of a role, why, and who takes over."""

    why = forms.ChoiceField(label=_("Why?"), choices=WhyOver.choices, widget=forms.RadioSelect)
    field_order = ("last_day", "why", "hands_over_to")


class PasswordForm(forms.Form):
    """The password that an invited worker chooses, twice."""

    password = forms.CharField(
        label=_("Choose a password"),
        help_text=_("At least 12 characters. A short sentence is easy to remember and hard to guess."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same password again"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, worker: Worker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.worker = worker

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.worker)
        return password

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if told.get("password") and told.get("again") and told["password"] != told["again"]:
            self.add_error("again", _("The two passwords are not the same."))
        return told
