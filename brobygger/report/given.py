"""What other rooms have to tell in a report: a function for a chapter, which returns sections."""

from collections.abc import Callable, Sequence
from datetime import datetime

from brobygger.access.actor import Actor
from brobygger.economy.reporting import Section, report_sections
from brobygger.evaluation.figures import Question
from brobygger.report.codes import Chapter

type Giver = Callable[[Actor, Question, datetime], Sequence[Section]]

# Rooms that come later add their own when they are set up.
SECTIONS: dict[Chapter, tuple[Giver, ...]] = {Chapter.ORGANISATION: (report_sections,)}


def sections_of(chapter: Chapter, question: Question, *, by: Actor, at: datetime) -> list[Section]:
    """All that rooms have to tell in the chapter, in the order in which they are named."""
    return [one for giver in SECTIONS.get(chapter, ()) for one in giver(by, question, at)]
