"""Where the pages of this room are."""

from django.urls import URLPattern, path

from brobygger.directory import file_views as files
from brobygger.directory import keeping_views as keeping
from brobygger.directory import views

urlpatterns: list[URLPattern] = [
    path("", views.offers, name="offers"),
    path("print/", views.offers_print, name="offers_print"),
    path("check/", views.to_check, name="offers_to_check"),
    path("new/", keeping.new, name="offer_new"),
    path("import/", files.hand_in, name="offers_import"),
    path("import/<int:pk>/", files.file, name="offers_file"),
    path("import/<int:pk>/go/", files.go, name="offers_file_go"),
    path("import/<int:pk>/drop/", files.drop, name="offers_file_drop"),
    path("export/", files.take_out, name="offers_export"),
    path("<int:pk>/", views.one, name="offer"),
    path("<int:pk>/history/", views.history, name="offer_history"),
    path("<int:pk>/change/", keeping.change, name="offer_change"),
    path("<int:pk>/checked/", keeping.checked, name="offer_checked"),
    path("<int:pk>/kept/", keeping.kept, name="offer_kept"),
    path("<int:pk>/close/", keeping.close, name="offer_close"),
    path("<int:pk>/reopen/", keeping.reopen, name="offer_reopen"),
]
