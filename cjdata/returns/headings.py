"""Which column of the file is which column of a return.

Case, blanks and hyphens around and within headings are forgiven; anything else is a fault.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from cjdata.domain.catalogue import nearest
from cjdata.domain.returns import REQUIRED_COLUMNS, ROW_COLUMNS, Fault
from cjdata.returns.rules import Rule, fault
from cjdata.returns.texts import fold, or_list, quoted

COLUMNS_BY_FOLD = {fold(column): column for column in ROW_COLUMNS}
HINT_LIMIT = 50
"""Unknown headings that are given a hint: a hostile file may have a hundred thousand."""
SURE = 0.8
"""Likeness from which a misspelt heading is read as the column it resembles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """Where each known column stands, and what is wrong with the heading."""

    texts: tuple[str, ...]
    places: dict[str, int]
    """Column -> where it stands; misspelt ones too, so that their cells are checked as well."""
    unclear: frozenset[str]
    width: int
    faults: tuple[Fault, ...]


def read_headings(cells: list[str], line: int) -> Headings:
    """Match the cells of the heading with the columns of a return."""
    texts = tuple(cell.strip() for cell in cells)
    while texts and not texts[-1]:
        texts = texts[:-1]
    places, twice, unknown = _match(texts)
    faults = [_twice(texts[places[c]], line) for c in ROW_COLUMNS if c in twice]
    if not places:
        return _no_heading(texts, line)
    free = [c for c in ROW_COLUMNS if c not in places]
    for count, place in enumerate(unknown):
        meant = _meant(texts[place], free) if count < HINT_LIMIT else None
        if meant is not None:
            places[meant] = place
            free.remove(meant)
        faults.append(_unknown(texts[place], place, meant, line))
    missing = [c for c in REQUIRED_COLUMNS if c not in places]
    return Headings(
        texts=texts,
        places={c: p for c, p in places.items() if c not in twice},
        unclear=frozenset({*missing, *twice}),
        width=len(texts),
        faults=(*faults, *(_missing(column, line) for column in missing)),
    )


def _match(texts: tuple[str, ...]) -> tuple[dict[str, int], set[str], list[int]]:
    """Where known columns stand, which stand twice, and the places of unknown headings."""
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
    return places, twice, unknown


def _meant(text: str, free: list[str]) -> str | None:
    """The column that a misspelt heading surely means, of those that are not there otherwise."""
    near = difflib.get_close_matches(fold(text)[:80], map(fold, free), n=1, cutoff=SURE)
    return COLUMNS_BY_FOLD[near[0]] if near else None


def _no_heading(texts: tuple[str, ...], line: int) -> Headings:
    message = (
        "the first line is not a heading: it has to name the columns, "
        f"at least {', '.join(REQUIRED_COLUMNS)}"
    )
    wrong = fault(Rule.MISSING_HEADING, message, row=line, value=texts[0] if texts else None)
    return Headings(
        texts=texts,
        places={},
        unclear=frozenset(REQUIRED_COLUMNS),
        width=len(texts),
        faults=(wrong,),
    )


def _twice(text: str, line: int) -> Fault:
    message = f"the heading {quoted(text)} stands twice: keep one of the two columns"
    return fault(Rule.DUPLICATE_HEADING, message, row=line, column=text)


def _unknown(text: str, place: int, meant: str | None, line: int) -> Fault:
    likely = nearest(text[:80], COLUMNS_BY_FOLD) if place < HINT_LIMIT else []
    near = [meant] if meant else [COLUMNS_BY_FOLD[name] for name in likely]
    hint = f"did you mean {or_list(near)}?" if near else "leave the column out"
    named = f"{quoted(text)} is not a column of a return"
    what = named if text else f"column {place + 1} has no heading"
    return fault(Rule.UNKNOWN_HEADING, f"{what}: {hint}", row=line, column=text, value=text)


def _missing(column: str, line: int) -> Fault:
    message = f"the column '{column}' is missing: every return has {', '.join(REQUIRED_COLUMNS)}"
    return fault(Rule.MISSING_HEADING, message, row=line, column=column)
