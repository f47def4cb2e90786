"""Entering a plan: from a file or one line from a page, whole or not at all, each line an entry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cjdata.analysis.rollout.plan.lines import ADAPTER, LINE, TOPIC, kept_lines
from cjdata.analysis.rollout.plan.lines import standing as lines_that_stand
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.plan import PlanLine
from cjdata.domain.returns import Fault
from cjdata.intake.desk import Desk, open_desk, said_by
from cjdata.intake.examination import contents
from cjdata.intake.keeping import Saying, keep_at
from cjdata.intake.plan_checks import Standing, plan_faults
from cjdata.intake.plan_reading import TELLTALE, PlacedLine, heading, read_line, read_plan
from cjdata.ledger import Kind, Store
from cjdata.returns.readers import decode
from cjdata.returns.records import has_too_many_lines
from cjdata.snapshot.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOutcome:
    """What became of lines of a plan."""

    file: str
    accepted: bool
    faults: tuple[Fault, ...]
    entry: int | None = None
    """The last entry, None where nothing was entered."""
    added: int = 0
    changed: int = 0


def is_plan_file(file: Path | tuple[str, bytes]) -> bool:
    """Whether the heading is that of a plan; one without end is refused as any other file is."""
    _, data = contents(file)
    if has_too_many_lines(data):
        return False
    text = decode(data[:4096].rpartition(b"\n")[0] or data[:4096])
    return bool(text and text.strip()) and set(heading(text or "")) >= TELLTALE


def check_plan(
    file: Path | tuple[str, bytes], catalogue: Catalogue, reader: Reader | None, day: dt.date
) -> PlanOutcome:
    """Every fault of a plan file, as if it were entered on that day; nothing is changed."""
    standing = {} if reader is None else _standing(reader, day)
    name, data = contents(file)
    _, faults = _examined(decode(data) or "", catalogue, standing, day)
    return PlanOutcome(file=name, accepted=not faults, faults=tuple(faults))


def load_plan(desk: Desk, file: Path | tuple[str, bytes], *, by: str, day: dt.date) -> PlanOutcome:
    """Enter the lines of a plan file that are new or changed; all of them or none."""
    name, data = contents(file)
    catalogue, standing = desk.ground.catalogue, _standing_at(desk, day)
    lines, faults = _examined(decode(data) or "", catalogue, standing, day)
    if faults:
        return PlanOutcome(file=name, accepted=False, faults=tuple(faults))
    return _enter(desk, name, lines, standing, by=by, day=day, received=data)


def enter_plan(
    store: Store, file: tuple[str, bytes], *, by: str, known_on: dt.date | None = None
) -> PlanOutcome:
    """Enter a plan file of its own and publish it."""
    day = said_by(known_on)
    with open_desk(store) as desk:
        return load_plan(desk, file, by=by, day=day)


def change_plan(
    store: Store, cells: Mapping[str, str], *, by: str, known_on: dt.date | None = None
) -> PlanOutcome:
    """Enter one line from the cells of a form; columns that are not among them stay as they are."""
    day = said_by(known_on)
    with open_desk(store) as desk:
        catalogue, standing = desk.ground.catalogue, _standing_at(desk, day)
        line, faults = read_line(cells, 1, catalogue, standing)
        if line is not None and not faults:
            faults = plan_faults([line], standing, catalogue, day)
        if line is None or faults:
            return PlanOutcome(file="the form", accepted=False, faults=tuple(faults))
        return _enter(desk, "the form", [line], standing, by=by, day=day)


def _examined(
    text: str, catalogue: Catalogue, standing: Standing, day: dt.date
) -> tuple[list[PlacedLine], list[Fault]]:
    lines, faults = read_plan(text, catalogue, standing)
    found = [*faults, *plan_faults(lines, standing, catalogue, day)]
    return lines, sorted(found, key=lambda f: f.row or 0)


def _standing(reader: Reader, day: dt.date) -> dict[tuple[str, ...], PlanLine]:
    return {k: kept.line for k, kept in lines_that_stand(kept_lines(reader, day)).items()}


def _standing_at(desk: Desk, day: dt.date) -> dict[tuple[str, ...], PlanLine]:
    """What stands by a day, with what was entered at this desk and is not published yet."""
    entered = [
        ADAPTER.validate_python(entry.detail[LINE])
        for entry in desk.entered
        if entry.topic == TOPIC and entry.known_on <= day
    ]
    return _standing(desk.reader, day) | {line.identity: line for line in entered}


def _enter(
    desk: Desk,
    file: str,
    lines: Sequence[PlacedLine],
    standing: Standing,
    *,
    by: str,
    day: dt.date,
    received: bytes | None = None,
) -> PlanOutcome:
    new = [p.line for p in lines if standing.get(p.line.identity) != p.line]
    payloads = {} if received is None else {"received": received}
    entries = keep_at(
        desk,
        [
            Saying(
                kind=Kind.EVENT, topic=TOPIC, payloads=payloads,
                detail={"file": file, LINE: _cells(line)},
            )
            for line in new
        ],
        by=by,
        day=day,
    )  # fmt: skip
    changed = sum(line.identity in standing for line in new)
    return PlanOutcome(
        file=file,
        accepted=True,
        faults=(),
        entry=entries[-1].seq if entries else None,
        added=len(new) - changed,
        changed=changed,
    )


def _cells(line: PlanLine) -> dict[str, Any]:
    """A line as JSON has it, what is blank left out."""
    return dict(ADAPTER.dump_python(line, mode="json", exclude_defaults=True))
