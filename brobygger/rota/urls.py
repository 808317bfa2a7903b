"""Where the pages of this room are."""

from django.urls import URLPattern, path

from brobygger.rota import hours_views, load_views, plan_views, views

urlpatterns: list[URLPattern] = [
    path("", views.rota, name="rota"),
    path("mine/", views.rota_mine, name="rota_mine"),
    path("load/", load_views.rota_load, name="rota_load"),
    path("load/talk/", load_views.rota_talk, name="rota_talk"),
    path("load/talk/<int:pk>/", load_views.rota_talk_held, name="rota_talk_held"),
    path("new/", plan_views.rota_new, name="rota_new"),
    path("<int:pk>/", plan_views.rota_plan, name="rota_plan"),
    path("<int:pk>/do/", plan_views.rota_do, name="rota_do"),
    path("shift/<int:pk>/", plan_views.rota_shift, name="rota_shift"),
    path("needed/", hours_views.rota_needs, name="rota_needs"),
    path("needed/<int:pk>/end/", hours_views.rota_need_end, name="rota_need_end"),
    path("hours/<int:worker>/", hours_views.rota_hours, name="rota_hours"),
    path("hours/<int:worker>/exam/", hours_views.rota_exam, name="rota_exam"),
    path("hours/<int:worker>/wish/", hours_views.rota_wish, name="rota_wish"),
    path("hours/<str:kind>/<int:pk>/take-back/", hours_views.rota_take_back, name="rota_take_back"),
]
