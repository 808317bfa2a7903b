"""Where the pages of this room are."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
