"""Accepted rows: one frame, one normal form on disk, one hash of what a return says.

Assumes rows that passed `checks.check`: canonical names, one row for each key and breakdown.
"""

from __future__ import annotations

import csv
import hashlib
import io

import numpy as np
import pandas as pd

from cjdata.domain.periods import Period
from cjdata.domain.returns import ReturnKey
from cjdata.returns.texts import number_text

KEY_COLUMNS = ["collection", "unit", "period"]
CELL_COLUMNS = ["component", "court_tier", "court", "reason"]
"""What tells the rows of one return apart."""
TEXT_COLUMNS = [*KEY_COLUMNS, *CELL_COLUMNS, "mark", "note"]
COLUMNS = [*KEY_COLUMNS, *CELL_COLUMNS, "value", "mark", "note", "line"]
"""Columns of the rows frame; `value` is NaN where `mark` is set, blank text means none."""


def rows_frame(columns: dict[str, object]) -> pd.DataFrame:
    """A rows frame of the given columns, in the order and types that all rows frames have."""
    frame = pd.DataFrame(columns, columns=COLUMNS)
    types = dict.fromkeys(TEXT_COLUMNS, "str") | {"value": "float64", "line": "int64"}
    return frame.astype(types)


def no_rows() -> pd.DataFrame:
    return rows_frame({})


def sort_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """By return, then by what the row says."""
    order = [*KEY_COLUMNS, *CELL_COLUMNS, "line"]
    return rows.sort_values(order, kind="stable", ignore_index=True)


def to_normal_form(rows: pd.DataFrame) -> bytes:
    """Rows as UTF-8 CSV, sorted, with numbers that read back exactly."""
    return "".join([",".join(COLUMNS) + "\n", *_csv_records(sort_rows(rows), COLUMNS)]).encode()


def from_normal_form(data: bytes) -> pd.DataFrame:
    """The rows frame of what `to_normal_form` wrote, sorted as written."""
    reader = csv.reader(io.StringIO(data.decode("utf-8"), newline=""))
    heading, *records = reader
    if heading != COLUMNS:
        raise ValueError(f"not rows in normal form: the heading is {heading[:20]}")
    frame = pd.DataFrame(records, columns=COLUMNS, dtype=object)
    value = [float(text) if text else np.nan for text in frame["value"]]
    return rows_frame(
        {c: frame[c] for c in TEXT_COLUMNS} | {"value": value, "line": frame["line"].map(int)}
    )


def keys(rows: pd.DataFrame) -> list[ReturnKey]:
    """The returns that rows belong to, sorted."""
    found = rows[KEY_COLUMNS].drop_duplicates()
    return sorted(_key(*key) for key in found.itertuples(index=False, name=None))


def by_key(rows: pd.DataFrame) -> dict[ReturnKey, pd.DataFrame]:
    """The rows of each return."""
    groups = rows.groupby(KEY_COLUMNS, sort=False)
    return {_key(*key): group.reset_index(drop=True) for key, group in groups}


def content_hash(rows: pd.DataFrame) -> dict[ReturnKey, str]:
    """What each return says, as a hash: order of rows, lines and file do not count."""
    said = [c for c in COLUMNS if c != "line"]
    ordered = sort_rows(rows)
    records = _csv_records(ordered, said)
    starts = np.flatnonzero(~ordered.duplicated(KEY_COLUMNS))
    names = ordered.iloc[starts][KEY_COLUMNS].itertuples(index=False, name=None)
    hashes = {
        _key(*name): hashlib.sha256("".join(records[start:end]).encode("utf-8")).hexdigest()
        for name, start, end in zip(names, starts, [*starts[1:], len(records)], strict=False)
    }
    return dict(sorted(hashes.items()))


def _key(collection: str, unit: str, period: str) -> ReturnKey:
    return ReturnKey(collection, unit, Period.parse(period))


def _csv_records(rows: pd.DataFrame, columns: list[str]) -> list[str]:
    """Each row as one record of CSV, line end included."""
    texts = [
        rows[c].map(lambda v: "" if np.isnan(v) else number_text(v)) if c == "value" else rows[c]
        for c in columns
    ]
    records: list[str] = []
    writer = csv.writer(_Records(records), lineterminator="\n")
    writer.writerows(zip(*(column.tolist() for column in texts), strict=True))
    return records


class _Records:
    """Takes what a csv writer writes, record by record."""

    def __init__(self, records: list[str]) -> None:
        self.write = records.append
