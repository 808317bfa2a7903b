"""Where the pages of this room are."""

from django.urls import URLPattern, path

from brobygger.routes import changing_views as changing
from brobygger.routes import deciding_views as deciding
from brobygger.routes import door_views as doors
from brobygger.routes import views

urlpatterns: list[URLPattern] = [
    path("", views.routes, name="routes"),
    path("table/", views.table, name="routes_table"),
    path("table.csv", views.table_csv, name="routes_table_csv"),
    path("doors/", doors.all_doors, name="routes_doors"),
    path("doors/add/", doors.add, name="routes_door_add"),
    path("doors/<int:pk>/remove/", doors.remove, name="routes_door_remove"),
    path("draft/", changing.draft, name="routes_draft"),
    path("<int:pk>/", changing.version, name="routes_version"),
    path("<int:pk>/table/", views.table, name="routes_version_table"),
    path("<int:pk>/table.csv", views.table_csv, name="routes_version_table_csv"),
    path("<int:pk>/frame/", changing.frame, name="routes_frame"),
    path("<int:pk>/question/", changing.new_question, name="routes_question_new"),
    path("<int:pk>/question/<slug:key>/", changing.question, name="routes_question"),
    path("<int:pk>/question/<slug:key>/strike/", changing.strike, name="routes_question_strike"),
    path("<int:pk>/question/<slug:key>/back/", changing.put_back, name="routes_question_back"),
    path("<int:pk>/question/<slug:key>/earlier/", changing.ask_earlier, name="routes_question_earlier"),
    path("<int:pk>/question/<slug:key>/later/", changing.ask_later, name="routes_question_later"),
    path("<int:pk>/check/", deciding.check, name="routes_check"),
    path("<int:pk>/approve/", deciding.approve, name="routes_approve"),
    path("<int:pk>/back/", deciding.back, name="routes_back"),
    path("<int:pk>/drop/", deciding.drop, name="routes_drop"),
]
