"""Loading returns: each file is accepted whole or refused whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cjdata.definitions.profiles import load_profile
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.errors import UnusableCallError
from cjdata.domain.returns import Fault
from cjdata.intake.desk import Desk, open_desk, said_by
from cjdata.intake.examination import Entered, Examined, examine
from cjdata.intake.foreign import read_files, with_copies_in_store
from cjdata.intake.plans import is_plan_file, load_plan
from cjdata.intake.statements import is_event_file, load_events
from cjdata.ledger import Draft, Entry, Kind, Store
from cjdata.returns.rows import Ordered
from cjdata.returns.sheet import Sheet
from cjdata.snapshot.build import Progress
from cjdata.snapshot.entries_to_rows import return_id

MOST_WARNINGS = 200
"""Warnings of one file that its ledger entry keeps; of the rest it keeps how many there were."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOutcome:
    """What became of one file."""

    file: str
    accepted: bool
    faults: tuple[Fault, ...]
    entry: int | None = None
    """Number of the ledger entry, None where nothing was entered."""
    return_ids: tuple[str, ...] = ()
    already: tuple[str, ...] = ()
    added: int = 0
    changed: int = 0
    omitted: int = 0

    @property
    def sentence(self) -> str:
        """What happened, in one line."""
        if not self.accepted:
            return f"{self.file}: refused, nothing was changed"
        if self.entry is None:
            held = f" as {self.already[0]}" if len(self.already) == 1 else ""
            return f"{self.file}: the same content is loaded already{held}; nothing was changed"
        return (
            f"{self.file}: accepted as entry {self.entry}, {len(self.return_ids)} "
            f"{'return' if len(self.return_ids) == 1 else 'returns'}; rows: {self.added} added, "
            f"{self.changed} changed, {self.omitted} withdrawn by omission"
        )


def load_files(
    store: Store,
    files: Sequence[Path | tuple[str, bytes]],
    *,
    by: str,
    known_on: dt.date | None = None,
    progress: Progress | None = None,
    profile: str | None = None,
    period: str | None = None,
) -> list[FileOutcome]:
    """Load files in their order, then publish; a refused file does not stop the others.

    With a profile they are files of another publisher, read in its layout; `period` is what the
    sender says such a file is for where its name does not.
    """
    day, today = said_by(known_on), dt.date.today()
    outcomes = []
    entered = Entered()
    with open_desk(store, progress) as desk:
        sheets = read_foreign(desk.ground.catalogue, files, profile, period)
        for done, (file, sheet) in enumerate(zip(files, sheets, strict=True), start=1):
            outcomes.append(
                _load(desk, file, by=by, day=day, today=today, entered=entered, sheet=sheet)
            )
            if progress is not None:
                progress("loading returns", done, len(files))
    return outcomes


def read_foreign(
    catalogue: Catalogue,
    files: Sequence[Path | tuple[str, bytes]],
    profile: str | None,
    period: str | None,
) -> Sequence[Sheet | None]:
    """The files as sheets where a profile is named; None for each of this program's own."""
    if profile is not None:
        return read_files(files, load_profile(profile, catalogue), catalogue, period)
    if period is not None:
        raise UnusableCallError(
            "a period is said of another publisher's files alone: name their profile too"
        )
    return [None] * len(files)


def accept(
    store: Store,
    examined: Examined,
    *,
    by: str,
    progress: Progress | None = None,
    profile: str | None = None,
    period: str | None = None,
) -> FileOutcome:
    """Accept a file that was examined before; it is examined again, the store may have changed."""
    (outcome,) = load_files(
        store,
        [(examined.name, examined.data)],
        by=by,
        known_on=examined.known_on,
        progress=progress,
        profile=profile,
        period=period,
    )
    return outcome


def load_in_bulk(
    store: Store,
    files: Iterable[Examined],
    *,
    by: str,
    clock: dt.time,
    more: Sequence[Draft] = (),
    progress: Progress | None = None,
) -> None:
    """Enter files that hold nothing the store has seen, all in one commit: a store's beginning.

    Each is recorded at `clock` on the day it was known on.
    """
    with open_desk(store, progress, clock=clock) as desk:
        drafts = [
            _draft(f, by=by, supersedes=(), recorded_at=_moment(f.known_on, clock)) for f in files
        ]
        desk.enter([*more, *drafts])


