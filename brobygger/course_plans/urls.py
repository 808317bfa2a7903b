"""Where the pages of this room are."""

from django.urls import URLPattern, path

from brobygger.course_plans import views

urlpatterns: list[URLPattern] = [
    path("", views.course_plan, name="course_plan"),
    path("new/", views.course_plan_new, name="course_plan_new"),
    path("<int:pk>/again/", views.course_plan_again, name="course_plan_again"),
    path("<int:pk>/anew/", views.course_plan_anew, name="course_plan_anew"),
    path("<int:pk>/progress/", views.course_plan_progress, name="course_plan_progress"),
    path("<int:pk>/make/", views.course_plan_make, name="course_plan_make"),
    path("<int:pk>/drop/", views.course_plan_drop, name="course_plan_drop"),
    path("<int:pk>/<int:number>/", views.course_plan_change, name="course_plan_change"),
]
