"""Where each room's pages are."""

from django.urls import include, path
from django.views.i18n import set_language

from brobygger.access.doors import open_door
from brobygger.calendars.views import calendar_feed
from brobygger.referrals.link_views import link
from brobygger.staff.account_views import accept, start
from brobygger.staff.guessing import slowed
from brobygger.staff.overview_views import overview

urlpatterns = [
    path("language/", open_door(set_language), name="set_language"),
    path("account/", include("brobygger.staff.urls")),
    path("overview/", overview, name="overview"),
    path("v/<str:token>/", slowed("invitation")(accept), name="accept_invitation"),
    path("trail/", include("brobygger.trail.urls")),
    path("import/", include("brobygger.intake.urls")),
    path("criteria/", include("brobygger.outreach_policy.criteria_urls")),
    path("calls-and-words/", include("brobygger.outreach_policy.calls_and_words_urls")),
    path("figures/", include("brobygger.evaluation.urls")),
    path("figures/table/", include("brobygger.cross_tables.urls")),
    path("figures/report/", include("brobygger.report.urls")),
    path("figures/interviews/", include("brobygger.interviews.urls")),
    path("economy/", include("brobygger.economy.urls")),
    path("alarms/", include("brobygger.alarms.urls")),
    path("counselling/", include("brobygger.counselling.urls")),
    path("volunteers/", include("brobygger.volunteers.urls")),
    path("referrals/", include("brobygger.referrals.urls")),
    path("k/<str:word>/", link, name="referral_link"),
    path("plan/", include("brobygger.safety.urls")),
    path("extracts/", include("brobygger.extracts.urls")),
    path("reception/", include("brobygger.reception.urls")),
    path("screening/", include("brobygger.screening.urls")),
    path("routes/", include("brobygger.routes.urls")),
    path("municipality/", include("brobygger.municipality.urls")),
    path("handbook/", include("brobygger.handbook.urls")),
    path("meetings/", include("brobygger.meetings.urls")),
    path("reach/", include("brobygger.reach.urls")),
    path("h/", include("brobygger.inquiries.urls")),
    path("duties/", include("brobygger.duties.urls")),
    path("offers/", include("brobygger.directory.urls")),
    path("courses/plan/", include("brobygger.course_plans.urls")),
    path("courses/", include("brobygger.courses.urls")),
    path("participants/", include("brobygger.participants.urls")),
    path("calendar/", include("brobygger.calendars.urls")),
    path("c/<str:secret>.ics", calendar_feed, name="calendar_feed"),
    path("rota/", include("brobygger.rota.urls")),
    path("erasure/", include("brobygger.erasure.urls")),
    path("doubles/", include("brobygger.doubles.urls")),
    path("coordination/", include("brobygger.coordination.urls")),
    path("packs/", include("brobygger.packs.urls")),
    path("risk/", include("brobygger.risk.urls")),
    path("contact/", include("brobygger.contact.urls")),
    path("surveys/", include("brobygger.surveys.urls")),
    path("s/", include("brobygger.surveys.open_urls")),
    path("report/", include("brobygger.demonstration.urls")),
    path("", include("brobygger.desk.urls")),
    path("", start, name="start"),
]

handler400 = "brobygger.inquiries.views.unreadable"
handler500 = "brobygger.inquiries.views.server_error"
