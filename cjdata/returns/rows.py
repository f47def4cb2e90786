"""Accepted rows: one frame, one normal form on disk, one hash of what a return says.

Assumes rows that passed `checks.check`: canonical names, one row for each key and breakdown.
"""

from __future__ import annotations

import csv
import hashlib
import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd
from pyarrow import BufferReader, float64, int64, large_string
from pyarrow.csv import ConvertOptions, ParseOptions, read_csv

from cjdata.domain.periods import Period
from cjdata.domain.returns import ReturnKey
from cjdata.returns.texts import number_text

KEY_COLUMNS = ["collection", "unit", "period"]
CELL_COLUMNS = ["component", "court_tier", "court", "reason"]
"""What tells the rows of one return apart."""
TEXT_COLUMNS = [*KEY_COLUMNS, *CELL_COLUMNS, "mark", "note"]
COLUMNS = [*KEY_COLUMNS, *CELL_COLUMNS, "value", "mark", "note", "line"]
"""Columns of the rows frame; `value` is NaN where `mark` is set, blank text means none."""
HEADING = ",".join(COLUMNS) + "\n"
STORED = dict.fromkeys(TEXT_COLUMNS, large_string()) | {"value": float64(), "line": int64()}
"""The types under which the normal form is read."""
Record = tuple[Any, ...]


def rows_frame(columns: dict[str, object]) -> pd.DataFrame:
    """A rows frame of the given columns, in the order and types that all rows frames have."""
    frame = pd.DataFrame(columns, columns=COLUMNS)
    types = dict.fromkeys(TEXT_COLUMNS, "str") | {"value": "float64", "line": "int64"}
    return frame.astype(types)


def no_rows() -> pd.DataFrame:
    return rows_frame({})


@dataclass(frozen=True, slots=True)
class Ordered:
    """Rows in their order, each with what it says: put in order once for all that is made of it."""

    records: list[Record]
    said: list[str]
    """As CSV with its line end, the number of its line left out."""

    @classmethod
    def of(cls, rows: pd.DataFrame) -> Ordered:
        records = _sorted_records(rows)
        return cls(records, _csv_records([record[:-1] for record in records]))

    def normal_form(self) -> bytes:
        """The rows as UTF-8 CSV, with numbers that read back exactly."""
        pairs = zip(self.said, self.records, strict=True)
        lines = (f"{said[:-1]},{record[-1]}\n" for said, record in pairs)
        return "".join([HEADING, *lines]).encode("utf-8")

    def returns(self) -> dict[ReturnKey, tuple[int, str]]:
        """Of each return its rows, and what it says as a hash: lines and file do not count."""
        pairs = zip(self.records, self.said, strict=True)
        found = {}
        for name, group in itertools.groupby(pairs, key=lambda pair: pair[0][: len(KEY_COLUMNS)]):
            said = [text for _, text in group]
            content = hashlib.sha256("".join(said).encode("utf-8")).hexdigest()
            found[_key(*name)] = (len(said), content)
        return found


def to_normal_form(rows: pd.DataFrame) -> bytes:
    """Rows as UTF-8 CSV, sorted, with numbers that read back exactly."""
    return Ordered.of(rows).normal_form()


def join_normal_forms(parts: Iterable[bytes]) -> bytes:
    """Several normal forms as one, each in its place: read at once they are read faster."""
    heading = HEADING.encode("utf-8")
    return heading + b"".join(part.removeprefix(heading) for part in parts)


def from_normal_form(data: bytes) -> pd.DataFrame:
    """The rows frame of what `to_normal_form` wrote, sorted as written."""
    found = read_csv(
        BufferReader(data),
        parse_options=ParseOptions(newlines_in_values=True),
        convert_options=ConvertOptions(column_types=STORED, null_values=[""]),
    )
    if found.column_names != COLUMNS:
        raise ValueError(f"not rows in normal form: the heading is {found.column_names[:20]}")
    frame: pd.DataFrame = found.to_pandas()
    return frame


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
    return {key: content for key, (_, content) in Ordered.of(rows).returns().items()}


def _key(collection: str, unit: str, period: str) -> ReturnKey:
    return ReturnKey(collection, unit, Period.parse(period))


def _sorted_records(rows: pd.DataFrame) -> list[Record]:
    """Each row as texts in the order of COLUMNS, line last; by return, then by what it says.

    Plain tuples: a return has few rows, and a frame costs more to sort than they do.
    """
    columns = [rows[c].tolist() for c in COLUMNS]
    value = COLUMNS.index("value")
    columns[value] = ["" if v != v else number_text(v) for v in columns[value]]
    return sorted(zip(*columns, strict=True))


def _csv_records(records: Iterable[Record]) -> list[str]:
    """Each record as CSV, line end included."""
    lines: list[str] = []
    csv.writer(_Records(lines), lineterminator="\n").writerows(records)
    return lines


class _Records:
    """Takes what a csv writer writes, record by record."""

    def __init__(self, records: list[str]) -> None:
        self.write = records.append
