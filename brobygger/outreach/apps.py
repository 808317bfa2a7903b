from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "brobygger.outreach"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from brobygger.outreach.holdings import HOLDINGS
        from brobygger.staff.held import held_alone

        held_alone(*HOLDINGS)
