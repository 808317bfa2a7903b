"""What the refusals of this room are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, str | Promise] = {
    "works_in_another_department": _("She or he works in another department. Change that under Municipality first."),
    "named_before_she_came": _("On that day she or he did not yet work in the department."),
    "is_resource_person_already": _("She or he is a resource person of the department already."),
    "resource_person_goes_on": _("There is no last day to take back."),
    "training_in_the_future": _("The day is still to come."),
    "someone_took_part": _("Tick who took part, or write how many."),
    "kind_of_training_is_there": _("There is a kind of training of that name already."),
    "key_has_another_shape": _("3 to 12 small letters and digits; a hyphen may stand between them."),
    "key_hints": _("The key must tell nobody what the page is about. Choose another, or leave it empty."),
    "key_is_taken": _("Another campaign has that key. Choose another, or leave it empty."),
    "campaign_ends_before_it_begins": _("The last day is before the first."),
    "campaign_has_been_opened": _("Its link has been opened, so it stays. Set a last day instead."),
}