def _moment(day: dt.date, clock: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, clock, tzinfo=dt.UTC)


def _load(
    desk: Desk,
    file: Path | tuple[str, bytes],
    *,
    by: str,
    day: dt.date,
    today: dt.date,
    entered: Entered,
    sheet: Sheet | None = None,
) -> FileOutcome:
    if sheet is None and is_event_file(file):
        return _event_outcome(desk, file, by=by, today=today)
    if sheet is None and is_plan_file(file):
        return _plan_outcome(desk, file, by=by, day=day)
    catalogue = desk.ground.catalogue
    examined = examine(
        desk.reader, catalogue, file, known_on=day, today=today, entered=entered, sheet=sheet
    )
    if sheet is not None:
        examined = with_copies_in_store(desk.reader, catalogue, examined)
    if not examined.accepted:
        return FileOutcome(file=examined.name, accepted=False, faults=examined.faults)
    if not examined.new:
        return FileOutcome(
            file=examined.name, accepted=True, faults=examined.faults, already=examined.already
        )
    standing = desk.reader.standing(examined.new, day)
    superseded = tuple(sorted(found.return_id for found in standing.values()))
    (entry,) = desk.enter([_draft(examined, by=by, supersedes=superseded)])
    entered.add(examined)
    return _outcome(examined, entry)


def _outcome(examined: Examined, entry: Entry) -> FileOutcome:
    changes = examined.changes
    return FileOutcome(
        file=examined.name,
        accepted=True,
        faults=examined.faults,
        entry=entry.seq,
        return_ids=tuple(return_id(entry.seq, n + 1) for n in range(len(examined.new))),
        added=len(examined.rows) if changes is None else len(changes.added),
        changed=0 if changes is None else len(changes.changed),
        omitted=0 if changes is None else len(changes.withdrawn),
    )


def _event_outcome(
    desk: Desk, file: Path | tuple[str, bytes], *, by: str, today: dt.date
) -> FileOutcome:
    loaded = load_events(desk, file, by=by, today=today)
    return FileOutcome(
        file=loaded.file,
        accepted=loaded.accepted,
        faults=loaded.faults,
        entry=loaded.entry,
        already=loaded.already,
        added=loaded.count,
    )


def _plan_outcome(
    desk: Desk, file: Path | tuple[str, bytes], *, by: str, day: dt.date
) -> FileOutcome:
    loaded = load_plan(desk, file, by=by, day=day)
    held = loaded.accepted and loaded.entry is None
    return FileOutcome(
        file=loaded.file,
        accepted=loaded.accepted,
        faults=loaded.faults,
        entry=loaded.entry,
        already=("the plan that stands",) if held else (),
        added=loaded.added,
        changed=loaded.changed,
    )


def _draft(
    examined: Examined,
    *,
    by: str,
    supersedes: tuple[str, ...],
    recorded_at: dt.datetime | None = None,
) -> Draft:
    rows = Ordered.of(examined.new_rows)
    return Draft(
        kind=Kind.RETURN,
        known_on=examined.known_on,
        by=by,
        payloads={"received": examined.data, "rows": rows.normal_form()},
        supersedes=supersedes,
        recorded_at=recorded_at,
        detail={
            "file": examined.name,
            **_warnings(examined),
            "returns": [
                {
                    "collection": key.collection,
                    "unit": key.unit,
                    "period": str(key.period),
                    "rows": count,
                    "content": content,
                }
                for key, (count, content) in sorted(rows.returns().items())
            ],
        },
    )


def _warnings(examined: Examined) -> dict[str, object]:
    """What the file was accepted with: all that is wrong with an accepted file is a warning."""
    kept = [
        {"rule": f.rule, "sheet": f.sheet, "row": f.row, "message": f.message}
        for f in examined.faults[:MOST_WARNINGS]
    ]
    return {"warnings": kept, "warnings_in_all": len(examined.faults)}
