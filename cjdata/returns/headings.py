"""Which column of the file is which column of a return.

Case, blanks and hyphens around and within headings are forgiven; anything else is a fault. A
column under another name than ours is one fault, and its cells are checked all the same.
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
OTHER_NAMES = {
    "unit": ("borough", "boroughs", "bocu", "unit-id", "unit-name", "area"),
    "period": ("month", "quarter", "date", "reporting-period"),
    "component": ("measure", "indicator", "item", "category", "what-is-counted"),
    "value": ("amount", "count", "number", "figure", "figures", "total", "quantity"),
}
"""What people head a column of ours with, folded: where ours is missing they mean it."""
HEADING_ROWS = 30
"""Rows from the top in which the heading is looked for: titles may stand above it."""
HEADING_COLUMNS = 3
"""Columns of a return that make a row a heading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """Where each known column stands, and what is wrong with the heading."""

    texts: tuple[str, ...]
    places: dict[str, int]
    """Column -> where it stands; misspelt ones too, so that their cells are checked as well."""
    renamed: frozenset[str]
    """Those of them that stand under another name than ours."""
    unclear: frozenset[str]
    width: int
    faults: tuple[Fault, ...]


def read_headings(cells: list[str], line: int) -> Headings:
    """Match the cells of the heading with the columns of a return."""
    every = [cell.strip() for cell in cells]
    texts = tuple(every[: 1 + max((place for place, text in enumerate(every) if text), default=-1)])
    places, twice, unknown = _match(texts)
    free = [c for c in ROW_COLUMNS if c not in places]
    meant = _all_meant(texts, unknown, free)
    if not places and not meant:
        return _no_heading(texts, line)
    places |= {column: place for place, column in meant.items()}
    missing = [c for c in REQUIRED_COLUMNS if c not in places]
    left = [place for place in unknown if place not in meant and texts[place]]
    pair = (left[0], missing[0]) if len(left) == len(missing) == 1 else None
    faults = [_twice(texts[places[c]], line) for c in ROW_COLUMNS if c in twice]
    for place in unknown:
        if pair is not None and place == pair[0]:
            faults.append(_perhaps(texts[place], pair[1], line))
        else:
            faults.append(_unknown(texts[place], place, meant.get(place), free, line))
    faults += [_missing(column, line) for column in missing if pair is None]
    return Headings(
        texts=texts,
        places={c: p for c, p in places.items() if c not in twice},
        renamed=frozenset(c for p, c in meant.items() if _is_other_name(texts[p], c)),
        unclear=frozenset({*missing, *twice}),
        width=len(texts),
        faults=tuple(faults),
    )


def names_columns(cells: list[str]) -> bool:
    """Whether a row is the heading of a return, wherever it stands."""
    found = read_headings(cells, 1)
    return len(found.places.keys() - found.renamed) >= HEADING_COLUMNS


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


def _all_meant(texts: tuple[str, ...], unknown: list[int], free: list[str]) -> dict[int, str]:
    """Place -> the column that an unknown heading surely means, which is taken out of `free`."""
    found: dict[int, str] = {}
    for place in unknown[:HINT_LIMIT]:
        column = _meant(texts[place], free)
        if column is not None:
            found[place] = column
            free.remove(column)
    return found


def _meant(text: str, free: list[str]) -> str | None:
    """The column that a heading surely means, of those that are not there otherwise."""
    other = next((column for column in free if _is_other_name(text, column)), None)
    if other is not None:
        return other
    near = difflib.get_close_matches(fold(text)[:80], map(fold, free), n=1, cutoff=SURE)
    return COLUMNS_BY_FOLD[near[0]] if near else None


def _is_other_name(text: str, column: str) -> bool:
    return fold(text[:80]) in OTHER_NAMES.get(column, ())


def _no_heading(texts: tuple[str, ...], line: int) -> Headings:
    message = (
        "the first line is not a heading: it has to name the columns, "
        f"at least {', '.join(REQUIRED_COLUMNS)}"
    )
    wrong = fault(Rule.MISSING_HEADING, message, row=line, value=texts[0] if texts else None)
    return Headings(
        texts=texts,
        places={},
        renamed=frozenset(),
        unclear=frozenset(REQUIRED_COLUMNS),
        width=len(texts),
        faults=(wrong,),
    )


def _twice(text: str, line: int) -> Fault:
    message = f"the heading {quoted(text)} stands twice: keep one of the two columns"
    return fault(Rule.DUPLICATE_HEADING, message, row=line, column=text)


def _unknown(text: str, place: int, meant: str | None, free: list[str], line: int) -> Fault:
    if meant is not None and _is_other_name(text, meant):
        message = (
            f"the column {quoted(text)} is unknown and '{meant}' is missing: rename it '{meant}'"
        )
        return fault(Rule.UNKNOWN_HEADING, message, row=line, column=text, value=text)
    likely = nearest(text[:80], map(fold, free)) if place < HINT_LIMIT else []
    near = [meant] if meant else [COLUMNS_BY_FOLD[name] for name in likely]
    hint = f"did you mean {or_list(near)}?" if near else "leave the column out"
    named = f"{quoted(text)} is not a column of a return"
    what = named if text else f"column {place + 1} has no heading"
    return fault(Rule.UNKNOWN_HEADING, f"{what}: {hint}", row=line, column=text, value=text)


def _perhaps(text: str, missing: str, line: int) -> Fault:
    """The one column that is not known, where one is missing."""
    message = (
        f"the column {quoted(text)} is unknown and '{missing}' is missing: if it is that, rename "
        f"it '{missing}'; if not, leave it out and put '{missing}' in"
    )
    return fault(Rule.UNKNOWN_HEADING, message, row=line, column=text, value=text)


def _missing(column: str, line: int) -> Fault:
    message = f"the column '{column}' is missing: every return has {', '.join(REQUIRED_COLUMNS)}"
    return fault(Rule.MISSING_HEADING, message, row=line, column=column)
