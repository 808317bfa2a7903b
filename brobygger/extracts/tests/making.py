"""An extract of an assessment that holds: evidence of each kind, a scenario, a step, and a plan where asked for."""

from brobygger.extracts import actions, queries
from brobygger.extracts.actions import Asked
from brobygger.extracts.models import Extract
from brobygger.risk import assessing as risk
from brobygger.risk.tests import making as assessing
from brobygger.safety import actions as safety
from brobygger.safety.tests.making import written

NOT_TOLD = "Naboen har hørt det hele"
TOLD = "Han ringede 40 gange på en nat"
ALONE = "Søsteren har sagt det til os to"


def assessed(cast, now, **more):
    """Someone whose assessment holds, with evidence that may and may not be learned, and some for the two alone."""
    row = assessing.begun(cast, now)
    case = row.case
    assessing.evidence(cast, now, case, words=NOT_TOLD, may_learn="no")
    assessing.evidence(cast, now, case, words=TOLD, may_learn="yes")
    assessing.evidence(cast, now, case, words=ALONE, may_learn="yes", readers="assessors")
    assessing.scenario(cast, now, row, nature="Opsøger hende ved skolen i Køge")
    assessing.step(cast, now, row, words="Ny lås")
    assessing.answered(cast, now, row)
    assessing.concluded(cast, now, row, summary=more.pop("summary", "Følges tæt frem til retsmødet"))
    risk.hand_in(assessment_id=row.pk, by=cast.actor("assessor"), at=now)
    return case


def planned(cast, now, case):
    """A plan with a code word, something agreed, and something done."""
    row = case.screening
    safety.begin_plan(screening_id=row.pk, by=cast.actor("assessor"), at=now)
    written(cast, now, row, "Kodeordet er solsikke", section="contact")
    written(cast, now, row, "Tasken står pakket", section="leaving")
    written(cast, now, row, "Låsen er skiftet", section="leaving", status="done")


def begun(cast, now, case=None, *, receiver="department", may_meet="no", who="assessor", with_plan=False):
    case = case or assessed(cast, now)
    asked = Asked(receiver, may_meet, "Familieafdelingen", "Til mødet om børnene", with_plan)
    return actions.begin(case_id=case.pk, asked=asked, by=cast.actor(who), at=now)


def line(cast, row, words, who="assessor"):
    """The line in which the words stand."""
    return next(one for one in queries.lines(cast.actor(who), row) if words in one.row.words).row


def reasoned(cast, now, row):
    """Every line that is out has a reason."""
    for one in row.lines.filter(out=True, why=""):
        told = {"extract_id": row.pk, "line_id": one.pk, "why": "not_needed"}
        actions.take_out(**told, by=cast.actor("assessor"), at=now)


def finished(cast, now, row):
    reasoned(cast, now, row)
    return actions.finish(extract_id=row.pk, by=cast.actor("assessor"), at=now)


def approved(cast, now, row, who="second_assessor"):
    return actions.approve(extract_id=row.pk, edition=row.edition, by=cast.actor(who), at=now)


def paper(cast, row, who="assessor"):
    """All that is printed of the extract."""
    by = cast.actor(who)
    found = Extract.objects.get(pk=row.pk)
    return "\n".join(one.printed for one in queries.lines(by, found) if not one.row.out)
