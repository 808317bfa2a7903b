from django.apps import AppConfig


class CounsellingConfig(AppConfig):
    name = "brobygger.counselling"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """A duty is raised on someone whom the actor may read here; what a worker alone holds is named."""
        from brobygger.calendars.entries import SOURCES
        from brobygger.counselling.holdings import HOLDINGS
        from brobygger.counselling.own_calendar import conversations
        from brobygger.counselling.queries import for_duty
        from brobygger.duties.what_it_is_about import READERS
        from brobygger.staff.held import held_alone

        READERS["counselling"] = for_duty
        held_alone(*HOLDINGS)
        SOURCES["conversations"] = conversations
