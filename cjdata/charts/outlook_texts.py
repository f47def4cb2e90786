"""The way to a target and the pairs of a measure, in words."""

from __future__ import annotations

from collections.abc import Sequence

from cjdata.analysis.figures.latest import LatestFigure
from cjdata.analysis.variation.outlook import Pair, TargetView, against
from cjdata.charts import words
from cjdata.charts.signal_texts import value_words
from cjdata.charts.trend_texts import between_words, in_sentence, points_words
from cjdata.domain.measures import Measure
from cjdata.stats.targets import TargetVerdict

VERDICTS = {
    TargetVerdict.MET: "met in the month of its date",
    TargetVerdict.MISSED: "missed in the month of its date",
    TargetVerdict.ON_COURSE: "on course",
    TargetVerdict.AT_RISK: "at risk",
    TargetVerdict.UNLIKELY: "unlikely",
    TargetVerdict.CANNOT_TELL: "cannot tell",
}
CONTEXT = {
    TargetVerdict.MET: "the figure of its month lay on its better side",
    TargetVerdict.MISSED: "the figure of its month did not reach it",
}


def outlook_notes(found: TargetView, measure: Measure) -> list[str]:
    """Target, trajectory, required monthly change and chance, one sentence each."""
    target, seen = found.target, found.outlook
    name = f"{'Target' if found.local else f'National {target.kind}'} of "
    name += f"{value_words(target.value, measure)} by {words.day(target.by)}"
    verdict = VERDICTS[seen.verdict]
    if not found.local:
        verdict = CONTEXT.get(seen.verdict, f"held against this unit as context: {verdict}")
    notes = [f"{name}: {verdict}; {seen.reason}."]
    if seen.level is not None and seen.required_monthly_change is not None:
        level = value_words(found.factor * seen.level, measure)
        step = found.factor * seen.required_monthly_change
        way = "it is there already"
        if not seen.at_target:
            more = "higher" if step > 0 else "lower"
            way = f"it would have to be {points_words(step, measure)} {more} each month"
        notes.append(
            f"From {level} in the last three months with figures, evenly to the target in "
            f"{seen.months_left} months: {way}."
        )
    if seen.expected is not None and seen.months_left > 0:
        expected, low, high = (
            value_words(found.factor * v, measure)
            for v in (seen.expected, seen.lower or 0.0, seen.upper or 0.0)
        )
        notes.append(
            f"If the process goes on as it ran, {expected} is to be expected then "
            f"(95%: {low} to {high})."
        )
    if not found.local:
        notes.append(f"{words.opening(target.reach)}.")
    return notes


def pair_warning(own: LatestFigure | None, found: Sequence[Pair]) -> str:
    """What is said where a measure improves and a pair of it moves the wrong way."""
    wrong = against(found)
    if own is None or own.change is None or not wrong:
        return ""
    moved = [
        f"{in_sentence(p.figure.measure.name)} {_went(p.figure)}"
        for p in wrong
        if p.change is not None
    ]
    name = words.opening(in_sentence(own.measure.name))
    return (
        f"{name} {_went(own)} while {words.listing(moved)}, "
        "each by more than chance: what one has lost the other may have taken."
    )


def _went(found: LatestFigure) -> str:
    change = found.change or 0.0
    return f"{'rose' if change > 0 else 'fell'} by {points_words(change, found.measure)}"


def pair_change_words(pair: Pair) -> str:
    """The change with its interval, or why there is none."""
    change = pair.figure.change
    if change is None:
        return "not compared"
    measure = pair.figure.measure
    unit = {"pct": "points", "count": ""}.get(measure.unit, measure.unit)
    size = words.signed_change(change, measure.decimals, unit)
    if pair.change is None:
        return size
    return f"{size} (95%: {between_words(pair.change, measure)})"
