"""Where the pages of this room are."""

from django.urls import URLPattern, path

from brobygger.coordination import views

urlpatterns: list[URLPattern] = [
    path("of/<int:pk>/", views.coordination_of, name="coordination_of"),
    path("tasks/<int:pk>/do/", views.plan_task_do, name="plan_task_do"),
    path("<int:pk>/", views.plan_across, name="plan_across"),
    path("<int:pk>/do/", views.plan_do, name="plan_do"),
    path("<int:pk>/lead/", views.plan_lead, name="plan_lead"),
    path("<int:pk>/participant/", views.plan_participant, name="plan_participant"),
    path("<int:pk>/goal/", views.plan_goal, name="plan_goal"),
    path("<int:pk>/task/", views.plan_task, name="plan_task"),
    path("<int:pk>/meeting/", views.plan_meeting, name="plan_meeting"),
    path("<int:pk>/end/", views.plan_end, name="plan_end"),
]
