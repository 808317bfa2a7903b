"""The reading door: one's own registrations, the team's, and the register without identity."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope, zones_for
from brobygger.base.decision import NotFound
from brobygger.base.menu import address
from brobygger.base.underway import UnderWay
from brobygger.base.workdays import day_of
from brobygger.duties import queries as duties
from brobygger.duties.states import About, DutyKind
from brobygger.duties.what_it_is_about import Thing
from brobygger.routes.codes import Answer
from brobygger.screening import rules
from brobygger.screening.codes import Danger
from brobygger.screening.danger_said import said_in
from brobygger.screening.models import ContactConsent, CriterionAnswer, Detection, Screening
from brobygger.screening.sealed_sheet import sheet_of
from brobygger.screening.states import WITH_THE_TEAM, ScreeningState
from brobygger.trail import actions as trail

S = ScreeningState
ROWS = Screening.objects.select_related(
    "detection", "zone", "department", "person", "mailbox", "offer", "came_from__detection", "came_from__department"
)
UNDER_WAY = (S.STARTED, S.SEED_PLANTED, S.POINTED_ON, S.SENT, S.TAKEN)  # as alarms/answers.py says
DANGER_STANDS = (*UNDER_WAY, S.ASKED_AGAIN, S.LET_LIE, S.CONVERSATION_HELD)
CHILD_KINDS = (DutyKind.PROFESSIONAL, DutyKind.EVERYONE)
# What has been sent to the team, and what the team itself did with it. A draft, a seed and someone led to another door
# by an employee are not the team's to read: she has not said yes to that.
WITH_THE_TEAM_ONCE = Q(state__in=(*WITH_THE_TEAM, S.CAME_TO_NOTHING, S.WITHDRAWN)) | Q(taken_by__isnull=False)
MOST = 200


def own(by: Actor, screening_id: int, *, for_update: bool = False) -> Screening:
    """What the actor registered herself. NotFound for everyone else's."""
    rows = scope(by, Act.SCREEN, ROWS)
    return _one(rows, screening_id, for_update)


def read(by: Actor, screening_id: int, *, at: datetime) -> Screening:
    """The same, and that she read it stands in the trail."""
    row = own(by, screening_id)
    trail.write("screening.read", by=by, at=at, about=row)
    return row


def _one(rows: QuerySet[Screening], screening_id: int, for_update: bool) -> Screening:
    if for_update:  # what writes needs the register beside it, and looks up the rest where it is asked
        rows = rows.select_related(None).select_related("detection").select_for_update(of=("self",))
    found = rows.filter(pk=screening_id).order_by().first()
    if found is None:
        raise NotFound("not_found")
    return found


@dataclass(frozen=True, slots=True)
class Line:
    """One of her own registrations on her list: her own word for it, and its state; nothing of what follows."""

    row: Screening
    due: str  # ask_again, follow_up, or nothing
    duties: tuple[str, ...] = ()  # kinds of duty that she has of it, not settled
    protection: bool = False  # is needed here and now, and the registration is still hers to go on with

    @property
    def unfinished(self) -> bool:
        return self.row.state == S.STARTED

    @property
    def since(self) -> date:
        """The day from which she is to ask."""
        asked = self.row.ask_again_on if self.row.state == S.SEED_PLANTED else self.row.follow_up_on
        return asked or day_of(self.row.state_at)


@dataclass(frozen=True, slots=True)
class Lists:
    """Her own registrations: what is to be done today, what was begun, and the rest."""

    danger: list[Line]  # with a duty of hers that is not settled, or begun with someone who needs protection now
    due: list[Line]
    unfinished: list[Line]
    rest: list[Line]
    thrown: list[Line]  # thrown away a moment ago, for those who did not mean to

    def __bool__(self) -> bool:
        return bool(self.danger or self.due or self.unfinished or self.rest)


def own_lists(by: Actor, *, zone_id: int, at: datetime) -> Lists:
    """Everything that the actor registered in the zone, the newest first. That she saw it stands in the trail."""
    today = day_of(at)
    rows = scope(by, Act.SCREEN, ROWS).filter(zone_id=zone_id).order_by("-state_at", "-id")
    seen = list(rows.exclude(state=S.THROWN_AWAY)[:MOST])
    waiting = _duties_waiting(by, zone_id, seen)
    said = said_in([row for row in seen if row.state in (S.STARTED, S.SEED_PLANTED)])
    lines = [
        Line(row, _due(row, today), waiting.get(row.pk, ()), Danger.PROTECTION in said.get(row.pk, ())) for row in seen
    ]
    thrown = [Line(row, "") for row in rows.filter(state=S.THROWN_AWAY, state_at__gt=at - rules.UNDO)]
    if lines:
        trail.write("screening.list_seen", by=by, at=at, zone_id=zone_id, shown=len(lines))
    danger = [one for one in lines if one.duties or (one.protection and one.unfinished)]
    calm = [one for one in lines if one not in danger]
    due = sorted((one for one in calm if one.due), key=lambda one: one.since)
    unfinished = [one for one in calm if one.unfinished]
    return Lists(danger, due, unfinished, [one for one in calm if not one.due and not one.unfinished], thrown)


