from django.apps import AppConfig


class VolunteersConfig(AppConfig):
    name = "brobygger.volunteers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What waits for a leader is known."""
        from brobygger.staff.waiting import TO_LOOK_AT
        from brobygger.volunteers.waiting import certificates

        TO_LOOK_AT["certificates_of_volunteers"] = certificates
