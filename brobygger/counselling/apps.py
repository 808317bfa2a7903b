from django.apps import AppConfig


class CounsellingConfig(AppConfig):
    name = "brobygger.counselling"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """A duty is raised on someone whom the actor may read here."""
        from brobygger.counselling.queries import for_duty
        from brobygger.duties.about import READERS

        READERS["counselling"] = for_duty
