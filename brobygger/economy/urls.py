"""Where the pages of this room are."""

from django.urls import URLPattern, path

from brobygger.economy import table_views, trial_views, views

urlpatterns: list[URLPattern] = [
    path("", table_views.economy, name="economy"),
    path("line/new/", table_views.economy_line_new, name="economy_line_new"),
    path("line/<int:pk>/", table_views.economy_line, name="economy_line"),
    path("line/<int:pk>/strike/", table_views.economy_strike, name="economy_strike"),
    path("undo/<int:pk>/", table_views.economy_undo, name="economy_undo"),
    path("goal/", table_views.economy_goal, name="economy_goal"),
    path("each/", views.economy_each, name="economy_each"),
    path("compare/", views.economy_compare, name="economy_compare"),
    path("capacity/", trial_views.economy_capacity, name="economy_capacity"),
    path("capacity/<int:pk>/", trial_views.economy_trial, name="economy_trial"),
    path("capacity/<int:pk>/progress/", trial_views.economy_trial_progress, name="economy_trial_progress"),
    path("capacity/<int:pk>/drop/", trial_views.economy_trial_drop, name="economy_trial_drop"),
]
