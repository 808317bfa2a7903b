from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "brobygger.screening"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The try-out of questions counts answers, and a duty is raised on a registration that the actor may read."""
        from brobygger.duties.what_it_is_about import READERS
        from brobygger.routes.tryout import ANSWERED
        from brobygger.screening.answered import answered
        from brobygger.screening.holdings import HOLDINGS
        from brobygger.screening.queries import for_duty
        from brobygger.staff.held import held_alone

        READERS["screening"] = for_duty
        if answered not in ANSWERED:
            ANSWERED.append(answered)
        held_alone(*HOLDINGS)
