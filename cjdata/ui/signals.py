"""What moved by more than its own past explains: the list on the overview and of one borough."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pandas as pd

from cjdata.analysis.variation.looks import look_day
from cjdata.analysis.variation.signal_list import Signal, SignalList
from cjdata.charts import words
from cjdata.charts.signal_texts import (
    JUDGEMENT_SIGNS,
    JUDGEMENT_WORDS,
    expected_words,
    looked_at_words,
    not_looked_at_words,
    rules_words,
    signal_sentence,
    size_words,
    value_words,
    who_words,
)
from cjdata.stats.xmr import Judgement
from cjdata.ui import reads
from cjdata.ui.address import View
from cjdata.ui.house import House, kept
from cjdata.ui.show import rendered

SOURCE = "Returns in this store; method: docs/decisions/signals.md"
MOST = 8
FURTHEST = 5
"""Of what was not called, on the overview."""
TONES = {Judgement.IMPROVEMENT: "better", Judgement.CONCERN: "worse", Judgement.NEUTRAL: ""}


def look_ahead(house: House, day: dt.date) -> None:
    """Look for a day before anybody asks: it takes a third of a second."""
    reads.signals_at(house, look_day(house.calendar, day))


def list_at(house: House, view: View) -> SignalList:
    """The list of the last look at or before the date."""
    return reads.signals_at(house, look_day(house.calendar, view.known_at))


@kept
def of_all(house: House, view: View) -> str:
    """The called of all boroughs and courts; where there is none, what came nearest to it."""
    found = list_at(house, view)
    near = found.beyond_level[:FURTHEST] if not found.signals else ()
    more = len(found.signals) - MOST
    return _section(
        view,
        found,
        title="Signals: what its own past does not explain",
        groups=[("Called", found.signals[:MOST]), ("Not called, furthest from its past", near)],
        more=f"{more} more are in the table." if more > 0 else "",
    )


@kept
def of_borough(house: House, view: View) -> str:
    """The called of a borough, and what lies beyond the plain level alone."""
    found = list_at(house, view)
    mine = found.of_unit(view.unit)
    name = house.catalogue.units[view.unit].name
    nothing = "" if mine else f"Nothing of {name} lies beyond even the plain level."
    return _section(
        view,
        found,
        title=f"Signals of {name}",
        groups=[
            ("Called", [s for s in mine if s.called]),
            ("Not called, beyond the plain level", [s for s in mine if not s.called]),
        ],
        more=nothing if found.looked_at else "",
    )


def _section(
    view: View,
    found: SignalList,
    *,
    title: str,
    groups: Sequence[tuple[str, Sequence[Signal]]],
    more: str,
) -> str:
    looked_on = found.known_at
    aside = "" if looked_on == view.known_at else f"as looked at on {words.day(looked_on)}"
    return rendered(
        "signals",
        title=title,
        aside=aside,
        looked_at=looked_at_words(found),
        groups=[{"title": name, "rows": [_row(view, s) for s in rows]} for name, rows in groups],
        more=more,
        left_out=not_looked_at_words(found) if found.looked_at else "",
    )


def _row(view: View, signal: Signal) -> dict[str, Any]:
    measure = signal.measure
    counts = ""
    if signal.denominator is not None and measure.unit == "pct":
        counts = f"{signal.numerator:,.0f} of {signal.denominator:,.0f}"
    return {
        "name": f"{signal.unit.name}: {measure.short}",
        "below": signal.period.label,
        "address": view.link(
            "performance-trends", measure=measure.id, unit=signal.unit.id, grain="month"
        ),
        "figure": value_words(signal.value, measure),
        "counts": counts,
        **_judged(signal),
        "size": size_words(signal),
        "expected": words.opening(expected_words(signal)),
        "rules": rules_words(signal.rules) or "none",
        "who": who_words(signal.controllers),
    }


def _judged(signal: Signal) -> dict[str, str]:
    """Better or worse of what was called alone: of the rest, only where it lies."""
    if not signal.called:
        higher = signal.value > signal.expected
        word = "higher than expected" if higher else "lower than expected"
        return {"tone": "aside", "sign": "△" if higher else "▽", "word": word}
    word = JUDGEMENT_WORDS[signal.judgement]
    return {
        "tone": TONES.get(signal.judgement, ""),
        "sign": JUDGEMENT_SIGNS[signal.judgement],
        "word": "changed" if signal.judgement is Judgement.NEUTRAL else word,
    }


def frame(house: House, view: View, unit: str = "") -> pd.DataFrame:
    """The twin: one row a figure that was called or lies beyond the plain level."""
    found = list_at(house, view)
    rows = found.of_unit(unit) if unit else (*found.signals, *found.beyond_level)
    return pd.DataFrame(
        [
            {
                "measure": s.measure.id,
                "unit": s.unit.id,
                "period": str(s.period),
                "called": s.called,
                "value": s.value,
                "numerator": s.numerator,
                "denominator": s.denominator,
                "expected": s.expected,
                "expected_lower_95": s.lower,
                "expected_upper_95": s.upper,
                "size": s.size,
                "counted": s.counted,
                "direction": s.direction,
                "judgement": s.judgement.value,
                "p_value": s.p_value,
                "rules": ", ".join(rule.value for rule in s.rules),
                "sentence": signal_sentence(s),
            }
            for s in rows
        ]
    )
