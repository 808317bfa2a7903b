"""Where the pages of this room are."""

from django.urls import URLPattern, path

from brobygger.reach import campaign_views as campaigns
from brobygger.reach import meeting_views as meetings
from brobygger.reach import training_views as trainings
from brobygger.reach import views

urlpatterns: list[URLPattern] = [
    path("", views.reach, name="reach"),
    path("departments/<int:department_id>/new/", views.new, name="resource_person_new"),
    path("persons/<int:pk>/", views.one, name="resource_person"),
    path("persons/<int:pk>/end/", views.end, name="resource_person_end"),
    path("persons/<int:pk>/keep/", views.keep, name="resource_person_keep"),
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/rhythm/", meetings.rhythm, name="meetings_rhythm"),
    path("meetings/new/", meetings.new, name="meeting_new"),
    path("meetings/<int:pk>/", meetings.meeting, name="meeting"),
    path("meetings/<int:pk>/print/", meetings.printed, name="meeting_print"),
    path("meetings/<int:pk>/change/", meetings.change, name="meeting_change"),
    path("meetings/<int:pk>/held/", meetings.held, name="meeting_held"),
    path("meetings/<int:pk>/minutes/", meetings.minutes, name="meeting_minutes"),
    path("meetings/<int:pk>/cancel/", meetings.cancel, name="meeting_cancel"),
    path("meetings/<int:pk>/reopen/", meetings.reopen, name="meeting_reopen"),
    path("meetings/<int:pk>/agree/", meetings.agree, name="meeting_agree"),
    path("agreed/<int:pk>/done/", meetings.done, name="agreed_done"),
    path("agreed/<int:pk>/not-done/", meetings.not_done, name="agreed_not_done"),
    path("agreed/<int:pk>/strike/", meetings.strike, name="agreed_strike"),
    path("training/", trainings.trainings, name="trainings"),
    path("training/new/", trainings.new, name="training_new"),
    path("training/<int:pk>/", trainings.one, name="training"),
    path("training/<int:pk>/strike/", trainings.strike, name="training_strike"),
    path("training/took-part/<int:pk>/strike/", trainings.strike_done, name="training_done_strike"),
    path("training/kinds/new/", trainings.new_kind, name="training_kind_new"),
    path("training/kinds/<int:pk>/", trainings.kind, name="training_kind"),
    path("campaigns/", campaigns.campaigns, name="campaigns"),
    path("campaigns/new/", campaigns.new, name="campaign_new"),
    path("campaigns/<int:pk>/", campaigns.one, name="campaign"),
    path("campaigns/<int:pk>/change/", campaigns.change, name="campaign_change"),
    path("campaigns/<int:pk>/remove/", campaigns.remove, name="campaign_remove"),
    path("campaigns/<int:pk>/qr.svg", campaigns.svg, name="campaign_qr_svg"),
    path("campaigns/<int:pk>/qr.png", campaigns.png, name="campaign_qr_png"),
    path("campaigns/<int:pk>/print/", campaigns.printed, name="campaign_print"),
    path("qr.svg", campaigns.plain_qr, name="reach_qr"),
]
