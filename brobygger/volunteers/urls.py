"""Where the pages of this room are."""

from django.urls import path

from brobygger.volunteers import views

urlpatterns = [
    path("", views.volunteers, name="volunteers"),
    path("add/<int:worker_id>/", views.add, name="add_volunteer"),
    path("certificates/", views.kind, name="certificate_kind"),
    path("certificates/<int:certificate_id>/remove/", views.drop_certificate, name="drop_certificate"),
    path("conflicts/<int:conflict_id>/lift/", views.lift_conflict, name="lift_conflict"),
    path("mine/", views.my_days, name="my_days"),
    path("mine/conflicts/<int:conflict_id>/lift/", views.lift_my_conflict, name="lift_my_conflict"),
    path("mine/away/<int:absence_id>/end/", views.end_my_absence, name="end_my_absence"),
    path("<int:volunteer_id>/", views.volunteer, name="volunteer"),
    path("<int:volunteer_id>/certificate/", views.certificate, name="volunteer_certificate"),
    path("<int:volunteer_id>/conflict/", views.conflict, name="volunteer_conflict"),
    path("<int:volunteer_id>/away/", views.absence, name="volunteer_away"),
]
