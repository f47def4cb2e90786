"""Hold a sheet against every rule and find all its faults in one go.

Assumes a catalogue that was validated. What needs the history of a unit is in `history`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import ComponentKind
from cjdata.domain.returns import ROW_COLUMNS, Fault, Severity
from cjdata.domain.units import UnitKind
from cjdata.returns.cells import (
    CellReader,
    NameReader,
    ReasonReader,
    read_note,
    read_period,
    read_value,
)
from cjdata.returns.exchanged import put_back
from cjdata.returns.origins import Origins
from cjdata.returns.placement import place_rows
from cjdata.returns.rows import no_rows, rows_frame
from cjdata.returns.rules import Rule
from cjdata.returns.sheet import Sheet
from cjdata.returns.stamp_checks import check_stamp
from cjdata.returns.sums import check_sums, find_duplicates
from cjdata.returns.table import Table
from cjdata.returns.texts import quoted, tidy
from cjdata.returns.whole_columns import once_a_column

WHOLE_KINDS = (ComponentKind.COUNT, ComponentKind.STOCK, ComponentKind.ROSTER)
TIER_NAMES = {
    "magistrates": ("magistrates", "magistrates court", "magistrates' court", "mags"),
    "crown": ("crown", "crown court"),
}
NAMING = ("unit", "period", "component")
"""Columns that say what a figure is."""
SLIPPED_COLUMNS = ("court_tier", "court", "reason", "mark", "note")
"""Columns of a broken row that are not relied on; the first three are where they name something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What became of a sheet: its rows, or nothing and the reasons why."""

    name: str
    rows: pd.DataFrame
    """See `rows.COLUMNS`; empty where an error refuses the file."""
    faults: tuple[Fault, ...]
    numbers: tuple[int, ...] = ()
    """The row of the sheet that each row was made from; `line` is where that stands in the file."""
    origins: Origins | None = None

    @property
    def accepted(self) -> bool:
        return not any(f.severity is Severity.ERROR for f in self.faults)


def check(sheet: Sheet, *, catalogue: Catalogue, known_on: dt.date, today: dt.date) -> Checked:
    """All faults of a sheet, and its rows where none of them is an error.

    A period must be over both on the day the return was known and today.
    """
    table = _table(sheet, catalogue)
    meant = put_back(table, _column_readers(catalogue))
    if meant is not None:
        table = _table(meant, catalogue)
    place_rows(table, catalogue, min(known_on, today))
    _check_fractions(table, catalogue)
    _check_proportions(table, catalogue)
    read = len(table.sheet.faults)
    table.faults[read:] = once_a_column(table.faults[read:], len(table.lines))
    find_duplicates(table)
    check_sums(table, catalogue)
    check_stamp(table, catalogue)
    faults = _in_reading_order(table)
    refused = any(fault.severity is Severity.ERROR for fault in faults)
    rows = no_rows() if refused else _accepted_rows(table)
    return Checked(
        name=sheet.name,
        rows=rows,
        faults=faults,
        numbers=() if refused else tuple(int(number) for number in table.lines),
        origins=sheet.origins,
    )


def _table(sheet: Sheet, catalogue: Catalogue) -> Table:
    """The table of a sheet, its cells read."""
    table = Table(sheet)
    _leave_out_nameless(table)
    for column, reader in _column_readers(catalogue).items():
        table.read_column(column, reader)
    table.open_up(table.broken, *SLIPPED_COLUMNS)
    return table


def _leave_out_nameless(table: Table) -> None:
    """A figure in a row that does not say of what, such as a sum below the table: one fault."""
    if table.sheet.unclear.intersection(NAMING):
        return
    blank = {c: np.array([not tidy(text) for text in table.typed(c)], dtype=bool) for c in NAMING}
    nameless = blank["period"] & blank["component"] & ~table.broken
    for place in np.flatnonzero(nameless):
        which = "neither unit nor period nor" if blank["unit"][place] else "neither period nor"
        message, column = f"the row names {which} component: fill them in, or clear the row", "unit"
        value = tidy(table.typed("value")[place])
        if table.sheet.stamp is not None and value:
            column = "value"
            message = (
                f"{quoted(value)} stands where the template has no line: were figures pasted a row "
                "too far down? Move each back beside its label, or clear the cell"
            )
        table.add(Rule.BLANK_CELL, message, place, column)
    table.leave_out(nameless)


def _column_readers(catalogue: Catalogue) -> dict[str, CellReader]:
    """How the cells of each column are read, in the order of the columns."""
    courts = catalogue.of_kind(UnitKind.MAGISTRATES_COURT, UnitKind.CROWN_COURT)
    units = {u.id: u.spellings for u in catalogue.units.values()}
    components = {c.id: (c.label,) for c in catalogue.components.values()}
    return {
        "unit": NameReader("unit", Rule.UNKNOWN_UNIT, units, required=True),
        "period": read_period,
        "component": NameReader("component", Rule.UNKNOWN_COMPONENT, components, required=True),
        "value": read_value,
        "court_tier": NameReader("court tier", Rule.UNKNOWN_TIER, TIER_NAMES, required=False),
        "court": NameReader(
            "court", Rule.UNKNOWN_COURT, {c.id: units[c.id] for c in courts}, required=False
        ),
        "reason": ReasonReader(catalogue.reasons),
        "note": read_note,
    }


def _check_fractions(table: Table, catalogue: Catalogue) -> None:
    whole = [c.id for c in catalogue.components.values() if c.kind in WHOLE_KINDS]
    counted = np.isin(table.columns["component"].astype(str), whole) & ~table.broken
    fractional = counted & (np.nan_to_num(table.numbers) % 1 != 0)
    table.open_up(fractional, "mark")
    typed = table.typed("value")
    for place in np.flatnonzero(fractional):
        name = table.columns["component"][place]
        message = f"{quoted(typed[place])}: {name} is counted in whole numbers, write one"
        table.add(Rule.FRACTION, message, place, "value")


def _check_proportions(table: Table, catalogue: Catalogue) -> None:
    published = [c.id for c in catalogue.components.values() if c.kind is ComponentKind.PROPORTION]
    named = np.isin(table.columns["component"].astype(str), published) & ~table.broken
    above = named & (np.nan_to_num(table.numbers) > 100)
    table.open_up(above, "mark")
    for place in np.flatnonzero(above):
        message = f"{table.columns['component'][place]} is a percentage: it cannot be above 100"
        table.add(Rule.ABOVE_100, message, place, "value")


def _in_reading_order(table: Table) -> tuple[Fault, ...]:
    """All faults as they stand in the file: those of reading it are located already."""
    sheet = table.sheet
    given = len(sheet.faults)
    places = {heading: place for place, heading in enumerate(sheet.headings.values())}

    def in_rows(fault: Fault) -> tuple[int, int, str]:
        return fault.row or 0, places.get(fault.column or "", -1), fault.rule

    if sheet.origins is None:
        return tuple(sorted(table.faults, key=in_rows))
    found = sheet.located(sorted(table.faults[given:], key=in_rows))
    every = dict.fromkeys([*sheet.faults, *found])
    return tuple(sorted(every, key=sheet.origins.reading_order))


def _accepted_rows(table: Table) -> pd.DataFrame:
    named = {c: table.columns[c] for c in ROW_COLUMNS if c != "value"}
    return rows_frame(
        {
            **named,
            "collection": table.columns["collection"],
            "mark": table.columns["mark"],
            "value": table.numbers,
            "line": table.sheet.lines(table.lines),
        }
    )
