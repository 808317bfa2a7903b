"""Two interviews and a workshop about the outreach, with what the report quotes from them: all invented."""

from datetime import datetime, timedelta

from brobygger.access.actor import Actor
from brobygger.access.zones import enter
from brobygger.base.workdays import day_of
from brobygger.interviews import actions
from brobygger.programmes.models import Programme

TALKS = (
    (40, "phone", "victim", "violence", 1,
     "Jeg havde ikke selv ringet til nogen. Da de ringede, tænkte jeg først, at det var politiet igen. Det var rart, at"
     " der var nogen, der spurgte, hvordan jeg havde det, og ikke kun hvad der var sket.",
     (("Det var rart, at der var nogen, der spurgte, hvordan jeg havde det", "At blive ringet op", True),)),
    (35, "phone", "relative", "death_and_homicide", 1,
     "Det var min søster, der tog telefonen. Vi fik en tid allerede i samme uge. Det svære var at fortælle det hele"
     " igen til en ny.",
     (("Vi fik en tid allerede i samme uge", "Tiden fra opkald til samtale", True),
      ("Det svære var at fortælle det hele igen til en ny", "Overgangen til rådgivningen", False))),
    (20, "workshop", "worker", "", 6,
     "De fleste bliver glade for opkaldet. Vi skal ringe inden for den første uge, ellers er de kommet videre eller har"
     " lukket af.",
     (("Vi skal ringe inden for den første uge", "Tiden fra opkald til samtale", True),)),
)  # fmt: skip


def talks(*, zone_id: int, programme_id: int, leader: Actor, now: datetime) -> None:
    """They are written down, quoted, and some of it is chosen for the report."""
    by, programme = leader, Programme.objects.get(pk=programme_id).key
    enter(by)
    for days, kind, spoke, incident_type, people, text, quoted in TALKS:
        at = now - timedelta(days=days - 5)
        told = {"kind": kind, "spoke": spoke, "incident_type": incident_type, "people": people, "text": text}
        told["held_on"] = day_of(now) - timedelta(days=days)
        row = actions.keep_talk(zone_id=zone_id, programme=programme, told=told, sure=True, by=by, at=at)
        for words, theme, chosen in quoted:
            one = actions.take_quotation(
                talk_id=row.pk, text=words, theme=None, new_theme=theme, sure=True, by=by, at=at
            )
            if chosen:
                actions.choose(quotation_id=one.pk, chosen=True, by=by, at=at)
