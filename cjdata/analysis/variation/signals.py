"""Which latest monthly figures moved by more than their own past explains, and by how many cases.

It rests on complete figures alone. London is left out, since it is the sum of those looked at;
measures that outcomes of one listing share are one decision. Run rules of the XmR chart stand
beside a signal and decide nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cjdata.analysis.figures.figures import factor_of, known_periods
from cjdata.analysis.figures.whole import whole_counts
from cjdata.analysis.process.controllers import (
    controllers_of,
    defined_for,
    reasons_behind,
)
from cjdata.analysis.variation.signal_list import LeftOut, Signal, SignalList
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import ComponentKind, Measure
from cjdata.domain.periods import Grain, Period
from cjdata.domain.states import Direction
from cjdata.domain.units import Unit, UnitKind
from cjdata.snapshot.reader import Reader
from cjdata.stats.signals import Kind, Signals, State, latest_signals
from cjdata.stats.xmr import Judgement, Rule, xmr_many

MONTHS_HELD_AGAINST = 60
COMPLETE_SHARE = 0.5
"""A month is the latest to look at when this share of the units that ever sent have a figure."""
LONGEST_LABEL = 45
COUNTED = (ComponentKind.COUNT, ComponentKind.SUM)


def signals(reader: Reader, catalogue: Catalogue, known_at: dt.date) -> SignalList:
    """All boroughs by all monthly measures, and the Crown Courts by theirs."""
    looked, left_out = _measures(catalogue)
    kinds = {m.id: kind_of(catalogue, m) for m in looked}
    everything = _frame(reader, catalogue, looked, known_at)
    frame = everything[_possible(everything, kinds)]
    found = latest_signals(
        frame,
        kinds=kinds,
        compositions=compositions(catalogue, looked),
    )
    points = _worth_naming(found)
    rules = _rules(catalogue, frame, points)
    named = [_signal(reader, catalogue, row, rules, known_at) for row in points.to_dict("records")]
    return SignalList(
        known_at=known_at,
        signals=tuple(s for s in named if s.called),
        beyond_level=tuple(s for s in named if not s.called),
        looked_at=found.looked_at,
        figures=len(found.points),
        expected_by_chance=found.expected_by_chance,
        at_level=found.at_level,
        level=found.level,
        false_discovery=found.false_discovery,
        false_at_most=found.false_at_most,
        measures=tuple(m for m in looked if m.id in set(found.points["measure"])),
        left_out=left_out,
        not_judged=_not_judged(found, len(everything) - len(frame)),
    )


def kind_of(catalogue: Catalogue, measure: Measure) -> Kind:
    """How the counts of a measure scatter: a share of cases, a mean of sums, or a rate."""
    if measure.interval == "wilson":
        return Kind.PROPORTION
    kinds = {catalogue.components[p.component].kind for p in measure.numerator}
    return Kind.MEAN if ComponentKind.SUM in kinds else Kind.RATE


def units_looked_at(catalogue: Catalogue, measure: Measure) -> tuple[Unit, ...]:
    """The boroughs, or for what the Crown Court alone counts the Crown Courts."""
    for kind in (UnitKind.BOROUGH, UnitKind.CROWN_COURT):
        if kind in measure.levels:
            return catalogue.of_kind(kind)
    return ()


def compositions(catalogue: Catalogue, measures: Sequence[Measure]) -> dict[str, tuple[str, ...]]:
    """Measures that share their cases: outcomes, not single reasons, of one denominator."""
    together: dict[tuple[object, ...], list[str]] = {}
    for measure in measures:
        whole = not any(part.reasons for part in measure.numerator)
        if whole and kind_of(catalogue, measure) is Kind.PROPORTION:
            together.setdefault(measure.denominator, []).append(measure.id)
    return {" ".join(names): tuple(names) for names in together.values() if len(names) > 1}


def _measures(catalogue: Catalogue) -> tuple[tuple[Measure, ...], tuple[LeftOut, ...]]:
    looked, left_out = [], []
    for measure in catalogue.measures.values():
        why = _why_not(catalogue, measure)
        if why:
            left_out.append(LeftOut(measure=measure, why=why))
        else:
            looked.append(measure)
    return tuple(looked), tuple(left_out)


def _why_not(catalogue: Catalogue, measure: Measure) -> str:
    if not measure.numerator:
        return "made from the record, not from returns"
    if not units_looked_at(catalogue, measure):
        return "no borough or Crown Court sends it"
    if any(c.frequency != "month" for c in catalogue.collections_behind(measure)):
        return "sent by the quarter: three years do not give a quarter enough of a past"
    if any(catalogue.components[name].kind not in COUNTED for name in measure.components):
        return "a stock or roster, not a count of a month's cases"
    return ""


def _frame(
    reader: Reader, catalogue: Catalogue, measures: Sequence[Measure], known_at: dt.date
) -> pd.DataFrame:
    """unit, measure, period, numerator, denominator of complete months up to the latest."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for measure in measures:
        units = tuple(u.id for u in units_looked_at(catalogue, measure))
        groups.setdefault(units, []).append(measure.id)
    frames = []
    for units, names in groups.items():
        periods = known_periods(
            reader, catalogue, names, Grain.MONTH, known_at, MONTHS_HELD_AGAINST + 1
        )
        frames.append(
            whole_counts(
                reader, catalogue, measures=names, units=units, periods=periods, known_at=known_at
            )
        )
    counts = pd.concat(frames, ignore_index=True).rename(columns={"last_month": "period"})
    return _up_to_latest(counts)


