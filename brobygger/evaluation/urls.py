from django.urls import path

from brobygger.evaluation import reconciliation, views

urlpatterns = [
    path("", views.figures, name="figures"),
    path("csv/", views.figures_csv, name="figures_csv"),
    path("xlsx/", views.figures_xlsx, name="figures_xlsx"),
    path("referrals/", reconciliation.reconciliation, name="reconciliation"),
    path("referrals/no-trace/", reconciliation.referrals_without_trace, name="referrals_without_trace"),
]
