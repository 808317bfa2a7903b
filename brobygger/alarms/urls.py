"""Where the pages of this room are."""

from django.urls import path

from brobygger.alarms import absence_views, views

urlpatterns = [
    path("", views.alarms, name="alarms"),
    path("<int:pk>/", views.alarm, name="alarm"),
    path("held/<int:pk>/go/", views.let_go_on, name="held_move_go"),
    path("deadlines/", views.deadlines, name="deadlines"),
    path("deadlines/change/", views.deadlines_change, name="deadlines_change"),
    path("leaks/", views.leaks_page, name="leaks"),
    path("away/", absence_views.absences, name="absences"),
    path("away/<int:pk>/", absence_views.absence_end, name="absence_end"),
]
