from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "brobygger.referrals"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from brobygger.referrals.holdings import HOLDINGS
        from brobygger.staff.held import held_alone

        held_alone(*HOLDINGS)
