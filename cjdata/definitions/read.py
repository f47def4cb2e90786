"""Reads TOML and CSV files into plain entries, each knowing the file it came from.

A blank cell of a CSV file means that the key is not given.
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cjdata.definitions.layers import Layer
from cjdata.domain.errors import DefinitionError

LISTS = frozenset({"aliases", "members"})
"""Columns of a CSV file that hold several values."""
SEPARATOR = "|"


@dataclass(frozen=True, slots=True)
class Entry:
    """One definition as it stands in a file."""

    file: str
    key: str
    values: dict[str, object]


def read_text(name: str, path: Path) -> str:
    """The text of a file, its byte order mark taken off; raises DefinitionError."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DefinitionError(name, f"byte {error.start + 1}", "is not UTF-8") from error


def read_toml(name: str, path: Path, _key: Sequence[str]) -> Iterator[Entry]:
    """One entry for each table of the file, the table's name being its `id`."""
    try:
        tables = tomllib.loads(read_text(name, path).replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError(name, "the file", f"is not TOML: {error}") from error
    for key, table in tables.items():
        if not isinstance(table, dict):
            raise DefinitionError(name, key, "stands outside a [table]")
        if "id" in table:
            raise DefinitionError(name, f"{key}.id", "the table's name is its id: leave it out")
        yield Entry(name, key, {"id": key, **table})


def read_csv(name: str, path: Path, key: Sequence[str]) -> Iterator[Entry]:
    """One entry for each line; its key is made of the named columns, or is its line."""
    reader = csv.DictReader(io.StringIO(read_text(name, path), newline=""), strict=True)
    try:
        missing = [column for column in key if column not in (reader.fieldnames or ())]
        if missing:
            raise DefinitionError(name, missing[0], "there is no such column")
        for cells in reader:
            where = " ".join(cells[c] or "" for c in key).strip() or f"line {reader.line_num}"
            yield Entry(name, where, _values(name, where, cells))
    except csv.Error as error:
        raise DefinitionError(name, f"line {reader.line_num}", str(error)) from error


def _values(name: str, key: str, cells: dict[str, str]) -> dict[str, object]:
    if None in cells or None in cells.values():
        raise DefinitionError(name, key, "has more or fewer cells than the heading")
    return {
        column: tuple(part.strip() for part in cell.split(SEPARATOR)) if column in LISTS else cell
        for column, cell in cells.items()
        if cell.strip()
    }


READERS: dict[str, Callable[[str, Path, Sequence[str]], Iterator[Entry]]] = {
    ".toml": read_toml,
    ".csv": read_csv,
}


def read_layer(layer: Layer, pattern: str, key: Sequence[str]) -> list[Entry]:
    """All entries of one layer; raises DefinitionError where a key stands twice."""
    found: dict[str, Entry] = {}
    for name, path in layer.files(pattern):
        for entry in READERS[path.suffix](name, path, key):
            label = f"{name}: {entry.key}" if not key else entry.key
            if label in found:
                raise DefinitionError(name, entry.key, f"stands twice: also in {found[label].file}")
            found[label] = entry
    return list(found.values())
