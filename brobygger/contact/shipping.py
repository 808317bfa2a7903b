"""The words that every installation starts with, and no people."""

import json
from datetime import date
from pathlib import Path

from django.db import transaction

from brobygger.contact.models import Wording

FILE = Path(__file__).parent / "shipped" / "wordings.json"
OWNER = "owner"
FROM = date(2020, 1, 1)


@transaction.atomic(using=OWNER)
def ship() -> None:
    """Every shipped wording is there; a text that was changed in a later release is a new version of it."""
    for told in json.loads(FILE.read_text(encoding="utf-8")):
        for language in ("da", "en"):
            words = told[language]
            for channel in told["channels"]:
                key = {"key": told["key"], "channel": channel, "language": language, "organisation": None}
                newest = Wording.objects.using(OWNER).filter(**key).order_by("version").last()
                subject = words["subject"] if channel != "sms" else ""
                if newest and (newest.subject, newest.text) == (subject, words["text"]):
                    continue
                version = newest.version + 1 if newest else 1
                Wording.objects.using(OWNER).create(
                    **key,
                    audience=told["audience"],
                    version=version,
                    valid_from=FROM,
                    subject=subject,
                    text=words["text"],
                )
