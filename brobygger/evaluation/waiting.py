"""How long people wait, without forgetting those who still do. Days in, days out."""

from collections.abc import Mapping

# Days to the first conversation, from and to, both included; the last has no end.
SPANS: tuple[tuple[str, int, int | None], ...] = (
    ("within_7", 0, 7),
    ("within_14", 8, 14),
    ("within_30", 15, 30),
    ("within_60", 31, 60),
    ("later", 61, None),
)
QUARTERS = (0.25, 0.5, 0.75)
_NEAR = 1e-9  # what the arithmetic of fractions may be off


def spread(held: Mapping[int, int]) -> dict[str, int]:
    """How many were talked with within each span of days."""
    told = {name: 0 for name, _first, _last in SPANS}
    for days, people in held.items():
        name = next(name for name, first, last in SPANS if first <= days and (last is None or days <= last))
        told[name] += people
    return told


def reached_by(held: Mapping[int, int], waiting: Mapping[int, int], share: float) -> int | None:
    """Within how many days that share is talked with; None where it cannot be known yet.

    Those who still wait count for as long as they have waited: E. L. Kaplan and P. Meier, 'Nonparametric estimation
    from incomplete observations', Journal of the American Statistical Association 53 (1958), 457-481. Leaving them out
    would make the wait look shorter than it is. Where nobody waits it is the ordinary quantile of what has happened.
    """
    at_risk = sum(held.values()) + sum(waiting.values())
    still = 1.0
    for days in sorted({*held, *waiting}):
        if events := held.get(days, 0):
            still *= 1 - events / at_risk
            if still <= 1 - share + _NEAR:
                return days
        at_risk -= events + waiting.get(days, 0)
    return None


def quarters(held: Mapping[int, int], waiting: Mapping[int, int]) -> tuple[int | None, int | None, int | None]:
    """Within how many days a quarter, half and three quarters are talked with."""
    first, half, third = (reached_by(held, waiting, share) for share in QUARTERS)
    return first, half, third
