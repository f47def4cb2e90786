"""Whether the figures of one return agree: breakdowns, parts of a total, limits.

Assumes canonical rows. A figure is compared only where everything that belongs to it could be
read, so that one bad cell never makes a second fault out of a sum.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from cjdata.domain.catalogue import Catalogue
from cjdata.domain.states import Mark
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


Totals = Mapping[str, pd.DataFrame]
"""Figures of each component, those for single reasons left out."""


def check_sums(table: Table, catalogue: Catalogue) -> None:
    """Every way in which figures of one return must agree."""
    figures = figures_of(table)
    _check_breakdowns(table, figures)
    settled = _settled(figures.good).groupby("component", sort=False)
    totals = {str(name): group for name, group in settled}
    for component in catalogue.components.values():
        if component.id not in totals:
            continue
        if component.sum_of:
            _check_parts(table, figures, totals, component.id, component.sum_of)
        if component.not_above in totals:
            _check_limit(table, figures, totals, component.id, component.not_above)


def _check_breakdowns(table: Table, figures: Figures) -> None:
    court, reason = figures.good["court"] != "", figures.good["reason"] != ""
    total = figures.good[~court & ~reason]
    by_court, by_reason = figures.good[court & ~reason], figures.good[~court & reason]
    by_both = figures.good[court & reason]
    whole, at_court, for_reason = CELL[:3], CELL[:4], [*CELL[:3], "reason"]
    free = figures.bad
    of_courts = free[free["reason"].isna() | (free["reason"] == "")]
    of_reasons = free[free["court"].isna() | (free["court"] == "")]
    rules = Rule.COURTS_DO_NOT_ADD_UP, Rule.REASONS_DO_NOT_ADD_UP
    _compare(table, total, by_court, whole, of_courts, rules[0])
    _compare(table, total, by_reason, whole, of_reasons, rules[1])
    _compare(table, by_court, by_both, at_court, free, rules[1])
    _compare(table, by_reason, by_both, for_reason, free, rules[0])
    covered = pd.concat([by_court, by_reason])[whole].drop_duplicates()
    alone = total[~_matches(total[whole], covered)]
    _compare(table, alone, by_both, whole, free, rules[1])


def _compare(
    table: Table,
    totals: pd.DataFrame,
    parts: pd.DataFrame,
    by: list[str],
    free: pd.DataFrame,
    rule: Rule,
) -> None:
    """Totals against the sums of their parts; where a part is marked the rest must not exceed."""
    if totals.empty or parts.empty:
        return
    sums = _added(parts, by)
    joined = totals.merge(sums, on=by, how="inner")
    joined = joined[joined["mark"] == ""]
    joined = joined[_disagree(joined)]
    if joined.empty:
        return
    wrong = ~_touched(joined[by], free)
    what = "courts" if rule is Rule.COURTS_DO_NOT_ADD_UP else "reasons"
    for row in joined[wrong].itertuples(index=False):
        where = f" at {row.court}" if row.court else ""
        why = f" for reason {row.reason}" if row.reason else ""
        message = (
            f"the {what} of {row.component}{where}{why} add up to {number_text(row.added)}, "
            f"the total is given as {number_text(row.value)}: mend one of them"
        )
        table.add(rule, message, row.place, "value")


def _added(parts: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """`added` (known parts) and `open` (a part is not available); [z] adds nothing."""
    frame = parts[by].assign(
        added=parts["value"].fillna(0.0), open=parts["mark"] == Mark.NOT_AVAILABLE.value
    )
    sums = frame.groupby(by, sort=False, as_index=False).sum()
    return sums.assign(open=sums["open"] > 0)


def _disagree(joined: pd.DataFrame) -> pd.Series[bool]:
    over = joined["added"] - joined["value"]
    margin = TOLERANCE * np.maximum(1.0, joined["value"])
    return (over > margin) | (~joined["open"].astype(bool) & (over < -margin))


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


def _settled(good: pd.DataFrame) -> pd.DataFrame:
    """Figures by unit, period, component and court, those for single reasons left out.

    As given, else added up from the courts, the reasons, or both; `derived` tells which.
    """
    court, reason = good["court"] != "", good["reason"] != ""
    at_court, whole = CELL[:4], CELL[:3]
    given = good[~reason].assign(derived=False)
    choices = [
        given,
        _added_up(good[court & reason], at_court),
        _added_up(good[court & ~reason], whole),
        _added_up(good[~court & reason], whole),
        _added_up(good[court & reason], whole),
    ]
    return pd.concat(choices, ignore_index=True).drop_duplicates(at_court)


def _added_up(parts: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Parts as one figure, [x] where one of them is; it stands at the first of its rows."""
    if parts.empty:
        return parts.assign(derived=True)
    sums = _added(parts, by)
    sums["place"] = parts.groupby(by, sort=False)["place"].first().to_numpy()
    sums["value"] = sums["added"].where(~sums["open"])
    sums["mark"] = np.where(sums["open"], Mark.NOT_AVAILABLE.value, "")
    return sums.drop(columns=["added", "open"]).assign(
        court=sums["court"] if "court" in by else "", reason="", derived=True
    )


