"""What an analyst writes in an afternoon with a peer library: grids joined, filled down, melted, split by département.

It is fast to write and silent where it is wrong; here only its time is of interest.
"""

from __future__ import annotations

import re
from pathlib import Path

PERIODS = ("2018", "2019", "2020", "2021", "2022-S1", "2022 target")
PART = re.compile(r"Pour le (67 et le 68|67|68) :\s*(.*?)(?=Pour le|\Z)", re.DOTALL)
NUMBER = re.compile(r"([\d\s]+?)\s*(%|\D*)")


def publish_by_hand(path: Path, out: Path) -> None:
    """The nine columns of the sample's annexe, as one Parquet file."""
    import pandas as pd
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        grid = [row for page in pdf.pages for table in page.extract_tables() for row in table if len(row) == 9]
    frame = pd.DataFrame(grid).replace("", None)
    frame = frame[~frame[0].fillna("").str.match(r"\d\. |Mesures")]
    frame[[0, 1, 2]] = frame[[0, 1, 2]].ffill()
    long = frame.melt([0, 1, 2], var_name="column", value_name="raw").dropna(subset="raw")
    rows = [
        {"measure": measure, "indicator": indicator, "period": PERIODS[column - 3], "territory": who, **_number(text)}
        for measure, indicator, _, column, raw in long.itertuples(index=False)
        for who, text in PART.findall(raw)
    ]
    pd.DataFrame(rows).to_parquet(out)


def _number(text: str) -> dict[str, object]:
    found = NUMBER.fullmatch(text.strip())
    digits = re.sub(r"\s", "", found[1]) if found else ""
    return {"raw": text, "value": float(digits) if digits else None, "unit": found[2] if found and digits else None}
