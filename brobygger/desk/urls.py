from django.urls import path

from brobygger.desk import call_views, card_views, case_views, referral_views, views

urlpatterns = [
    path("calls/", views.call_list, name="call_list"),
    path("search/", views.search, name="search"),
    path("filters/keep/", views.keep_filter, name="keep_filter"),
    path("filters/<int:filter_id>/drop/", views.drop_filter, name="drop_filter"),
    path("call/open/", call_views.open_call, name="open_call"),
    path("call/<int:call_id>/undo/", call_views.undo_call, name="undo_call"),
    path("case/<int:case_id>/", case_views.case, name="case"),
    path("case/<int:case_id>/call/", call_views.call, name="call"),
    path("case/<int:case_id>/call/still/", call_views.call_still, name="call_still"),
    path("case/<int:case_id>/call/keep/", call_views.call_keep, name="call_keep"),
    path("case/<int:case_id>/call/card/", call_views.call_card, name="call_card"),
    path("case/<int:case_id>/call/script/", call_views.call_script, name="call_script"),
    path("case/<int:case_id>/call/save/", call_views.call_save, name="call_save"),
    path("case/<int:case_id>/call/leave/", call_views.call_leave, name="call_leave"),
    path("case/<int:case_id>/take-over/", case_views.case_take_over, name="case_take_over"),
    path("case/<int:case_id>/release/", case_views.case_release, name="case_release"),
    path("case/<int:case_id>/number/", case_views.case_number, name="case_number"),
    path("case/<int:case_id>/no-number/", case_views.case_no_number, name="case_no_number"),
    path("case/<int:case_id>/guardian/", case_views.case_guardian, name="case_guardian"),
    path("case/<int:case_id>/came/", case_views.case_came, name="case_came"),
    path("case/<int:case_id>/hand-over/", referral_views.hand_over, name="hand_over"),
    path("card/<int:person_id>/", card_views.card, name="card"),
    path("card/<int:person_id>/stop/", card_views.card_stop, name="card_stop"),
    path("card/<int:person_id>/open/", card_views.card_open, name="card_open"),
    path("case/<int:case_id>/send-on/", referral_views.send_on, name="send_on"),
    path("followed/", case_views.followed, name="followed"),
    path("referrals/", referral_views.to_be_sent, name="to_be_sent"),
    path("referrals/<int:referral_id>/", referral_views.referral, name="referral"),
]
