"""Making the next snapshot: the last one copied and appended to, or all of it anew.

Both ways run the same statements over the entries they have not seen, so that an increment and
a full rebuild hold the same; a test keeps them equal.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from cjdata.domain.errors import NotPublishedError, StoreDamagedError
from cjdata.ledger import GENESIS, Entry, Head, Journal, Store
from cjdata.snapshot import entries_to_rows as rows_of
from cjdata.snapshot import files, layout
from cjdata.snapshot.edition import SNAPSHOT_FORMAT, Ground, edition_of
from cjdata.snapshot.opened import connect_to_read
from cjdata.snapshot.sql import schema, statement

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and of how much."""


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication made."""

    path: Path
    edition: str
    head: Head
    incremental: bool
    new_entries: int


def publish(
    store: Store,
    ground: Ground,
    *,
    full: bool = False,
    after: Published | None = None,
    progress: Progress | None = None,
) -> Published:
    """Bring the current snapshot up to the ledger; hold the ledger's `writing` meanwhile.

    `after` is what was published before, where the ledger was held all along: it is what the
    new snapshot begins with, and nothing about it need be found out again.

    Raises StoreDamagedError where the ledger or a payload is not what was accepted, and
    NotPublishedError where the new snapshot cannot be written; the current one then stays.
    """
    store.snapshots.mkdir(exist_ok=True)
    _remove_abandoned(store)
    known = None if after is None else (after.head, after.path)
    base = None if full else known or _base(store, ground)
    journal = Journal(store)
    head, source = base if base is not None else (GENESIS, None)
    accepted = list(journal.entries(head))
    if source is not None and not accepted:
        return Published(source, edition_of(head, ground.catalogue), head, True, 0)
    reached = accepted[-1][1] if accepted else head
    edition = edition_of(reached, ground.catalogue)
    path = files.new_path(store, reached.seq, edition)
    building = store.snapshots / f"building-{os.getpid()}.duckdb"
    try:
        if source is not None:
            shutil.copyfile(source, building)
        fill(building, journal, [entry for entry, _ in accepted], reached, ground, progress)
        os.replace(building, path)
        files.make_current(store, path)
    except (OSError, duckdb.OperationalError, duckdb.FatalException) as error:
        raise _not_published(store, error) from error
    finally:
        _remove_abandoned(store)
    return Published(path, edition, reached, source is not None, len(accepted))


def _not_published(store: Store, error: Exception) -> NotPublishedError:
    reason = getattr(error, "strerror", None) or str(error).partition("\n")[0]
    return NotPublishedError(
        f"the snapshot cannot be written ({reason}): what was accepted is safe in the ledger; when "
        f"this is mended run 'python -m cjdata build --store {store.root}' to show it"
    )


def fill(
    path: Path,
    journal: Journal,
    entries: Sequence[Entry],
    reached: Head,
    ground: Ground,
    progress: Progress | None = None,
) -> None:
    """Append entries to a snapshot file, laid out first where there is none yet."""
    new = not path.exists()
    with contextlib.closing(duckdb.connect(path)) as connection:
        if new:
            _lay_out(connection, ground)
        _append(connection, journal, entries, ground, progress)
        _write_meta(connection, ground, reached, edition_of(reached, ground.catalogue))
        _check(connection)
        connection.execute("checkpoint")


def _base(store: Store, ground: Ground) -> tuple[Head, Path] | None:
    """The current snapshot and how far it reaches, None where it cannot be appended to."""
    path = files.current(store)
    if path is None:
        return None
    try:
        with contextlib.closing(connect_to_read(path)) as connection:
            meta = dict(connection.execute("select key, value from meta").fetchall())
        head = Head(int(meta["ledger_seq"]), meta["ledger_hash"], int(meta["ledger_offset"]))
    except (duckdb.Error, KeyError, ValueError):
        return None
    same = (
        meta["format"] == str(SNAPSHOT_FORMAT)
        and meta["definitions"] == ground.catalogue.edition
        and Journal(store).leads_to(head)
    )
    return (head, path) if same else None


def _lay_out(connection: duckdb.DuckDBPyConnection, ground: Ground) -> None:
    connection.execute(schema())
    _insert(connection, "measure_part", layout.measure_parts(ground.catalogue))
    _insert(connection, "reporting", layout.reporting(ground.catalogue))
    connection.execute(statement("places"))
    connection.execute(statement("measure_places"))
    _insert(connection, "collection_period", layout.collection_periods(ground.catalogue))
    _insert(connection, "rollout_event", layout.rollout_events("record", 0, ground.record))


def _append(
    connection: duckdb.DuckDBPyConnection,
    journal: Journal,
    entries: Sequence[Entry],
    ground: Ground,
    progress: Progress | None,
) -> None:
    (first_return_no,) = _one(
        connection, "select coalesce(max(return_no), 0) + 1 from return_version"
    )
    batch = rows_of.batch(journal, entries, first_return_no, progress)
    _insert(connection, "submission", batch.submissions)
    _insert(connection, "return_version", batch.versions)
    _insert(connection, "withdrawal", batch.withdrawals)
    _insert(connection, "kept_entry", batch.kept)
    _insert(connection, "return_row", batch.rows)
    _insert(connection, "rollout_event", batch.events)
    if len(batch.versions):
        connection.execute(statement("cells"), {"first_return_no": first_return_no})
        for component in rows_of.composites(ground.catalogue, set(batch.rows["component"])):
            connection.execute(
                statement("sum_cells"),
                {
                    "component": component.id,
                    "parts": list(component.sum_of),
                    "first_return_no": first_return_no,
                },
            )
    _restate_standing(connection, batch)


def _restate_standing(connection: duckdb.DuckDBPyConnection, batch: rows_of.Batch) -> None:
    """Work out anew which return stands when, for the keys that new entries speak of."""
    connection.register("batch_versions", batch.versions)
    connection.register("batch_withdrawals", batch.withdrawals)
    connection.execute(statement("touched"))
    connection.execute(statement("forget_touched"))
    connection.execute(statement("standing"))
    connection.execute(statement("forget_pieces"))
    connection.execute(statement("figure_pieces"))
    connection.execute("drop table touched")
    connection.unregister("batch_versions")
    connection.unregister("batch_withdrawals")


def _insert(connection: duckdb.DuckDBPyConnection, table: str, frame: pd.DataFrame) -> None:
    """Append a frame whose columns stand in the order of the table's."""
    if len(frame):
        connection.append(table, frame)


