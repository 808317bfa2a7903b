from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "brobygger.screening"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from brobygger.routes.tryout import ANSWERED
        from brobygger.screening.answered import answered
        from brobygger.screening.holdings import HOLDINGS
        from brobygger.staff.held import held_alone

        if answered not in ANSWERED:
            ANSWERED.append(answered)
        held_alone(*HOLDINGS)
