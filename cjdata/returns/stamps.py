"""What a template says of itself on its hidden sheet: for whom, when and what it was made.

The one place that knows how the stamp is written; the template is made by `cjdata.reports`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

STAMP_SHEET = "cjdata template"
VERSION = "1"
"""Of the layout: raised when a template made before can no longer be read."""
KEYS = (
    "version", "unit", "period", "collection", "edition", "sheet", "more_sheets", "ignored",
    "may_be_blank", "asked", "title",
)  # fmt: skip
ONE = (*KEYS[:6], "title")
LABEL = "label"
"""Key of the lines that say what is printed beside component, court and reason."""
SEPARATOR = "|"
TO = "-to-"
"""Between the months of a quarter in the name of a file."""
NAMED_PERIOD = re.compile(rf"\d{{4}}-\d{{2}}(?:{TO}\d{{4}}-\d{{2}})?(?![\d]|-\d|{TO})")
"""Not the beginning of a day: files are called by the day they were sent on, too."""
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
    title: str = ""
    labels: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    """Component, court and reason of a printed row -> its label; none in older templates."""

    def is_left_blank(self, cells: Mapping[str, str]) -> bool:
        """A row that was not filled in and need not be: a detail, a sum of others, a free row."""
        if cells.get("value", "").strip() or cells.get("note", "").strip():
            return False
        detail = cells.get("court", "").strip() or cells.get("reason", "").strip()
        component = cells.get("component", "").strip()
        return bool(detail) or not component or component in self.may_be_blank

    @property
    def file_stem(self) -> str:
        """What the file is called when it is handed out."""
        return f"{self.collection}-{self.unit}-{self.period.replace('/', TO)}"

    def other_period_in(self, stem: str) -> str:
        """The period of another return of the kind, where a file is called as that one would be."""
        kind = f"{self.collection}-{self.unit}-"
        found = NAMED_PERIOD.match(stem.removeprefix(kind)) if stem.startswith(kind) else None
        named = found[0].replace(TO, "/") if found else self.period
        return "" if named == self.period else named

    def lines(self) -> list[tuple[str, ...]]:
        """The stamp as it is written: a key and its value a row, then the labels."""
        written = {key: getattr(self, key) for key in KEYS}
        return [
            *(
                (key, SEPARATOR.join(value) if isinstance(value, tuple) else value)
                for key, value in written.items()
            ),
            *((LABEL, label, *names) for names, label in self.labels.items()),
        ]


def read_stamp(rows: Sequence[Sequence[object]]) -> Stamp:
    """The stamp of a hidden sheet; what is missing from it is blank."""
    found = {str(row[0]).strip(): str(row[1]).strip() for row in rows if len(row) > 1}
    found = {key: _whole(text) for key, text in found.items()}

    def several(key: str) -> tuple[str, ...]:
        return tuple(part for part in found.get(key, "").split(SEPARATOR) if part)

    return Stamp(
        **{key: found.get(key, "") for key in ONE},
        more_sheets=several("more_sheets"),
        ignored=several("ignored"),
        may_be_blank=several("may_be_blank"),
        asked=several("asked"),
        labels=_labels(rows),
    )


def _labels(rows: Sequence[Sequence[object]]) -> dict[tuple[str, str, str], str]:
    texts = ([str(cell).strip() for cell in row] + [""] * 5 for row in rows)
    return {(row[2], row[3], row[4]): row[1] for row in texts if row[0] == LABEL}


def _whole(text: str) -> str:
    return text.removesuffix(".0")
