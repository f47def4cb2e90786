"""What a template says of itself on its hidden sheet: for whom, when and what it was made.

The one place that knows how the stamp is written; the template is made by `cjdata.reports`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

STAMP_SHEET = "cjdata template"
VERSION = "1"
"""Of the layout: raised when a template made before can no longer be read."""
KEYS = (
    "version", "unit", "period", "collection", "edition", "sheet", "more_sheets", "ignored",
    "may_be_blank", "asked",
)  # fmt: skip
SEPARATOR = "|"
OWN_HEADINGS = ("What is counted", "Check")
"""Headings that only a template has, by which one is known that lost its hidden sheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What stands on the hidden sheet of a template."""

    version: str
    unit: str
    period: str
    collection: str
    edition: str
    """Of the definitions it was made from."""
    sheet: str
    """The worksheet that holds the rows."""
    more_sheets: tuple[str, ...] = ()
    """Worksheets of the template that hold none."""
    ignored: tuple[str, ...] = ()
    """Headings of columns that are there for the reader's eye alone."""
    may_be_blank: tuple[str, ...] = ()
    """Components whose own row may be left blank, as others add up to them."""
    asked: tuple[str, ...] = ()
    """Components whose own row has to be filled in."""

    def is_left_blank(self, cells: Mapping[str, str]) -> bool:
        """A row that was not filled in and need not be: a detail, a sum of others, a free row."""
        if cells.get("value", "").strip() or cells.get("note", "").strip():
            return False
        detail = cells.get("court", "").strip() or cells.get("reason", "").strip()
        component = cells.get("component", "").strip()
        return bool(detail) or not component or component in self.may_be_blank

    def lines(self) -> list[tuple[str, str]]:
        """The stamp as it is written: a key and its value a row."""
        written = {key: getattr(self, key) for key in KEYS}
        return [
            (key, SEPARATOR.join(value) if isinstance(value, tuple) else value)
            for key, value in written.items()
        ]


def read_stamp(rows: Iterable[Sequence[object]]) -> Stamp:
    """The stamp of a hidden sheet; what is missing from it is blank."""
    found = {str(row[0]).strip(): str(row[1]).strip() for row in rows if len(row) > 1}
    found = {key: _whole(text) for key, text in found.items()}

    def several(key: str) -> tuple[str, ...]:
        return tuple(part for part in found.get(key, "").split(SEPARATOR) if part)

    return Stamp(
        **{key: found.get(key, "") for key in KEYS[:6]},
        more_sheets=several("more_sheets"),
        ignored=several("ignored"),
        may_be_blank=several("may_be_blank"),
        asked=several("asked"),
    )


def _whole(text: str) -> str:
    return text.removesuffix(".0")
