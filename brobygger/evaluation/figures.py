"""A figure: who is counted, in which groups, and how many; made from sums, told in two languages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import override

from brobygger.base.codes import DeclineReason, Outcome
from brobygger.evaluation import rules, words
from brobygger.evaluation.counting import COUNTS, SPLITS
from brobygger.evaluation.following import Followed
from brobygger.evaluation.pairing import Chance

EVER = rules.Period()
# What stands instead of a number in a public release, where it is not told. Internal figures have none.
HIDDEN: Any = None

# The sums of a split's group, by the names of COUNTS; the groups of the split `all` are the incident types.
type Sums = Mapping[tuple[str, str], Mapping[str, int]]

OUTCOMES: list[str] = Outcome.values


@dataclass(frozen=True, slots=True)
class Question:
    """Which figures are asked for: whose, of when, and what is left out."""

    zone_id: int
    programme_id: int
    period: rules.Period = EVER
    without_types: tuple[str, ...] = ()
    release: str = "internal"
    window_days: int = rules.WINDOW_DAYS  # how long after the call a conversation may have been the one agreed upon
    department_id: int | None = None  # of the way in: one department's alone
    way_in: str = ""
    as_of: date | None = None  # what was known on that day; None: what is known now
    crossed: str = ""  # of a public release: two splits beside each other, in place of every figure


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, with its uncertainty; neither is told where the part or the whole is hidden."""

    part: int
    whole: int

    @property
    def percent(self) -> float | None:
        return None if HIDDEN in (self.part, self.whole) else rules.percent(self.part, self.whole)

    @property
    def interval95(self) -> tuple[float, float] | None:
        return None if HIDDEN in (self.part, self.whole) else rules.wilson(self.part, self.whole)


