"""Where the pages of this room are."""

from django.urls import path

from brobygger.counselling import conversation_views, own_people_views, report_views, views

urlpatterns = [
    path("", views.show_board, name="board"),
    path("new/", views.new, name="new_counselling"),
    path("find/", views.find, name="find_anonymous"),
    path("reports/", report_views.reports, name="counselling_reports"),
    path("numbers/", report_views.numbers, name="counselling_numbers"),
    path("arrivals/<int:arrival_id>/", views.arrival, name="arrival_answer"),
    path("<int:counselling_id>/", views.counselling, name="counselling"),
    path("<int:counselling_id>/offer/", views.offer, name="ask_volunteer"),
    path("<int:counselling_id>/offer/take-back/", views.withdraw_offer, name="take_question_back"),
    path("<int:counselling_id>/take-back/", views.take_back, name="free_person"),
    path("<int:counselling_id>/needs/", views.needs, name="counselling_needs"),
    path("<int:counselling_id>/conflict/", views.conflict, name="counselling_conflict"),
    path("<int:counselling_id>/end/", views.end, name="counselling_end"),
    path("<int:counselling_id>/known/", views.known, name="counselling_known"),
    path("mine/", own_people_views.my_people, name="my_people"),
    path("mine/<int:counselling_id>/", own_people_views.my_person, name="my_person"),
    path("mine/<int:counselling_id>/still/", own_people_views.my_person_still, name="my_person_still"),
    path("mine/<int:counselling_id>/accept/", own_people_views.accept_offer, name="accept_offer"),
    path("mine/<int:counselling_id>/decline/", own_people_views.decline_offer, name="decline_offer"),
    path("mine/<int:counselling_id>/stop-seen/", own_people_views.my_stop_seen, name="my_stop_seen"),
    path("mine/<int:counselling_id>/card/", own_people_views.my_card, name="my_card"),
    path("mine/<int:counselling_id>/attempt/", own_people_views.my_attempt, name="my_attempt"),
    path("mine/<int:counselling_id>/plan/", own_people_views.my_plan, name="my_plan"),
    path("mine/<int:counselling_id>/begin/", own_people_views.my_begin, name="my_begin"),
    path("mine/<int:counselling_id>/hand-back/", own_people_views.my_hand_back, name="my_hand_back"),
    path("mine/<int:counselling_id>/end/", own_people_views.my_end, name="my_end"),
    path("mine/<int:counselling_id>/known/", own_people_views.my_become_known, name="my_become_known"),
    path("talks/<int:conversation_id>/", conversation_views.my_conversation, name="my_conversation"),
    path("talks/<int:conversation_id>/keep/", conversation_views.my_conversation_keep, name="my_conversation_keep"),
    path("talks/<int:conversation_id>/still/", conversation_views.my_conversation_still, name="my_conversation_still"),
    path("talks/<int:conversation_id>/undo/", conversation_views.my_conversation_undo, name="my_conversation_undo"),
    path("talks/<int:conversation_id>/mine.ics", conversation_views.my_calendar, name="my_calendar"),
    path("talks/<int:conversation_id>/theirs.ics", conversation_views.their_calendar, name="their_calendar"),
]
