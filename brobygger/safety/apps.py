from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SafetyConfig(AppConfig):
    name = "brobygger.safety"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The team's page about someone says whether there is a plan, and when it is looked at again."""
        from brobygger.reception.beside import BESIDE
        from brobygger.safety.queries import beside

        BESIDE["safety_plan"] = (_("Safety plan"), beside)
