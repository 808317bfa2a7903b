"""From the registers to figure 5: tokens, sources, pairs, periods, and the pages that tell how sure it is."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from brobygger.base.decision import NotFound
from brobygger.cases.models import CounsellingReport, Registration
from brobygger.evaluation import following, queries
from brobygger.evaluation.figures import Figure, Question
from brobygger.evaluation.following import Facts, Followed, Referred, followed
from brobygger.evaluation.pairing import Trace
from brobygger.evaluation.rules import Period
from brobygger.trail.models import Entry
from conftest import Cast

REACHED = date(2019, 5, 2)
HER = Trace("violence", "female", "30_39", REACHED.toordinal())
LATER = HER._replace(day=HER.day + 10)


def referred(count: int, held: int = 0) -> tuple[Referred, ...]:
    return tuple(Referred(number, "", HER, number < held) for number in range(count))


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        (Facts((), (), (), 90), (0, 0, 0)),
        (Facts(referred(3), (), (), 90), (0, 0, 3)),
        (Facts(referred(3, held=1), (), (), 90), (1, 0, 2)),
        (Facts(referred(3, held=1), (LATER,), (), 90), (2, 0, 1)),
        (Facts(referred(3), (LATER,) * 5, (LATER,) * 5, 90), (3, 0, 0)),  # never more than there are
        (Facts(referred(3), (LATER,), (LATER,), 90), (1, 1, 1)),
        (Facts(referred(3), (LATER,), (LATER,) * 3, 90), (1, 2, 0)),  # never more than remain
        (Facts(referred(3, held=1), (), (LATER,) * 3, 90), (1, 2, 0)),  # whose token stands is not paired again
        (Facts(referred(3), (), (LATER._replace(gender="male"),), 90), (0, 0, 3)),
        (Facts(referred(3), (), (LATER,), 9), (0, 0, 3)),
        (Facts((Referred(1, "", None, False),), (), (LATER,), 90), (0, 0, 1)),  # nobody knows when she was reached
    ],
)
def test_certain_perhaps_and_no_trace(facts: Facts, told: tuple[int, int, int]) -> None:
    found = followed(facts)
    assert (found.certain, found.perhaps, found.no_trace) == told
    assert sum(told) == found.referrals


def test_how_many_rows_fit_and_who_is_left() -> None:
    other = (LATER, LATER._replace(gender=""), LATER._replace(incident_type="threats"))
    men = Trace("violence", "male", "30_39", HER.day)
    facts = Facts(
        (
            Referred(1, "", HER, False),
            Referred(2, "", men, False),
            Referred(3, "", men, False),
            Referred(4, "", None, False),
            Referred(5, "", HER, True),
        ),
        (LATER,) * 5,
        other,
        90,
    )
    assert following.rows_that_fit(facts) == {1: 7, 2: 1, 3: 1, 4: 0}
    assert following.distribution(facts) == {"none": 1, "one": 2, "few": 0, "many": 1}
    left = following.without_trace(facts)
    assert next((one.id, fits) for one, fits in left) == (4, 0)
    assert len(left) == 2
    assert left[1][0].id in (2, 3)


@pytest.fixture
def keep(cast: Cast) -> Callable[..., None]:
    """Puts referrals and reports into the cast's registers."""
    cast.actor("owner")

    def registration(number: int, **told: Any) -> None:
        Registration.objects.create(
            **{
                "zone": cast.zone, "programme": cast.programme, "source": "registrations", "source_ref": f"R-{number}",
                "identified_on": REACHED - timedelta(days=2), "reached": True, "reached_on": REACHED, "age": 34,
                "incident_type": "violence", "gender": "female", "outcome": "accepted", "state": "accepted", **told,
            }
        )  # fmt: skip

    def report(number: int, **told: Any) -> None:
        CounsellingReport.objects.create(
            **{
                "zone": cast.zone, "programme": cast.programme, "source": "import", "report_ref": f"E-{number}",
                "held_on": REACHED + timedelta(days=10), "referral_source": "other", "incident_type": "violence",
                "gender": "female", "age_group": "30_39", **told,
            }
        )  # fmt: skip

    def go(*, registrations: tuple[dict[str, Any], ...] = (), reports: tuple[dict[str, Any], ...] = ()) -> None:
        for number, told in enumerate(registrations):
            registration(number, **told)
        for number, told in enumerate(reports):
            report(number, **told)

    return go


def told(cast: Cast, *period: date | None, without: tuple[str, ...] = ()) -> dict[str, Figure]:
    by = cast.actor("owner")
    asked = Question(cast.zone.pk, cast.programme.pk, Period(*period), without)
    return {figure.key: figure for figure in queries.figures(by, asked, on=date(2026, 11, 18))}


def counts(figure: Figure) -> tuple[int, ...]:
    return tuple(row.n for row in figure.rows)


def test_tokens_prove_whoever_noted_the_source(cast: Cast, keep: Callable[..., None]) -> None:
    keep(
        registrations=({"referral_token": "BRO-AAAA-2222"}, {"referral_token": "BRO-CCCC-3333"}, {}),
        reports=(
            {"referral_token": "bro-aaaa-2222", "referral_source": "self"},  # as it was read aloud
            {"referral_token": "BRO-ZZZZ-9999", "referral_source": "outreach"},  # known to nobody here
        ),
    )
    figure = told(cast)["referral_follow_through"]
    assert counts(figure) == (2, 0, 1)
    assert figure.as_json()["held_by_token"] == 1


