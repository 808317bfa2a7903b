"""Where the pages of this room are; their addresses do not say what they hold."""

from django.urls import path

from brobygger.participants import views

urlpatterns = [
    path("", views.follow_ups, name="follow_ups"),
    path("<int:pk>/", views.participant, name="participant"),
    path("<int:pk>/form/<int:pack>/<str:when>/", views.measure, name="measure"),
    path("<int:pk>/map/", views.network, name="network"),
    path("<int:pk>/map/print/", views.network_print, name="network_print"),
    path("<int:pk>/others/", views.sharing, name="sharing"),
    path("<int:pk>/later/", views.follow_up, name="follow_up"),
]
