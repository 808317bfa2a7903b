"""Who works here, one's own account, and the pages of allauth that we want: nobody signs up or in by another way."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.urls import path

from brobygger.access.doors import open_door, sign_in_door, signed_in
from brobygger.staff import account_views, views, zone_views

urlpatterns = [
    path("", account_views.my_account, name="my_account"),
    path("", account_views.my_account, name="mfa_index"),
    path("zone/", zone_views.choose_zone, name="choose_zone"),
    path("staff/", views.staff, name="staff"),
    path("staff/invite/", views.invite, name="invite"),
    path("staff/<int:pk>/vouch/", views.vouch, name="vouch"),
    path("staff/offers/<int:pk>/link/", views.new_link, name="new_link"),
    path("staff/offers/<int:pk>/withdraw/", views.withdraw_offer, name="withdraw_offer"),
    path("staff/roles/<int:pk>/end/", views.end_role, name="end_role"),
    path("staff/roles/<int:pk>/hand-over/", views.hand_over, name="pass_on_role"),
    path("staff/roles/<int:pk>/keep/", views.keep_role, name="keep_role"),
    path("offers/<int:pk>/", account_views.answer_offer, name="answer_offer"),
    path("login/", sign_in_door(account.login), name="account_login"),
    path("logout/", open_door(account.logout), name="account_logout"),
    path("inactive/", open_door(account.account_inactive), name="account_inactive"),
    path("forgot/", account_views.forgot_password, name="account_reset_password"),
    path("forgot/", account_views.forgot_password, name="account_set_password"),  # for one who has none yet
    path("confirm/", signed_in(account.reauthenticate), name="account_reauthenticate"),
    path("password/", signed_in(account.password_change), name="account_change_password"),
    path("steps/", sign_in_door(mfa.authenticate), name="mfa_authenticate"),
    path("steps/confirm/", signed_in(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("steps/app/on/", signed_in(totp.activate_totp), name="mfa_activate_totp"),
    path("steps/app/off/", signed_in(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("steps/codes/", signed_in(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("steps/codes/new/", signed_in(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("steps/codes/download/", signed_in(codes.download_recovery_codes), name="mfa_download_recovery_codes"),
    path("steps/keys/", signed_in(keys.list_webauthn), name="mfa_list_webauthn"),
    path("steps/keys/add/", signed_in(keys.add_webauthn), name="mfa_add_webauthn"),
    path("steps/keys/confirm/", signed_in(keys.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("steps/keys/<int:pk>/remove/", signed_in(keys.remove_webauthn), name="mfa_remove_webauthn"),
    path("steps/keys/<int:pk>/edit/", signed_in(keys.edit_webauthn), name="mfa_edit_webauthn"),
    path("steps/keys/login/", sign_in_door(keys.login_webauthn), name="mfa_login_webauthn"),
]
