from django.apps import AppConfig


class RoutesConfig(AppConfig):
    name = "brobygger.routes"
    default_auto_field = "django.db.models.BigAutoField"
