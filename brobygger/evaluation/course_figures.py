"""The figures of courses, of what they gave, and of the assessments. Counts in, figures out."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev
from typing import Any

from brobygger.courses.codes import Dropped, Gave
from brobygger.evaluation.course_counts import ENDED, CourseCounts
from brobygger.evaluation.detect_figures import shared, waited
from brobygger.evaluation.figures import Figure, Row
from brobygger.participants.codes import Goes
from brobygger.participants.states import OVER, FollowUpState


@dataclass(frozen=True, slots=True)
class Scale:
    """How the answers to an instrument add up, for many together: no one's own sum is ever shown."""

    factor: int
    relevant: int  # a change of so much means something in the person's life


# WHO-5: five answers of 0 to 5, times four; ten points are a relevant change (Topp et al., 'The WHO-5 Well-Being
# Index: a systematic review of the literature', Psychotherapy and Psychosomatics 84 (2015), 167-176).
SCALES = {"urn:brobygger:form:who-5": Scale(4, 10)}
LATER = ("at_end", "later")


@dataclass(frozen=True, slots=True)
class Change:
    """The mean of paired differences and its 95 % interval, by Student's t; None of fewer than two."""

    n: int
    mean: float | None
    interval95: tuple[float, float] | None


def change(differences: list[int]) -> Change:
    """The mean difference of the pairs, with its interval."""
    from scipy.stats import t as student

    n = len(differences)
    if n < 2:
        return Change(n, None, None)
    mean, spread = fmean(differences), float(student.ppf(0.975, n - 1)) * stdev(differences) / sqrt(n)
    return Change(n, round(mean, 1), (round(mean - spread, 1), round(mean + spread, 1)))


def from_counts(told: CourseCounts) -> list[Figure]:
    """Every figure after the way in, in the order of the work."""
    return [
        _assessed(told),
        waited("course_waiting", "on_the_list", told.waits),
        _completed(told),
        _attended(told),
        _dropped(told),
        _gave(told),
        *(_changed(url, told) for url in SCALES),
        _followed(told),
        _goes(told),
    ]


def _figure(key: str, population: str, counts: Mapping[str, int], missing: int = 0, **more: Any) -> Figure:
    n = sum(counts.values())
    return Figure(key, population, n, missing, shared(key, f"share_of_{population}", counts, n), more)


def _assessed(told: CourseCounts) -> Figure:
    names = {(True, True): "first_in_time", (True, False): "first_late", (False, True): "again_in_time"}
    names[False, False] = "again_late"
    return _figure("assessments_in_time", "assessments", {name: told.assessed[key] for key, name in names.items()})


def _completed(told: CourseCounts) -> Figure:
    return _figure(
        "course_completed", "on_a_course", {s: sum(n for (of, _, _), n in told.ended.items() if of == s) for s in ENDED}
    )


def _attended(told: CourseCounts) -> Figure:
    return _figure("course_attendance", "sessions", {"came": told.came, "stayed_away": told.of - told.came})


def _dropped(told: CourseCounts) -> Figure:
    reasons = {code: sum(n for (_, why, _), n in told.ended.items() if why == code) for code in Dropped.values}
    return _figure("course_dropped", "left_early", reasons)


def _gave(told: CourseCounts) -> Figure:
    gave = {code: sum(n for (_, _, what), n in told.ended.items() if what == code) for code in Gave.values}
    return _figure("course_gave", "asked_what_it_gave", gave, sum(told.ended.values()) - sum(gave.values()))


def _changed(url: str, told: CourseCounts) -> Figure:
    """The paired change from before the course: of those alone who answered both times, whole."""
    scale, key = SCALES[url], f"outcome_change_{url.rsplit(':', 1)[-1].replace('-', '_')}"
    rows: list[Row] = []
    changes = {}
    for moment in LATER:
        pairs = [
            (_sum(both["before"], scale), _sum(both[moment], scale))
            for (of, _place), both in told.measured.items()
            if of == url and "before" in both and moment in both
        ]
        differences = [after - before for before, after in pairs if before is not None and after is not None]
        changes[moment] = change(differences)
        counts = {
            f"{moment}_better": sum(one >= scale.relevant for one in differences),
            f"{moment}_same": sum(abs(one) < scale.relevant for one in differences),
            f"{moment}_worse": sum(one <= -scale.relevant for one in differences),
        }
        rows += shared("outcome_change", "share_of_measured_twice", counts, len(differences))
    n = changes["at_end"].n
    more = {
        "change": {
            moment: {"n": one.n, "mean": one.mean, "interval95": list(one.interval95) if one.interval95 else None}
            for moment, one in changes.items()
        }
    }
    return Figure(key, "measured_twice", n, sum(told.ended.values()) - n, tuple(rows), more)


def _sum(chosen: Mapping[str, Any], scale: Scale) -> int | None:
    """None where a question was left out: what is not answered is not nought."""
    answers = [int(value) for told in chosen.values() for value in told]
    return scale.factor * sum(answers) if len(answers) == 5 else None


def _followed(told: CourseCounts) -> Figure:
    states = {s.value: sum(n for (of, _), n in told.followed.items() if of == s) for s in FollowUpState if s in OVER}
    return _figure("follow_up", "follow_ups", states)


def _goes(told: CourseCounts) -> Figure:
    goes = {code: sum(n for (_, how), n in told.followed.items() if how == code) for code in Goes.values}
    held = sum(n for (of, _), n in told.followed.items() if of == FollowUpState.HELD)
    return _figure("follow_up_goes", "followed_up", goes, held - sum(goes.values()))
