"""The pages about how people are rung and what is said to them."""

from django.urls import path

from brobygger.outreach_policy import calls_and_words_views as views

urlpatterns = [
    path("", views.speaking, name="speaking"),
    path("<slug:programme>/attempts/", views.attempts, name="speaking_attempts"),
    path("<slug:programme>/script/", views.script, name="speaking_script"),
    path("<slug:programme>/consent/", views.wording, name="speaking_wording"),
    path("consent/<int:pk>/", views.decide_wording, name="speaking_decide"),
]
