"""Where the pages of this room are."""

from django.urls import URLPattern, path

from brobygger.erasure import views

urlpatterns: list[URLPattern] = [
    path("", views.erasures, name="erasures"),
    path("of/<str:kind>/<int:pk>/", views.erasure_of, name="erasure_of"),
    path("of/<str:kind>/<int:pk>/hold/", views.erasure_hold, name="erasure_hold"),
    path("hold/<int:pk>/lift/", views.erasure_lift, name="erasure_lift"),
    path("asked/<int:pk>/confirm/", views.erasure_confirm, name="erasure_confirm"),
    path("asked/<int:pk>/withdraw/", views.erasure_withdraw, name="erasure_withdraw"),
    path("archive/", views.erasure_archive, name="erasure_archive"),
    path("certificate/<int:pk>/", views.certificate, name="erasure_certificate"),
    path("certificate/<int:pk>/pdf/", views.certificate_pdf, name="erasure_certificate_pdf"),
]
