"""Where the pages of this room are."""

from django.urls import path

from brobygger.interviews import views

urlpatterns = [
    path("", views.talks, name="talks"),
    path("<slug:programme>/new/", views.talk_new, name="talk_new"),
    path("<slug:programme>/themes/", views.themes, name="talk_themes"),
    path("talk/<int:pk>/", views.talk, name="talk"),
    path("talk/<int:pk>/change/", views.talk_change, name="talk_change"),
    path("talk/<int:pk>/remove/", views.talk_remove, name="talk_remove"),
    path("quotation/<int:pk>/choose/", views.quotation_choose, name="quotation_choose"),
    path("quotation/<int:pk>/remove/", views.quotation_remove, name="quotation_remove"),
]
