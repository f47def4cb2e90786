"""A table as a file: CSV, Excel or Parquet, each carrying where it comes from.

Assumes that a spreadsheet runs what begins like a formula: such text is made plain in CSV and
written as text in Excel.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from enum import StrEnum

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from cjdata.reports.columns import Column, Holds, as_whole, columns_of, with_value_unit
from cjdata.reports.provenance import Provenance

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""How a cell begins that a spreadsheet would run."""
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
CARRIED = ("source_of_table", "known_at", "edition", "store", "view")
"""What stands in columns of its own in CSV, which has no other place for it."""


class Form(StrEnum):
    """A form in which a table can leave."""

    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"

    @property
    def label(self) -> str:
        return {"csv": "CSV", "xlsx": "Excel", "parquet": "Parquet"}[self.value]

    @property
    def mime(self) -> str:
        return {
            "csv": "text/csv",
            "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "parquet": "application/vnd.apache.parquet",
        }[self.value]


def table_bytes(frame: pd.DataFrame, provenance: Provenance, form: Form) -> bytes:
    """The file; raises RefusedError where the form cannot hold the table."""
    makers: dict[Form, Callable[[pd.DataFrame, Provenance], bytes]] = {
        Form.CSV: csv_bytes,
        Form.XLSX: xlsx_bytes,
        Form.PARQUET: parquet_bytes,
    }
    told = with_value_unit(frame, provenance.measure_units)
    return makers[form](as_whole(told), provenance)


def csv_bytes(frame: pd.DataFrame, provenance: Provenance) -> bytes:
    """CSV as spreadsheets read it (UTF-8 with a mark), provenance at the end of each line."""
    carried = with_provenance(frame, provenance)
    for column in carried.columns:
        if carried[column].dtype.kind not in "iufbM":
            carried[column] = [harmless(cell) for cell in carried[column]]
    text: str = carried.to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8-sig")


def with_provenance(frame: pd.DataFrame, provenance: Provenance) -> pd.DataFrame:
    """The frame with columns that say where it is from; its own columns are never replaced."""
    facts = provenance.facts()
    names = {name: f"table_{name}" if name in frame else name for name in CARRIED}
    return frame.assign(**{names[name]: facts[name] for name in CARRIED})


def harmless(cell: object) -> object:
    """A cell of CSV that no spreadsheet runs; a list as one cell."""
    if isinstance(cell, (list, tuple)):
        cell = " ".join(str(item) for item in cell)
    if isinstance(cell, str) and cell.startswith(FORMULA) and not NUMBER.fullmatch(cell):
        return "'" + cell
    return cell


def xlsx_bytes(frame: pd.DataFrame, provenance: Provenance) -> bytes:
    """A workbook of a cover sheet and the table, its cells typed."""
    from cjdata.reports.workbook import workbook_bytes  # noqa: PLC0415  # for few, and much of it

    return workbook_bytes(columns_of(frame, provenance.measure_units), provenance)


ARROW = {
    Holds.WHOLE: pa.int64(),
    Holds.NUMBER: pa.float64(),
    Holds.DATE: pa.date32(),
    Holds.MOMENT: pa.timestamp("us"),
    Holds.YES_NO: pa.bool_(),
    Holds.LIST: pa.list_(pa.string()),
    Holds.TEXT: pa.string(),
}


def parquet_bytes(frame: pd.DataFrame, provenance: Provenance) -> bytes:
    """Parquet, typed, provenance in the metadata of its schema; a blank is null."""
    columns = columns_of(frame, provenance.measure_units)
    table = pa.table(
        [_array(column) for column in columns], names=[column.name for column in columns]
    ).replace_schema_metadata(provenance.facts())
    out = io.BytesIO()
    pq.write_table(table, out, compression="zstd")
    return out.getvalue()


def _array(column: Column) -> pa.Array:
    kind = ARROW[column.holds]
    if column.holds is Holds.MOMENT and any(getattr(c, "tzinfo", None) for c in column.cells):
        kind = pa.timestamp("us", tz="UTC")
    return pa.array(column.cells, type=kind)
