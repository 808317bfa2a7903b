"""Where the pages of this room are."""

from django.urls import URLPattern, path

from brobygger.reach import campaign_views as campaigns
from brobygger.reach import training_views as trainings
from brobygger.reach import views

urlpatterns: list[URLPattern] = [
    path("", views.reach, name="reach"),
    path("departments/<int:department_id>/new/", views.new, name="resource_person_new"),
    path("persons/<int:pk>/", views.one, name="resource_person"),
    path("persons/<int:pk>/end/", views.end, name="resource_person_end"),
    path("persons/<int:pk>/keep/", views.keep, name="resource_person_keep"),
    path("meetings/", views.moved("meetings_of"), name="meetings_moved"),
    path("meetings/rhythm/", views.moved("meetings_rhythm"), name="meetings_rhythm_moved"),
    path("meetings/new/", views.moved("meeting_new"), name="meeting_new_moved"),
    path("meetings/<int:pk>/", views.moved("meeting"), name="meeting_moved"),
    path("meetings/<int:pk>/print/", views.moved("meeting_print"), name="meeting_print_moved"),
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
