"""A foreign file while it is made into rows: what was found so far, and whether it is whole.

Assumes rows whose units were settled; a total is held against the sum of all other rows.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from cjdata.domain.catalogue import Catalogue
from cjdata.domain.profiles import Profile
from cjdata.domain.returns import Fault, Severity
from cjdata.returns.cells import read_value, without_blanks
from cjdata.returns.foreign import ForeignTable
from cjdata.returns.origins import Area
from cjdata.returns.records import Record
from cjdata.returns.rules import Rule, fault
from cjdata.returns.texts import number_text, or_list, quoted, tidy, tidy_dashes

TOLERANCE = 1e-6
MISSING_SHOWN = 5


@dataclass(slots=True)
class Reading:
    """A file while it is made into rows."""

    profile: Profile
    table: ForeignTable
    faults: list[Fault] = field(default_factory=list)
    rows: list[dict[str, str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    area_of: list[int] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)

    def wrong(self, rule: Rule, message: str, line: int, place: int | None, text: str) -> None:
        """A fault at a cell of the file."""
        column = None if place is None else self.table.column(place, line)
        self.faults.append(
            fault(rule, message, row=line, column=column, value=text, sheet=self.table.sheet)
        )

    def cell(self, record: Record, name: str) -> str:
        place = self.table.layout.places.get(name)
        if place is None or place >= len(record.cells):
            return ""
        return tidy(record.cells[place])

    def add(self, row: dict[str, str], line: int, area: int) -> None:
        self.rows.append(row)
        self.lines.append(line)
        self.area_of.append(area)


@dataclass(frozen=True, slots=True)
class Kept:
    """A row whose unit is settled; `unit` is blank for a row of totals."""

    record: Record
    unit: str


def number_at(record: Record, place: int) -> float | None:
    """A figure for a sum, None where it is no plain number."""
    text = record.cells[place] if place < len(record.cells) else ""
    found = read_value(without_blanks(text))
    return found.number if found.rule is None and found.text == "" else None


def check_totals(reading: Reading, kept: list[Kept]) -> None:
    """Each total against the sum of the other rows, where all of them can be read.

    A missing row makes every sum wrong: that is one fault, at the first of them.
    """
    parts = [row.record for row in kept if row.unit]
    totals = [row.record for row in kept if not row.unit]
    _check_there(reading, totals)
    if len(kept) != len(reading.table.rows):
        return
    if totals:
        _check_open(reading, parts)
    for record in totals:
        sums = {p: _added(record, parts, p) for p in reading.table.layout.figures}
        wrong = {p: found for p, found in sums.items() if found is not None}
        together = len(wrong) > len(sums) // 2
        for place, (added, total) in list(wrong.items())[: 1 if together else None]:
            many = f" ({len(wrong)} columns disagree)" if together else ""
            message = (
                f"the other rows add up to {number_text(added)}, the total is given as "
                f"{number_text(total)}{many}: a row is missing, doubled or wrong"
            )
            text = record.cells[place]
            reading.wrong(Rule.TOTAL_DOES_NOT_ADD_UP, message, record.line, place, text)


def _check_there(reading: Reading, totals: list[Record]) -> None:
    """Whether there is a total for each column; a text that is explained has none."""
    names = or_list([quoted(name) for name in reading.profile.unit.totals])
    if reading.profile.unit.totals and not totals:
        message = f"no row {names} is there: the figures were held against no total"
        reading.faults.append(fault(Rule.TOTAL_NOT_CHECKED, message, sheet=reading.table.sheet))
    explained = {tidy_dashes(text) for text in reading.profile.texts}
    for record in totals:
        for place in reading.table.layout.figures:
            text = record.cells[place] if place < len(record.cells) else ""
            if number_at(record, place) is None and tidy_dashes(text) not in explained:
                message = f"the total {quoted(text)} is no number: nothing was held against it"
                reading.wrong(Rule.TOTAL_NOT_CHECKED, message, record.line, place, text)


def _check_open(reading: Reading, parts: list[Record]) -> None:
    """One warning for figures that are not available: nothing in their columns can be added up."""
    explained = {tidy_dashes(text) for text in reading.profile.texts}
    found = [
        (record, place, record.cells[place])
        for record in parts
        for place in reading.table.layout.figures
        if place < len(record.cells) and tidy_dashes(record.cells[place]) in explained
    ]
    if not found:
        return
    record, place, text = found[0]
    columns = len({column for _, column, _ in found})
    more = f" ({len(found)} cells of {columns} columns do)" if len(found) > 1 else ""
    message = (
        f"{quoted(text)} gives no figure{more}: the total of its column could be held against no "
        "sum"
    )
    reading.wrong(Rule.TOTAL_NOT_CHECKED, message, record.line, place, text)


def _added(total: Record, parts: list[Record], place: int) -> tuple[float, float] | None:
    """The sum of the parts and the total where the two disagree; known parts may exceed it too."""
    given = number_at(total, place)
    figures = [found for part in parts if (found := number_at(part, place)) is not None]
    added = sum(figures)
    if given is None or (len(figures) < len(parts) and added <= given):
        return None
    return None if abs(added - given) <= TOLERANCE * max(1.0, given) else (added, given)


def check_every_period(reading: Reading, catalogue: Catalogue) -> None:
    """Name units that lack a figure which others have for the same period, in a table of several.

    Nothing is said where a row could not be read: it may be the one.
    """
    refused = any(found.severity is Severity.ERROR for found in reading.faults)
    if refused or not reading.profile.unit.complete:
        return
    expected = {u.id for u in catalogue.of_kind(*reading.profile.unit.kinds)}
    given: dict[tuple[str, str], set[str]] = {}
    for row in reading.rows:
        given.setdefault((row["period"], row["component"]), set()).add(row["unit"])
    gaps = [
        f"{unit} has no {component} for {period}"
        for (period, component), units in given.items()
        if units & expected
        for unit in sorted(expected - units)
    ]
    if gaps:
        more = f" and {len(gaps) - 1:,} more" if len(gaps) > 1 else ""
        message = f"figures that others have are not in the file: {gaps[0]}{more}"
        reading.faults.append(fault(Rule.UNITS_MISSING, message, sheet=reading.table.sheet))


def check_complete(reading: Reading, kept: list[Kept], catalogue: Catalogue) -> None:
    """Name units that have no row; a row whose unit could not be told may be one of them."""
    if not reading.profile.unit.complete:
        return
    expected = [u.id for u in catalogue.of_kind(*reading.profile.unit.kinds)]
    missing = [unit for unit in expected if unit not in {row.unit for row in kept}]
    unread = len(reading.table.rows) - len(kept)
    if len(missing) > unread:
        more = f" and {len(missing) - MISSING_SHOWN} more" if len(missing) > MISSING_SHOWN else ""
        names = ", ".join(missing[:MISSING_SHOWN])
        message = f"{len(missing)} of {len(expected)} units are not in the file: {names}{more}"
        reading.faults.append(fault(Rule.UNITS_MISSING, message, sheet=reading.table.sheet))
