"""Numbers in words, and the sentences of the figures about conversations."""

from django.utils.formats import localize
from django.utils.translation import gettext as _

from brobygger.evaluation import rules
from brobygger.evaluation.figures import Figure, Share


def number(value: float) -> str:
    """A number as people write it in the language of the moment."""
    return str(localize(value, use_l10n=True))


def whole(share: Share) -> str:
    """A share in whole percent, as a report prints it; a dash of nothing."""
    told = rules.whole_percent(share.part, share.whole)
    return "–" if told is None else _("%(percent)s%%") % {"percent": told}


def exact(value: float | None) -> str:
    """A percentage with its decimal; a dash of nothing."""
    return "–" if value is None else _("%(percent)s%%") % {"percent": number(value)}


def sources(figure: Figure) -> str:
    """How many of the conversations came from the outreach team."""
    ours = figure.row("outreach")
    part = ours.n if ours else 0
    return _("%(part)s of %(whole)s conversations came from the outreach team (%(percent)s).") % {
        "part": number(part), "whole": number(figure.n), "percent": whole(Share(part, figure.n)),
    }  # fmt: skip


def referrals(figure: Figure) -> str:
    """What is certain of the referrals, what is not, and how little 'perhaps' says."""
    counts = {row.group: row.n for row in figure.rows}
    if not figure.more["by_chance"]["runs"]:
        return _("%(referrals)s were referred. What became of them shows when a counselling register is imported.") % {
            "referrals": number(figure.n)
        }
    told = _("%(certain)s of %(whole)s referrals led to a conversation for certain (%(percent)s).") % {
        "certain": number(counts["held_for_certain"]),
        "whole": number(figure.n),
        "percent": whole(Share(counts["held_for_certain"], figure.n)),
    }
    if counts["perhaps_held"]:
        told += " " + _("Of %(perhaps)s nobody can tell, and %(left)s have left no trace.") % {
            "perhaps": number(counts["perhaps_held"]), "left": number(counts["no_trace"]),
        }  # fmt: skip
        told += " " + _("Chance alone would pair %(mean)s: “perhaps” is no more certain than that.") % {
            "mean": number(round(figure.more["by_chance"]["mean"]))
        }
    else:
        told += " " + _("%(left)s have left no trace.") % {"left": number(counts["no_trace"])}
    return told
