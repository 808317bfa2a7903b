from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "brobygger.intake"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What waits for a leader is known."""
        from brobygger.intake.waiting import imports
        from brobygger.staff.waiting import TO_LOOK_AT

        TO_LOOK_AT["imports"] = imports