def _write_meta(
    connection: duckdb.DuckDBPyConnection, ground: Ground, head: Head, edition: str
) -> None:
    values = {
        "format": str(SNAPSHOT_FORMAT),
        "definitions": ground.catalogue.edition,
        "edition": edition,
        "ledger_seq": str(head.seq),
        "ledger_hash": head.hash,
        "ledger_offset": str(head.offset),
    }
    connection.execute("delete from meta")
    connection.execute(
        "insert into meta select unnest(?), unnest(?)", [list(values), list(values.values())]
    )


def _check(connection: duckdb.DuckDBPyConnection) -> None:
    """What must hold of every snapshot before a reader may see it."""
    (doubled,) = _one(connection, statement("check_standing"))
    (lost,) = _one(connection, statement("check_rows"))
    if doubled or lost:
        raise StoreDamagedError(
            f"the new snapshot does not hold together ({doubled} double, {lost} lost): "
            "it was not published; please report this"
        )


def _one(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple[int, ...]:
    (row,) = connection.execute(sql).fetchall()
    return tuple(row)


def _remove_abandoned(store: Store) -> None:
    """What a killed writer left: no reader ever saw it."""
    left = [*store.snapshots.glob("building-*"), *store.snapshots.glob("*.partial")]
    for path in left:
        with contextlib.suppress(OSError):
            path.unlink()
