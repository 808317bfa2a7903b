"""What the tests of this room begin with: certificates, a licence, someone who has been talked with, an assessment."""

import copy
from datetime import timedelta

import pytest

from brobygger.base.decision import Refused
from brobygger.base.workdays import day_of
from brobygger.packs import actions as pack_actions
from brobygger.packs.codes import LICENCE_NEEDED, OPINIONS, Part
from brobygger.packs.models import Pack
from brobygger.reach.codes import Gives
from brobygger.reach.models import Training, TrainingDone, TrainingKind
from brobygger.reception import actions as reception
from brobygger.reception.tests.making import mine
from brobygger.risk import assessing, case_actions, read_assessment, second_reading, written_actions
from brobygger.risk.assessing import Conclusion, presence_of, questions_of
from brobygger.risk.models import RiskCase
from brobygger.risk.written_actions import Known, MayHappen, ToDo

SARA = "urn:brobygger:form:sara-v3-structure"
DASH = "urn:brobygger:form:dash-structure"
SHORT = "urn:brobygger:form:short-clarification"


def refused(reason):
    return pytest.raises(Refused, match=f"^{reason}$")


def pack(url=SARA):
    return Pack.objects.filter(url=url).order_by("-version").first()


NO_LICENCE = [{"url": LICENCE_NEEDED, "valueBoolean": False}]
GATE = {"linkId": "armed", "text": "Er der våben?", "type": "boolean"}
MORE = [
    {"linkId": "read-this", "text": "Tag jer tid til det her.", "type": "display"},
    GATE,
    {
        "linkId": "which", "text": "Hvilke?", "type": "string",
        "enableWhen": [{"question": "armed", "operator": "=", "answerBoolean": True}],
    },
    {"linkId": "since", "text": "Siden hvornår?", "type": "date"},
    {"linkId": "weight", "text": "Vægt", "type": "quantity"},
    {
        "linkId": "child", "text": "Barn", "type": "group", "repeats": True,
        "item": [
            {"linkId": "child-name", "text": "Navn", "type": "string"},
            {
                "linkId": "child-afraid", "text": "Er barnet bange?", "type": "choice",
                "answerOption": [
                    {"valueCoding": {"code": "yes", "display": "Ja"}},
                    {"valueCoding": {"code": "no", "display": "Nej"}},
                ],
                "extension": [{"url": "urn:brobygger:red-flag", "valueCode": "yes"}],
            },
        ],
    },
]  # fmt: skip
WRITTEN = {
    "armed": [True], "which": ["Jagtgevær"], "since": ["2026-02-03"], "weight": [3.5],
    "child": [{"child-name": ["Alma"], "child-afraid": ["yes"]}, {"child-name": ["Bo"], "child-afraid": ["no"]}],
}  # fmt: skip


def asks_more(cast, now, url=SARA):
    """A form of the zone's own with questions of every kind: a text to read, a way that may be shut, what repeats."""
    told = copy.deepcopy(pack(url).told)
    told |= {"url": "urn:example:form:more", "extension": NO_LICENCE}
    told["item"] += copy.deepcopy(MORE)
    return pack_actions.import_pack(told, zone_id=cast.koege.pk, by=cast.actor("project_leader"), at=now).url


def certify(cast, now, *who, gives=(Gives.RISK,), until=None):
    """They hold a certificate from a course that was held a month ago."""
    cast.actor("project_leader")
    kind = TrainingKind.objects.create(zone=cast.koege, name="+".join(gives), gives=list(gives), changed_at=now)
    held = Training.objects.create(
        zone=cast.koege, kind=kind, gives=kind.gives, held_on=day_of(now) - timedelta(days=30), noted_at=now,
        noted_by=cast.project_leader,
    )  # fmt: skip
    for name in who:
        TrainingDone.objects.create(
            zone=cast.koege, training=held, worker=getattr(cast, name), valid_until=until, noted_at=now
        )


def licensed(cast, now, url=SARA):
    by = cast.actor("project_leader")
    pack_actions.note_licence(zone_id=cast.koege.pk, url=url, reference="Ordre 12", by=by, at=now)


def talked(cast, now, who="assessor"):
    """Someone with whom the first conversation has been held."""
    row = mine(cast, now, who)
    by = cast.actor(who)
    reception.note_talk(screening_id=row.pk, on=day_of(now), form="in_person", by=by, at=now)
    return RiskCase.objects.get(screening=row)


