"""What may be done in the four steps, and which of them comes next. Pure: facts in, a decision out."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from brobygger.base.decision import YES, Decision, first_no, no
from brobygger.base.workdays import DANISH
from brobygger.routes.codes import Answer, Route
from brobygger.screening.codes import Asked, Motivated, SeedGiven
from brobygger.screening.states import ScreeningState

UNDO = timedelta(minutes=10)
ASK_AGAIN = timedelta(weeks=4)  # what is suggested; it is natural to ask again when there has been time to think
LONGEST_WAIT = timedelta(days=366)
FOLLOW_UP = timedelta(weeks=2)
FOLLOW_UP_SHELTER = timedelta(days=1)  # a night has passed
EARLIEST = timedelta(days=366)  # a first sign lies at most so far back
COURSE = Route.RISK_ASSESSMENT_AND_COURSE
ON_PAPER = frozenset({SeedGiven.NUMBER, SeedGiven.POSTCARD})  # a code is learnt by heart
S = ScreeningState
FOLLOWED = frozenset({S.CAME_THERE, S.DID_NOT_COME_THERE, S.NOT_KNOWN_THERE})
# Where each goes back to, as long as there is time to undo it.
UNDONE = {
    **dict.fromkeys((S.SENT, S.SEED_PLANTED, S.POINTED_ON, S.NO_SIGN, S.THROWN_AWAY), S.STARTED),
    **dict.fromkeys(FOLLOWED, S.POINTED_ON),
    S.LET_LIE: S.SEED_PLANTED,
}


@dataclass(frozen=True, slots=True)
class Told:
    """How far it has come, in codes."""

    signs: Collection[str] = ()
    noted: bool = False  # a sign in her own words
    asked: str = ""
    danger: str = ""
    child_worry: str = ""
    safety_asked: bool = False  # the programme's own questions of safety have their answers
    motivated: str = ""
    suggested: str = ""
    route: str = ""
    named: bool = False  # who she is, or that she is anonymous, has been written
    reached: bool = False  # how she may safely be reached has been written
    consent: str = ""  # yes, no, or nothing yet
    in_danger: bool = False  # of her life, or in need of protection now
    protection: bool = False  # needs it now
    advised: bool = False  # advice on safety was given since danger was said


def path(told: Told) -> tuple[str, ...]:
    """The pages that she has come through, in order; the last one is where the form goes on. Names of pages."""
    return (*_first_steps(told), *_fourth_step(told)) if _wants_help(told) else _first_steps(told)


def page_to_go_on_with(told: Told) -> str:
    """Where the form goes on: the first thing that has not been told."""
    return path(told)[-1]


def _wants_help(told: Told) -> bool:
    return _first_steps(told)[-1] == "motivated" and told.motivated == Motivated.YES


def _first_steps(told: Told) -> tuple[str, ...]:
    if not told.signs and not told.noted:
        return ("signs",)
    if not told.asked:
        return ("signs", "question")
    pages = ("signs", "question", "safety")
    if not (told.danger and told.child_worry and told.safety_asked):
        return pages
    if told.asked != Asked.CONFIRMED:
        return _to_seed(told, pages)
    if told.motivated == Motivated.NOT_READY:
        return _to_seed(told, (*pages, "motivated"))
    return (*pages, "motivated")


def _to_seed(told: Told, pages: tuple[str, ...]) -> tuple[str, ...]:
    """Nobody in danger is left with a seed alone: advice on safety comes first."""
    if not told.in_danger:
        return (*pages, "seed")
    return (*pages, "advice", "seed") if told.advised else (*pages, "advice")


def _fourth_step(told: Told) -> tuple[str, ...]:
    if not told.suggested:
        return ("criteria",)
    pages: tuple[str, ...] = ("criteria", "route")
    if not told.route:
        return pages
    if told.route == Route.NONE_FOR_NOW:
        return _to_seed(told, pages)
    if told.route != Route.SHELTER and (told.protection or (told.in_danger and told.route != COURSE)):
        pages = (*pages, "advice")
        if not told.advised:
            return pages
    if told.route != COURSE:
        return (*pages, "door")
    for page, done in (("who", told.named), ("contact", told.reached), ("consent", told.consent)):
        pages = (*pages, page)
        if not done:
            return pages
    if told.consent != Answer.NO:
        return (*pages, "check")
    return (*pages, "seed") if "advice" in pages else _to_seed(told, pages)


def step_of(page: str, way: Sequence[str] = ()) -> int:
    """Which of the four steps a page belongs to: advice and a seed to the fourth where the way to them goes by it."""
    if "criteria" in way and page in way[way.index("criteria") :]:
        return 4
    return {"signs": 1, "question": 2, "safety": 2, "duties": 2, "motivated": 3, "advice": 3, "seed": 3}.get(page, 4)


def signs_hold(*, signs: Collection[str], noted: bool, seen_on: date, today: date) -> Decision:
    """Something was seen, on a day that has been and is not long ago."""
    if seen_on > today:
        return no("seen_in_the_future")
    if today - seen_on > EARLIEST:
        return no("seen_too_long_ago")
    return YES if signs or noted else no("no_sign_told")


def may_plant(*, words: str, given: Collection[str], asked: str, ask_again_on: date, today: date) -> Decision:
    """Something was said or given, where the question has been asked; the day to ask again is to come, and nobody is
    given paper that is said to be unsafe."""
    return first_no(
        YES if words.strip() or given or asked == Asked.NOT_ASKED else no("say_what_was_left"),
        YES if ask_again_on > today else no("ask_again_later_than_today"),
        YES if ask_again_on - today <= LONGEST_WAIT else no("ask_again_within_a_year"),
        no("paper_is_not_safe") if SeedGiven.NOTHING_ON_PAPER in given and ON_PAPER & set(given) else YES,
    )


def may_note_advice(*, given: Collection[str], given_by: str, on: date, began: date, today: date) -> Decision:
    """Advice was given about something, by someone, on a day since it began that has been."""
    return first_no(
        YES if given else no("say_what_advice"),
        YES if given_by.strip() else no("say_who_gave_advice"),
        YES if on <= today else no("advice_in_the_future"),
        YES if on >= began else no("advice_before_it_began"),
    )


def is_graver(answer: str, stands: str) -> bool:
    """Whether an answer about danger says more than the one that stands: yes more than not known, and that than no."""
    weight = {Answer.UNKNOWN.value: 1, Answer.YES.value: 2}
    return weight.get(answer, 0) > weight.get(stands, 0)


def may_end_unseen(*, danger_said: bool) -> Decision:
    """Whether a registration may end as nothing, or as a mistake: not while danger stands in it."""
    return no("danger_stands") if danger_said else YES


def may_take_danger_back(*, named: bool, said: bool, others: bool) -> Decision:
    """Whether what was said about danger may be taken back: what stands said, by whoever has the registration now."""
    return first_no(
        no("the_team_has_it") if others else YES,
        YES if named else no("say_what_is_taken_back"),
        YES if said else no("not_said"),
    )


def follow_up_day(route: str, today: date) -> date:
    """When it is natural to ask whether she came there: of a shelter the next day."""
    return today + (FOLLOW_UP_SHELTER if route == Route.SHELTER else FOLLOW_UP)


def latest_follow_up(route: str, today: date) -> date:
    """The last day on which it is asked: of a shelter the next day that someone is at work."""
    if route != Route.SHELTER:
        return today + LONGEST_WAIT
    day = today + FOLLOW_UP_SHELTER
    while not DANISH.is_working_day(day):
        day += FOLLOW_UP_SHELTER
    return day


def may_follow_up(*, route: str, on: date, today: date) -> Decision:
    """Whether the day is one to ask whether she came there."""
    return first_no(
        YES if on > today else no("follow_up_later_than_today"),
        no("shelter_the_next_day") if route == Route.SHELTER and on > latest_follow_up(route, today) else YES,
        YES if on <= latest_follow_up(route, today) else no("follow_up_within_a_year"),
    )


def due(*, state: str, ask_again_on: date | None, follow_up_on: date | None, today: date) -> str:
    """What she is to do about it today: ask again, ask whether she came; or nothing."""
    if state == S.SEED_PLANTED and ask_again_on is not None and ask_again_on <= today:
        return "ask_again"
    if state == S.POINTED_ON and follow_up_on is not None and follow_up_on <= today:
        return "follow_up"
    return ""


def without_reason(because: Sequence[str], answers: Mapping[str, str], reasons: Mapping[str, str]) -> list[str]:
    """The questions that decide the way and stand without a reason; not known needs none."""
    return [
        key
        for key in because
        if answers.get(key) not in ("", None, Answer.UNKNOWN) and not reasons.get(key, "").strip()
    ]


def may_send(*, route: str, consent: str, named: bool, anonymous: bool, has_code: bool) -> Decision:
    """Without her yes nothing is sent; and the team must be able to tell whom it is about."""
    return first_no(
        YES if route == COURSE else no("not_for_the_team"),
        YES if consent == Answer.YES else no("without_her_yes"),
        YES if named or anonymous else no("who_is_it"),
        no("code_is_missing") if anonymous and not has_code else YES,
    )


def may_point_on(*, route: str, led_there: str, follow_up_on: date, today: date) -> Decision:
    """To a door outside the programme, with how she was led there and a day to ask whether she came."""
    return first_no(
        no("for_the_team") if route == COURSE else YES,
        no("choose_a_way") if route in ("", Route.NONE_FOR_NOW) else YES,
        YES if led_there else no("say_how_led_there"),
        may_follow_up(route=route, on=follow_up_on, today=today),
    )


def may_undo(*, state: str, state_at: datetime, taken: bool, at: datetime) -> Decision:
    """Within some minutes, and as long as nobody in the team has taken it."""
    if state not in UNDONE or taken:
        return no("too_late_to_undo")
    return YES if at - state_at <= UNDO else no("too_late_to_undo")
