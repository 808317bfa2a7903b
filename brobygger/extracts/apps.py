from django.apps import AppConfig


class ExtractsConfig(AppConfig):
    name = "brobygger.extracts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What waits for a second reader is known."""
        from brobygger.extracts.waiting import to_approve
        from brobygger.staff.waiting import TO_APPROVE

        TO_APPROVE["extracts"] = to_approve
