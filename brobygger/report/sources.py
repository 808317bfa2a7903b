"""The chapter on method: where the numbers come from, how many, what is missing, and what cannot be known. Table 1."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from brobygger.evaluation.figures import Figure
from brobygger.report.tables import Table, written

type Told = tuple[str, tuple[str, ...], tuple[str, ...], tuple[()], tuple[()], tuple[Table, ...]]


def method(kind: str, figures: Mapping[str, Figure]) -> Sequence[Told]:
    """What the chapter says, as the fields of its sections."""
    rows = _outpatient(figures) if kind == "outpatient" else _outreach(figures)
    columns = (_("Source"), _("What is counted"), _("Number"), _("Not registered"))
    table = Table(_("Table 1. Sources and numbers in the period"), columns, tuple(rows), words=(0, 1))
    day = _("by the day of the first sign") if kind == "outpatient" else _("by the day of identification")
    counted = (
        _("Everything is counted from the register itself, %(day)s, each time a report is made.") % {"day": day},
        _("A registration carries no name. What is erased about a person changes no number."),
        _(
            "What is not registered is left out of the shares, so the number that a figure stands on (n) varies. Each "
            "figure says its n, and how many are not registered."
        ),
        _(
            "Behind each share stands its 95% interval by Wilson’s formula: how far it may be off by chance alone. The "
            "fewer people it stands on, the wider it is."
        ),
    )
    return [("", counted, (), (), (), (table,)), (_("What cannot be known"), (), tuple(_unknown(kind)), (), (), ())]


def _n(figures: Mapping[str, Figure], key: str) -> tuple[str, str]:
    figure = figures.get(key)
    return (written(figure.n), written(figure.missing)) if figure else ("–", "–")


def _outreach(figures: Mapping[str, Figure]) -> list[tuple[str, ...]]:
    team, theirs = _("The outreach team’s register"), _("The counselling register, and what receivers tell back")
    rows = [
        (team, _("People in the target group who were identified"), *_n(figures, "funnel")),
        (team, _("– with incident type"), *_n(figures, "profile_by_incident_type")),
        (team, _("– with gender"), *_n(figures, "profile_by_gender")),
        (team, _("– with role"), *_n(figures, "profile_by_role")),
        (team, _("– with age"), *_n(figures, "profile_by_age_group")),
        (team, _("People who were reached"), *_n(figures, "outcome")),
        (team, _("Reasons for declining"), *_n(figures, "decline_reasons")),
        (theirs, _("Conversations held"), *_n(figures, "counselling_by_source")),
        (theirs, _("Referrals that are followed"), *_n(figures, "referral_follow_through")),
    ]
    return [*rows, *_survey(figures)]


def _outpatient(figures: Mapping[str, Figure]) -> list[tuple[str, ...]]:
    employees, team = _("The employees’ registrations, and the open pages"), _("The team’s register")
    rows = [
        (employees, _("Registrations in all"), *_n(figures, "registered")),
        (employees, _("People detected"), *_n(figures, "detected_by_month")),
        (employees, _("– registered by an employee"), *_n(figures, "steps")),
        (employees, _("– where it is told where they heard of the help"), *_n(figures, "detected_by_heard")),
        (employees, _("– with an answer about danger"), *_n(figures, "danger")),
        (employees, _("– with an answer about children"), *_n(figures, "child_worry")),
        (team, _("People with a door chosen"), *_n(figures, "routes")),
        (team, _("People for whom the team is the way"), *_n(figures, "days_to_conversation")),
    ]
    return [*rows, *_survey(figures)]


def _survey(figures: Mapping[str, Figure]) -> list[tuple[str, ...]]:
    if "survey" not in figures:
        return []
    return [(_("The anonymous survey"), _("Answers"), *_n(figures, "survey"))]


def _unknown(kind: str) -> list[str]:
    """What no count of the register tells."""
    told = [
        _("Why a number is as it is. A difference between groups or periods is no proof of what caused it."),
        _("How those have fared whom nobody reached, and those who were never registered."),
    ]
    if kind == "outpatient":
        return [
            *told,
            _("How many live with violence in the municipality. Only those who were seen, or wrote, are counted."),
            _("Whether the same person has come without a name by two ways: then she or he counts twice."),
        ]
    return [
        *told,
        _("Which conversation belongs to which referral, where it has no token: a pair is possible, not proven."),
        _("Whether one who was in two incidents is the same person: she or he counts once for each."),
    ]
