from django.apps import AppConfig


class InquiriesConfig(AppConfig):
    name = "brobygger.inquiries"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The page of a campaign tells how many came forward by it."""
        from brobygger.inquiries.counted import of_campaign
        from brobygger.reach.queries import INQUIRIES

        INQUIRIES.append(of_campaign)
