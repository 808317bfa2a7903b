from django.urls import path

from brobygger.evaluation import views

urlpatterns = [
    path("", views.figures, name="figures"),
    path("csv/", views.figures_csv, name="figures_csv"),
    path("xlsx/", views.figures_xlsx, name="figures_xlsx"),
]
