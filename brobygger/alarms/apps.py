from django.apps import AppConfig


class AlarmsConfig(AppConfig):
    name = "brobygger.alarms"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What waits for a leader is known."""
        from brobygger.alarms.waiting import followed_up
        from brobygger.staff.waiting import TO_LOOK_AT

        TO_LOOK_AT["alarms"] = followed_up
