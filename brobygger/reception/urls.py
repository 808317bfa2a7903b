"""Where the pages of this room are."""

from django.urls import path

from brobygger.reception import code_views, one_form_views, other_views, person_views, views

urlpatterns = [
    path("", views.reception, name="reception"),
    path("code/", code_views.look_up, name="reception_look_up"),
    path("code/<int:mailbox>/", code_views.code, name="reception_code"),
    path("<int:pk>/", views.received, name="received"),
    path("<int:pk>/print/", views.on_paper, name="received_print"),
    path("<int:pk>/take/", person_views.take, name="reception_take"),
    path("<int:pk>/give-back/", person_views.give_back, name="reception_give_back"),
    path("<int:pk>/offered/", person_views.use_offered, name="reception_offered"),
    path("<int:pk>/number/", person_views.number, name="reception_number"),
    path("<int:pk>/note/", person_views.note, name="reception_note"),
    path("<int:pk>/note/<int:note>/strike/", person_views.strike, name="reception_strike"),
    path("<int:pk>/talk/", person_views.talk, name="reception_talk"),
    path("<int:pk>/talk/back/", person_views.talk_back, name="reception_talk_back"),
    path("<int:pk>/line/", person_views.line, name="reception_line"),
    path("<int:pk>/read/", person_views.mark_read, name="reception_mark_read"),
    path("<int:pk>/known/", one_form_views.known, name="reception_known"),
    path("<int:pk>/nothing/", one_form_views.nothing, name="reception_nothing"),
    path("<int:pk>/advice/", one_form_views.advice, name="reception_advice"),
    path("<int:pk>/danger-back/", one_form_views.danger_back, name="reception_danger_back"),
    path("<int:pk>/again/", person_views.again, name="reception_again"),
    path("<int:pk>/onward/", one_form_views.onward, name="reception_onward"),
    path("<int:pk>/onward/back/", person_views.onward_back, name="reception_onward_back"),
    path("<int:pk>/follow-up/", person_views.follow_up, name="reception_follow_up"),
    path("<int:pk>/withdraw/", one_form_views.withdraw, name="reception_withdraw"),
    path("<int:pk>/other/", other_views.add_other, name="other_party_add"),
    path("other/<int:pk>/", other_views.other, name="other_party"),
    path("access/", other_views.access, name="access_requests"),
    path("access/<int:pk>/", other_views.answer, name="access_answer"),
    path("access/<int:pk>/letter/", other_views.letter, name="access_letter"),
    path("access/letter/", other_views.nothing_kept, name="access_nothing"),
]
