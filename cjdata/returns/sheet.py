"""The cells of one table as text, whatever file they came from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from cjdata.domain.returns import ROW_COLUMNS, Fault
from cjdata.returns.origins import Origins
from cjdata.returns.rules import Rule, fault
from cjdata.returns.stamps import Stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The cells of one table as text, with the faults found while reading it."""

    name: str
    headings: dict[str, str]
    """Column -> its heading as in the file; only columns that the file has."""
    unclear: frozenset[str]
    """Columns that cannot be read: missing though required, or headed twice."""
    cells: pd.DataFrame
    """One text column for each of ROW_COLUMNS, blank where the file has none; index is the line,
    or the number of the row where `origins` tell its line."""
    broken: frozenset[int]
    """Lines whose cells may have slipped into other columns."""
    faults: tuple[Fault, ...]
    sheet: str | None = None
    """Name of the worksheet, for a workbook."""
    origins: Origins | None = None
    """Where each row stands in the file, where that is not its line."""
    stamp: Stamp | None = None
    """What a template says of itself."""

    def located(self, faults: Iterable[Fault]) -> list[Fault]:
        """Faults as their sender finds them in the file."""
        own = self.origins
        return list(faults) if own is None else [own.located(found) for found in faults]

    def line_text(self, line: int) -> str:
        return f"line {line}" if self.origins is None else self.origins.text(line)

    def lines(self, numbers: Iterable[int]) -> list[int]:
        """The line in the file of each row."""
        own = self.origins
        return [int(n) for n in numbers] if own is None else [own.rows[n - 1] for n in numbers]


def refused(name: str, rule: Rule, message: str) -> Sheet:
    """A sheet without cells, for a file that could not be read at all."""
    return Sheet(
        name=name,
        headings={},
        unclear=frozenset(ROW_COLUMNS[:4]),
        cells=pd.DataFrame({c: [] for c in ROW_COLUMNS}, dtype=object),
        broken=frozenset(),
        faults=(fault(rule, message),),
    )