def _duties_waiting(by: Actor, zone_id: int, rows: Sequence[Screening]) -> dict[int, tuple[str, ...]]:
    """Which of her registrations have a duty of hers that she has not settled."""
    numbers = [row.pk for row in rows]
    held = duties.held_on(by, zone_id=zone_id, about=About.SCREENING, about_ids=numbers)
    return {pk: tuple(one.kind for one in held if one.about_id == pk and not one.settled) for pk in numbers}


def _due(row: Screening, today: date) -> str:
    if row.taken_by_id:
        return ""  # the team asks
    return rules.due(state=row.state, ask_again_on=row.ask_again_on, follow_up_on=row.follow_up_on, today=today)


def answers(screening: Screening) -> list[CriterionAnswer]:
    """What has been answered to the programme's questions, in their order. The caller may read the screening."""
    return list(screening.answers.select_related("criterion").order_by("criterion__place"))


def consent_of(screening: Screening) -> ContactConsent | None:
    """Her yes as it was given, or None. The caller may read the screening."""
    return ContactConsent.objects.filter(screening=screening).select_related("wording").first()


def consent_rows(screening: Screening) -> QuerySet[ContactConsent]:
    """Her yes as a row to write to. The caller may write to the screening."""
    return ContactConsent.objects.filter(screening=screening)


def is_others(screening: Screening) -> bool:
    """Whether the last step is not the employee's own: the team has it, or the person came back by herself."""
    if screening.taken_by_id is not None:
        return True
    asked_by_her = consent_rows(screening).filter(asked_by=screening.registered_by_id)
    return screening.state == S.SENT and not asked_by_her.exists()


def for_team_writing(by: Actor, screening_id: int, *, for_update: bool = True) -> Screening:
    """What was sent to the team, for those who receive."""
    return for_team(by, screening_id, act=Act.RECEIVE, for_update=for_update)


def for_team(by: Actor, screening_id: int, *, act: Act = Act.SEE_RECEPTION, for_update: bool = False) -> Screening:
    """What was sent to the team. NotFound for a draft, a seed, and whoever does not receive."""
    return _one(scope(by, act, ROWS).filter(WITH_THE_TEAM_ONCE), screening_id, for_update)


def for_duty(by: Actor, about_ids: Collection[int], by_duty: bool) -> dict[int, Thing]:
    """Where duties that are raised on registrations lie: her own, by her own word for it, and the team's, by name; by a
    duty all."""
    found = {}
    own = ROWS.filter(zone_id__in=zones_for(by, Act.HOLD_DUTY)) if by_duty else scope(by, Act.SCREEN, ROWS)
    for row in own.filter(pk__in=about_ids):
        begun = _("Begun %(day)s") % {"day": date_format(localtime(row.started_at), "SHORT_DATETIME_FORMAT")}
        name = sheet_of(row).given_name if row.state == S.STARTED else ""  # later it may be what she told the team
        found[row.pk] = Thing(row.zone_id, name=row.known_as or name or begun, page="screening")
    team = scope(by, Act.SEE_RECEPTION, ROWS).filter(WITH_THE_TEAM_ONCE, pk__in=about_ids).exclude(pk__in=found)
    for row in team:
        code = row.mailbox.code_name if row.mailbox else ""
        name = (row.person.given_name if row.person else sheet_of(row).given_name) or code
        found[row.pk] = Thing(row.zone_id, name=name, page="received")
    return found


def team_list(by: Actor, *, zone_id: int, states: Sequence[str] = WITH_THE_TEAM) -> QuerySet[Screening]:
    """What the team has, the oldest first."""
    rows = scope(by, Act.SEE_RECEPTION, ROWS).filter(WITH_THE_TEAM_ONCE, zone_id=zone_id, state__in=states)
    return rows.order_by("state_at", "id")


def of_person(by: Actor, person_id: int) -> QuerySet[Screening]:
    """What the team has of one person, the newest first."""
    rows = scope(by, Act.SEE_RECEPTION, ROWS).filter(WITH_THE_TEAM_ONCE, person_id=person_id)
    return rows.order_by("-started_at", "-id")


def of_mailbox(by: Actor, mailbox_id: int, *, act: Act = Act.COME_FORWARD) -> Screening | None:
    """The newest screening that the mailbox belongs to, for someone who has proved that it is hers, or for the team;
    hers is what the team has, before what only an employee has."""
    rows = scope(by, act, ROWS).filter(mailbox_id=mailbox_id).order_by("-started_at", "-id")
    of_the_team = rows.filter(WITH_THE_TEAM_ONCE).first()
    return of_the_team or (rows.first() if act is Act.COME_FORWARD else None)


