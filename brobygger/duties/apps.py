from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "brobygger.duties"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from brobygger.duties.holdings import HOLDINGS
        from brobygger.staff.held import held_alone

        held_alone(*HOLDINGS)
