"""Reading a plan file: every line, or everything that is wrong with each of them.

A column that the file leaves out leaves what stands; a cell that it leaves blank takes it away,
which the checks then refuse.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace

from pydantic import ValidationError

from cjdata.analysis.rollout.plan.lines import ADAPTER
from cjdata.definitions.invalid import why_invalid
from cjdata.domain.catalogue import Catalogue, nearest
from cjdata.domain.plan import PLAN_COLUMNS, Item, PlanLine
from cjdata.domain.returns import Fault, Severity
from cjdata.domain.units import UnitKind
from cjdata.returns.readers import separator_of

TELLTALE = {"unit", "initiative", "milestone", "owner", "due"}
"""Columns that every plan file must have, and neither returns nor statements do."""
PLANNED_FOR = (UnitKind.BOROUGH, UnitKind.SITE, UnitKind.FORCE)


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line of a plan with its place in the file."""

    row: int
    line: PlanLine


def fault(rule: str, row: int | None, column: str | None, value: object, message: str) -> Fault:
    shown = str(value)[:80] if value not in (None, "") else None
    return Fault(
        rule=rule, severity=Severity.ERROR, message=message, row=row, column=column, value=shown
    )


def heading(text: str) -> list[str]:
    first = next(csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text)), [])
    return [cell.strip().lower().removeprefix("\ufeff") for cell in first]


def read_plan(
    text: str, catalogue: Catalogue, standing: Mapping[tuple[str, ...], PlanLine]
) -> tuple[list[PlacedLine], list[Fault]]:
    """Every line that can be read, and every fault of one; `standing` is what each line meets."""
    columns = heading(text)
    found: list[PlacedLine] = []
    faults = _heading_faults(columns)
    reader = csv.DictReader(
        io.StringIO(text, newline=""), fieldnames=columns, delimiter=separator_of(text)
    )
    for place, raw in enumerate(reader):
        if place == 0 or not any(raw.values()):
            continue
        if None in raw:
            faults.append(
                fault("too-many-cells", reader.line_num, None, None, "the row has too many cells")
            )
            continue
        cells = {str(k): str(v or "").strip() for k, v in raw.items() if k in PLAN_COLUMNS}
        line, wrong = read_line(cells, reader.line_num, catalogue, standing)
        faults += wrong
        if line is not None:
            found.append(line)
    if not found and not faults:
        faults.append(fault("no-rows", None, None, None, "the file holds no line of a plan"))
    return found, faults


def _heading_faults(columns: Sequence[str]) -> list[Fault]:
    faults = [
        fault("missing-column", 1, column, None, f"the heading lacks the column {column}")
        for column in PLAN_COLUMNS
        if column in TELLTALE and column not in columns
    ]
    for column in columns:
        if column not in PLAN_COLUMNS:
            near = nearest(column, PLAN_COLUMNS)
            hint = f": did you mean {', '.join(near)}?" if near else ""
            message = f"'{column[:80]}' is no column of a plan{hint}"
            faults.append(fault("unknown-column", 1, None, column, message))
        elif columns.count(column) > 1:
            faults.append(fault("column-twice", 1, column, column, f"{column} stands twice"))
    return list(dict.fromkeys(faults))


def read_line(
    cells: Mapping[str, str],
    row: int,
    catalogue: Catalogue,
    standing: Mapping[tuple[str, ...], PlanLine],
) -> tuple[PlacedLine | None, list[Fault]]:
    """One line from its cells; columns that are not among them stay as they stand."""
    try:
        line = ADAPTER.validate_python({name: cell for name, cell in cells.items() if cell})
    except ValidationError as error:
        return None, [_invalid(found, cells, row) for found in error.errors()]
    faults = [*_name_faults(line, row, catalogue), *_item_faults(line, row)]
    held = standing.get(line.identity)
    if held is not None:
        kept = {f.name: getattr(held, f.name) for f in fields(held) if f.name not in cells}
        line = replace(line, **kept)
    return PlacedLine(row, line), faults


def _invalid(found: Mapping[str, object], cells: Mapping[str, str], row: int) -> Fault:
    place = found["loc"]
    column = str(place[0]) if isinstance(place, tuple) and place else None
    why = why_invalid(found)
    message = f"{column}: {why}" if column else why
    return fault("plan-line", row, column, cells.get(column or "", ""), message)


def _name_faults(line: PlanLine, row: int, catalogue: Catalogue) -> list[Fault]:
    units = {u.id: u for u in catalogue.of_kind(*PLANNED_FOR)}
    faults = [
        _unknown(column, name, row, known)
        for column, name, known in (
            ("unit", line.unit, units),
            ("initiative", line.initiative, catalogue.initiatives),
        )
        if name not in known
    ]
    initiative = catalogue.initiatives.get(line.initiative)
    if line.item is Item.MILESTONE and line.milestone and initiative is not None:
        names = {m.id: m for m in initiative.milestones}
        if line.milestone not in names:
            faults.append(_unknown("milestone", line.milestone, row, names))
    return faults


def _unknown(column: str, name: str, row: int, known: Mapping[str, object]) -> Fault:
    near = nearest(name, known)
    hint = f": did you mean {', '.join(near)}?" if near else ""
    message = f"'{name[:80]}' is not a known {column}{hint}"
    return fault(f"unknown-{column}", row, column, name, message)


def _item_faults(line: PlanLine, row: int) -> list[Fault]:
    wanted = "milestone" if line.item is Item.MILESTONE else "text"
    if getattr(line, wanted):
        return []
    return [fault("plan-line", row, wanted, None, f"a {line.item.value} needs its {wanted}")]
