from django.urls import path

from brobygger.trail import views

urlpatterns = [path("", views.trail, name="trail")]
