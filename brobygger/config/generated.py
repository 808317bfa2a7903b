"""The pages of docs/ that are written by the program itself, so that they are never out of date.

`python -m brobygger.config.generated` writes them; a promise compares them in the checks.
"""

import importlib
from collections.abc import Callable, Iterator
from pathlib import Path

from brobygger.config.addresses import CHECKOUT

HEAD = "<!-- Written by `python -m brobygger.config.generated`; change the code, not this page. -->\n\n"


def permissions() -> str:
    """The policy table: a row for each act, a column for each role."""
    from brobygger.access.actor import Role
    from brobygger.access.policy import POLICY, Act

    held = {(rule.act, rule.role): rule.condition.name for rule in POLICY}
    roles = list(Role)
    lines = ["# Who may do what", ""]
    lines += ["What is not in the table is refused, and refused means that it does not exist.", ""]
    lines += ["| act | " + " | ".join(f"`{r.value}`" for r in roles) + " |", "|---" * (len(roles) + 1) + "|"]
    for act in Act:
        marks = ("yes" if (act, role) in held else "" for role in roles)
        lines.append(f"| `{act.value}` | " + " | ".join(marks) + " |")
    lines += ["", *(f"'Yes' holds where {name}." for name in sorted(set(held.values())))]
    return "\n".join(lines)


def states() -> str:
    """Every machine as a diagram."""
    from brobygger.base.machine import Machine

    lines = ["# States", ""]
    for room in _rooms():
        try:
            module = importlib.import_module(f"brobygger.{room}.states")
        except ModuleNotFoundError:
            continue
        for machine in vars(module).values():
            if isinstance(machine, Machine):
                lines += [f"## {machine.name} (`{room}`)", "", "```mermaid", machine.diagram(), "```", ""]
    return "\n".join(lines)


def fields() -> str:
    """Every field of every table: what kind of data it is and how long it is kept."""
    from django.apps import apps

    lines = ["# What is kept, of what kind, and for how long", ""]
    for room in _rooms():
        for model in apps.get_app_config(room).get_models():
            told = model.classed  # type: ignore[attr-defined]
            lines += [f"## {model.__name__} (`{room}`) – {told.keep.value}", "", "| kind | fields |", "|---|---|"]
            for kind in sorted(set(told.kinds.values())):
                names = ", ".join(f"`{name}`" for name, k in told.kinds.items() if k is kind)
                lines.append(f"| {kind.value} | {names} |")
            lines.append("")
    return "\n".join(lines)


def _rooms() -> Iterator[str]:
    from django.conf import settings

    yield from reversed(settings.ROOMS)


PAGES: dict[str, Callable[[], str]] = {
    "docs/permissions.md": permissions,
    "docs/states.md": states,
    "docs/fields.md": fields,
}


def text_of(page: str) -> str:
    """The whole text that the page should have now."""
    return HEAD + PAGES[page]().rstrip() + "\n"


def main() -> None:
    """The pages under docs/ are written anew."""
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "brobygger.config.settings")
    import django

    django.setup()
    for page in PAGES:
        Path(CHECKOUT / page).write_text(text_of(page))


if __name__ == "__main__":
    main()
