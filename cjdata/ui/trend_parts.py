"""What a trend is made of: its figure by court and by reason, and what each reason added."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pandas as pd
from markupsafe import Markup

from cjdata.analysis.figures.breakdown import (
    Breakdown,
    Slice,
    by_court,
    by_crown_court,
    by_reason,
    parts_of,
)
from cjdata.analysis.figures.figures import known_periods
from cjdata.analysis.figures.trend import LONDON
from cjdata.charts import words
from cjdata.charts.reason_words import hindsight, reason_name, short_name
from cjdata.charts.trend_tables import breakdown_table
from cjdata.charts.word_size import trend_line
from cjdata.domain.measures import Measure
from cjdata.domain.periods import Period
from cjdata.domain.units import UnitKind
from cjdata.ui import pareto
from cjdata.ui.address import View
from cjdata.ui.house import House, kept
from cjdata.ui.show import below_one_another, rendered
from cjdata.ui.trends import SOURCE, measure_of, of_returns, unit_label
from cjdata.ui.turning import kept_between_turns
from cjdata.ui.twin import Table, twins

WINDOWS_SHOWN = 25
"""Windows of the lines in the tables: two years of months."""
ROWS_SHOWN = 10
WITHOUT_COURTS = (UnitKind.CROWN_COURT, UnitKind.MAGISTRATES_COURT, UnitKind.AREA)
NAMES = ("measure", "unit", "grain", "beside")


@kept_between_turns
def parts(house: House, view: View) -> str:
    """The sections that there are, one below the other."""
    sections = [_courts(house, view, courts_of(house, view))] if tells_courts(house, view) else []
    if tells_reasons(house, view):
        found = reasons_of(house, view)
        sections += [_reasons(house, view, found), pareto.of_reasons(house, view, found)]
    return below_one_another(*sections) if sections else ""


def tables(house: House, view: View, name: str) -> None:
    """Every court and every reason as tables, for the sections that there are."""
    of = f"{measure_of(house, view).short}, {unit_label(house.catalogue.units[view.unit])}"
    found: dict[str, Callable[[], pd.DataFrame]] = {}
    if tells_courts(house, view):
        found["court"] = lambda: courts_frame(house, view)
    if tells_reasons(house, view):
        found["reason"] = lambda: reasons_frame(house, view)
    told = " and ".join(f"every {kind}" for kind in found)
    label = words.opening(f"{told} as {'a table' if len(found) == 1 else 'tables'}")
    every = [
        Table(make, f"{kind}s-{name}", SOURCE, f"Every {kind}: {of}")
        for kind, make in found.items()
    ]
    twins(label, *every, key="parts")


def tells_courts(house: House, view: View) -> bool:
    """Whether returns tell the courts of the unit apart."""
    measure, kind = measure_of(house, view), house.catalogue.units[view.unit].kind
    if kind in WITHOUT_COURTS or not _windows(house, view):
        return False
    if _of_crown_courts(measure):
        return view.unit == LONDON and not view.reason
    return parts_of(house.catalogue, measure, "court")


def tells_reasons(house: House, view: View) -> bool:
    told = parts_of(house.catalogue, measure_of(house, view), "reason")
    return told and of_returns(house, view) and bool(_windows(house, view))


def courts_of(house: House, view: View) -> Breakdown:
    """The measure at each court of the unit."""
    asked = house.reader, house.catalogue, measure_of(house, view)
    periods = _windows(house, view)
    if _of_crown_courts(measure_of(house, view)):
        return by_crown_court(*asked, periods, view.known_at)
    return by_court(*asked, view.unit, periods, view.known_at, view.reason)


def reasons_of(house: House, view: View) -> Breakdown:
    asked = house.reader, house.catalogue, measure_of(house, view), view.unit
    return by_reason(*asked, _windows(house, view), view.known_at)


def _of_crown_courts(measure: Measure) -> bool:
    """Whether Crown Courts alone have it."""
    return UnitKind.CROWN_COURT in measure.levels and UnitKind.BOROUGH not in measure.levels


@kept
def _windows(house: House, view: View) -> tuple[Period, ...]:
    """The last ones that returns speak of."""
    asked = [view.measure], view.grain, view.known_at, WINDOWS_SHOWN
    return tuple(known_periods(house.reader, house.catalogue, *asked))


def _courts(house: House, view: View, found: Breakdown) -> str:
    """By court: the rate at each court, or one reason's share of the trials there."""
    measure = measure_of(house, view)
    of_reason = f"{short_name(house.catalogue, view.reason)}, " if view.reason else ""
    rows = [
        _row(s, house.catalogue.units[s.key].name, _court_address(house, view, s.key))
        for s in found.slices[:ROWS_SHOWN]
    ]
    return rendered(
        "slices",
        title=words.opening(f"{of_reason}by court"),
        period=found.windows[-1].label,
        what="Court",
        counted="Count",
        share="Share",
        line=f"{len(found.windows)} periods, {view.grain.label}",
        rows=rows,
        empty="No return of this period tells courts apart.",
        note=_courts_note(found, measure.short, unit_label(house.catalogue.units[view.unit])),
        back=view.link("performance-trends", *NAMES) if view.reason else "",
    )


