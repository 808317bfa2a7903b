"""The words of this room's refusals."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, str | Promise] = {
    "not_a_counsellor": _("Only someone with the counsellor's role in the zone can be noted as a volunteer."),
    "volunteer_already": _("She or he is noted as a volunteer already."),
    "certificate_kind_is_there": _("There is already a certificate with that name."),
    "certificate_ends_before_it_begins": _("The certificate expires before it is given."),
    "conflict_says_nothing": _("Write whom or what the conflict is about."),
    "conflict_lifted_already": _("The conflict has been lifted already."),
}
