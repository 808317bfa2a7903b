"""Whether a chapter's text may be kept. Facts in, decision out; no Django."""

from collections.abc import Collection

from brobygger.base.decision import YES, Decision, no

LONGEST = 20_000  # letters of a chapter


def may_write(text: str, *, found: Collection[str], sure: bool) -> Decision:
    """A text with a CPR number is never kept; one with what may be a name or an address only where she is sure."""
    if len(text) > LONGEST:
        return no("text_is_too_long")
    if "cpr" in found:
        return no("text_has_a_cpr_number")
    return no("text_may_tell_who") if found and not sure else YES