def _courts_note(found: Breakdown, short: str, name: str) -> str:
    more = len(found.slices) - ROWS_SHOWN
    rest = f" {more} more courts are in the table." if more > 0 else ""
    many = found.returns_now > 1
    of = f"; from {found.returns_now} returns a period at most" if many else ""
    return f"{short}: trials of {name} at each court, most first{of}.{rest}"


def _court_address(house: House, view: View, court: str) -> str:
    if house.catalogue.units[court].kind in measure_of(house, view).levels:
        return view.link("performance-trends", *NAMES, unit=court)
    return ""


def _reasons(house: House, view: View, found: Breakdown) -> str:
    """By reason: counts and shares of what the measure is of, each a link to its courts."""
    known = house.catalogue.reasons
    shown = [s for s in found.slices if s.key in known or s.now or s.before][:ROWS_SHOWN]
    rows = [
        _row(
            s,
            reason_name(house.catalogue, s.key),
            view.link("performance-trends", *NAMES, reason=s.key),
            of=False,
        )
        for s in shown
    ]
    late = hindsight(house.catalogue, [s.key for s in found.slices], found.windows[-1])
    more = len(found.slices) - len(rows)
    return rendered(
        "slices",
        title="By reason",
        period=found.windows[-1].label,
        what="Reason; choose one to see it by court",
        counted="Count",
        share=f"Share of {_whole(house, view)}",
        line=f"{len(found.windows)} periods, {view.grain.label}",
        rows=rows,
        empty="No return of this period gives reasons.",
        note=f"{f'{more} more are in the table. ' if more > 0 else ''}{late}",
        back="",
    )


def _whole(house: House, view: View) -> str:
    """What the reasons are shares of: the cases that the measure divides by."""
    parts = measure_of(house, view).denominator
    return house.catalogue.components[parts[0].component].label.lower() if parts else "these"


class Row(NamedTuple):
    """A court or a reason in its table, as it is read."""

    name: str
    address: str
    cases: str
    rate: str
    of: str
    before: str
    before_of: str
    change: str
    trend: Markup


def _row(part: Slice, name: str, to: str, *, of: bool = True) -> Row:
    share, share_before = part.share, part.share_before
    before_of = (
        _of(part.before, part.base_before if of else None) if part.before is not None else ""
    )
    return Row(
        name=name,
        address=to,
        cases=f"{part.now:,.0f}",
        rate=_percent(share),
        of=f"of {part.base_now:,.0f}" if of and part.base_now is not None else "",
        before=_percent(share_before),
        before_of=before_of,
        change="–" if share is None or share_before is None else _signed(share - share_before),
        trend=trend_line(part.trend),
    )


def _of(count: float, base: float | None) -> str:
    return f"{count:,.0f}" + ("" if base is None else f" of {base:,.0f}")


def _percent(value: float | None) -> str:
    return "–" if value is None else words.figure(value, "pct", 1)


def _signed(change: float) -> str:
    """`+3.1 points`, with a true minus."""
    return words.signed_change(change, 1, "points")


def courts_frame(house: House, view: View) -> pd.DataFrame:
    return breakdown_table(courts_of(house, view), "court")


def reasons_frame(house: House, view: View) -> pd.DataFrame:
    return pareto.table(house, view, reasons_of(house, view))
