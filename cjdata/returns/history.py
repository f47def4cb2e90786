"""What accepting rows would change, and what looks odd beside the unit's own past.

Assumes rows that passed the checks. Everything found here is a warning: the history may be what
is wrong, and a real event may look like a mistake.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from cjdata.domain.returns import Fault, ReturnKey
from cjdata.returns.levels import jumps as find_jumps
from cjdata.returns.levels import repeated_periods, whole_figures
from cjdata.returns.rows import CELL_COLUMNS, by_key, content_hash, no_rows
from cjdata.returns.rules import Rule, fault
from cjdata.returns.texts import number_text, shown

SAMPLE = 3
"""Figures that the sentence on a revision spells out."""


class Change(StrEnum):
    """What a return is to the one that stands."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnChange:
    """What one return would change; the frames have the columns of rows."""

    key: ReturnKey
    change: Change
    added: pd.DataFrame
    """Rows whose cell the standing return does not have; all rows of a new return."""
    changed: pd.DataFrame
    """Rows that say something else, with `old_value`, `old_mark` and `old_note` beside them."""
    withdrawn: pd.DataFrame
    """Standing rows that the new return leaves out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What accepting a file would change, return by return, with warnings."""

    returns: tuple[ReturnChange, ...]
    warnings: tuple[Fault, ...]

    def of(self, change: Change) -> tuple[ReturnChange, ...]:
        return tuple(r for r in self.returns if r.change is change)


def compare(
    checked_rows: pd.DataFrame,
    *,
    previous: Mapping[ReturnKey, pd.DataFrame],
    levels: pd.DataFrame,
) -> Comparison:
    """What the rows change against the standing ones.

    `previous`: the standing rows of each key that has a return. `levels`: unit, component,
    court_tier, month (year * 12 + month - 1) and value of whole figures as they stand.
    """
    hashes = content_hash(checked_rows)
    parts = by_key(checked_rows)
    returns = tuple(
        _change(key, parts[key], hashes[key], previous.get(key)) for key in sorted(parts)
    )
    warnings = [w for r in returns for w in (*_revision(r), *_omissions(r))]
    figures = whole_figures(checked_rows)
    warnings += find_jumps(figures, levels)
    warnings += repeated_periods(figures, levels)
    return Comparison(returns=returns, warnings=tuple(sorted(warnings, key=lambda w: w.row or 0)))


def _change(
    key: ReturnKey, rows: pd.DataFrame, content: str, standing: pd.DataFrame | None
) -> ReturnChange:
    if standing is None:
        return _return_change(key, Change.NEW, added=rows)
    if content_hash(standing)[key] == content:
        return _return_change(key, Change.UNCHANGED)
    old = standing[[*CELL_COLUMNS, "value", "mark", "note"]]
    old = old.rename(columns={c: f"old_{c}" for c in ("value", "mark", "note")})
    joined = rows.merge(old, on=CELL_COLUMNS, how="left", indicator="found")
    both = joined["found"] == "both"
    same = (joined["mark"] == joined["old_mark"]) & (joined["note"] == joined["old_note"])
    same &= (joined["value"] == joined["old_value"]) | (joined["mark"] != "")
    new_cells = rows[CELL_COLUMNS].assign(kept=True)
    kept = standing[CELL_COLUMNS].merge(new_cells, on=CELL_COLUMNS, how="left")["kept"].notna()
    return _return_change(
        key,
        Change.CHANGED,
        added=rows[~both.to_numpy()],
        changed=joined[both & ~same].drop(columns="found"),
        withdrawn=standing[~kept.to_numpy()],
    )


def _return_change(
    key: ReturnKey,
    change: Change,
    *,
    added: pd.DataFrame | None = None,
    changed: pd.DataFrame | None = None,
    withdrawn: pd.DataFrame | None = None,
) -> ReturnChange:
    nothing_changed = no_rows().assign(old_value=0.0, old_mark="", old_note="")
    return ReturnChange(
        key=key,
        change=change,
        added=no_rows() if added is None else added.reset_index(drop=True),
        changed=nothing_changed if changed is None else changed.reset_index(drop=True),
        withdrawn=no_rows() if withdrawn is None else withdrawn.reset_index(drop=True),
    )


def _revision(found: ReturnChange) -> list[Fault]:
    """One sentence on what a superseding return changes."""
    if found.change is not Change.CHANGED:
        return []
    figures = [
        f"{_cell_text(row)} {_said(row.old_value, row.old_mark)} to {_said(row.value, row.mark)}"
        for row in found.changed.head(SAMPLE).itertuples(index=False)
        if _said(row.old_value, row.old_mark) != _said(row.value, row.mark)
    ]
    counts = (
        f"{len(found.changed)} changed, {len(found.added)} added, {len(found.withdrawn)} omitted"
    )
    message = f"this supersedes the return {found.key}: rows {counts}"
    if figures:
        more = ", ..." if len(found.changed) > SAMPLE else ""
        message += f" ({', '.join(figures)}{more})"
    lines = [*found.changed["line"], *found.added["line"]]
    return [fault(Rule.REVISION, message, row=min(lines) if lines else None)]


def _omissions(found: ReturnChange) -> list[Fault]:
    """One warning for each standing row that the new return leaves out."""
    return [
        fault(
            Rule.ROWS_OMITTED,
            f"the return {found.key} that stands has {_cell_text(row)} with "
            f"{_said(row.value, row.mark)}, this one leaves it out: it will be withdrawn",
            value=_said(row.value, row.mark),
        )
        for row in found.withdrawn.itertuples(index=False)
    ]


def _cell_text(row: object) -> str:
    court, reason = getattr(row, "court", ""), getattr(row, "reason", "")
    where = f" at {court}" if court else ""
    why = f" for reason {shown(reason)}" if reason else ""
    return f"{getattr(row, 'component', '')}{where}{why}"


def _said(value: float, mark: str) -> str:
    return mark or number_text(value)
