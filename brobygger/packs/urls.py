"""Where the pages of this room are."""

from django.urls import URLPattern, path

from brobygger.packs import views

urlpatterns: list[URLPattern] = [
    path("", views.packs, name="packs"),
    path("file/", views.hand_in, name="pack_file"),
    path("<int:pk>/", views.pack, name="pack"),
    path("<int:pk>/licence/", views.licence, name="pack_licence"),
    path("<int:pk>/use/", views.use, name="pack_use"),
]
