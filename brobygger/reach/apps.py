from django.apps import AppConfig


class ReachConfig(AppConfig):
    name = "brobygger.reach"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from brobygger.reach.holdings import HOLDINGS
        from brobygger.staff.held import held_alone

        held_alone(*HOLDINGS)
