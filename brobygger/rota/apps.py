from django.apps import AppConfig


class RotaConfig(AppConfig):
    name = "brobygger.rota"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Whose shifts are free again when a role ends is known, and they stand in their worker's calendar."""
        from brobygger.calendars.entries import SOURCES
        from brobygger.rota.holdings import HOLDINGS
        from brobygger.rota.own_calendar import shifts
        from brobygger.staff.held import held_alone

        held_alone(*HOLDINGS)
        SOURCES["shifts"] = shifts
