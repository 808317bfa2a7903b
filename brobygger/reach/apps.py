from django.apps import AppConfig


class ReachConfig(AppConfig):
    name = "brobygger.reach"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from brobygger.meetings.kinds import kind_of_meeting
        from brobygger.reach.holdings import HOLDINGS
        from brobygger.reach.resource_persons_meetings import RESOURCE_PERSONS
        from brobygger.reach.waiting import certificates
        from brobygger.staff.held import held_alone
        from brobygger.staff.waiting import TO_LOOK_AT

        held_alone(*HOLDINGS)
        kind_of_meeting(RESOURCE_PERSONS)
        TO_LOOK_AT["certificates"] = certificates
