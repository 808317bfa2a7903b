"""In which chapter each figure stands, and under which number. The same figure has the same number in every report.

The main figures have the numbers of the evaluation report that the outreach programme comes from (2018-2020): 1 to 7. A
letter is what says more of the same. What is not named here goes to the appendix, under the next free numbers, so that
nothing is lost.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from brobygger.report.codes import Chapter

C = Chapter
type Numbered = tuple[str, str]  # the figure's number and its key


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a chapter: its heading, empty where the chapter's own is enough, and its figures."""

    heading: Promise | str
    figures: tuple[Numbered, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """The chapters of a programme's report; `leading` are the figures whose sentences make up the summary."""

    chapters: tuple[C, ...]
    parts: Mapping[C, tuple[Part, ...]]
    leading: tuple[str, ...]


OUTREACH = Outline(
    (C.SUMMARY, C.STEPS, C.METHOD, C.ANSWERS, C.REFERRALS, C.EXPERIENCE, C.ORGANISATION, C.CONCLUSION, C.APPENDIX),
    {
        C.ANSWERS: (
            Part(_("How many are reached, and what they answer"), (
                ("2", "outcome"), ("2a", "funnel"), ("2b", "decline_reasons"),
            )),
            Part(_("Who says yes"), (
                ("3", "outcome_by_incident_type"), ("3a", "outcome_by_gender"), ("3b", "outcome_by_role"),
                ("3c", "outcome_by_age_group"),
            )),
            Part(_("Who is found"), (
                ("3d", "profile_by_incident_type"), ("3e", "profile_by_gender"), ("3f", "profile_by_role"),
                ("3g", "profile_by_age_group"),
            )),
        ),
        C.REFERRALS: (Part("", (("4", "counselling_by_source"), ("5", "referral_follow_through"))),),
        C.EXPERIENCE: (Part("", (("6", "survey"), ("7", "survey_response"), ("7a", "survey_invited"))),),
    },
    (
        "funnel", "outcome", "outcome_by_incident_type", "outcome_by_gender", "decline_reasons",
        "referral_follow_through", "survey", "survey_response",
    ),
)  # fmt: skip
OUTPATIENT = Outline(
    (
        C.SUMMARY, C.STEPS, C.METHOD, C.DETECTION, C.DOORS, C.WAITING, C.COURSES, C.EXPERIENCE, C.ORGANISATION,
        C.CONCLUSION, C.APPENDIX,
    ),
    {
        C.DETECTION: (
            Part(_("How many, when, and by which way"), (
                ("2", "registered"), ("2a", "detected_by_month"), ("2b", "detected_by_department"),
                ("2c", "detected_by_way_in"), ("2d", "detected_by_heard"), ("2e", "anonymous"),
                ("2f", "campaigns"), ("2g", "open_pages"),
            )),
            Part(_("The question, and what was answered"), (("3", "steps"), ("3a", "seeds"))),
            Part(_("Risk, and children"), (("3b", "danger"), ("3c", "child_worry"))),
        ),
        C.DOORS: (Part("", (
            ("4", "routes"), ("4a", "routes_suggested"), ("4b", "overrides"), ("4c", "led_on"),
        )),),
        C.WAITING: (Part("", (
            ("5", "days_to_conversation"), ("5a", "assessments_in_time"), ("5b", "course_waiting"),
        )),),
        C.COURSES: (
            Part(_("Who came, and who completed"), (
                ("6", "course_completed"), ("6a", "course_attendance"), ("6b", "course_dropped"),
            )),
            Part(_("What changed"), (
                ("7", "outcome_change_who_5"), ("7a", "course_gave"), ("7b", "follow_up"), ("7c", "follow_up_goes"),
            )),
        ),
    },
    (
        "registered", "detected_by_department", "steps", "danger", "routes", "days_to_conversation",
        "course_completed", "outcome_change_who_5",
    ),
)  # fmt: skip
OF_KIND = {"outreach": OUTREACH, "outpatient": OUTPATIENT}
LAST_OWN = 7  # the last number that a figure of the outline has


def numbered(outline: Outline, keys: Iterable[str]) -> tuple[dict[str, str], list[Numbered]]:
    """The number of each of these figures by its key, in the order of the chapters; and those that have no chapter.

    >>> numbered(OUTREACH, ["new", "outcome"])
    ({'outcome': '2', 'new': '8'}, [('8', 'new')])
    """
    told = list(keys)
    placed = [one for chapter in outline.chapters for part in outline.parts.get(chapter, ()) for one in part.figures]
    known = {key: number for number, key in placed if key in told}
    rest = [(str(number), key) for number, key in enumerate((key for key in told if key not in known), LAST_OWN + 1)]
    return known | {key: number for number, key in rest}, rest
