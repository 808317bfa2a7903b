from django.apps import AppConfig


class ContactConfig(AppConfig):
    name = "brobygger.contact"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Links to workers leave by the one way out."""
        from brobygger.contact.waiting import drafts
        from brobygger.contact.worker_letters import WorkerLetters
        from brobygger.staff.letters import carried_by
        from brobygger.staff.waiting import TO_APPROVE

        carried_by(WorkerLetters())
        TO_APPROVE["words_of_messages"] = drafts
