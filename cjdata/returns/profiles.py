"""Another publisher's file made into rows of a return, by a profile that is written as data.

Assumes a profile whose names were checked. The rows then meet every rule that other rows meet;
what is wrong with the file itself is said here, each mistake once.
"""

from __future__ import annotations

import re

import pandas as pd

from cjdata.domain.catalogue import Catalogue
from cjdata.domain.periods import Period
from cjdata.domain.profiles import ColumnRule, Profile
from cjdata.domain.returns import ROW_COLUMNS
from cjdata.returns.cells import read_value, without_blanks
from cjdata.returns.foreign import FileRefused, read_foreign
from cjdata.returns.origins import Area, Origins
from cjdata.returns.profile_periods import period_of_file, period_of_row
from cjdata.returns.profile_reading import (
    Kept,
    Reading,
    check_complete,
    check_every_period,
    check_totals,
)
from cjdata.returns.profile_rows import ProfileNames, rows_to_read
from cjdata.returns.records import Record
from cjdata.returns.rules import Rule, fault
from cjdata.returns.shares import check_shares
from cjdata.returns.sheet import Sheet, refused
from cjdata.returns.texts import number_text, or_list, quoted, tidy_dashes
from cjdata.returns.whole_columns import once_a_column, once_a_text

PERCENT = re.compile(r"([0-9][0-9,]*(?:\.[0-9]+)?) ?%")


def read_with_profile(
    data: bytes, name: str, profile: Profile, catalogue: Catalogue, said: Period | None = None
) -> Sheet:
    """The rows of a foreign file; raises nothing: what cannot be read is a fault.

    `said` is the period that the sender says it is for.
    """
    try:
        table = read_foreign(data, profile)
    except FileRefused as error:
        return refused(name, error.rule, str(error))
    reading = Reading(profile, table, faults=[*table.faults, *table.layout.faults])
    named = period_of_file(reading, name, said)
    reading.areas = [_area(reading, place) for place in table.layout.figures]
    names = ProfileNames(profile, catalogue)
    kept = rows_to_read(reading, names)
    if profile.period.source == "file name" and kept:
        check_totals(reading, kept)
        check_complete(reading, kept, catalogue)
    check_shares(reading, kept)
    _unpivot(reading, names, kept, named)
    if profile.period.source == "column":
        check_every_period(reading, catalogue)
    reading.faults = once_a_text(once_a_column(reading.faults, len(kept)))
    return _sheet(reading, name)


def _area(reading: Reading, place: int) -> Area:
    table, profile = reading.table, reading.profile
    named = {"unit": profile.unit.column, "period": profile.period.column}
    if profile.component:
        named["component"] = profile.component.column
    places = {c: table.layout.places[n] for c, n in named.items() if n in table.layout.places}
    if profile.period.source == "file name":
        places.pop("period", None)
        given = frozenset({"period"})
    else:
        given = frozenset()
    places["value"] = place
    if "component" not in places:
        places["component"] = place
    return Area(
        sheet=table.sheet,
        headings={c: table.layout.texts[p] or f"column {p + 1}" for c, p in places.items()},
        letters={c: table.letter(p) for c, p in places.items() if table.sheet is not None},
        of_the_file=given,
    )


def _unpivot(reading: Reading, names: ProfileNames, kept: list[Kept], named: Period | None) -> None:
    """A row of a return for each figure; one that is repeated from row to row once."""
    repeated: dict[tuple[str, str, str], tuple[str, int]] = {}
    periods: dict[str, Period | None] = {}
    if named is None and reading.profile.period.source == "file name":
        return
    for row in kept:
        if not row.unit:
            continue
        period = named or period_of_row(reading, row.record, periods)
        component = _component_of_row(reading, names, row.record)
        if period is None or component is None:
            continue
        for area, (place, rule) in enumerate(reading.table.layout.figures.items()):
            text = row.record.cells[place] if place < len(row.record.cells) else ""
            value = _value(reading, rule, text, row.record.line, place)
            if value is None:
                continue
            cells = {
                "unit": rule.unit or row.unit,
                "period": str(period),
                "component": rule.component or component,
                "value": value,
            }
            if rule.unit and not _is_first(reading, repeated, cells, row.record, place, text):
                continue
            reading.add(cells, row.record.line, area)


def _is_first(
    reading: Reading,
    repeated: dict[tuple[str, str, str], tuple[str, int]],
    cells: dict[str, str],
    record: Record,
    place: int,
    text: str,
) -> bool:
    """Whether a repeated figure is met for the first time; a later one must say the same."""
    key = cells["unit"], cells["period"], cells["component"]
    value, line = repeated.setdefault(key, (cells["value"], record.line))
    if value != cells["value"]:
        message = f"line {line} has {quoted(value)} for the same figure: mend whichever is wrong"
        reading.wrong(Rule.REPEATED_DIFFERENTLY, message, record.line, place, text)
    return line == record.line


def _component_of_row(reading: Reading, names: ProfileNames, record: Record) -> str | None:
    """The component that a column names; blank where the headings of figures do."""
    rule = reading.profile.component
    if rule is None:
        return ""
    place = reading.table.layout.places.get(rule.column)
    if place is None:
        return None
    text = reading.cell(record, rule.column)
    found = names.component(text)
    known = or_list([quoted(name) for name in names.names])
    if found.text is None:
        message = found.message.replace("component", "name in this column", 1)
        message = message.replace("see the list of components", f"it has {known}")
        if text:
            message += " If not," if message.endswith("?") else ","
            message += " name it in a profile of your own"
        reading.wrong(found.rule or Rule.UNKNOWN_COMPONENT, message, record.line, place, text)
        return None
    return names.names[found.text]


def _value(reading: Reading, rule: ColumnRule, text: str, line: int, place: int) -> str | None:
    """A figure as a return has it; texts that the profile explains become what they mean."""
    plain = tidy_dashes(text)
    meaning = {tidy_dashes(t): mark for t, mark in reading.profile.texts.items()}.get(plain)
    if meaning is not None:
        return meaning
    percent = PERCENT.fullmatch(plain)
    if rule.scale == "as it is":
        if percent:
            message = f"{quoted(text)} is a percentage in a column of counts: write how many"
            reading.wrong(Rule.NOT_A_NUMBER, message, line, place, text)
            return None
        return without_blanks(text)
    found = read_value(percent[1] if percent else plain)
    if found.rule is not None or found.text:
        return plain
    number = found.number / 100 if percent or rule.scale == "percent" else found.number
    if number > 1:
        message = f"{quoted(text)} is no proportion: write it between 0 and 1, or with its % sign"
        reading.wrong(Rule.NOT_A_NUMBER, message, line, place, text)
        return None
    return number_text(round(number, 12))


def _sheet(reading: Reading, name: str) -> Sheet:
    columns = {c: [row.get(c, "") for row in reading.rows] for c in ROW_COLUMNS}
    index = pd.Index(range(1, len(reading.rows) + 1), name="line", dtype="int64")
    if not reading.rows and not reading.faults:
        reading.faults.append(fault(Rule.NO_ROWS, "no row of the file is one of the profile's"))
    return Sheet(
        name=name,
        headings={c: c for c in ROW_COLUMNS[:4]},
        unclear=frozenset(),
        cells=pd.DataFrame(columns, index=index, dtype=object),
        broken=frozenset(),
        faults=tuple(reading.faults),
        sheet=reading.table.sheet,
        origins=Origins(areas=reading.areas, area_of=reading.area_of, rows=reading.lines),
    )
