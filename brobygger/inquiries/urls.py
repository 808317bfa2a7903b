"""Where the open pages are. Nothing in their addresses tells what they are about, or what anyone has said there."""

from django.urls import path, re_path

from brobygger.inquiries import inside_views, views

urlpatterns = [
    path("exit/", views.exit_anywhere, name="open_exit_anywhere"),
    path("<slug:place>/", views.front, name="open_page"),
    path("<slug:place>/q/", inside_views.inside, name="open_inside"),
    path("<slug:place>/exit/", views.exit_page, name="open_exit"),
    path("<slug:place>/exit/about/", views.about_exit, name="open_about_exit"),
    path("<slug:place>/help/", views.help_now, name="open_help"),
    path("<slug:place>/<slug:key>/", views.front, name="open_campaign"),
    re_path(r"^(?P<rest>(.*/)?)$", views.anywhere_else),
]
