"""What a pack is for, what its questions are for, and the writing in which the standard says it (FHIR R4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

CODES = "urn:brobygger:pack"  # the system of our own codes in a pack
LICENCE_NEEDED = "urn:brobygger:licence-needed"
TRAINING_NEEDED = "urn:brobygger:training-needed"
NOT_VALIDATED = "urn:brobygger:not-validated"
EVIDENCE_FOR = "urn:brobygger:evidence-for"
RED_FLAG = "urn:brobygger:red-flag"
TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"
UNIT = "http://hl7.org/fhir/StructureDefinition/questionnaire-unit"
CONTROL = "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl"
OF_A_PACK = {LICENCE_NEEDED, TRAINING_NEEDED, NOT_VALIDATED}
OF_A_QUESTION = {EVIDENCE_FOR, RED_FLAG, UNIT, CONTROL}


class Purpose(models.TextChoices):
    RISK = "risk", _("Risk assessment")
    CLARIFICATION = "clarification", _("Short clarification")
    SCREENING = "screening", _("Signs and questions")
    SURVEY = "survey", _("Survey")
    OUTCOME = "outcome", _("Outcome")


class Part(models.TextChoices):
    """What a question is to the judgement of someone's risk; other questions have no part."""

    FACTOR = "factor", _("Factor")
    PAST = "past", _("Before that")
    RECENT = "recent", _("In the last year")
    RELEVANCE = "relevance", _("Relevance")
    OPINION = "opinion", _("Opinion")
    # Of these two the answers stand from the least to the most.
    PRIORITY = "priority", _("Opinion: how urgent it is to do something")
    IMMINENCE = "imminence", _("Opinion: how near new violence is")


OPINIONS = frozenset({Part.OPINION, Part.PRIORITY, Part.IMMINENCE})


class Kind(models.TextChoices):
    """The types of questions that are drawn here."""

    GROUP = "group", _("Group")
    DISPLAY = "display", _("Text to read")
    CHOICE = "choice", _("Choice")
    BOOLEAN = "boolean", _("Yes or no")
    STRING = "string", _("A line")
    TEXT = "text", _("Text")
    DATE = "date", _("Day")
    INTEGER = "integer", _("Number")
    QUANTITY = "quantity", _("Quantity")


# The form in which each kind of answer stands in FHIR: `valueCoding`, `answerCoding`.
VALUE_OF = {
    Kind.CHOICE: "Coding", Kind.BOOLEAN: "Boolean", Kind.STRING: "String", Kind.TEXT: "String", Kind.DATE: "Date",
    Kind.INTEGER: "Integer", Kind.QUANTITY: "Quantity",
}  # fmt: skip
ORDERED = {Kind.DATE, Kind.INTEGER, Kind.QUANTITY}
