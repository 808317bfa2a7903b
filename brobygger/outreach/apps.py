from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "brobygger.outreach"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from brobygger.meetings.kinds import kind_of_meeting
        from brobygger.outreach.holdings import HOLDINGS
        from brobygger.outreach.team_meetings import TEAM_MEETINGS
        from brobygger.staff.held import held_alone

        held_alone(*HOLDINGS)
        kind_of_meeting(*TEAM_MEETINGS)
