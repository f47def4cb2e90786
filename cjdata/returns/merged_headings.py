"""Merged cells in the heading of a worksheet: one fault, whatever columns are missing for them.

Assumes a heading that was read. A heading merged over cells that nobody needs harms nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cjdata.domain.returns import REQUIRED_COLUMNS, Fault
from cjdata.returns.headings import Headings
from cjdata.returns.rules import Rule, fault
from cjdata.returns.sheet_xml import Place, area_name
from cjdata.returns.texts import and_list

AREA_LIMIT = 8
"""Merged areas that are looked at: a hostile file may have a million of them."""


def say_merged(headings: Headings, merged: Iterable[tuple[Place, Place]], top: int) -> Headings:
    """The heading of row `top`, with the merged cells named for which columns are missing."""
    areas = [(a, b) for a, b in merged if a[0] <= top <= b[0] and a[1] < b[1]]
    areas = areas[:AREA_LIMIT]
    lost = [column for column in REQUIRED_COLUMNS if column in headings.unclear]
    if not areas or not lost or not headings.places:
        return headings
    over = {p for first, last in areas for p in range(first[1], last[1] + 1)}
    nameless = {headings.texts[p] for p in over if p < len(headings.texts)}
    nameless -= {headings.texts[p] for p in headings.places.values()}
    kept = tuple(f for f in headings.faults if not _is_of(f, nameless))
    cells = and_list([area_name(first, last) for first, last in areas])
    columns = and_list([f"'{column}'" for column in lost])
    message = (
        f"the heading cells {cells} are merged and {columns} {'is' if len(lost) == 1 else 'are'} "
        "missing: take them apart and head each column"
    )
    found = fault(Rule.MERGED_CELLS, message, row=top + 1, column=headings.texts[areas[0][0][1]])
    return replace(headings, faults=(found, *kept), width=max(headings.width, max(over) + 1))


def _is_of(found: Fault, nameless: set[str]) -> bool:
    """Whether a fault of the heading only says what comes of its merged cells."""
    if found.rule == Rule.MISSING_HEADING:
        return True
    return found.rule == Rule.UNKNOWN_HEADING and found.column in nameless
