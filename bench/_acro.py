"""Which cells of a table of rows (group, answer) the independent tool ACRO withholds below five; asked in an
environment of its own, since it brings pandas and what draws."""

import json
import sys
import warnings

warnings.filterwarnings("ignore")

import pandas as pd  # type: ignore[import-untyped,import-not-found,unused-ignore] # noqa: E402
from acro import ACRO  # type: ignore[import-untyped,import-not-found,unused-ignore] # noqa: E402

tool = ACRO(suppress=True)
tool.config["safe_threshold"] = 5
rows = pd.read_csv(sys.argv[1], dtype=str)
table = tool.crosstab(rows["group"], rows["answer"])
print(json.dumps([[g, a] for g in table.index for a in table.columns if pd.isna(table.loc[g, a])]))
