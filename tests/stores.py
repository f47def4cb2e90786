"""Small live stores for tests: how they are made, filled and looked at from outside."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from cjdata.analysis.answers.common import figures_answer
from cjdata.cli.output import table
from cjdata.domain.periods import Grain
from cjdata.intake.returns import FileOutcome, load_files
from cjdata.ledger import Store

HEADING = "unit,period,component,value,court_tier,court,reason,note"
TODAY = dt.date.today()
"""The clock of the machine: what is refused for lying in the future is held against it."""
BY = "Data Officer"


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def copy_of(store: Store, folder: Path) -> Store:
    """A store of one's own in a folder, alike in all but its place."""
    shutil.copytree(store.root, folder / "store")
    return Store.open(folder / "store")


def file_of(*rows: str) -> bytes:
    """A return of rows that may leave out trailing cells."""
    width = HEADING.count(",")
    return "\n".join(
        [HEADING, *(row + "," * (width - row.count(",")) for row in rows), ""]
    ).encode()


def trials(unit: str, period: str, effective: int, cracked: int, ineffective: int) -> list[str]:
    """The rows of a whole return of trials."""
    counts = {"effective": effective, "cracked": cracked, "ineffective": ineffective}
    return [f"{unit},{period},trials_{name},{count}" for name, count in counts.items()]


def load(
    store: Store, *rows: str, known_on: str | dt.date | None = None, name: str = "return.csv"
) -> FileOutcome:
    """Load one file of these rows."""
    return load_bytes(store, file_of(*rows), known_on=known_on, name=name)


def load_bytes(
    store: Store, data: bytes, *, known_on: str | dt.date | None = None, name: str = "return.csv"
) -> FileOutcome:
    known = day(known_on) if isinstance(known_on, str) else known_on
    (outcome,) = load_files(store, [(name, data)], by=BY, known_on=known)
    return outcome


def figures_json(
    store: Store,
    folder: Path,
    measure: str,
    *,
    known_at: str | dt.date,
    units: Sequence[str] | None = None,
    grain: Grain = Grain.MONTH,
) -> str:
    """What `figures --format json` writes, byte for byte, the edition left out."""
    known = day(known_at) if isinstance(known_at, str) else known_at
    frame = figures_answer(
        store, measure=measure, units=units, grain=grain, known_at=known, today=TODAY
    )
    table(frame, "json", folder / "figures.json")
    text = (folder / "figures.json").read_text("utf-8")
    for edition in frame["edition"].unique():
        text = text.replace(f'"{edition}"', '"EDITION"')
    return text


def figure(
    store: Store, folder: Path, measure: str, unit: str, period: str, *, known_at: str | dt.date
) -> dict[str, Any]:
    """One figure of a month, as JSON has it."""
    rows = json.loads(figures_json(store, folder, measure, known_at=known_at, units=[unit]))
    (row,) = [row for row in rows if row["period"] == period]
    return dict(row)


def bytes_below(folder: Path, *, without: Iterable[str] = ()) -> Mapping[str, bytes | None]:
    """Every file below a folder with its bytes, every folder with None."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
        if path.name not in without
    }
