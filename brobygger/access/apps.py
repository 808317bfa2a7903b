from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "brobygger.access"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Each connection of the web role is introduced to the walls, and what can be typed has bounds."""
        from django.db.backends.signals import connection_created

        from brobygger.access.typed_fields import bound
        from brobygger.access.zones import introduce

        connection_created.connect(introduce, dispatch_uid="introduce")
        bound()
