"""Another publisher's file made into rows of a return, by a profile that is written as data.

Assumes a profile whose names were checked. The rows then meet every rule that other rows meet;
what is wrong with the file itself is said here, each mistake once.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache

import pandas as pd

from cjdata.domain.catalogue import Catalogue
from cjdata.domain.periods import Period, month_label, month_of
from cjdata.domain.profiles import ColumnRule, Profile
from cjdata.domain.returns import ROW_COLUMNS
from cjdata.returns.cells import NameReader, read_value, without_blanks
from cjdata.returns.foreign import FileRefused, read_foreign
from cjdata.returns.named_months import months_in, months_of_all
from cjdata.returns.origins import Area, Origins
from cjdata.returns.profile_reading import (
    Kept,
    Reading,
    check_complete,
    check_every_period,
    check_totals,
)
from cjdata.returns.records import Record
from cjdata.returns.rules import Rule, fault
from cjdata.returns.shares import check_shares
from cjdata.returns.sheet import Sheet, refused
from cjdata.returns.texts import fold, number_text, or_list, quoted, tidy_dashes
from cjdata.returns.whole_columns import once_a_column, once_a_text

ISO = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S")
PERCENT = re.compile(r"([0-9][0-9,]*(?:\.[0-9]+)?) ?%")


def read_with_profile(data: bytes, name: str, profile: Profile, catalogue: Catalogue) -> Sheet:
    """The rows of a foreign file; raises nothing: what cannot be read is a fault."""
    try:
        table = read_foreign(data, profile)
    except FileRefused as error:
        return refused(name, error.rule, str(error))
    reading = Reading(profile, table, faults=[*table.faults, *table.layout.faults])
    named = _period_of_file(reading, name)
    reading.areas = [_area(reading, place) for place in table.layout.figures]
    readers = _Readers(profile, catalogue)
    _leave_out_remarks(reading, readers)
    _name_strays(reading)
    kept = list(_kept(reading, readers))
    if profile.period.source == "file name" and kept:
        check_totals(reading, kept)
        check_complete(reading, kept, catalogue)
    check_shares(reading, kept)
    _unpivot(reading, readers, kept, named)
    if profile.period.source == "column":
        check_every_period(reading, catalogue)
    reading.faults = once_a_text(once_a_column(reading.faults, len(kept)))
    return _sheet(reading, name)


class _Readers:
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


def _period_of_file(reading: Reading, name: str) -> Period | None:
    """The period in the file's name, held against titles that name one too."""
    rule = reading.profile.period
    if rule.source != "file name":
        return None
    months = months_of_all(name.rpartition(".")[0] or name)
    if not months:
        message = (
            f"the name {quoted(name)} names no month with its year: call the file for what it "
            "holds, such as '..._april_2014.csv' or '...-2014-04.csv'"
        )
        reading.faults.append(fault(Rule.PERIOD_NOT_NAMED, message))
        return None
    titles = reading.table.above + list(reading.table.layout.texts)
    inside = [month for title in titles for month in months_of_all(title)]
    every = list(dict.fromkeys([*months, *inside]))
    if len(every) > 1:
        said = or_list([month_label(month) for month in every])
        where = "its name names" if len(months) > 1 else "its name and its content name"
        message = f"the file is for {said}: {where} different months, mend whichever is wrong"
        reading.faults.append(fault(Rule.PERIOD_NAMED_TWICE, message))
        return None
    return Period(every[0] - rule.months + 1, every[0])


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


def _leave_out_remarks(reading: Reading, readers: _Readers) -> None:
    """A text that stands alone in its row, such as the source below a table: named, left out."""
    rows = []
    for record in reading.table.rows:
        filled = [place for place, cell in enumerate(record.cells) if cell.strip()]
        text = record.cells[filled[0]] if len(filled) == 1 else ""
        known = not text or readers.unit(text).text or fold(text) in readers.totals
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


def _kept(reading: Reading, readers: _Readers) -> Iterator[Kept]:
    """The rows of units and totals; a name that is unknown is one fault, the row is left out."""
    place = reading.table.layout.places.get(reading.profile.unit.column)
    if place is None:
        return
    seen: dict[str, int] = {}
    for record in reading.table.rows:
        if not _may_be_read(reading, record):
            continue
        text = record.cells[place] if place < len(record.cells) else ""
        if fold(text) in readers.totals:
            yield Kept(record, "")
            continue
        found = readers.unit(text)
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


def _unpivot(reading: Reading, readers: _Readers, kept: list[Kept], named: Period | None) -> None:
    """A row of a return for each figure; one that is repeated from row to row once."""
    repeated: dict[tuple[str, str, str], tuple[str, int]] = {}
    periods: dict[str, Period | None] = {}
    if named is None and reading.profile.period.source == "file name":
        return
    for row in kept:
        if not row.unit:
            continue
        period = named or _period_of_row(reading, row.record, periods)
        component = _component_of_row(reading, readers, row.record)
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


def _period_of_row(
    reading: Reading, record: Record, known: dict[str, Period | None]
) -> Period | None:
    """The period that ends in the month of a date; a text that is none, or two, is a fault."""
    rule = reading.profile.period
    text = reading.cell(record, rule.column)
    place = reading.table.layout.places.get(rule.column)
    if place is None:
        return None
    months = _months(text, rule.formats)
    if text not in known:
        known[text] = Period(months[0] - rule.months + 1, months[0]) if len(months) == 1 else None
    if known[text] is None:
        forms = or_list([dt.date(2019, 3, 31).strftime(form) for form in rule.formats])
        hint = f"write it as {forms} or 2019-03-31" if forms else "write it as 2019-03-31"
        message = f"{quoted(text)} is not a date of '{reading.profile.id}': {hint}"
        if months:
            said = or_list([month_label(month) for month in months])
            message = f"{quoted(text)} could be in {said}: write it as 2019-03-31"
        reading.wrong(Rule.UNKNOWN_PERIOD, message, record.line, place, text)
    return known[text]


@lru_cache(maxsize=1024)
def _months(text: str, formats: tuple[str, ...]) -> list[int]:
    """The months that a date may be in: as the profile writes it, an ISO date, or in words."""
    found = [_month(text, form) for form in (*formats, *ISO)]
    months = list(dict.fromkeys(month for month in found if month is not None))
    return months or months_in(text)


def _month(text: str, form: str) -> int | None:
    try:
        return month_of(dt.datetime.strptime(text, form).date())
    except ValueError:
        return None


def _component_of_row(reading: Reading, readers: _Readers, record: Record) -> str | None:
    """The component that a column names; blank where the headings of figures do."""
    rule = reading.profile.component
    if rule is None:
        return ""
    place = reading.table.layout.places.get(rule.column)
    if place is None:
        return None
    text = reading.cell(record, rule.column)
    found = readers.component(text)
    known = or_list([quoted(name) for name in readers.names])
    if found.text is None:
        message = found.message.replace("component", "name in this column", 1)
        message = message.replace("see the list of components", f"it has {known}")
        if text:
            message += " If not," if message.endswith("?") else ","
            message += " name it in a profile of your own"
        reading.wrong(found.rule or Rule.UNKNOWN_COMPONENT, message, record.line, place, text)
        return None
    return readers.names[found.text]


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
