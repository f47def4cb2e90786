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
from cjdata.returns.levels import find_unusual, whole_figures
from cjdata.returns.rows import (
    CELL_COLUMNS,
    COLUMNS,
    KEY_COLUMNS,
    by_key,
    content_hash,
    no_rows,
)
from cjdata.returns.rules import Rule, fault
from cjdata.returns.texts import number_text, shown

SAMPLE = 3
"""Figures that the sentence on a revision spells out."""
IDENTITY = [*KEY_COLUMNS, *CELL_COLUMNS]
SAID = ["value", "mark", "note"]


class Change(StrEnum):
    """What a return is to the one that stands."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What accepting a file would change; the frames have the columns of rows."""

    returns: Mapping[ReturnKey, Change]
    """Every return of the file, sorted."""
    added: pd.DataFrame
    """Rows whose cell the standing return does not have: all rows of a new return."""
    changed: pd.DataFrame
    """Rows that say something else, with `old_value`, `old_mark` and `old_note` beside them."""
    withdrawn: pd.DataFrame
    """Standing rows that a new return of the same key leaves out."""
    warnings: tuple[Fault, ...]

    def of(self, change: Change) -> tuple[ReturnKey, ...]:
        """The returns that are new, changed or unchanged."""
        return tuple(key for key, found in self.returns.items() if found is change)


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
    standing = pd.concat([no_rows(), *(previous[k] for k in hashes if k in previous)])[COLUMNS]
    stood = content_hash(standing)
    returns = {key: _change(hashes[key], stood.get(key)) for key in hashes}
    joined = checked_rows.merge(
        standing[[*IDENTITY, *SAID]].rename(columns={c: f"old_{c}" for c in SAID}),
        on=IDENTITY,
        how="left",
        indicator="found",
    )
    is_old = joined["found"] == "both"
    changed = joined[is_old & ~_same(joined)].drop(columns="found").reset_index(drop=True)
    added = checked_rows[~is_old.to_numpy()].reset_index(drop=True)
    withdrawn = _missing_from(checked_rows, standing)
    warnings = [
        *_revisions(returns, added, changed, withdrawn),
        *_omissions(withdrawn),
        *find_unusual(whole_figures(checked_rows), levels),
    ]
    return Comparison(
        returns=returns,
        added=added,
        changed=changed,
        withdrawn=withdrawn,
        warnings=tuple(sorted(warnings, key=_place)),
    )


def _place(warning: Fault) -> float:
    """Where a warning stands: what no row of the file says comes after what one says."""
    return float("inf") if warning.row is None else warning.row


def _change(content: str, standing: str | None) -> Change:
    if standing is None:
        return Change.NEW
    return Change.UNCHANGED if content == standing else Change.CHANGED


def _same(joined: pd.DataFrame) -> pd.Series[bool]:
    """Rows that say what they said; of two marked values only the marks count."""
    same = (joined["mark"] == joined["old_mark"]) & (joined["note"] == joined["old_note"])
    return same & ((joined["value"] == joined["old_value"]) | (joined["mark"] != ""))


def _missing_from(rows: pd.DataFrame, standing: pd.DataFrame) -> pd.DataFrame:
    if standing.empty:
        return standing
    found = standing[IDENTITY].merge(rows[IDENTITY], how="left", indicator="found")["found"]
    return standing[(found == "left_only").to_numpy()].reset_index(drop=True)


def _revisions(
    returns: Mapping[ReturnKey, Change],
    added: pd.DataFrame,
    changed: pd.DataFrame,
    withdrawn: pd.DataFrame,
) -> list[Fault]:
    """One warning for each return that supersedes another: what it changes."""
    parts = by_key(changed)
    revised = [key for key, change in returns.items() if change is Change.CHANGED]
    sizes = [frame.groupby(KEY_COLUMNS).size().to_dict() for frame in (added, withdrawn)]
    return [
        _revision(key, parts.get(key, changed.head(0)), *(n.get(_names(key), 0) for n in sizes))
        for key in revised
    ]


def _names(key: ReturnKey) -> tuple[str, str, str]:
    return key.collection, key.unit, str(key.period)


def _revision(key: ReturnKey, changed: pd.DataFrame, added: int, withdrawn: int) -> Fault:
    figures = [
        f"{_cell_text(row)} {_said(row.old_value, row.old_mark)} to {_said(row.value, row.mark)}"
        for row in changed.head(SAMPLE).itertuples(index=False)
        if _said(row.old_value, row.old_mark) != _said(row.value, row.mark)
    ]
    counts = f"{len(changed)} changed, {added} added, {withdrawn} omitted"
    message = f"this supersedes the return {key}: rows {counts}"
    if figures:
        more = ", ..." if len(changed) > SAMPLE else ""
        message += f" ({', '.join(figures)}{more})"
    line = None if changed.empty else int(changed["line"].min())
    return fault(Rule.REVISION, message, row=line)


def _omissions(withdrawn: pd.DataFrame) -> list[Fault]:
    """One warning for each return whose new form leaves standing rows out; `withdrawn` lists them.

    A return in totals that replaces one with reasons leaves out dozens: that is one mistake.
    """
    return [_omission(key, rows) for key, rows in by_key(withdrawn).items()]


def _omission(key: ReturnKey, rows: pd.DataFrame) -> Fault:
    first = next(rows.itertuples(index=False))
    if len(rows) == 1:
        value = _said(first.value, first.mark)
        message = (
            f"the return {key} that stands has {_cell_text(first)} with {value}, "
            "this one leaves it out: it will be withdrawn"
        )
        return fault(Rule.ROWS_OMITTED, message, value=value)
    return fault(
        Rule.ROWS_OMITTED,
        f"{len(rows):,} {_kind(rows)}rows of the return {key} that stands would be withdrawn, "
        f"since this one leaves them out: {_cell_text(first)} and {len(rows) - 1:,} more",
    )


def _kind(rows: pd.DataFrame) -> str:
    """`court and reason ` where every row is of a court or a reason, empty where one is whole."""
    court, reason = rows["court"] != "", rows["reason"] != ""
    if not (court | reason).all():
        return ""
    kinds = [name for name, found in (("court", court), ("reason", reason)) if found.any()]
    return f"{' and '.join(kinds)} "


def _cell_text(row: object) -> str:
    """The cell that a row is about, in words."""
    court, reason = getattr(row, "court", ""), getattr(row, "reason", "")
    where = f" at {court}" if court else ""
    why = f" for reason {shown(reason)}" if reason else ""
    return f"{getattr(row, 'component', '')}{where}{why}"


def _said(value: float, mark: str) -> str:
    return mark or number_text(value)
