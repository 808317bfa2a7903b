"""What was answered to the programme's questions, for whoever tries out other questions; no one's name, no words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from brobygger.routes.codes import Answer
from brobygger.screening.codes import Motivated
from brobygger.screening.models import CriterionAnswer, Screening
from brobygger.screening.states import ScreeningState


def answered(zone_id: int, programme_id: int, since: date, until: date) -> Iterable[tuple[Mapping[str, Answer], bool]]:
    """Each registration of the days that was led by the questions: its answers, and whether help was wanted."""
    rows = Screening.objects.filter(
        zone_id=zone_id, programme_id=programme_id, detection__registered_on__range=(since, until)
    )
    rows = (
        rows.exclude(criteria=None)
        .exclude(state__in=(ScreeningState.STARTED, ScreeningState.THROWN_AWAY))
        .exclude(detection__suggested="")
    )
    told: defaultdict[int, dict[str, Answer]] = defaultdict(dict)
    answers = CriterionAnswer.objects.filter(zone_id=zone_id, screening__in=rows)
    for pk, key, answer in answers.values_list("screening_id", "criterion__key", "answer"):
        told[pk][key] = Answer(answer)
    for pk, motivated in rows.values_list("pk", "detection__motivated"):
        yield told[pk], motivated == Motivated.YES
