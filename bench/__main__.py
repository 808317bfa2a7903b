"""python -m bench [NAME …] [--rows N]: run the measurements, all of them where none is named."""

import argparse
from importlib import import_module
from pathlib import Path

from bench.ground import fresh_database

NAMES = sorted(
    file.stem
    for file in Path(__file__).parent.glob("[a-z]*.py")
    if file.stem != "ground" and not file.stem.startswith("_")
)


def main() -> None:
    """Each measurement in a database of its own making, line by line as it goes."""
    asked = argparse.ArgumentParser(prog="python -m bench")
    asked.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    asked.add_argument("--rows", type=int, default=1_000_000)
    told = asked.parse_args()
    if unknown := set(told.names) - set(NAMES):
        asked.error(f"there is no measurement {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}")
    fresh_database()
    for name in told.names or NAMES:
        print(f"\n{name}", flush=True)
        for line in import_module(f"bench.{name}").run(told.rows):
            print(f"  {line}", flush=True)


if __name__ == "__main__":
    main()
