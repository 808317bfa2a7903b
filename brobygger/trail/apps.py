from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "brobygger.trail"
    default_auto_field = "django.db.models.BigAutoField"
