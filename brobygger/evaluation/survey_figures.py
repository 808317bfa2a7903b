"""The figures of the survey: what was answered, and how many were invited and answered."""

from typing import Any

from django.utils.translation import gettext as _

from brobygger.access.actor import Actor
from brobygger.base.codes import Survey
from brobygger.evaluation.figures import Figure, Question, Row, Share
from brobygger.evaluation.numbers_in_words import exact, number, whole
from brobygger.evaluation.survey_words import COUNTS, GROUPS
from brobygger.surveys import queries as surveys
from brobygger.surveys.codes import Statement
from brobygger.surveys.queries import Answers

KEYS = ("survey", "survey_invited", "survey_response")


def of_survey(by: Actor, question: Question) -> list[Figure]:
    """The figures of the question, also where nobody has answered. NotFound outside the actor's zones."""
    last = min(filter(None, (question.period.last, question.as_of)), default=None)
    here: dict[str, Any] = {
        "zone_id": question.zone_id, "programme_id": question.programme_id, "first": question.period.first,
        "last": last, "without_types": question.without_types,
    }  # fmt: skip
    told, invited = surveys.answers(by, **here), surveys.invited(by, **here)
    n = sum(invited.get(code, 0) for code in Survey.values)
    sent = invited.get(Survey.SENT, 0)
    codes = tuple(
        Row(
            code, invited.get(code, 0), of="survey_invited",
            shares={"share_of_asked_to_survey": Share(invited.get(code, 0), n)},
        )
        for code in Survey.values
    )  # fmt: skip
    # By slips, and by invitations from before the period, more may have answered than were invited in it.
    of = sent if told.sheets <= sent else 0
    response = (
        Row("sent", sent, of="survey_response"),
        Row("answered", told.sheets, of="survey_response", shares={"share_of_sent": Share(told.sheets, of)}),
    )
    return [
        Figure("survey", "answers", told.sheets, 0, tuple(_statement(name, told) for name in Statement.values)),
        Figure("survey_invited", "asked_to_survey", n, invited.get("", 0), codes),
        Figure("survey_response", "sent", sent, 0, response),
    ]


def _statement(name: str, told: Answers) -> Row:
    counts = {kind: told.told.get(name, {}).get(kind, 0) for kind in COUNTS}
    n = sum(counts.values())
    shares = {kind: Share(count, n) for kind, count in counts.items()}
    return Row(name, n, counts, shares, of="survey", missing=told.sheets - n)


def cells(row: Row) -> list[tuple[str, str]]:
    """What a statement's line of the table says."""
    told = [(_("Answered"), number(row.n))]
    for kind in COUNTS:
        share = row.shares[kind]
        told.append((str(GROUPS[kind]), f"{number(share.part)} ({exact(share.percent)})"))
    return [*told, (_("Did not answer"), number(row.missing or 0))]


def sentence(figure: Figure) -> str:
    """What the figure shows, in words."""
    if figure.n == 0:
        return {
            "survey": _("Nobody’s answer from this period has been read yet."),
            "survey_invited": _("Of nobody in this period is it noted whether they were invited."),
            "survey_response": _("Nobody in this period was invited."),
        }[figure.key]
    if figure.key == "survey":
        first = max(figure.rows, key=lambda row: row.shares["positive"].percent or 0)
        return _("%(answers)s have answered. Most say yes to: “%(statement)s” (%(percent)s).") % {
            "answers": number(figure.n), "statement": first.label, "percent": whole(first.shares["positive"]),
        }  # fmt: skip
    if figure.key == "survey_invited":
        exempt = sum(row.n for row in figure.rows if row.group.startswith("exempt"))
        return _("%(sent)s were invited, and %(exempt)s were exempted.") % {
            "sent": number(figure.rows[0].n), "exempt": number(exempt),
        }  # fmt: skip
    share = figure.rows[1].shares["share_of_sent"]
    return _("%(answered)s answers to %(sent)s invitations (%(percent)s).") % {
        "answered": number(share.part), "sent": number(figure.rows[0].n), "percent": whole(share),
    }  # fmt: skip
