"""Which part of the call list is looked at, in codes that may stand in an address."""

from collections.abc import Mapping
from dataclasses import dataclass

SECTIONS = ("now", "later", "held", "no_number", "guardian_missing", "awaiting_type", "followed")


@dataclass(frozen=True, slots=True)
class Filters:
    """Which part of the call list is looked at, in codes only."""

    section: str = "now"
    incident_type: str = ""
    role: str = ""
    language: str = ""
    age_group: str = ""
    minor: bool | None = None
    protected: bool | None = None

    @classmethod
    def from_codes(cls, codes: Mapping[str, str]) -> "Filters":
        """The filters that an address or a saved filter holds; what is not a known code is left out."""
        return cls(
            section=codes.get("section", "") if codes.get("section") in SECTIONS else "now",
            **{name: _code(codes.get(name, "")) for name in ("incident_type", "role", "language", "age_group")},
            minor=_flag(codes.get("minor", "")),
            protected=_flag(codes.get("protected", "")),
        )

    def codes(self) -> dict[str, str]:
        """Only what is set, for links and saved filters."""
        flags = {"minor": self.minor, "protected": self.protected}
        told = {name: getattr(self, name) for name in ("incident_type", "role", "language", "age_group")}
        return {
            **({"section": self.section} if self.section != "now" else {}),
            **{name: code for name, code in told.items() if code},
            **{name: "1" if flag else "0" for name, flag in flags.items() if flag is not None},
        }


def _code(text: str) -> str:
    return text if len(text) <= 40 and text.replace("_", "").isalnum() and text.isascii() else ""


def _flag(text: str) -> bool | None:
    return {"1": True, "0": False}.get(text)
