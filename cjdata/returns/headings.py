"""Which column of the file is which column of a return.

Case, blanks and hyphens around and within headings are forgiven; anything else is a fault.
"""

from __future__ import annotations

from dataclasses import dataclass

from cjdata.domain.catalogue import nearest
from cjdata.domain.returns import REQUIRED_COLUMNS, ROW_COLUMNS, Fault
from cjdata.returns.rules import Rule, fault
from cjdata.returns.texts import fold, or_list, quoted

COLUMNS_BY_FOLD = {fold(column): column for column in ROW_COLUMNS}
HINT_LIMIT = 50
"""Unknown headings that are given a hint: a hostile file may have a million."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """Where each known column stands, and what is wrong with the heading."""

    texts: tuple[str, ...]
    places: dict[str, int]
    unclear: frozenset[str]
    width: int
    faults: tuple[Fault, ...]


def read_headings(cells: list[str], line: int) -> Headings:
    """Match the cells of the heading with the columns of a return."""
    width = len(cells)
    while width and not cells[width - 1].strip():
        width -= 1
    texts = tuple(cell.strip() for cell in cells[:width])
    places: dict[str, int] = {}
    twice: set[str] = set()
    unknown: list[int] = []
    for place, text in enumerate(texts):
        column = COLUMNS_BY_FOLD.get(fold(text))
        if column is None:
            unknown.append(place)
        elif column in places:
            twice.add(column)
        else:
            places[column] = place
    faults = [_twice(texts, places[c], line) for c in ROW_COLUMNS if c in twice]
    meant = {p: _meant(texts[p], places) for p in unknown[:HINT_LIMIT]}
    faults += [_unknown(texts[p], meant.get(p), line) for p in unknown]
    for place, column in meant.items():
        if column is not None:
            places.setdefault(column, place)
    missing = [c for c in REQUIRED_COLUMNS if c not in places]
    faults += [_missing(column, line) for column in missing]
    return Headings(
        texts=texts,
        places={c: p for c, p in places.items() if c not in twice},
        unclear=frozenset({*missing, *twice}),
        width=width,
        faults=tuple(faults),
    )


def _meant(text: str, places: dict[str, int]) -> str | None:
    """The column that a misspelt heading most likely means, where it is not there otherwise."""
    free = [fold(c) for c in ROW_COLUMNS if c not in places]
    near = nearest(fold(text)[:80], free, 1)
    return COLUMNS_BY_FOLD[near[0]] if near else None


def _twice(texts: tuple[str, ...], place: int, line: int) -> Fault:
    message = f"the heading {quoted(texts[place])} stands twice: keep one of the two columns"
    return fault(Rule.DUPLICATE_HEADING, message, row=line, column=texts[place])


def _unknown(text: str, meant: str | None, line: int) -> Fault:
    hint = f"did you mean {meant}?" if meant else f"known are {or_list(list(ROW_COLUMNS))}"
    return fault(
        Rule.UNKNOWN_HEADING,
        f"{quoted(text)} is not a column of a return: {hint}",
        row=line,
        column=text,
        value=text,
    )


def _missing(column: str, line: int) -> Fault:
    message = f"the column '{column}' is missing: every return has {', '.join(REQUIRED_COLUMNS)}"
    return fault(Rule.MISSING_HEADING, message, row=line, column=column)