def _up_to_latest(counts: pd.DataFrame) -> pd.DataFrame:
    """Without the months at the end for which fewer than half of a measure's units have come."""
    if counts.empty:
        return counts
    units = counts.groupby("measure")["unit"].nunique()
    sent = counts.groupby(["measure", "period"]).size().reset_index(name="units")
    enough = sent[sent["units"] >= COMPLETE_SHARE * sent["measure"].map(units)]
    latest = _of_each(counts["measure"], enough.groupby("measure")["period"].max().to_dict())
    return counts[counts["period"] <= latest].reset_index(drop=True)


def _of_each(measures: pd.Series, known: Mapping[str, Any]) -> NDArray[Any]:
    """What is known of the measure of each row, looked up once a measure: `map` does it for all
    thirty thousand rows, a twelfth of the whole look."""
    numbers, names = pd.factorize(measures)
    found: NDArray[Any] = np.array([known.get(name, np.nan) for name in names])[numbers]
    return found


def _worth_naming(found: Signals) -> pd.DataFrame:
    """The points called, and those beyond the plain level: of a composition what moved most."""
    points, together = found.points, found.compositions
    moved = set(zip(together["unit"], together["moved"], strict=True))
    beyond = set(
        together.loc[together["p_value"] <= found.level, ["unit", "moved"]].itertuples(
            index=False, name=None
        )
    )
    keys = list(zip(points["unit"], points["measure"], strict=True))
    alone = (points["composition"] == "") & (points["p_value"] <= found.level)
    kept = alone | pd.Series([k in moved and k in beyond for k in keys], index=points.index)
    chosen = points[kept | points["called"].astype(bool)]
    return chosen.sort_values(["p_value", "unit", "measure"], kind="stable")


