"""Where the pages of this room are."""

from django.urls import path

from brobygger.cross_tables import views

urlpatterns = [
    path("", views.cross_table, name="cross_table"),
    path("file/<slug:kind>/", views.cross_table_file, name="cross_table_file"),
    path("detection/", views.detection_table, name="detection_table"),
    path("detection/file/<slug:kind>/", views.detection_table_file, name="detection_table_file"),
]
