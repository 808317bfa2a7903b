"""Someone whom the team has, with a plan in which a few lines stand."""

from brobygger.reception.tests.making import mine
from brobygger.safety import actions
from brobygger.safety.models import Line
from brobygger.safety.writing import Content, Written

PAGE, OTHER_PAGE = "a" * 64, "b" * 64


def begun(cast, now, who="assessor"):
    """The row of someone taken, with an empty plan."""
    row = mine(cast, now, who)
    actions.begin_plan(screening_id=row.pk, by=cast.actor(who), at=now)
    return row


def written(cast, now, row, words, *, section="contact", who="assessor", page=None, **content):
    """A line of the person's own."""
    page = page or f"{Line.objects.count():064d}"
    lines = [Written(Content(words, **content), was=Content().mark)]
    told = {"screening_id": row.pk, "section": section, "page": page, "lines": lines}
    actions.keep_section(**told, by=cast.actor(who), at=now)
    return Line.objects.order_by("-pk").first()


def as_shown(line, words, **content):
    """The line as a page that was shown just now says it."""
    shown = Content(line.words, line.status, line.with_whom, line.colleague_id, line.by_day)
    return Written(Content(words, **content), line.pk, line.version, shown.mark)
