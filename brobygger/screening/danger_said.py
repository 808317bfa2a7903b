"""What stands said about danger, wherever in a registration it was said: read for a page, a list or a rule."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from brobygger.access.actor import Actor
from brobygger.base.codes import AgeGroup
from brobygger.base.workdays import day_of
from brobygger.municipality import queries as municipality
from brobygger.municipality.queries import WayBack
from brobygger.routes import queries as routes
from brobygger.routes.codes import ADULT, Answer, Route
from brobygger.routes.models import Criterion
from brobygger.screening import sealed_sheet
from brobygger.screening.codes import Danger, SafetyNoted
from brobygger.screening.models import CriterionAnswer, SafetyNote, Screening

IN_DANGER = frozenset({Danger.LIFE, Danger.PROTECTION})


def said_of(row: Screening) -> frozenset[Danger]:
    """What stands said about danger, wherever in the registration it was said."""
    return said_in([row])[row.pk]


def said_in(rows: Sequence[Screening]) -> dict[int, frozenset[Danger]]:
    """The same for a whole list, asked once."""
    return _with_answer(rows, Answer.YES)


def way_back_of(by: Actor, row: Screening) -> WayBack:
    """How she comes back; the open page and the phone are for grown-ups, and send one under 18 elsewhere."""
    return replace(municipality.way_back(by, zone_id=row.zone_id), under_age=Danger.MINOR in said_of(row))


def unknown_of(row: Screening) -> frozenset[Danger]:
    """What was asked, and is not known: it decides nothing, and calls for advice."""
    return _with_answer([row], Answer.UNKNOWN)[row.pk]


def doubts_in(rows: Sequence[Screening]) -> dict[int, frozenset[Danger]]:
    """What is not known of each, as long as no advice on safety has been given: for a list, asked once."""
    advised = SafetyNote.objects.filter(screening__in=rows, what=SafetyNoted.ADVICE)
    answered = set(advised.values_list("screening_id", flat=True))
    unknown = _with_answer(rows, Answer.UNKNOWN)
    return {pk: frozenset() if pk in answered else doubts for pk, doubts in unknown.items()}


def taken_back_of(row: Screening) -> dict[Danger, date]:
    """What was said and is taken back, with its day; not what has been said again since."""
    return taken_back_in([row])[row.pk]


def taken_back_in(rows: Sequence[Screening]) -> dict[int, dict[Danger, date]]:
    """The same for a whole list, asked once."""
    found: dict[int, dict[Danger, date]] = {row.pk: {} for row in rows}
    told = SafetyNote.objects.filter(screening__in=rows, what__in=(SafetyNoted.SAID, SafetyNoted.TAKEN_BACK))
    last = {(pk, about): (what, at) for pk, about, what, at in
            told.order_by("id").values_list("screening_id", "about", "what", "noted_at")}  # fmt: skip
    back = {pair: at for pair, (what, at) in last.items() if what == SafetyNoted.TAKEN_BACK}
    said = said_in(rows) if back else {}
    for (pk, about), at in back.items():
        if about not in said[pk]:
            found[pk][Danger(about)] = day_of(at)
    return found


def answer_words(answer: str, taken_back: date | None = None) -> str:
    """What is answered about danger, in words; a yes that was taken back is read as that, and never as a plain no."""
    words = str(Answer(answer).label) if answer else ""
    if taken_back is None:
        return words
    told = {"answer": words, "day": date_format(taken_back, "SHORT_DATE_FORMAT")}
    said = _("Yes, taken back %(day)s") if answer == Answer.NO else _("%(answer)s. Yes before, taken back %(day)s")
    return said % told


def criterion_words(one: CriterionAnswer, taken_back: dict[Danger, date]) -> str:
    """What is answered to one of the programme's questions, and what was said of danger by it before."""
    told = [answer_words(one.answer)]
    for danger in sorted(dangers_of(one.criterion) & set(taken_back)):
        words = {"danger": danger.label, "day": date_format(taken_back[danger], "SHORT_DATE_FORMAT")}
        told.append(_("“%(danger)s” was said, and taken back %(day)s") % words)
    return ". ".join(told)


def _with_answer(rows: Sequence[Screening], answer: Answer) -> dict[int, frozenset[Danger]]:
    found: dict[int, set[Danger]] = {row.pk: set() for row in rows}
    for row in rows:
        told = row.detection
        asked = ((Danger.LIFE, told.danger), (Danger.CHILD, told.child_worry))
        found[row.pk].update(danger for danger, said in asked if said == answer)
        if answer == Answer.YES and AgeGroup.G0_17 in (told.age_group, sealed_sheet.sheet_of(row).age_group):
            found[row.pk].add(Danger.MINOR)
    for one in CriterionAnswer.objects.filter(screening__in=rows).select_related("criterion"):
        if against(one) == answer:
            found[one.screening_id].update(dangers_of(one.criterion))
    return {pk: frozenset(said) for pk, said in found.items()}


def dangers_of(criterion: Criterion) -> set[Danger]:
    """What is said where the programme's question is answered against."""
    asked = {Danger.PROTECTION: criterion.otherwise == Route.SHELTER, Danger.MINOR: criterion.key == ADULT}
    return {danger for danger, about in asked.items() if about}


def against(one: CriterionAnswer) -> str:
    return one.answer if one.criterion.fits == Answer.NO else _turned(one.answer)


def _turned(answer: str) -> str:
    return {Answer.YES: Answer.NO, Answer.NO: Answer.YES}.get(Answer(answer), Answer.UNKNOWN)


def safety_is_asked(row: Screening) -> bool:
    """Whether each of the programme's questions of safety has an answer; none has where no version was ever asked."""
    if row.criteria is None:
        return False
    asked = {one.pk for one in routes.safety_questions(routes.criteria_of(row.criteria))}
    return asked <= set(CriterionAnswer.objects.filter(screening=row).values_list("criterion_id", flat=True))
