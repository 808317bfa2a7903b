"""Where the pages of this room are."""

from django.urls import path

from brobygger.screening import code_shown, older_window, step_views, views

urlpatterns = [
    path("", views.screenings, name="screenings"),
    path("begin/", views.begin, name="screening_begin"),
    path("<int:pk>/", views.screening, name="screening"),
    path("<int:pk>/step/<slug:page>/", step_views.step, name="screening_step"),
    path("<int:pk>/step/<slug:page>/keep/", step_views.keep, name="screening_keep"),
    path("<int:pk>/tell-team/", older_window.tell_team, name="screening_tell_team"),
    path("<int:pk>/duties/", step_views.duties, name="screening_duties"),
    path("<int:pk>/no-sign/", views.no_sign, name="screening_no_sign"),
    path("<int:pk>/throw-away/", views.throw_away, name="screening_throw_away"),
    path("<int:pk>/undo/", views.undo, name="screening_undo"),
    path("<int:pk>/again/", views.ask_again, name="screening_again"),
    path("<int:pk>/let-lie/", views.let_lie, name="screening_let_lie"),
    path("<int:pk>/danger-back/", views.danger_back, name="screening_danger_back"),
    path("<int:pk>/follow-up/", views.follow_up, name="screening_follow_up"),
    path("<int:pk>/go-on/", views.go_on_again, name="screening_go_on"),
    path("<int:pk>/code/", code_shown.code, name="screening_code"),
    path("<int:pk>/code/learned/", code_shown.learned, name="screening_code_learned"),
    path("<int:pk>/taken-back/", views.withdraw, name="screening_withdraw"),
]
