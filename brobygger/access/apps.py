from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "brobygger.access"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from brobygger.access.typed_fields import bound

        bound()
