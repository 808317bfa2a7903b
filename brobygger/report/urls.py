from django.urls import path

from brobygger.report import text_views, views

urlpatterns = [
    path("", views.report, name="report"),
    path("<int:pk>/progress/", views.report_progress, name="report_progress"),
    path("<int:pk>/file/", views.report_file, name="report_file"),
    path("<slug:programme>/<str:language>/", text_views.report_texts, name="report_texts"),
    path("<slug:programme>/<str:language>/<slug:chapter>/", text_views.report_text, name="report_text"),
    path("<slug:programme>/<str:language>/<slug:chapter>/keep/", text_views.report_text_keep, name="report_text_keep"),
]
