from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "brobygger.programmes"
    default_auto_field = "django.db.models.BigAutoField"
