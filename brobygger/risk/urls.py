"""Where the pages of this room are."""

from django.urls import URLPattern, path

from brobygger.risk import agreement_views, board_views, case_views, ending_views, step_views

urlpatterns: list[URLPattern] = [
    path("", board_views.risk_board, name="risk_board"),
    path("safeguards/", board_views.risk_safeguards, name="risk_safeguards"),
    path("agreement/", agreement_views.risk_agreement, name="risk_agreement"),
    path("mine/", board_views.risk_own_steps, name="risk_own_steps"),
    path("step/<int:pk>/", board_views.risk_step, name="risk_step"),
    path("of/<int:pk>/", board_views.risk_of, name="risk_of"),
    path("<int:pk>/", case_views.risk_case, name="risk_case"),
    path("<int:pk>/take/", board_views.risk_take, name="risk_take"),
    path("<int:pk>/happened/", board_views.risk_event, name="risk_event"),
    path("<int:pk>/first/", board_views.risk_first, name="risk_first"),
    path("<int:pk>/begin/", case_views.risk_begin, name="risk_begin"),
    path("<int:pk>/evidence/", case_views.risk_evidence, name="risk_evidence"),
    path("<int:pk>/evidence/<int:evidence>/", case_views.risk_evidence_strike, name="risk_evidence_strike"),
    path("<int:pk>/assessors/", case_views.risk_assessors, name="risk_assessors"),
    path("<int:pk>/elsewhere/", case_views.risk_elsewhere, name="risk_elsewhere"),
    path("<int:pk>/elsewhere/confirm/", case_views.risk_elsewhere_confirm, name="risk_elsewhere_confirm"),
    path("<int:pk>/end/", case_views.risk_end, name="risk_end"),
    path("<int:pk>/here/", case_views.risk_here, name="risk_here"),
    path("a/<int:pk>/", case_views.risk_assessment, name="risk_assessment"),
    path("a/<int:pk>/print/", case_views.risk_print, name="risk_print"),
    path("a/<int:pk>/answers/", case_views.risk_answers, name="risk_answers"),
    path("a/<int:pk>/scenario/", step_views.risk_scenario, name="risk_scenario"),
    path("a/<int:pk>/scenario/<int:scenario>/", step_views.risk_scenario, name="risk_scenario_again"),
    path("a/<int:pk>/steps/", step_views.risk_agree_step, name="risk_agree_step"),
    path("a/<int:pk>/steps/<int:number>/", step_views.risk_drop_step, name="risk_drop_step"),
    path("a/<int:pk>/read/", ending_views.risk_read_blind, name="risk_read_blind"),
    path("a/<int:pk>/rated/", ending_views.risk_rated, name="risk_rated"),
    path("a/<int:pk>/agree/", ending_views.risk_agree, name="risk_agree"),
    path("a/<int:pk>/hand-in/", ending_views.risk_hand_in, name="risk_hand_in"),
    path("a/<int:pk>/confirm/", ending_views.risk_confirm, name="risk_confirm"),
    path("a/<int:pk>/break-off/", ending_views.risk_break_off, name="risk_break_off"),
    path("a/<int:pk>/<slug:step>/", step_views.risk_assess, name="risk_assess"),
    path("a/<int:pk>/<slug:step>/begun/", step_views.risk_begun, name="risk_begun"),
    path("a/<int:pk>/<slug:step>/keep/", step_views.risk_keep, name="risk_keep"),
]