@dataclass(frozen=True, slots=True)
class Row:
    """A group: how many it is, how they answered, and the shares that follow."""

    group: str
    n: int
    counts: dict[str, int] = field(default_factory=dict)
    shares: dict[str, Share] = field(default_factory=dict)
    of: str = ""  # the figure, where its groups have words of their own
    missing: int | None = None  # in a figure whose groups each have some
    told: object = ""  # what the group is called, where no list of words has it: a department, a month

    @property
    def label(self) -> str:
        return str(self.told) if self.told else str(words.GROUPS[f"{self.of}:{self.group}" if self.of else self.group])

    def as_json(self) -> dict[str, Any]:
        told: dict[str, Any] = {"group": self.group, "n": self.n}
        if self.missing is not None:
            told["missing"] = self.missing
        if self.counts:
            told["counts"] = self.counts
        if self.shares:
            told["percent"] = {name: share.percent for name, share in self.shares.items()}
            told["interval95"] = {
                name: list(share.interval95) if share.interval95 else None for name, share in self.shares.items()
            }
        if HIDDEN in (self.n, *self.counts.values()):
            told["suppressed"] = True
        return told


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure; `n` are those of its population with the splitting field registered, `missing` the rest."""

    key: str
    population: str
    n: int
    missing: int
    rows: tuple[Row, ...]
    more: Mapping[str, Any] = field(default_factory=dict)  # what else the figure's own sentence needs

    @property
    def title(self) -> str:
        return str(words.TITLES[self.key])

    @property
    def definition(self) -> str:
        return str(words.DEFINITIONS[self.key])

    @property
    def population_label(self) -> str:
        return str(words.POPULATIONS[self.population])

    def row(self, group: str) -> Row | None:
        """The row of a group, or None where it was left out."""
        return next((row for row in self.rows if row.group == group), None)

    def as_json(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "title": _both(words.TITLES[self.key]),
            "definition": _both(words.DEFINITIONS[self.key]),
            "population": self.population,
            "n": self.n,
            "missing": self.missing,
            "rows": [row.as_json() for row in self.rows],
            **({"suppressed": True} if HIDDEN in (self.n, self.missing) else {}),
            **self.more,
        }


def _both(text: object) -> dict[str, str]:
    told = {}
    for language in ("da", "en"):
        with override(language):
            told[language] = str(text)
    return told


def from_sums(sums: Sums, without_types: tuple[str, ...] = ()) -> list[Figure]:
    """Every figure that the sums give, in the order in which the page tells them."""
    total = {name: sum(group[name] for (split, _), group in sums.items() if split == "all") for name in COUNTS}
    # The kept counts know the incident types as the groups of everyone.
    by = {("incident_type" if split == "all" else split, group): counts for (split, group), counts in sums.items()}
    groups = {
        split: [value for value in values if split != "incident_type" or value not in without_types]
        for split, values in SPLITS.items()
    }
    return [
        _funnel(total),
        Figure("outcome", "reached", total["reached"], 0, (_answers("all", total),)),
        *(_outcomes(split, groups[split], by, total) for split in groups),
        _decline_reasons(by),
        *(_profile(split, groups[split], by, total) for split in groups),
    ]


_NONE = dict.fromkeys(COUNTS, 0)


def of_reports(counts: Mapping[str, int]) -> Figure:
    """Figure 4: the conversations held, by where the person came from."""
    n = sum(counts.values())
    return Figure("counselling_by_source", "reports", n, 0, _shared("counselling_by_source", counts, n))


def of_referrals(told: Followed, chance: Chance) -> Figure:
    """Figure 5: what became of the referrals."""
    counts = {"held_for_certain": told.certain, "perhaps_held": told.perhaps, "no_trace": told.no_trace}
    more = {
        "held_by_token": told.by_token,
        "pairs": told.pairs,
        "by_chance": {"runs": chance.runs, "mean": round(chance.mean, 1), "range": [chance.fewest, chance.most]},
    }
    rows = _shared("referral_follow_through", counts, told.referrals)
    return Figure("referral_follow_through", "referrals", told.referrals, 0, rows, more)


def _shared(key: str, counts: Mapping[str, int], n: int) -> tuple[Row, ...]:
    measure = "share_of_reports" if key == "counselling_by_source" else "share_of_referrals"
    return tuple(Row(group, k, shares={measure: Share(k, n)}, of=key) for group, k in counts.items())


def _funnel(total: Mapping[str, int]) -> Figure:
    def row(name: str) -> Row:
        share = {"share_of_identified": Share(total[name], total["identified"])} if name != "identified" else {}
        return Row(name, total[name], shares=share)

    return Figure("funnel", "identified", total["identified"], 0, tuple(row(name) for name in COUNTS))


def _answers(group: str, sums: Mapping[str, int]) -> Row:
    reached = sums["reached"]
    counts = {name: sums[name] for name in OUTCOMES}
    if rest := reached - sum(counts.values()):
        counts["not_recorded"] = rest
    return Row(group, reached, counts, {name: Share(count, reached) for name, count in counts.items()})


def _outcomes(split: str, groups: list[str], by: Sums, total: Mapping[str, int]) -> Figure:
    rows = tuple(_answers(group, by.get((split, group), _NONE)) for group in groups)
    n = sum(row.n for row in rows)
    return Figure(f"outcome_by_{split}", "reached", n, total["reached"] - n, rows)


def _decline_reasons(by: Sums) -> Figure:
    counts = {reason: by.get(("decline_reason", reason), _NONE)["declined"] for reason in DeclineReason.values}
    n = sum(counts.values())
    rows = tuple(Row(reason, k, shares={"share_of_declined": Share(k, n)}) for reason, k in counts.items())
    return Figure("decline_reasons", "declined", n, by.get(("decline_reason", ""), _NONE)["declined"], rows)


def _profile(split: str, groups: list[str], by: Sums, total: Mapping[str, int]) -> Figure:
    counts = {group: by.get((split, group), _NONE)["identified"] for group in groups}
    n = sum(counts.values())
    rows = tuple(
        Row(group, k, shares={"share_of_identified": Share(k, total["identified"])}) for group, k in counts.items()
    )
    return Figure(f"profile_by_{split}", "identified", n, total["identified"] - n, rows)
