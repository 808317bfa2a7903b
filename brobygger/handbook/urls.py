"""Where the pages of this room are."""

from django.urls import URLPattern, path

from brobygger.handbook import views

urlpatterns: list[URLPattern] = [
    path("", views.handbook, name="handbook"),
    path("new/", views.document_new, name="document_new"),
    path("<int:pk>/", views.document, name="document"),
    path("<int:pk>/write/", views.document_write, name="document_write"),
    path("<int:pk>/close/", views.document_close, name="document_close"),
    path("version/<int:pk>/", views.document_version, name="document_version"),
    path("version/<int:pk>/read/", views.document_read, name="document_read"),
]
