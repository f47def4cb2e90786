"""Whether the figures of one return agree: breakdowns, parts of a total, limits.

Assumes canonical rows. A figure is compared only where everything that belongs to it could be
read, so that one bad cell never makes a second fault out of a sum.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from cjdata.domain.catalogue import Catalogue
from cjdata.returns.added import Counted, Numbers, Settled, Sums, Whole, found_in, settled
from cjdata.returns.figures import CELL, Figures, figures_of
from cjdata.returns.rules import Rule
from cjdata.returns.table import Mask, Table
from cjdata.returns.texts import number_text

RETURN = ["unit", "period"]
TOLERANCE = 1e-6
"""Sums of days and hours are added in floating point."""


def find_duplicates(table: Table) -> None:
    """Rows that say something of the same cell as an earlier one, however they spell it."""
    frame = pd.DataFrame({c: table.columns[c] for c in CELL})
    frame["line"] = table.lines
    frame = frame[table.known(*CELL) & ~table.broken]
    again = frame.duplicated(CELL)
    if not again.any():
        return
    first = frame.groupby(CELL, sort=False)["line"].transform("first")
    places = np.flatnonzero(np.isin(table.lines, frame["line"][again]))
    for place, line in zip(places, first[again], strict=True):
        first_one = table.sheet.line_text(line)
        message = f"this row is about the same figure as {first_one}: keep one of the two"
        table.add(Rule.DUPLICATE_ROW, message, place, "component")
    table.bad |= np.isin(table.lines, frame["line"][frame.duplicated(CELL, keep=False)])


def check_sums(table: Table, catalogue: Catalogue) -> None:
    """Every way in which figures of one return must agree."""
    figures = figures_of(table)
    counted = Counted.of(figures.good)
    _check_breakdowns(table, figures, counted)
    totals = settled(counted)
    for component in catalogue.components.values():
        if component.id not in totals:
            continue
        if component.sum_of:
            _check_parts(table, figures, totals, component.id, component.sum_of)
        if component.not_above in totals:
            _check_limit(table, figures, totals, component.id, component.not_above)


def _check_breakdowns(table: Table, figures: Figures, counted: Counted) -> None:
    court, reason = counted.court > 0, counted.reason > 0
    total, by_court, by_reason, by_both = (
        np.flatnonzero(rows)
        for rows in (~court & ~reason, court & ~reason, ~court & reason, court & reason)
    )
    free = figures.bad
    of_courts = free[free["reason"].isna() | (free["reason"] == "")]
    of_reasons = free[free["court"].isna() | (free["court"] == "")]
    whole = Level(CELL[:3], counted.whole)
    at_court = Level(CELL[:4], counted.at_court)
    for_reason = Level([*CELL[:3], "reason"], counted.for_reason)
    courts, reasons = Rule.COURTS_DO_NOT_ADD_UP, Rule.REASONS_DO_NOT_ADD_UP
    covered = whole.key[np.concatenate([by_court, by_reason])]
    alone = total[~np.isin(whole.key[total], covered)]
    for totals, parts, level, bad, rule in (
        (total, by_court, whole, of_courts, courts),
        (total, by_reason, whole, of_reasons, reasons),
        (by_court, by_both, at_court, free, reasons),
        (by_reason, by_both, for_reason, free, courts),
        (alone, by_both, whole, free, reasons),
    ):
        added = _unlike(counted, totals, parts, level.key)
        if len(added):
            wrong = figures.good.iloc[added.index].assign(added=added.to_numpy())
            _report_breakdowns(table, wrong, level, bad, rule)


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """Columns of which figures of one breakdown have the same, and a number for each."""

    columns: list[str]
    key: Whole


def _unlike(counted: Counted, totals: Whole, parts: Whole, key: Whole) -> pd.Series[float]:
    """What the parts of a total add up to, by its place, where that is not what it says.

    Where a part is marked the rest must not exceed the total.
    """
    sums = Sums.of(key[parts], counted.value[parts], counted.open[parts])
    there, where = found_in(key[totals], sums.key)
    rows = totals[there]
    wrong = _disagree(sums.value[where], counted.value[rows], sums.open[where])
    wrong &= ~counted.marked[rows]
    return pd.Series(sums.value[where[wrong]], index=rows[wrong])


def _report_breakdowns(
    table: Table, wrong: pd.DataFrame, level: Level, free: pd.DataFrame, rule: Rule
) -> None:
    """Totals beside what is `added` up, save those that a bad row may belong to."""
    what = "courts" if rule is Rule.COURTS_DO_NOT_ADD_UP else "reasons"
    for row in wrong[~_touched(wrong[level.columns], free)].itertuples(index=False):
        where = f" at {row.court}" if row.court else ""
        why = f" for reason {row.reason}" if row.reason else ""
        message = (
            f"the {what} of {row.component}{where}{why} add up to {number_text(row.added)}, "
            f"the total is given as {number_text(row.value)}: mend one of them"
        )
        table.add(rule, message, row.place, "value")


def _disagree(added: Numbers, value: Numbers, unavailable: Mask) -> Mask:
    over = added - value
    margin = TOLERANCE * np.maximum(1.0, value)
    return np.asarray((over > margin) | (~unavailable & (over < -margin)), dtype=bool)


def _matches(left: pd.DataFrame, right: pd.DataFrame) -> Mask:
    """Rows of `left` that are among those of `right`, by all columns."""
    if left.empty or right.empty:
        return np.zeros(len(left), dtype=bool)
    found = left.merge(right.drop_duplicates(), how="left", indicator="found")
    return np.asarray(found["found"] == "both", dtype=bool)


def _touched(groups: pd.DataFrame, free: pd.DataFrame) -> Mask:
    """Groups that a bad row may belong to: alike in all that is known of the row."""
    touched = np.zeros(len(groups), dtype=bool)
    if free.empty:
        return touched
    for known, rows in _by_known_columns(free[list(groups.columns)]):
        if not known:
            return np.ones(len(groups), dtype=bool)
        touched |= _matches(groups[known], rows[known])
    return touched


def _by_known_columns(free: pd.DataFrame) -> Iterator[tuple[list[str], pd.DataFrame]]:
    """Bad rows by which of their columns are known."""
    free = free.drop_duplicates()
    known = free.notna()
    for pattern, places in known.groupby(list(free.columns)).indices.items():
        pattern = pattern if isinstance(pattern, tuple) else (pattern,)
        columns = [c for c, is_known in zip(free.columns, pattern, strict=True) if is_known]
        yield columns, free.iloc[places]


def _check_parts(
    table: Table,
    figures: Figures,
    totals: Mapping[str, Settled],
    component: str,
    names: Sequence[str],
) -> None:
    """A total against the components that add up to it; all given, or more than it already."""
    held = [totals[name] for name in names if name in totals]
    if not held:
        return
    whole = totals[component]
    key, value, unavailable, derived = (
        np.concatenate([getattr(part, name) for part in held])
        for name in ("key", "value", "open", "derived")
    )
    sums = Sums.of(key, value, unavailable)
    derived_parts = np.bincount(sums.group, derived, len(sums.key)) > 0
    rows, where = found_in(whole.key, sums.key)
    incomplete = sums.open[where] | (sums.parts[where] < len(names))
    wrong = _disagree(sums.value[where], whole.value[rows], incomplete) & ~whole.marked[rows]
    if not wrong.any():
        return
    rows, where = rows[wrong], where[wrong]
    joined = _named(figures, whole, rows).assign(
        added=sums.value[where], any_derived=whole.derived[rows] | derived_parts[where]
    )
    for row in _untouched(joined, figures, [component, *names]):
        given = "comes to" if row.derived else "is given as"
        message = (
            f"{' + '.join(names)} come to {number_text(row.added)}, "
            f"{component} {given} {number_text(row.value)}: mend one of them"
        )
        table.add(Rule.PARTS_DO_NOT_ADD_UP, message, row.place, "value")


def _check_limit(
    table: Table, figures: Figures, totals: Mapping[str, Settled], component: str, limit: str
) -> None:
    """A component against the one that it cannot exceed."""
    low, high = totals[component], totals[limit]
    rows, where = found_in(low.key, high.key)
    above = low.value[rows] > high.value[where] * (1 + TOLERANCE)
    above &= ~low.marked[rows] & ~high.marked[where]
    if not above.any():
        return
    rows, where = rows[above], where[above]
    joined = _named(figures, low, rows).assign(
        limit=high.value[where], any_derived=low.derived[rows] | high.derived[where]
    )
    for row in _untouched(joined, figures, [component, limit]):
        message = (
            f"{component} is {number_text(row.value)}, more than {limit} "
            f"with {number_text(row.limit)}: mend one of them"
        )
        table.add(Rule.ABOVE_ITS_LIMIT, message, row.place, "value")


def _named(figures: Figures, settled: Settled, rows: Whole) -> pd.DataFrame:
    """RETURN, court, place, value and derived of some settled figures."""
    named = figures.good.iloc[settled.row[rows]][[*RETURN, "court", "place"]]
    return named.assign(
        court=named["court"].where(settled.named_court[rows], ""),
        value=settled.value[rows],
        derived=settled.derived[rows],
    )


def _untouched(joined: pd.DataFrame, figures: Figures, names: Sequence[str]) -> Iterator[Any]:
    """Comparisons that no bad row may belong to; one of a breakdown where that was added up."""
    bad = figures.bad
    if len(bad):
        bad = bad[bad["component"].isna() | bad["component"].isin(names)]
        whole = bad[bad["reason"].isna() | (bad["reason"] == "")]
        in_return = joined["any_derived"].to_numpy(dtype=bool) & _touched(joined[RETURN], bad)
        joined = joined[~(_touched(joined[[*RETURN, "court"]], whole) | in_return)]
    yield from joined.itertuples(index=False)
