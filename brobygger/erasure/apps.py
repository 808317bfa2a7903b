from django.apps import AppConfig


class ErasureConfig(AppConfig):
    name = "brobygger.erasure"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What waits for a second person is known."""
        from brobygger.erasure.waiting import to_confirm
        from brobygger.staff.waiting import TO_APPROVE

        TO_APPROVE["erasure"] = to_confirm
