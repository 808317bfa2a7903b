"""Where the pages of this room are, for those who work here."""

from django.urls import path

from brobygger.surveys import views

urlpatterns = [
    path("", views.surveys, name="surveys"),
    path("slips/", views.slips, name="survey_slips"),
    path("case/<int:pk>/", views.invite, name="survey_invite"),
    path("case/<int:pk>/exempt/", views.exempt, name="survey_exempt"),
    path("interviews/", views.interviews, name="interviews"),
    path("interviews/<int:pk>/", views.interview, name="interview"),
]
