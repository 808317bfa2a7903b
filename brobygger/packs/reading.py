"""A pack's file: found right where it can do no harm, and then read here."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from brobygger.base.confined import CannotRead, TooHeavy, confined
from brobygger.packs import codes
from brobygger.packs.checking import LARGEST


@dataclass(frozen=True, slots=True)
class Fault:
    where: str
    code: str
    stands: str


class PackUnusable(Exception):
    """Nothing comes in: the faults say why, each with where it is."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(", ".join(fault.code for fault in faults))
        self.faults = faults


def pack_of(raw: bytes) -> dict[str, Any]:
    """The questionnaire in the file. PackUnusable with every fault that it has."""
    if len(raw) > LARGEST:
        raise PackUnusable([Fault("", "pack_too_large", "")])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PackUnusable([Fault("", "not_utf8", "")]) from None
    try:
        told = confined("brobygger.packs.checking:faults_of", {"text": text}, megabytes=1024, seconds=30)
        faults = [Fault(*one) for one in told]
    except (TooHeavy, CannotRead):
        faults = [Fault("", "pack_too_heavy", "")]
    if faults:
        raise PackUnusable(faults)
    read: dict[str, Any] = json.loads(text)
    return read


def fields_of(told: Mapping[str, Any]) -> dict[str, Any]:
    """What a row says of a questionnaire that has been found right."""
    purpose = next(one["code"] for one in told["code"] if one.get("system") == codes.CODES)
    written = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return {
        "url": told["url"], "version": told["version"], "purpose": purpose, "title": told["title"],
        "language": told["language"], "owner": told["publisher"], "licence_text": told["copyright"],
        "told": told, "digest": hashlib.sha256(written.encode()).hexdigest(),
    }  # fmt: skip
