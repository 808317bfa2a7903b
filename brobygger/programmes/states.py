"""The life of a version of the criteria: drafted, proposed by one leader, approved by another, or withdrawn."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from brobygger.base.machine import Machine


class CriteriaState(TextChoices):
    DRAFT = "draft", _("Draft")
    PROPOSED = "proposed", _("Sent for approval")
    APPROVED = "approved", _("Approved")
    WITHDRAWN = "withdrawn", _("Withdrawn")


CRITERIA = Machine(
    "criteria",
    CriteriaState,
    start={CriteriaState.DRAFT, CriteriaState.APPROVED},
    moves={
        CriteriaState.DRAFT: {CriteriaState.PROPOSED, CriteriaState.WITHDRAWN},
        CriteriaState.PROPOSED: {CriteriaState.APPROVED, CriteriaState.DRAFT, CriteriaState.WITHDRAWN},
        CriteriaState.APPROVED: set(),
        CriteriaState.WITHDRAWN: set(),
    },
)


class WordingState(TextChoices):
    """The exact words of a consent: written by one leader, approved by another."""

    PROPOSED = "proposed", _("Sent for approval")
    APPROVED = "approved", _("Approved")
    WITHDRAWN = "withdrawn", _("Withdrawn")


WORDING = Machine(
    "consent_wording",
    WordingState,
    start={WordingState.PROPOSED, WordingState.APPROVED},
    moves={
        WordingState.PROPOSED: {WordingState.APPROVED, WordingState.WITHDRAWN},
        WordingState.APPROVED: set(),
        WordingState.WITHDRAWN: set(),
    },
)
