"""A pack as it came in, never changed afterwards; and by which licence a zone may use it."""

from functools import cached_property

from django.db import models
from django.db.models import Q

from brobygger.base.classed import Keep, classed
from brobygger.packs import codes
from brobygger.packs.codes import Purpose
from brobygger.packs.questions import Questions, extensions, read, said, words_of
from brobygger.packs.states import PACK, PackState


class Pack(models.Model):
    """A questionnaire with its owner and licence. One without a zone came with the program, and nobody here changes it.

    What is answered by it keeps its pack: a new version is a new row, and one that is taken out of use stays.
    """

    classed = classed(
        Keep.PROGRAMME,
        public="id zone url version purpose title language owner licence_text told digest",
        working="state state_at state_by imported_at imported_by",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, null=True, related_name="+", db_index=False)
    url = models.CharField(max_length=300)  # FHIR's canonical name of the instrument
    version = models.CharField(max_length=40)
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    title = models.CharField(max_length=200)
    language = models.CharField(max_length=5)
    owner = models.CharField(max_length=300)
    licence_text = models.TextField()
    told = models.JSONField()  # the whole questionnaire, as the file has it
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=PackState.choices, default=PackState.IN_USE)
    state_at = models.DateTimeField(null=True)
    state_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            PACK.constraint("state", "a_pack_is_in_a_known_state"),
            models.UniqueConstraint(
                fields=["zone", "url", "version"], nulls_distinct=False, name="a_version_of_a_pack_says_one_thing"
            ),
        ]

    @cached_property
    def questions(self) -> Questions:
        return read(self.told)

    @property
    def needs_licence(self) -> bool:
        """What came with the program says so itself; any other form needs one unless it says that it does not."""
        says = [one.get("valueBoolean") for one in extensions(self.told, codes.LICENCE_NEEDED)]
        return any(says) or (self.zone_id is not None and not says)

    @property
    def says_who(self) -> bool:
        """Whether it says at all who may use it; what came with the program does by saying nothing."""
        return self.zone_id is None or any(extensions(self.told, codes.TRAINING_NEEDED))

    @property
    def needs_training(self) -> bool:
        return self._is(codes.TRAINING_NEEDED)

    @property
    def is_validated(self) -> bool:
        return not self._is(codes.NOT_VALIDATED)

    def _is(self, url: str) -> bool:
        return any(one.get("valueBoolean") for one in extensions(self.told, url))

    def title_in(self, language: str) -> str:
        """What it is called in the language, else as it calls itself."""
        return said(words_of(self.told, "title"), language) or self.title

    def licence_in(self, language: str) -> str:
        """On what terms it may be used, in the language, else as its owner has written it."""
        return said(words_of(self.told, "copyright"), language) or self.licence_text


class Licence(models.Model):
    """That the zone may use the instrument, by whatever its owner has given it: the number of an order, a letter."""

    classed = classed(Keep.PROGRAMME, working="id zone url reference noted_at noted_by ended_at ended_by")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    url = models.CharField(max_length=300)
    reference = models.CharField(max_length=200)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "url"], condition=Q(ended_at__isnull=True), name="one_licence_of_an_instrument_holds"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="an_ended_licence_has_its_time_and_its_worker",
            ),
        ]
