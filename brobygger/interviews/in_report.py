"""What the report's chapter about what people say has from interviews and workshops."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.access.actor import Actor
from brobygger.economy.reporting import Section
from brobygger.evaluation.figures import Question
from brobygger.interviews import queries
from brobygger.interviews.codes import Kind
from brobygger.interviews.models import Quotation


def quotations(by: Actor, question: Question, at: datetime) -> Sequence[Section]:
    """What it stands on, and the quotations that were chosen, under their themes; nothing where no talk was held."""
    where = {"zone_id": question.zone_id, "programme_id": question.programme_id}
    held = list(queries.within(queries.talks(by, **where), question.period, "held_on"))
    if not held:
        return []
    workshops = [one for one in held if one.kind == Kind.WORKSHOP]
    first = len(held) - len(workshops)
    told = [
        ngettext("%(n)s interview", "%(n)s interviews", first) % {"n": first},
        ngettext("%(n)s workshop", "%(n)s workshops", len(workshops)) % {"n": len(workshops)},
    ]
    people = sum(one.people for one in held)
    stands_on = _("It stands on %(talks)s, in which %(people)s people spoke.") % {
        "talks": _("%(one)s and %(other)s") % {"one": told[0], "other": told[1]}, "people": people,
    }  # fmt: skip
    rows = queries.chosen(by, **where, period=question.period)
    by_theme = groupby(rows, key=lambda one: one.theme)
    return [
        Section(_("Interviews and workshops"), (stands_on,)),
        *(Section(theme.name, tuple(map(_said, quoted))) for theme, quoted in by_theme),
    ]


def _said(row: Quotation) -> str:
    who = [str(row.talk.get_spoke_display()).lower()]
    who += [str(row.talk.get_incident_type_display()).lower()] if row.talk.incident_type else []
    return _("“%(words)s” (%(who)s)") % {"words": row.text, "who": ", ".join(who)}
