"""Where the pages of this room are."""

from django.urls import URLPattern, path

from brobygger.doubles import views

urlpatterns: list[URLPattern] = [
    path("", views.doubles, name="doubles"),
    path("<int:first>/<int:second>/", views.double, name="double"),
    path("<int:first>/<int:second>/two/", views.double_two, name="double_two"),
    path("two/<int:pk>/take-back/", views.double_again, name="double_again"),
    path("merged/<int:pk>/", views.merged, name="merged"),
]
