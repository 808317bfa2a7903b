from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "brobygger.meetings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What is agreed passes on, and meetings stand in the calendars of those who come."""
        from brobygger.calendars.entries import SOURCES
        from brobygger.meetings.holdings import HOLDINGS
        from brobygger.meetings.own_calendar import meetings
        from brobygger.staff.held import held_alone

        held_alone(*HOLDINGS)
        SOURCES["meetings"] = meetings
