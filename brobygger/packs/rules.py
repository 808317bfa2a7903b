"""Whether a pack may be used. Facts in, decision out; no Django, no clock."""

from dataclasses import dataclass

from brobygger.base.decision import YES, Decision, first_no, no


@dataclass(frozen=True, slots=True)
class ToBegin:
    """What is known of the pack, the zone and the worker when something is to be begun with it."""

    in_use: bool
    needs_licence: bool
    has_licence: bool
    needs_training: bool
    is_trained: bool


def may_begin(facts: ToBegin) -> Decision:
    """Nothing begins with a pack that is out of use, without its licence, or by one who is not trained for it."""
    return first_no(
        YES if facts.in_use else no("pack_is_out_of_use"),
        YES if facts.has_licence or not facts.needs_licence else no("pack_has_no_licence_here"),
        YES if facts.is_trained or not facts.needs_training else no("not_trained_for_this_pack"),
    )
