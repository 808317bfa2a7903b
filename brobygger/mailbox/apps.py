from django.apps import AppConfig


class MailboxConfig(AppConfig):
    name = "brobygger.mailbox"
    default_auto_field = "django.db.models.BigAutoField"