def _unmarked(figures: pd.DataFrame) -> pd.DataFrame:
    return figures[figures["mark"] == ""]


def _check_parts(
    table: Table, figures: Figures, totals: Totals, component: str, names: Sequence[str]
) -> None:
    """A total against the components that add up to it; all given, or more than it already."""
    by = [*RETURN, "court"]
    held = [totals[name] for name in names if name in totals]
    if not held:
        return
    parts, whole = pd.concat(held), _unmarked(totals[component])
    sums = _added(parts, by)
    grouped = parts.groupby(by, sort=False)
    sums["open"] |= grouped["component"].size().to_numpy() < len(names)
    sums["derived_parts"] = grouped["derived"].any().to_numpy()
    joined = whole.merge(sums, on=by)
    joined = joined[_disagree(joined)]
    derived = joined["derived"] | joined["derived_parts"]
    touched = _touched_figures(joined, derived, figures, [component, *names])
    for row in joined[~touched].itertuples(index=False):
        given = "comes to" if row.derived else "is given as"
        message = (
            f"{' + '.join(names)} come to {number_text(row.added)}, "
            f"{component} {given} {number_text(row.value)}: mend one of them"
        )
        table.add(Rule.PARTS_DO_NOT_ADD_UP, message, row.place, "value")


def _check_limit(
    table: Table, figures: Figures, totals: Totals, component: str, limit: str
) -> None:
    """A component against the one that it cannot exceed."""
    by = [*RETURN, "court"]
    high = _unmarked(totals[limit])[[*by, "value", "derived"]]
    high = high.rename(columns={"value": "limit", "derived": "derived_limit"})
    joined = _unmarked(totals[component]).merge(high, on=by)
    joined = joined[joined["value"] > joined["limit"] * (1 + TOLERANCE)]
    derived = joined["derived"] | joined["derived_limit"]
    touched = _touched_figures(joined, derived, figures, [component, limit])
    for row in joined[~touched].itertuples(index=False):
        message = (
            f"{component} is {number_text(row.value)}, more than {limit} "
            f"with {number_text(row.limit)}: mend one of them"
        )
        table.add(Rule.ABOVE_ITS_LIMIT, message, row.place, "value")


def _touched_figures(
    joined: pd.DataFrame, derived: pd.Series[bool], figures: Figures, names: Sequence[str]
) -> Mask:
    """Comparisons that a bad row may belong to; one of a breakdown where that was added up."""
    bad = figures.bad
    if joined.empty or bad.empty:
        return np.zeros(len(joined), dtype=bool)
    bad = bad[bad["component"].isna() | bad["component"].isin(names)]
    whole = bad[bad["reason"].isna() | (bad["reason"] == "")]
    in_return = derived.to_numpy(dtype=bool) & _touched(joined[RETURN], bad)
    return np.asarray(_touched(joined[[*RETURN, "court"]], whole) | in_return, dtype=bool)
