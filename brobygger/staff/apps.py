from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "brobygger.staff"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """allauth tells of a wrong code by a signal alone; and this room holds things for workers too."""
        from allauth.mfa.signals import authentication_failed

        from brobygger.staff.held import held_alone
        from brobygger.staff.holdings import HOLDINGS
        from brobygger.staff.sign_in import note_wrong_code

        authentication_failed.connect(note_wrong_code, dispatch_uid="staff.wrong_code")
        held_alone(*HOLDINGS)
