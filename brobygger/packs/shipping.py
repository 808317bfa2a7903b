"""The forms that come with the program, for all zones: instruments without any of their words, and one of our own."""

import json
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from brobygger.packs.models import Pack
from brobygger.packs.reading import fields_of

SHIPPED = Path(__file__).parent / "shipped"
OWNER = "owner"


def ship() -> None:
    """Every shipped form is there in this version's words; an earlier version stays for what was answered by it.

    By the owner of the database alone.
    """
    with transaction.atomic(using=OWNER):
        for file in sorted(SHIPPED.glob("*.json")):
            fields = fields_of(json.loads(file.read_text(encoding="utf-8")))
            key = {"zone": None, "url": fields.pop("url"), "version": fields.pop("version")}
            Pack.objects.using(OWNER).get_or_create(**key, defaults=fields | {"imported_at": timezone.now()})
