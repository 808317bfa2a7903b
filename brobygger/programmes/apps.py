from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "brobygger.programmes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What waits for a leader is known."""
        from brobygger.programmes.waiting import criteria, words_of_consents
        from brobygger.staff.waiting import TO_APPROVE

        TO_APPROVE["criteria"] = criteria
        TO_APPROVE["words_of_consents"] = words_of_consents
