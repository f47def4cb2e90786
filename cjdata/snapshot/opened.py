"""A snapshot that is open for reading, and how a statement is put to it.

A connection is held read-only and shared; every statement has a cursor of its own, because one
connection used by several threads fails. A superseded snapshot is dropped, never closed: closing
would kill the cursors of those still reading.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self, TypeVar

import duckdb
import pandas as pd

from cjdata.ledger import Head
from cjdata.snapshot import files
from cjdata.snapshot.edition import SNAPSHOT_FORMAT
from cjdata.snapshot.sql import statement

Answer = TypeVar("Answer")

ONE_THREAD: dict[str, str | bool | int | float | list[str]] = {"threads": 1}
"""A question is small and many are asked at once: sharing one among threads costs more."""


def connect_to_read(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a snapshot read-only: all of a process must open one file with the same settings."""
    return duckdb.connect(path, read_only=True, config=ONE_THREAD)


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """An open snapshot; its statements, by their names, stand in `queries/`."""

    connection: duckdb.DuckDBPyConnection
    path: Path
    edition: str
    definitions: str
    head: Head

    @classmethod
    def open_file(cls, path: Path) -> Self:
        """A snapshot that this version of the program can ask; says what to run for another."""
        try:
            connection = connect_to_read(path)
            meta = dict(connection.execute("select key, value from meta").fetchall())
            made_for = int(meta["format"])
            head = Head(int(meta["ledger_seq"]), meta["ledger_hash"], int(meta["ledger_offset"]))
            opened = cls(connection, path, meta["edition"], meta["definitions"], head)
        except (duckdb.Error, KeyError, ValueError):
            raise files.unreadable(path) from None
        if made_for != SNAPSHOT_FORMAT:
            raise files.of_another_version(path)
        return opened

    def rows(self, name: str, **parameters: object) -> list[tuple[Any, ...]]:
        """What a statement answers, row by row: for few, sooner than as a frame."""
        return self._answer(name, parameters, lambda answer: answer.fetchall())

    def arrays(self, name: str, **parameters: object) -> dict[str, Any]:
        """The same as an array a column: for numbers, sooner than as a frame."""
        return self._answer(name, parameters, lambda answer: answer.fetchnumpy())

    def frame(
        self, name: str, asked: pd.DataFrame | None = None, **parameters: object
    ) -> pd.DataFrame:
        """The same as a frame; `asked` is a table that the statement may read by that name."""
        return self._answer(name, parameters, lambda answer: answer.df(), asked)

    def _answer(
        self,
        name: str,
        parameters: dict[str, object],
        fetch: Callable[[duckdb.DuckDBPyConnection], Answer],
        asked: pd.DataFrame | None = None,
    ) -> Answer:
        """Raises StoreDamagedError where the file cannot be read."""
        cursor = self.connection.cursor()
        if asked is not None:
            cursor.register("asked", asked)
        try:
            return fetch(cursor.execute(statement(name), parameters or None))
        except (duckdb.IOException, duckdb.SerializationException, duckdb.FatalException):
            raise files.unreadable(self.path) from None
