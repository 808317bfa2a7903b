from django.urls import path

from brobygger.evaluation import detect_views, public_views, reconciliation, views

urlpatterns = [
    path("", views.figures, name="figures"),
    path("csv/", views.figures_csv, name="figures_csv"),
    path("xlsx/", views.figures_xlsx, name="figures_xlsx"),
    path("public/", public_views.releases, name="public_releases"),
    path("public/check/", public_views.check_release, name="check_release"),
    path("public/<int:release_id>/", public_views.release, name="public_release"),
    path("public/<int:release_id>/csv/", public_views.release_csv, name="public_release_csv"),
    path("public/<int:release_id>/xlsx/", public_views.release_xlsx, name="public_release_xlsx"),
    path("referrals/", reconciliation.reconciliation, name="reconciliation"),
    path("referrals/no-trace/", reconciliation.referrals_without_trace, name="referrals_without_trace"),
    path("detection/", detect_views.detection_figures, name="detection_figures"),
    path("detection/csv/", detect_views.detection_csv, name="detection_figures_csv"),
    path("detection/xlsx/", detect_views.detection_xlsx, name="detection_figures_xlsx"),
    path("my-department/", detect_views.my_department, name="my_department"),
]
