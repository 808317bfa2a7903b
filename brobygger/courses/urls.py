"""Where the pages of this room are."""

from django.urls import URLPattern, path

from brobygger.courses import session_views, venue_views, views

urlpatterns: list[URLPattern] = [
    path("", views.courses, name="courses"),
    path("new/", views.course_new, name="course_new"),
    path("design/", views.course_design, name="course_design"),
    path("<int:pk>/", views.course, name="course"),
    path("<int:pk>/offer/", views.course_offer, name="course_offer"),
    path("<int:pk>/leaders/", views.course_leaders, name="course_leaders"),
    path("<int:pk>/off/", views.course_call_off, name="course_call_off"),
    path("<int:pk>/rung/<int:place>/", views.course_rung, name="course_rung"),
    path("<int:pk>/end/", views.course_end, name="course_end"),
    path("<int:pk>/room/", venue_views.course_room, name="course_room"),
    path("<int:pk>/few/", venue_views.course_few, name="course_few"),
    path("rooms/", venue_views.venues, name="venues"),
    path("rooms/new/", venue_views.venue_new, name="venue_new"),
    path("rooms/<int:pk>/", venue_views.venue_change, name="venue_change"),
    path("rooms/<int:pk>/lost/", venue_views.venue_lost, name="venue_lost"),
    path("rooms/<int:pk>/ours/", venue_views.venue_ours, name="venue_ours"),
    path("of/<int:pk>/", views.course_of, name="course_of"),
    path("of/<int:pk>/apart/", session_views.course_apart, name="course_apart"),
    path("of/<int:pk>/apart/<int:apart>/", session_views.course_apart_end, name="course_apart_end"),
    path("place/<int:pk>/", views.course_place, name="course_place"),
    path("place/<int:pk>/do/", views.course_place_do, name="course_place_do"),
    path("place/<int:pk>/left/", views.course_drop_out, name="course_drop_out"),
    path("place/<int:pk>/gave/", views.course_gave, name="course_gave"),
    path("session/<int:pk>/", session_views.course_session, name="course_session"),
    path("session/<int:pk>/caught-up/<int:place>/", session_views.course_caught_up, name="course_caught_up"),
    path("session/<int:pk>/change/", session_views.course_session_change, name="course_session_change"),
]