def team(cast, now):
    """Two with certificates, a licence, and someone who waits for the first assessment."""
    certify(cast, now, "assessor", "second_assessor")
    licensed(cast, now)
    case = talked(cast, now)
    by = cast.actor("assessor")
    return case_actions.name_assessors(
        case_id=case.pk, assessor=cast.assessor.pk, second=cast.second_assessor.pk, by=by, at=now
    )


def begun(cast, now, case=None, url=SARA):
    case = case or team(cast, now)
    return assessing.begin(case_id=case.pk, pack_id=pack(url).pk, by=cast.actor("assessor"), at=now)


def answers(row, presence="no", **opinions):
    """Every question of the pack answered."""
    told = {one.link_id: [presence] for one in presence_of(row.pack)}
    told |= {one.link_id: ["no"] for one in questions_of(row.pack, Part.RELEVANCE)}
    told |= {one.link_id: [one.options[1].code] for one in questions_of(row.pack, *OPINIONS)}
    return told | opinions.pop("more", {}) | {name: [code] for name, code in opinions.items()}


def answered(cast, now, row, who="assessor", reader="first", **told):
    rating = row.ratings.get(reader=reader)
    by = cast.actor(who)
    return assessing.keep_answers(rating_id=rating.pk, answers=answers(row, **told), edition=None, by=by, at=now)


def concluded(cast, now, row, days=30, **told):
    review = day_of(now) + timedelta(days=days) if days else None
    conclusion = Conclusion(review_on=review, **{"summary": "Følges tæt"} | told)
    return assessing.keep_conclusion(assessment_id=row.pk, told=conclusion, by=cast.actor("assessor"), at=now)


def handed_in(cast, now, row=None, **told):
    row = row or begun(cast, now)
    RiskCase.objects.filter(pk=row.case_id, second=None).update(second=cast.second_assessor)
    days = told.pop("days", 30)
    answered(cast, now, row, **told)
    concluded(cast, now, row, days=days)
    return assessing.hand_in(assessment_id=row.pk, by=cast.actor("assessor"), at=now)


def confirmed(cast, now, row, who="second_assessor"):
    """Someone reads what is handed in, and agrees."""
    by = cast.actor(who)
    read_assessment.read(by, row.pk, at=now)
    return assessing.confirm(assessment_id=row.pk, by=by, at=now)


def known(now, **more):
    told = {
        "words": "Han ventede ved skolen", "source": "herself", "reliability": "seen", "learned_on": day_of(now),
        "happened_on": None, "readers": "leader", "may_learn": "no", "bears_on": ["N1"],
    }  # fmt: skip
    return Known(**told | more)


def evidence(cast, now, case, who="assessor", **more):
    return written_actions.note_evidence(case_id=case.pk, told=known(now, **more), by=cast.actor(who), at=now)


def scenario(cast, now, row, **more):
    told = {"nature": "Opsøger hende", "severity": "…", "near": "weeks", "frequency": "…", "likelihood": "…"} | more
    return written_actions.write_scenario(
        assessment_id=row.pk, told=MayHappen(**told), by=cast.actor("assessor"), at=now
    )


def step(cast, now, row, hours=12, **more):
    told = {
        "kind": "safety",
        "words": "Ny lås",
        "due_at": now + timedelta(hours=hours),
        "worker": cast.assessor.pk,
    } | more
    return written_actions.agree_step(assessment_id=row.pk, told=ToDo(**told), by=cast.actor("assessor"), at=now)


def both_read(cast, now, case=None, **second):
    """Two have read for themselves and handed in; `second` is what the second answers differently."""
    row = begun(cast, now, case)
    second_reading.begin_second_reading(assessment_id=row.pk, by=cast.actor("second_assessor"), at=now)
    for who, reader, told in (("assessor", "first", {}), ("second_assessor", "second", second)):
        rating = answered(cast, now, row, who, reader, **told)
        second_reading.hand_in_rating(rating_id=rating.pk, by=cast.actor(who), at=now)
    return row


def short(cast, now, case, *, found="no", days=10, reason=""):
    """A short version, handed in by one assessor: each question answered so, or none."""
    if not TrainingKind.objects.filter(name="risk_short").exists():
        certify(cast, now, "assessor", gives=("risk_short",))
    row = begun(cast, now, case, SHORT)
    if found is not None:
        answered(cast, now, row, presence=found)
    concluded(cast, now, row, days=days, advice_words="Ring 112", reason=reason)
    return assessing.hand_in(assessment_id=row.pk, by=cast.actor("assessor"), at=now)
