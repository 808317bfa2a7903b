"""Where the pages of this room are."""

from django.urls import path

from brobygger.duties import handing_over_views, legal_views, sending_views, views, writing_views

urlpatterns = [
    path("", views.duties, name="duties"),
    path("raise/", views.raise_duty, name="raise_duty_alone"),
    path("raise/<slug:about>/<int:about_id>/", views.raise_duty, name="raise_duty"),
    path("<int:pk>/", views.duty, name="duty"),
    path("<int:pk>/112/", views.rang_112, name="duty_112"),
    path("<int:pk>/kind/", views.kind, name="duty_kind"),
    path("<int:pk>/decide/", views.decide, name="duty_decide"),
    path("<int:pk>/again/", views.reopen, name="duty_again"),
    path("<int:pk>/mistake/", views.mistake, name="duty_mistake"),
    path("<int:pk>/close/", views.close, name="duty_close"),
    path("<int:pk>/facts/", writing_views.facts, name="duty_facts"),
    path("<int:pk>/facts/<int:fact>/strike/", writing_views.strike_fact, name="duty_fact_strike"),
    path("<int:pk>/children/", writing_views.children, name="duty_children"),
    path("<int:pk>/children/<int:child>/strike/", writing_views.strike_child, name="duty_child_strike"),
    path("<int:pk>/parents/", writing_views.parents, name="duty_parents"),
    path("<int:pk>/text/", writing_views.text, name="duty_text"),
    path("<int:pk>/text/draft/", writing_views.draft, name="duty_draft"),
    path("<int:pk>/send/", sending_views.send, name="duty_send"),
    path("<int:pk>/return/", sending_views.came_back, name="duty_return"),
    path("<int:pk>/print/<int:number>/", sending_views.on_paper, name="duty_print"),
    path("<int:pk>/pdf/<int:number>/", sending_views.as_pdf, name="duty_pdf"),
    path("<int:pk>/ask/", handing_over_views.ask, name="duty_ask"),
    path("<int:pk>/ask/stop/", handing_over_views.stop_asking, name="duty_ask_stop"),
    path("<int:pk>/take-over/", handing_over_views.take_over, name="duty_take_over"),
    path("<int:pk>/take-over/no/", handing_over_views.decline, name="duty_take_over_no"),
    path("law/", legal_views.legal_bases, name="legal_bases"),
    path("law/<slug:kind>/<slug:step>/", legal_views.deadline, name="duty_deadline"),
]
