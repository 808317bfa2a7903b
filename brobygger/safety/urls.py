"""Where the pages of this room are; their addresses do not say what they are."""

from django.urls import path

from brobygger.safety import giving_views, views

urlpatterns = [
    path("<int:pk>/", views.plan, name="safety_plan"),
    path("<int:pk>/begin/", views.begin, name="safety_begin"),
    path("<int:pk>/lines/<int:line>/", views.mark, name="safety_mark"),
    path("<int:pk>/looked/", views.looked, name="safety_looked"),
    path("<int:pk>/form/", giving_views.form, name="safety_form"),
    path("<int:pk>/view/", giving_views.shown, name="safety_shown"),
    path("<int:pk>/paper/", giving_views.paper, name="safety_paper"),
    path("<int:pk>/<slug:name>/", views.section, name="safety_section"),
    path("<int:pk>/<slug:name>/keep/", views.keep, name="safety_keep"),
]
