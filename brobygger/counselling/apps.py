from django.apps import AppConfig


class CounsellingConfig(AppConfig):
    name = "brobygger.counselling"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from brobygger.counselling.holdings import HOLDINGS
        from brobygger.staff.held import held_alone

        held_alone(*HOLDINGS)
