"""Where the page of this room is; the file itself lies at an address of its own."""

from django.urls import URLPattern, path

from brobygger.calendars import views

urlpatterns: list[URLPattern] = [path("", views.calendar, name="calendar")]
