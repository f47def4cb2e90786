"""Exceptions with their statistics: who differs by more than chance explains, of how many."""

from __future__ import annotations

from collections.abc import Iterator

from cjdata.analysis.variation.signal_list import Signal
from cjdata.analysis.variation.standouts import Standout
from cjdata.charts import words
from cjdata.charts.signal_texts import (
    JUDGEMENT_WORDS,
    expected_words,
    figure_words,
    looked_at_words,
    rules_words,
    size_words,
)
from cjdata.domain.states import Verdict
from cjdata.reports.committee.content import Block, Column, Paragraph, Section, Table
from cjdata.reports.committee.findings import Findings

TITLE = "Exceptions"


def section(found: Findings) -> Section:
    return Section(TITLE, tuple(_blocks(found)))


def summary(found: Findings) -> str:
    """How many figures of boroughs stand out, beside how many chance would raise."""
    looked = found.standouts.looked_at
    if not looked:
        return ""
    count = found.standouts.counted.apart
    noun = "figure" if count == 1 else "figures"
    return (
        f"{words.opening(words.number(count))} {noun} of boroughs {words.are(count)} outside the "
        f"99.8% limits, of {looked:,} looked at (outcomes of the same cases count once); "
        f"chance alone would put about {_by_chance(found)} there."
    )


def _by_chance(found: Findings) -> str:
    expected = found.standouts.expected_by_chance
    return words.figure(expected, "count", 1) if expected < 10 else words.figure(expected)


def _blocks(found: Findings) -> Iterator[Block]:
    yield from _changes(found)
    yield from _outside(found)


def _changes(found: Findings) -> Iterator[Block]:
    """Latest months that their own past does not explain."""
    if not found.signals.looked_at:
        return
    yield Paragraph(
        f"{looked_at_words(found.signals)} A month is foretold from the months before it, with "
        "season and drift; that it is called does not say why.",
        lead="Changes.",
    )
    for signal in found.signals_printed:
        yield Paragraph(_sentence(signal))
    withheld = len(found.signals.signals) - len(found.signals_printed)
    if withheld:
        yield Paragraph(
            f"{words.opening(words.number(withheld))} more called and not printed: a count of 1 "
            "to 4 below force level stands behind, or could be worked out."
        )


def _sentence(signal: Signal) -> str:
    """The signal without the counts of its reasons, which are too small to print."""
    parts = [
        f"{figure_words(signal)}, where {expected_words(signal)}: {size_words(signal)}",
        words.opening(JUDGEMENT_WORDS[signal.judgement]),
    ]
    if signal.rules:
        parts.append(f"On the control chart: {rules_words(signal.rules)}")
    if signal.controllers is not None and signal.controllers.names:
        parts.append(f"Who can do something about it: {words.listing(signal.controllers.names)}")
    return ". ".join(parts) + "."


def _outside(found: Findings) -> Iterator[Block]:
    if not found.standouts.looked_at:
        yield Paragraph("No figure of a borough can be judged at this date.")
        return
    yield Paragraph(
        f"{summary(found)} Each borough is held against all boroughs together, over three months; "
        "the limits widen for small boroughs, and for measures on which all boroughs scatter by "
        f"more than chance. {_left_out(found)}",
        lead="Differences.",
    )
    if found.standouts_printed:
        yield _table(found)
    withheld = len(found.standouts.found) - len(found.standouts_printed)
    if withheld:
        noun = "figure is" if withheld == 1 else "figures are"
        yield Paragraph(
            f"{words.opening(words.number(withheld))} more {noun} outside the limits and not "
            "printed: a count of 1 to 4 below force level stands behind, or could be worked out."
        )


def _left_out(found: Findings) -> str:
    count = found.standouts.left_out
    if not count:
        return ""
    noun = "figure was" if count == 1 else "figures were"
    return f"{count:,} {noun} left out as incomplete, missing or too small."


def _table(found: Findings) -> Table:
    return Table(
        caption="Boroughs outside the 99.8% limits",
        columns=(
            Column("Borough", 1.4),
            Column("Measure", 2.4),
            Column("Figure", 0.8, "right"),
            Column("Counts", 1.2, "right"),
            Column("All boroughs", 1.0, "right"),
            Column("99.8% limits", 1.5, "right"),
            Column("Judged", 0.9),
        ),
        rows=tuple(_row(found, one) for one in found.standouts_printed),
        note=_periods(found),
    )


def _row(found: Findings, one: Standout) -> tuple[str, ...]:
    unit, decimals = one.measure.unit, one.measure.decimals
    low, high = (words.figure(v, unit, decimals) for v in (one.lower, one.upper))
    return (
        found.catalogue.units[one.unit].name,
        f"{one.measure.name} ({one.measure.id})",
        words.figure(one.value, unit, decimals),
        f"{one.numerator:,} of {one.denominator:,}",
        words.figure(one.together, unit, decimals),
        f"{low} to {high}",
        "▼ worse" if one.verdict is Verdict.WORSE else "▲ better",
    )


def _periods(found: Findings) -> str:
    labels = list(dict.fromkeys(one.period.label for one in found.standouts_printed))
    return f"Three months: {words.listing(labels)}. That a figure differs does not say why."
