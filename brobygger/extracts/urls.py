"""Where the pages of this room are; their addresses do not say what they hold."""

from django.urls import path

from brobygger.extracts import views

urlpatterns = [
    path("<int:pk>/", views.extracts, name="extracts"),
    path("e/<int:pk>/", views.extract, name="extract"),
    path("e/<int:pk>/hide/", views.extract_hide, name="extract_hide"),
    path("e/<int:pk>/lines/<int:line>/", views.extract_out, name="extract_out"),
    path("e/<int:pk>/lines/<int:line>/show/", views.extract_show, name="extract_show"),
    path("e/<int:pk>/preview/", views.extract_preview, name="extract_preview"),
    path("e/<int:pk>/finish/", views.extract_finish, name="extract_finish"),
    path("e/<int:pk>/approve/", views.extract_approve, name="extract_approve"),
    path("e/<int:pk>/back/", views.extract_send_back, name="extract_send_back"),
    path("e/<int:pk>/drop/", views.extract_drop, name="extract_drop"),
    path("e/<int:pk>/print/", views.extract_print, name="extract_print"),
]
