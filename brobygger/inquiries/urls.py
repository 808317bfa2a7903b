"""Where the open pages are. Nothing in their addresses tells what they are about."""

from __future__ import annotations

from django.urls import path, re_path

from brobygger.inquiries import mine_views, question_views, views

urlpatterns = [
    path("exit/", views.exit_anywhere, name="open_exit_anywhere"),
    path("<slug:place>/", views.front, name="open_page"),
    path("<slug:place>/begin/", views.begin, name="open_begin"),
    path("<slug:place>/code/", views.code, name="open_code"),
    path("<slug:place>/q/<int:number>/", question_views.question, name="open_question"),
    path("<slug:place>/mine/", mine_views.mine, name="open_mine"),
    path("<slug:place>/mine/again/", mine_views.begin_again, name="open_begin_again"),
    path("<slug:place>/mine/back/", mine_views.take_back, name="open_take_back"),
    path("<slug:place>/mine/remove/", mine_views.throw_away, name="open_throw_away"),
    path("<slug:place>/mine/close/", mine_views.leave, name="open_leave"),
    path("<slug:place>/exit/", views.exit_page, name="open_exit"),
    path("<slug:place>/exit/about/", views.about_exit, name="open_about_exit"),
    path("<slug:place>/help/", views.help_now, name="open_help"),
    path("<slug:place>/go/", views.closed, name="open_closed"),
    path("<slug:place>/<slug:key>/", views.front, name="open_campaign"),
    re_path(r"^(?P<rest>(.*/)?)$", views.anywhere_else),
]
