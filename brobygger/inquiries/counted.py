"""How many came forward through a campaign, for the campaign's own page: never a number so small that it is someone."""

from django.utils.translation import gettext as _

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.reach.queries import Inquiries
from brobygger.screening.models import Detection

FEWEST = 5


def of_campaign(by: Actor, zone_id: int, campaign_id: int) -> Inquiries | None:
    """The number of inquiries that were sent through the campaign's page; words where they are fewer than five."""
    if zone_id not in zones_for(by, Act.SEE_REACH):
        return None
    n = Detection.objects.filter(zone_id=zone_id, campaign_id=campaign_id).exclude(nothing="not_a_person").count()
    return Inquiries(n) if n == 0 or n >= FEWEST else Inquiries(None, _("Fewer than five"))
