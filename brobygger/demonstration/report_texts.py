"""What leaders have written for two chapters of the report, and what one of them has begun."""

from datetime import datetime, timedelta
from typing import Any

from brobygger.access.actor import Actor
from brobygger.report import actions

SUMMARY = """Året har været præget af **to nye hændelsestyper** i målgruppen og af en ny aftale om tilbagemeldinger.

- Flere siger ja, når vi ringer den tredje dag.
- Færre numre mangler end året før."""
CONCLUSION = """Vi fortsætter med samme manuskript, og vi vil prøve tre ting af:

1. at ringe én gang om aftenen
2. at tale med de pårørende hver for sig
3. at følge de henvisninger, der ikke har sat sig spor"""


def report_texts(zone_id: int, programme: str, leader: Actor, now: datetime) -> None:
    """The summary and the conclusion are written; the chapter on method is begun."""
    told: dict[str, Any] = {"zone_id": zone_id, "programme": programme, "language": "da", "by": leader}
    for days, chapter, text in ((6, "summary", SUMMARY), (5, "conclusion", CONCLUSION)):
        actions.write_text(**told, chapter=chapter, text=text, seen=0, sure=False, at=now - timedelta(days=days))
    actions.keep_draft(**told, chapter="method", text="I foråret skiftede vi", seen=0, at=now - timedelta(days=1))