def test_a_report_with_a_referrals_token_is_not_paired_with_another(cast: Cast, keep: Callable[..., None]) -> None:
    keep(registrations=({"referral_token": "BRO-AAAA-2222"}, {}), reports=({"referral_token": "BRO-AAAA-2222"},))
    assert counts(told(cast)["referral_follow_through"]) == (1, 0, 1)


def test_what_the_period_and_the_types_leave_out(cast: Cast, keep: Callable[..., None]) -> None:
    keep(
        registrations=(
            {},
            {"identified_on": date(2019, 8, 1), "reached_on": date(2019, 8, 3)},
            {"outcome": "declined"},
            {"incident_type": "threats"},
            {"state": "not_in_target_group"},
        ),
        reports=({}, {"referral_source": "outreach", "held_on": date(2019, 8, 20)}, {"incident_type": "threats"}),
    )
    everything = told(cast)
    assert counts(everything["referral_follow_through"]) == (1, 2, 0)
    assert counts(everything["counselling_by_source"]) == (1, 2, 0, 0, 0, 0)
    may = told(cast, date(2019, 4, 1), date(2019, 5, 31))
    # The conversation of 20 August lies within ninety days of the period's end, and may be one of its referrals'.
    assert counts(may["referral_follow_through"]) == (1, 1, 0)
    assert counts(may["counselling_by_source"]) == (0, 2, 0, 0, 0, 0)
    assert counts(told(cast, date(2019, 1, 1), date(2019, 5, 1))["referral_follow_through"]) == (0, 2, 0)
    less = told(cast, without=("threats",))
    assert counts(less["referral_follow_through"]) == (1, 1, 0)
    assert counts(less["counselling_by_source"]) == (1, 1, 0, 0, 0, 0)


def test_a_conversation_that_the_receiver_told_of_counts_once(
    cast: Cast, keep: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(
        registrations=({"referral_token": "BRO-AAAA-2222"}, {"referral_token": "BRO-CCCC-3333"}),
        reports=({"referral_token": "BRO-CCCC-3333", "referral_source": "outreach"},),
    )
    held = {"BRO-AAAA-2222": date(2019, 5, 20), "BRO-CCCC-3333": date(2019, 5, 12)}
    monkeypatch.setattr("brobygger.referrals.queries.held", lambda by, *, zone_id: held)
    figures = told(cast)
    assert counts(figures["referral_follow_through"]) == (2, 0, 0)
    assert counts(figures["counselling_by_source"])[0] == 2
    assert counts(told(cast, None, date(2019, 5, 15))["counselling_by_source"])[0] == 1


def signed_in(cast: Cast, who: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(getattr(cast, who))
    return client


def test_the_page_tells_how_sure_it_is(cast: Cast, keep: Callable[..., None]) -> None:
    keep(registrations=({}, {}, {"reached_on": None}), reports=({},))
    page = signed_in(cast, "owner").get("/figures/referrals/?from=2019-04-01")
    body = page.content.decode()
    assert "Chance alone gives 1.0 pairs (1 to 1)" in body
    assert "not more certain than that" in body
    assert [n for _words, n, _share in page.context["fits"]] == [1, 2, 0, 0]
    assert "For 1 referral the day of the call is not registered" in body
    assert "Follow up those without a trace" in body


def test_those_without_a_trace_are_followed_up_by_number(cast: Cast, keep: Callable[..., None]) -> None:
    keep(registrations=({"referral_token": "BRO-AAAA-2222"}, {"gender": "male"}, {}), reports=({},))
    client = signed_in(cast, "owner")
    page = client.get("/figures/referrals/no-trace/")
    lines = page.context["lines"]
    assert next((line.token, line.number, line.fits) for line in lines) == ("", "R-1", 0)
    assert len(lines) == 2
    cast.actor("officer")
    assert Entry.objects.filter(what="evaluation.untraced_referrals_seen", by=cast.owner).exists()


@pytest.mark.parametrize(
    ("who", "pages"), [("officer", (200, 404)), ("administrator", (404, 404)), ("coordinator", (404, 404))]
)
def test_who_may_look(cast: Cast, who: str, pages: tuple[int, int]) -> None:
    client = signed_in(cast, who)
    assert (
        client.get("/figures/referrals/").status_code,
        client.get("/figures/referrals/no-trace/").status_code,
    ) == pages


def test_a_stranger_sees_her_own_zone_alone(cast: Cast, keep: Callable[..., None]) -> None:
    keep(registrations=({},), reports=({},))
    body = signed_in(cast, "stranger").get("/figures/referrals/").content.decode()
    assert "No one accepted in this period" in body
    by = cast.actor("stranger")
    with pytest.raises(NotFound):
        queries.facts_of_referrals(by, Question(cast.zone.pk, cast.programme.pk))


def test_without_a_counselling_register_nothing_is_claimed(cast: Cast, keep: Callable[..., None]) -> None:
    keep(registrations=({}, {}))
    figure = told(cast)["referral_follow_through"]
    assert counts(figure) == (0, 0, 2)
    body = signed_in(cast, "owner").get("/figures/").content.decode()
    assert "2 were referred. What became of them shows when a counselling register is imported." in body


def test_nothing_asked_nothing_followed() -> None:
    assert Followed(0, 0, 0, 0, 0).no_trace == 0
