"""Where anyone answers; the addresses do not say what they are for."""

from django.urls import path

from brobygger.surveys import open_views

urlpatterns = [
    path("", open_views.type_code, name="survey_code"),
    path("i/", open_views.interview_wish, name="survey_interview"),
    path("<str:code>/", open_views.answer, name="survey_answer"),
]
