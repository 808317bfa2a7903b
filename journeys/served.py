"""The pages as `brobygger serve` serves them, on a calendar without holidays, so that a story holds on any day.

`python -m journeys.served PORT`, with the web role's database in the environment.
"""

import sys
from typing import Any


def application() -> Any:
    """The application of a web worker; no day is quiet."""
    from brobygger.config import child
    from brobygger.outreach import hours

    hours._quiet_days = lambda _year: frozenset()  # type: ignore[assignment]
    return child.application()


def main(port: int) -> None:
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces

    Granian(
        "journeys.served:application",
        factory=True,
        interface=Interfaces.RSGI,
        address="127.0.0.1",
        port=port,
        workers=1,
        http=HTTPModes.http1,
        websockets=False,
        log_access=False,
    ).serve()


if __name__ == "__main__":
    main(int(sys.argv[1]))
