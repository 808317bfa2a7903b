"""The pages of imports."""

from django.urls import path

from brobygger.intake import views

urlpatterns = [
    path("", views.imports, name="imports"),
    path("<int:pk>/", views.import_run, name="import_run"),
    path("<int:pk>/start/", views.import_start, name="import_start"),
    path("<int:pk>/drop/", views.import_drop, name="import_drop"),
    path("<int:pk>/progress/", views.import_progress, name="import_progress"),
    path("<int:pk>/rejected/", views.import_rejected, name="import_rejected"),
]
