"""A snapshot held against one made anew from the same ledger: do they hold the same?"""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path

import duckdb

from cjdata.ledger import Journal, Store
from cjdata.snapshot.build import fill
from cjdata.snapshot.edition import Ground

TABLES = (
    "measure_part", "reporting", "place", "measure_place", "collection_period", "submission",
    "return_version", "withdrawal", "kept_entry", "standing", "return_row", "cell",
    "figure_piece", "rollout_event",
)  # fmt: skip


def differing_tables(store: Store, ground: Ground, snapshot: Path) -> list[str]:
    """The tables in which a snapshot differs from a full rebuild; the store is only read."""
    with tempfile.TemporaryDirectory() as folder:
        again = Path(folder) / "again.duckdb"
        accepted = list(Journal(store).entries())
        reached = accepted[-1][1] if accepted else Journal(store).head()
        fill(again, Journal(store), [entry for entry, _ in accepted], reached, ground)
        with contextlib.closing(duckdb.connect()) as connection:
            for name, path in (("one", snapshot), ("other", again)):
                quoted = str(path).replace("'", "''")  # a path cannot be a bound parameter
                connection.execute(f"attach '{quoted}' as {name} (read_only)")
            return [table for table in TABLES if _differs(connection, table)]


def _differs(connection: duckdb.DuckDBPyConnection, table: str) -> bool:
    """Whether two tables differ as bags of rows, whatever their order."""
    one, other = connection.table(f"one.{table}"), connection.table(f"other.{table}")
    return bool(len(one.except_(other)) or len(other.except_(one)))
