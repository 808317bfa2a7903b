"""A dict of transitions that refuses to be wrong: feeds the database constraint and the diagram in the docs."""

from collections.abc import Mapping, Set

from django.db import models

from brobygger.base.decision import YES, Decision, no


class Machine[S: models.TextChoices]:
    """The states that something can be in and the moves between them.

    Raises ValueError at import where a state is missing from the table or cannot be reached from a starting state.
    """

    def __init__(self, name: str, states: type[S], *, start: Set[S], moves: Mapping[S, Set[S]]) -> None:
        self.name, self.states, self.start, self.moves = name, states, frozenset(start), dict(moves)
        missing = set(states) - set(self.moves)
        if missing:
            raise ValueError(f"{name}: no moves are given for {sorted(missing)}")
        unreached = set(states) - self._reachable()
        if unreached:
            raise ValueError(f"{name}: nothing leads to {sorted(unreached)}")

    def _reachable(self) -> set[S]:
        seen, todo = set(self.start), list(self.start)
        while todo:
            for after in self.moves[todo.pop()]:
                if after not in seen:
                    seen.add(after)
                    todo.append(after)
        return seen

    @property
    def ends(self) -> frozenset[S]:
        """The states that nothing leads out of."""
        return frozenset(s for s in self.states if not self.moves[s])

    def may_move(self, before: str, after: str) -> Decision:
        """Yes where the table has the move; otherwise no with the reason `<name>_cannot_move`."""
        if self.states(after) in self.moves[self.states(before)]:
            return YES
        return no(f"{self.name}_cannot_move")

    def constraint(self, field: str, name: str) -> models.CheckConstraint:
        """A database constraint that the field holds one of the states."""
        return models.CheckConstraint(condition=models.Q(**{f"{field}__in": self.states.values}), name=name)

    def diagram(self) -> str:
        """The machine as a Mermaid state diagram."""
        lines = ["stateDiagram-v2"]
        lines += [f"    [*] --> {s.value}" for s in self.states if s in self.start]
        for before in self.states:
            lines += [f"    {before.value} --> {after.value}" for after in self.states if after in self.moves[before]]
        lines += [f"    {s.value} --> [*]" for s in self.states if s in self.ends]
        return "\n".join(lines)
