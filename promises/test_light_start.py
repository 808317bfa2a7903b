"""What takes seconds to load, and few pages need, is loaded when it is first needed: each process starts without."""

import subprocess
import sys

STARTED = """
import sys
import django
django.setup()
from brobygger.config import urls
print(*sorted({"scipy", "ortools", "pandas", "highspy", "matplotlib"} & set(sys.modules)))
"""


def test_pages_and_commands_start_without_solvers_and_statistics():
    done = subprocess.run([sys.executable, "-c", STARTED], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
