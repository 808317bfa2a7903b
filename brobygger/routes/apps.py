from django.apps import AppConfig


class RoutesConfig(AppConfig):
    name = "brobygger.routes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What waits for a leader is known."""
        from brobygger.routes.waiting import versions
        from brobygger.staff.waiting import TO_APPROVE

        TO_APPROVE["routes"] = versions
