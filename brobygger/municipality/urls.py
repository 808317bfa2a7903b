"""Where the pages of this room are."""

from django.urls import URLPattern, path

from brobygger.municipality import keeping_views as keeping
from brobygger.municipality import people_views, views

urlpatterns: list[URLPattern] = [
    path("", views.municipality, name="municipality"),
    path("copy/", views.copy, name="municipality_copy"),
    path("choose-again/", views.take_back, name="municipality_take_back"),
    path("change/<slug:section>/", views.change, name="municipality_change"),
    path("open/", views.open_page, name="municipality_open"),
    path("close/", views.close_page, name="municipality_close"),
    path("undo/", views.undone, name="municipality_undo"),
    path("departments/new/", keeping.department_new, name="municipality_department_new"),
    path("departments/<int:pk>/", keeping.department, name="municipality_department"),
    path("departments/<int:pk>/change/", keeping.department_change, name="municipality_department_change"),
    path("departments/<int:pk>/close/", keeping.department_close, name="municipality_department_close"),
    path("departments/<int:pk>/reopen/", keeping.department_reopen, name="municipality_department_reopen"),
    path("departments/<int:pk>/place/", people_views.place, name="municipality_place"),
    path("rooms/new/", keeping.room_new, name="municipality_room_new"),
    path("rooms/<int:pk>/change/", keeping.room_change, name="municipality_room_change"),
    path("rooms/<int:pk>/close/", keeping.room_close, name="municipality_room_close"),
    path("rooms/<int:pk>/reopen/", keeping.room_reopen, name="municipality_room_reopen"),
    path("people/", people_views.people, name="municipality_people"),
    path("people/<int:pk>/", people_views.person, name="municipality_person"),
    path("placements/<int:pk>/end/", people_views.end, name="municipality_placement_end"),
]
