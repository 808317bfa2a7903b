from django.urls import path

from brobygger.demonstration import views

urlpatterns = [path("", views.report_recomputed, name="report_recomputed")]