def of_employee(mailbox_id: int, *, zone_id: int) -> Screening | None:
    """What an employee registered and gave the code for, and the team does not have: nobody's to read but hers.

    The room that asks shows nothing of it without the person's yes.
    """
    rows = ROWS.filter(mailbox_id=mailbox_id, zone_id=zone_id, registered_by__isnull=False)
    rows = rows.exclude(WITH_THE_TEAM_ONCE).exclude(state__in=(S.NO_SIGN, S.THROWN_AWAY))
    return rows.order_by("-started_at", "-id").first()


def followed(screening: Screening) -> Screening | None:
    """What she sent to the team herself after this, where she has said yes to the employee's seeing how it goes."""
    return screening.came_back.filter(may_follow=True).order_by("-started_at", "-id").first()


def under_way(by: Actor, *, zone_id: int) -> list[UnderWay]:
    """What waits for someone's next step: states and days, nobody's name."""
    rows = scope(by, Act.SEE_RECEPTION, Screening.objects.filter(zone_id=zone_id, state__in=UNDER_WAY))
    kept = ("id", "state", "state_at", "taken_by_id", "registered_by_id", "programme_id", "ask_again_on")
    return [
        UnderWay("screening", row.pk, row.state, row.state_at, _whose(row), row.programme_id, href=_page(row))
        for row in rows.only(*kept).order_by("state_at", "id")
    ] + _danger_without_duty(by, zone_id)


def _danger_without_duty(by: Actor, zone_id: int) -> list[UnderWay]:
    """Danger that was said, and nobody has raised the duty: by herself on the open pages, or on a page left half done.

    It waits as long as nobody has, whatever became of the registration meanwhile.
    """
    told = Q(detection__danger=Answer.YES) | Q(detection__child_worry=Answer.YES) | Q(detection__age_group="0_17")
    rows = scope(by, Act.SEE_RECEPTION, ROWS).filter(told, zone_id=zone_id, state__in=DANGER_STANDS)
    raised = duties.raised_about(by, zone_id=zone_id, about=About.SCREENING)
    found = []
    for row in rows.order_by("started_at", "id"):
        life = row.detection.danger == Answer.YES
        child = row.detection.child_worry == Answer.YES or row.detection.age_group == "0_17"
        if (life and not _has(raised, row.pk, (DutyKind.POLICE,))) or (child and not _has(raised, row.pk, CHILD_KINDS)):
            href = _page(row) if row.state in WITH_THE_TEAM or row.taken_by_id else ""
            found.append(
                UnderWay("danger", row.pk, "no_duty", row.started_at, _whose(row), row.programme_id, href=href)
            )
    return found


def _has(raised: frozenset[tuple[int, str]], pk: int, kinds: Sequence[str]) -> bool:
    return any((pk, kind) in raised for kind in kinds)


def _whose(row: Screening) -> int | None:
    return row.taken_by_id if row.taken_by_id or row.state == S.SENT else row.registered_by_id


def _page(row: Screening) -> str:
    with_team = row.state in WITH_THE_TEAM or row.taken_by_id
    name, args = ("received", [row.pk]) if with_team else ("screening", [row.pk])
    return address(name, *args)


def due_days(by: Actor, *, zone_id: int) -> dict[int, date]:
    """When each seed is to be asked again, and each who was led to another door is to be asked about."""
    rows = scope(by, Act.SEE_RECEPTION, Screening.objects.filter(zone_id=zone_id))
    seeds = rows.filter(state=S.SEED_PLANTED).values_list("pk", "ask_again_on")
    pointed = rows.filter(state=S.POINTED_ON).values_list("pk", "follow_up_on")
    return {pk: day for pk, day in (*seeds, *pointed) if day is not None}


def detections(by: Actor, *, zone_id: int, programme_id: int) -> QuerySet[Detection]:
    """The register of the zone: what the figures are computed from.

    One begun by mistake is left out, and a seed that was asked again or came back: the later one carries it on.
    """
    return _counted(scope(by, Act.SEE_DETECTIONS, Detection.objects.all()), zone_id, programme_id)


def detections_of_department(by: Actor, *, zone_id: int, programme_id: int, department_id: int) -> QuerySet[Detection]:
    """The register of one department, for its own counts."""
    rows = scope(by, Act.SEE_DEPARTMENT_COUNTS, Detection.objects.filter(department_id=department_id))
    return _counted(rows, zone_id, programme_id)


def _counted(rows: QuerySet[Detection], zone_id: int, programme_id: int) -> QuerySet[Detection]:
    rows = rows.filter(zone_id=zone_id, programme_id=programme_id)
    return rows.exclude(state__in=(S.THROWN_AWAY, S.ASKED_AGAIN, S.CAME_BACK)).order_by("seen_on", "id")
