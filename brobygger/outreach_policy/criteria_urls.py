"""The pages about the target group."""

from django.urls import path

from brobygger.outreach_policy import criteria_deciding_views as deciding
from brobygger.outreach_policy import criteria_views as views

urlpatterns = [
    path("", views.criteria, name="criteria"),
    path("<slug:programme>/draft/", views.draft, name="criteria_draft"),
    path("<slug:programme>/code/", views.map_code, name="criteria_map"),
    path("<int:pk>/", views.version, name="criteria_version"),
    path("<int:pk>/type/<slug:kind>/", views.incident_type, name="criteria_type"),
    path("<int:pk>/type/<slug:kind>/codes/", views.add_codes, name="criteria_codes"),
    path("<int:pk>/type/<slug:kind>/codes/<slug:code>/", views.remove_code, name="criteria_code_remove"),
    path("<int:pk>/days/", views.days, name="criteria_days"),
    path("<int:pk>/check/", deciding.check, name="criteria_check"),
    path("<int:pk>/approve/", deciding.approve, name="criteria_approve"),
    path("<int:pk>/back/", deciding.back, name="criteria_back"),
    path("<int:pk>/withdraw/", deciding.withdraw, name="criteria_withdraw"),
]
