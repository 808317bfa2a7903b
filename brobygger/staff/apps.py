from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "brobygger.staff"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """allauth tells of a code, wrong or right, by a signal alone; and this room holds things for workers too."""
        from allauth.mfa.signals import authentication_failed, authenticator_used

        from brobygger.staff.away import without_substitute
        from brobygger.staff.guessing import forgive_right_code
        from brobygger.staff.held import held_alone
        from brobygger.staff.holdings import HOLDINGS
        from brobygger.staff.sign_in import note_wrong_code
        from brobygger.staff.waiting import TO_LOOK_AT

        authentication_failed.connect(note_wrong_code, dispatch_uid="staff.wrong_code")
        authenticator_used.connect(forgive_right_code, dispatch_uid="right_code")
        held_alone(*HOLDINGS)
        TO_LOOK_AT["away"] = without_substitute
