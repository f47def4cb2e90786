"""Which rows of a foreign table are read: those of units and totals, of what the profile is for.

What is left out is named, each mistake once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from cjdata.domain.catalogue import Catalogue
from cjdata.domain.profiles import Profile
from cjdata.returns.cells import NameReader
from cjdata.returns.profile_reading import Kept, Reading
from cjdata.returns.records import Record
from cjdata.returns.rules import Rule
from cjdata.returns.texts import fold, or_list, quoted


class ProfileNames:
    """Reads the names of units and components as the publisher writes them."""

    def __init__(self, profile: Profile, catalogue: Catalogue) -> None:
        units: dict[str, tuple[str, ...]] = {
            u.id: u.spellings for u in catalogue.of_kind(*profile.unit.kinds)
        }
        for spelling, unit in profile.unit.aliases.items():
            units[unit] = (*units.get(unit, ()), spelling)
        self.unit = cache(NameReader("unit", Rule.UNKNOWN_UNIT, units, required=True).__call__)
        self.names = profile.component.names if profile.component else {}
        own = {spelling: (spelling,) for spelling in self.names}
        components = NameReader("component", Rule.UNKNOWN_COMPONENT, own, required=True)
        self.component = cache(components.__call__)
        self.totals = {fold(total) for total in profile.unit.totals}


def rows_to_read(reading: Reading, names: ProfileNames) -> list[Kept]:
    """The rows of units and totals, in their order."""
    _leave_out_remarks(reading, names)
    _name_strays(reading)
    return list(_kept(reading, names))


def _leave_out_remarks(reading: Reading, names: ProfileNames) -> None:
    """A text that stands alone in its row, such as the source below a table: named, left out."""
    rows = []
    for record in reading.table.rows:
        filled = [place for place, cell in enumerate(record.cells) if cell.strip()]
        text = record.cells[filled[0]] if len(filled) == 1 else ""
        known = not text or names.unit(text).text or fold(text) in names.totals
        if (
            known
            or len(reading.table.layout.texts) < 3
            or filled[0] in reading.table.layout.figures
        ):
            rows.append(record)
            continue
        message = f"{quoted(text)} stands alone in its row: it is left out"
        reading.wrong(Rule.BESIDE_THE_TABLE, message, record.line, None, text)
    reading.table = replace(reading.table, rows=rows)


def _name_strays(reading: Reading) -> None:
    """Cells under no heading, beside the table: named once and left out."""
    layout, sheet = reading.table.layout, reading.table.sheet
    end = None if sheet is not None else layout.width
    strays = [
        (record.line, text)
        for record in reading.table.rows
        for text in record.cells[len(layout.texts) : end]
        if text.strip()
    ]
    if strays:
        line, text = strays[0]
        more = f" ({len(strays)} cells do)" if len(strays) > 1 else ""
        message = f"{quoted(text)} stands beside the table, under no heading{more}: it is left out"
        reading.wrong(Rule.BESIDE_THE_TABLE, message, line, None, text)


def _kept(reading: Reading, names: ProfileNames) -> Iterator[Kept]:
    """The rows of units and totals; a name that is unknown is one fault, the row is left out."""
    place = reading.table.layout.places.get(reading.profile.unit.column)
    if place is None:
        return
    seen: dict[str, int] = {}
    for record in reading.table.rows:
        if not _may_be_read(reading, record):
            continue
        text = record.cells[place] if place < len(record.cells) else ""
        if fold(text) in names.totals:
            yield Kept(record, "")
            continue
        found = names.unit(text)
        if found.rule is not None or found.text is None:
            rule = found.rule or Rule.UNKNOWN_UNIT
            reading.wrong(rule, found.message, record.line, place, text)
            continue
        if reading.profile.component is None:
            first = seen.setdefault(found.text, record.line)
            if first != record.line and reading.profile.period.source == "file name":
                message = f"{quoted(text)} stands in line {first} too: keep one of the two rows"
                reading.wrong(Rule.DUPLICATE_ROW, message, record.line, place, text)
                continue
        yield Kept(record, found.text)


def _may_be_read(reading: Reading, record: Record) -> bool:
    """Whether a row has the width of the heading and is of what the profile reads."""
    width, counted = len(reading.table.layout.texts), reading.table.layout.width
    message = f"the row has {len(record.cells)} cells where the heading has {counted}"
    if len(record.cells) < width and reading.table.sheet is None:
        reading.wrong(Rule.TOO_FEW_CELLS, f"{message}: a cell is missing", record.line, None, "")
        return False
    extra = next((cell for cell in record.cells[counted:] if cell.strip()), None)
    if extra is not None and reading.table.sheet is None:
        advice = "put a cell that holds the separator in quotation marks"
        reading.wrong(Rule.TOO_MANY_CELLS, f"{message}: {advice}", record.line, None, extra)
        return False
    for column, allowed in reading.profile.only.items():
        place, text = reading.table.layout.places.get(column), reading.cell(record, column)
        if place is not None and fold(text) not in {fold(a) for a in allowed}:
            message = (
                f"{quoted(text)} is not what '{reading.profile.id}' reads, which is "
                f"{or_list([quoted(a) for a in allowed])}: take the row out"
            )
            reading.wrong(Rule.OTHER_CONTENT, message, record.line, place, text)
            return False
    return True
