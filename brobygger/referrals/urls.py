"""Where the pages of this room are; the list and a referral's own page are the desk's, which sees the deadlines too."""

from django.urls import path

from brobygger.referrals import coverage_views, receiver_views, views

urlpatterns = [
    path("receivers/", receiver_views.receivers, name="receivers"),
    path("receivers/<int:receiver_id>/close/", receiver_views.receiver_close, name="receiver_close"),
    path("receivers/<int:receiver_id>/reopen/", receiver_views.receiver_reopen, name="receiver_reopen"),
    path("coverage/", coverage_views.coverages, name="coverages"),
    path("coverage/<int:wording_id>/", coverage_views.coverage_decide, name="coverage_decide"),
    path("<int:referral_id>/send/", views.send, name="referral_send"),
    path("<int:referral_id>/withdraw/", views.withdraw, name="referral_withdraw"),
    path("<int:referral_id>/call-back/", views.call_back, name="referral_call_back"),
    path("<int:referral_id>/give-up/", views.give_up, name="referral_give_up"),
    path("<int:referral_id>/new-link/", views.new_link, name="referral_new_link"),
    path("<int:referral_id>/package.pdf", views.pdf, name="referral_pdf"),
    path("<int:referral_id>/package.json", views.json, name="referral_json"),
]
