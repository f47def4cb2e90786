"""Loading statements on the rollout: the same columns as the public record, told by their heading.

A statement counts as known from the day it was said on.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from cjdata.definitions.invalid import why_invalid
from cjdata.domain.catalogue import Catalogue, nearest
from cjdata.domain.events import EVENT_COLUMNS, RolloutEvent
from cjdata.domain.returns import Fault, Severity
from cjdata.intake.desk import Desk
from cjdata.intake.examination import contents
from cjdata.ledger import Draft, Kind
from cjdata.returns.readers import decode, separator_of
from cjdata.returns.records import has_too_many_lines

TELLTALE = {"unit", "initiative", "stage", "said_on", "kind", "source"}
"""Columns that no return has and every file of statements must have."""
ADAPTER = TypeAdapter(RolloutEvent)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedEvents:
    """What became of a file of statements."""

    file: str
    accepted: bool
    faults: tuple[Fault, ...]
    entry: int | None = None
    count: int = 0
    already: tuple[str, ...] = ()


def is_event_file(file: Path | tuple[str, bytes]) -> bool:
    """Whether the heading is that of statements; one without end is refused as others are."""
    _, data = contents(file)
    if has_too_many_lines(data):
        return False
    text = decode(data[:4096].rpartition(b"\n")[0] or data[:4096])
    if not text or not text.strip():
        return False
    return set(_heading(text)) >= TELLTALE


def load_events(
    desk: Desk, file: Path | tuple[str, bytes], *, by: str, today: dt.date
) -> LoadedEvents:
    """Check every statement and enter those that are not there yet; all or none."""
    name, data = contents(file)
    text = decode(data) or ""
    events, faults = read_events(text, desk.ground.catalogue, today)
    if faults:
        return LoadedEvents(file=name, accepted=False, faults=tuple(faults))
    held = {_signature(row) for row in _held(desk)}
    new = [event for event in events if _signature(_cells(event)) not in held]
    if not new:
        return LoadedEvents(file=name, accepted=True, faults=(), already=("statements on record",))
    draft = event_draft(new, file=name, received=data, by=by, origin="ledger")
    (entry,) = desk.enter([draft])
    return LoadedEvents(file=name, accepted=True, faults=(), entry=entry.seq, count=len(new))


def event_draft(
    events: list[RolloutEvent],
    *,
    file: str,
    received: bytes,
    by: str,
    origin: str,
    recorded_at: dt.datetime | None = None,
) -> Draft:
    """A ledger draft of statements; `illustrative` ones never reach a status."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(EVENT_COLUMNS)
    writer.writerows(_cells(event) for event in events)
    return Draft(
        kind=Kind.EVENT,
        known_on=max(event.said_on for event in events),
        by=by,
        payloads={"received": received, "rows": out.getvalue().encode("utf-8")},
        recorded_at=recorded_at,
        detail={"file": file, "origin": origin, "count": len(events)},
    )


def read_events(
    text: str, catalogue: Catalogue, today: dt.date
) -> tuple[list[RolloutEvent], list[Fault]]:
    """Every statement of a file, and everything that is wrong with any of them."""
    reader = csv.DictReader(
        io.StringIO(text, newline=""), fieldnames=_heading(text), delimiter=separator_of(text)
    )
    events: list[RolloutEvent] = []
    faults: list[Fault] = []
    for place, raw in enumerate(reader):
        if place == 0 or not any(raw.values()):
            continue
        event, found = _event(raw, reader.line_num, catalogue, today)
        faults += found
        if event is not None and not found:
            events.append(event)
    if not events and not faults:
        faults.append(_fault("no-rows", None, None, None, "the file holds no statement"))
    return events, faults


def _heading(text: str) -> list[str]:
    first = next(csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text)), [])
    return [cell.strip().lower().removeprefix("\ufeff") for cell in first]


def _event(
    raw: Mapping[str | None, object], line: int, catalogue: Catalogue, today: dt.date
) -> tuple[RolloutEvent | None, list[Fault]]:
    if None in raw:
        return None, [_fault("too-many-cells", line, None, None, "the row has too many cells")]
    cells = {str(k): str(v or "").strip() for k, v in raw.items() if k in EVENT_COLUMNS}
    filled = {k: v for k, v in cells.items() if v}
    faults = []
    try:
        event = ADAPTER.validate_python(filled)
    except ValidationError as error:
        for found in error.errors():
            column = str(found["loc"][0]) if found["loc"] else None
            said = cells.get(column or "", "")
            why = why_invalid(dict(found))
            message = f"{column}: {why}" if column else why
            faults.append(_fault("statement", line, column, said, message))
        return None, faults
    for column, known in (("unit", catalogue.units), ("initiative", catalogue.initiatives)):
        if cells[column] not in known:
            near = nearest(cells[column], known)
            hint = f": did you mean {', '.join(near)}?" if near else ""
            message = f"'{cells[column][:80]}' is not a known {column}{hint}"
            faults.append(_fault(f"unknown-{column}", line, column, cells[column], message))
    faults += _date_faults(event, line, today)
    return event, faults


def _date_faults(event: RolloutEvent, line: int, today: dt.date) -> list[Fault]:
    faults = []
    if event.said_on > today:
        message = f"{event.said_on.isoformat()} is in the future: nobody has said it yet"
        faults.append(_fault("said-in-future", line, "said_on", str(event.said_on), message))
    if event.not_before and event.not_after and event.not_before > event.not_after:
        message = "not_before lies after not_after: the day cannot lie between them"
        faults.append(_fault("dates-in-order", line, "not_after", str(event.not_after), message))
    if event.kind == "fact" and event.not_before and event.not_before > event.said_on:
        message = "a fact cannot lie after the day it was said: mark it as a plan"
        faults.append(_fault("dates-in-order", line, "not_before", str(event.not_before), message))
    if event.count is not None and event.of is not None and event.count > event.of:
        message = f"{event.count} of {event.of} cannot be: the count is above the whole"
        faults.append(_fault("count-above-whole", line, "count", str(event.count), message))
    return faults


def _fault(
    rule: str, row: int | None, column: str | None, value: str | None, message: str
) -> Fault:
    shown = value[:80] if value else None
    return Fault(
        rule=rule, severity=Severity.ERROR, message=message, row=row, column=column, value=shown
    )


def _cells(event: RolloutEvent) -> tuple[str, ...]:
    cells = astuple(event)
    return tuple("" if cell is None else str(cell) for cell in cells)


def _signature(cells: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in cells)


def _held(desk: Desk) -> list[tuple[str, ...]]:
    """The statements on record and in the ledger, as a file has them."""
    return [_cells(event) for origin, event in desk.reader.events() if origin != "illustrative"]
