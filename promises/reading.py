"""The program's own code, read once for every promise that is told from it."""

import ast
from functools import cache
from pathlib import Path

from brobygger.config.addresses import CHECKOUT

CODE = CHECKOUT / "brobygger"


@cache
def tree(file: Path) -> ast.Module:
    """What stands in the file."""
    return ast.parse(file.read_text(encoding="utf-8"))


@cache
def modules() -> dict[str, ast.Module]:
    """Each module of the house by its place, tests and migrations apart."""
    files = [file for file in sorted(CODE.rglob("*.py")) if not {"tests", "migrations"} & set(file.parts)]
    return {file.relative_to(CODE).as_posix(): tree(file) for file in files}
