"""Where the pages of this room are."""

from django.urls import URLPattern, path

from brobygger.meetings import views

urlpatterns: list[URLPattern] = [
    path("", views.meetings, name="meetings"),
    path("<int:pk>/", views.meeting, name="meeting"),
    path("<int:pk>/print/", views.printed, name="meeting_print"),
    path("<int:pk>/change/", views.change, name="meeting_change"),
    path("<int:pk>/held/", views.held, name="meeting_held"),
    path("<int:pk>/minutes/", views.minutes, name="meeting_minutes"),
    path("<int:pk>/cancel/", views.cancel, name="meeting_cancel"),
    path("<int:pk>/reopen/", views.reopen, name="meeting_reopen"),
    path("<int:pk>/agree/", views.agree, name="meeting_agree"),
    path("agreed/<int:pk>/done/", views.done, name="agreed_done"),
    path("agreed/<int:pk>/not-done/", views.not_done, name="agreed_not_done"),
    path("agreed/<int:pk>/strike/", views.strike, name="agreed_strike"),
    path("<slug:kind>/", views.meetings_of, name="meetings_of"),
    path("<slug:kind>/rhythm/", views.rhythm, name="meetings_rhythm"),
    path("<slug:kind>/new/", views.new, name="meeting_new"),
]
