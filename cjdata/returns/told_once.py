"""Faults as people read them: what many rows have alike is said once, with their numbers.

Machines get every row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from cjdata.domain.returns import Fault

ADDRESS = re.compile(r" \([A-Z]+[0-9]+\)$")
"""Of a cell, behind the heading of its column."""
ROWS_NAMED = 5


def told_once(faults: Iterable[Fault]) -> list[Fault]:
    """The first of the faults that say the same of one column, which names the rows of the others.

    Messages quote the value, so that those of one message are of one value.
    """
    found: dict[tuple[object, ...], tuple[Fault, list[int]]] = {}
    for fault in faults:
        heading = ADDRESS.sub("", fault.column or "")
        key = (fault.rule, fault.message, fault.sheet, heading, fault.row is None)
        _, rows = found.setdefault(key, (fault, []))
        if fault.row is not None:
            rows.append(fault.row)
    return [replace(f, message=f.message + _so_too(rows[1:])) for f, rows in found.values()]


def _so_too(rows: list[int]) -> str:
    if not rows:
        return ""
    some = ", ".join(map(str, rows[:ROWS_NAMED]))
    rest = f" and {len(rows) - ROWS_NAMED:,} more to row {rows[-1]}"
    return f" (so too in row {some}{rest if len(rows) > ROWS_NAMED else ''})"