def _rules(
    catalogue: Catalogue, frame: pd.DataFrame, called: pd.DataFrame
) -> dict[tuple[str, str], tuple[Rule, ...]]:
    """The rules that the latest point of each called series breaks on its monthly XmR chart."""
    if called.empty:
        return {}
    keys = pd.MultiIndex.from_frame(called[["measure", "unit"]])
    series = frame.assign(value=frame["numerator"] / frame["denominator"]).pivot_table(
        index=["measure", "unit"], columns="period", values="value"
    )
    months = range(int(series.columns.min()), int(series.columns.max()) + 1)
    grid = series.reindex(index=keys, columns=list(months)).to_numpy(dtype=float)
    charts = xmr_many(
        grid,
        improvement=[catalogue.measures[str(name)].direction.value for name, _ in keys],
    )
    last = (called["period"] - months[0]).to_numpy(dtype=int)
    rows = np.arange(len(keys))
    flags = {rule: grid[rows, last] for rule, grid in charts.causes.flags.items()}
    return {
        (str(key[0]), str(key[1])): tuple(rule for rule in Rule if flags[rule][row])
        for row, key in enumerate(keys)
    }


def _signal(
    reader: Reader,
    catalogue: Catalogue,
    row: Mapping[str, Any],
    rules: Mapping[tuple[str, str], tuple[Rule, ...]],
    known_at: dt.date,
) -> Signal:
    measure, unit = catalogue.measures[str(row["measure"])], catalogue.units[str(row["unit"])]
    number = {name: float(row[name]) for name in NUMBERS}
    factor, called = factor_of(measure), bool(row["called"])
    period = Period(int(row["period"]), int(row["period"]))
    rising = number["size"] > 0
    named = None if reasons_behind(catalogue, measure)[0] else defined_for(measure)
    if called:
        named = controllers_of(reader, catalogue, measure, unit.id, period, known_at, rising=rising)
    return Signal(
        measure=measure,
        unit=unit,
        period=period,
        numerator=number["numerator"],
        denominator=number["denominator"] if measure.denominator else None,
        value=factor * number["value"],
        expected=factor * number["expected"],
        lower=factor * number["lower"],
        upper=factor * number["upper"],
        size=number["size"],
        counted=counted_words(catalogue, measure),
        p_value=number["p_value"],
        judgement=judgement_of(measure, number["size"]),
        rules=rules[measure.id, unit.id],
        called=called,
        controllers=named,
    )


def counted_words(catalogue: Catalogue, measure: Measure) -> str:
    """What a signal's size is counted in: `ineffective trials`, `hours`, `defendants`."""
    component = catalogue.components[measure.numerator[0].component]
    label = component.label
    plain = component.kind is ComponentKind.COUNT and ":" not in label
    if not plain or len(label) > LONGEST_LABEL:
        return component.counts
    return label[:1].lower() + label[1:]


NUMBERS = ("numerator", "denominator", "value", "expected", "lower", "upper", "size", "p_value")


def judgement_of(measure: Measure, size: float) -> Judgement:
    """Better or worse by the measure's direction; neutral where it has none."""
    if measure.direction is Direction.NEUTRAL:
        return Judgement.NEUTRAL
    better = (size > 0) == (measure.direction is Direction.INCREASE)
    return Judgement.IMPROVEMENT if better else Judgement.CONCERN


def _possible(frame: pd.DataFrame, kinds: Mapping[str, Kind]) -> pd.Series:
    """Which figures can be counts of cases: no part above its whole, no broken count."""
    kind = _of_each(frame["measure"], kinds)
    over = (frame["numerator"] > frame["denominator"]) & (kind == Kind.PROPORTION)
    broken = (frame["numerator"] % 1 != 0) & (kind != Kind.MEAN)
    parts = (frame["denominator"] % 1 != 0) & (kind == Kind.PROPORTION)
    return ~(over | broken | parts)


def _not_judged(found: Signals, impossible: int) -> dict[str, int]:
    words = {
        State.MISSING: "no complete figure for the month",
        State.NO_CASES: "no cases in the month",
        State.TOO_SHORT: "fewer than twelve earlier months",
    }
    counts = found.not_judged["state"].value_counts()
    why = {text: int(counts[state]) for state, text in words.items() if state in counts}
    return why | ({"months whose counts cannot be": impossible} if impossible else {})
