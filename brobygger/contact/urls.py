"""Where the pages of this room are."""

from django.urls import path

from brobygger.contact import views, wording_views, writing_views

urlpatterns = [
    path("", views.outbox, name="outbox"),
    path("<int:message_id>/", views.outbox_message, name="outbox_message"),
    path("<int:message_id>/again/", views.message_again, name="message_again"),
    path("<int:message_id>/leave/", views.message_leave, name="message_leave"),
    path("write/<int:person_id>/", writing_views.message_new, name="message_new"),
    path("words/", wording_views.wordings, name="wordings"),
    path("words/<int:wording_id>/approve/", wording_views.wording_approve, name="wording_approve"),
    path("words/<int:wording_id>/withdraw/", wording_views.wording_withdraw, name="wording_withdraw"),
    path("words/sender/", wording_views.sender, name="messages_sender"),
]
