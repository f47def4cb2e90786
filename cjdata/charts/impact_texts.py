"""The effect of an initiative in words: verdict, size, what to hold against it."""

from __future__ import annotations

import math

from cjdata.analysis.impact.batch import Impacts
from cjdata.analysis.impact.concurrent import concurrent
from cjdata.analysis.impact.effects import MONTHS_JUDGED, PLACEBO_MONTHS, Size
from cjdata.analysis.impact.verdict import DEMONSTRATION, Impact, ImpactVerdict
from cjdata.charts import words
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.states import Direction
from cjdata.stats.staggered import ImputationEffect

VERDICT_WORDS = {
    ImpactVerdict.IMPROVED: "improved",
    ImpactVerdict.WORSENED: "worsened",
    ImpactVerdict.NO_IMPORTANT_EFFECT: "no effect that matters",
    ImpactVerdict.CANNOT_TELL: "cannot tell yet",
    ImpactVerdict.CANNOT_SEPARATE: "cannot separate",
}
Row = tuple[str, str, str]
"""What was checked, what came of it, how to read it."""


def unit_words(found: Impact) -> str:
    return "points" if found.measure.unit == "pct" else found.measure.unit


def impact_heading(found: Impact, *, demo: bool) -> str:
    """The verdict as a sentence; in a demo store headed as the demonstration that it is."""
    what = f"{found.initiative.name} and {_lower(found.measure.name)}"
    text = f"{what}: {VERDICT_WORDS[found.verdict]}."
    return f"{DEMONSTRATION}. {text}" if demo else text


def size_words(found: Impact) -> str:
    """The size with its interval, and the same in cases a month."""
    if found.estimate is None or found.interval95 is None:
        return ""
    low, high = found.interval95
    text = f"{signed(found.estimate)} {unit_words(found)} ({_limits(low, high)})"
    if found.cases_a_month is None:
        return f"{text}."
    count = abs(found.cases_a_month)
    more = "fewer" if found.cases_a_month < 0 else "more"
    thing = _lower(found.measure.short)
    return f"{text}: about {count:,.0f} {more} a month ({thing}) across the boroughs live."


def _limits(low: float, high: float) -> str:
    if not (math.isfinite(low) and math.isfinite(high)):
        return "no interval: too few boroughs stand behind it"
    return f"95% interval {signed(low)} to {signed(high)}"


def signed(value: float) -> str:
    return words.figure(value, "count", 1).replace("-", "−") if value < 0 else f"+{value:.1f}"


def direction_words(found: Impact) -> str:
    return {
        Direction.INCREASE: "up is better",
        Direction.DECREASE: "down is better",
        Direction.NEUTRAL: "neither way is better in itself",
    }[found.measure.direction]


def sized(size: Size | None, unit: str) -> str:
    """`+1.2 points (−0.3 to +2.7)`; a dash where there is nothing."""
    if size is None:
        return "–"
    estimate = f"{signed(size.estimate)}{unit if unit == '%' else f' {unit}'}"
    if not size.sure:
        return f"{estimate} (no interval)"
    return f"{estimate} ({signed(size.lower)} to {signed(size.upper)})"


def check_rows(found: Impact, catalogue: Catalogue) -> list[Row]:
    """What stands beside the estimate: other estimators, placebos, what could be seen."""
    if found.estimate is None:
        return []
    unit, beside = unit_words(found), found.checks
    rows = [
        ("Boroughs live, and used", f"{found.boroughs_live}, {found.boroughs_used}",
         "a borough with a missing month is left out"),
        ("Smallest effect this could have shown", _plain(found.smallest_seen, unit),
         "four times out of five"),
        *_other_initiatives(found, catalogue, unit),
        *_before(found),
        *_trend(found, unit),
    ]  # fmt: skip
    if beside.placebo_dates is not None:
        rows.append((f"Pretended dates, {words.number(PLACEBO_MONTHS)} months earlier",
                     sized(beside.placebo_dates, unit), "should hold nought"))  # fmt: skip
    if beside.placebo_outcome is not None:
        rows.append(("Placebo outcome: the number of cases itself",
                     sized(beside.placebo_outcome, "%"), "should hold nought"))  # fmt: skip
    if beside.without_court_neighbours is not None:
        rows.append(("Without boroughs whose court serves one that is live",
                     sized(beside.without_court_neighbours, unit),
                     "what spills over to them makes the figure smaller"))  # fmt: skip
    return [*rows, *_dates(found, unit), *_second_opinions(found, unit)]


def _other_initiatives(found: Impact, catalogue: Catalogue, unit: str) -> list[Row]:
    if not found.overlapping:
        return []
    names = words.listing([catalogue.initiatives[i].name for i in found.overlapping])
    return [
        ("With what came with it", sized(found.bundle, unit), f"the bundle with {names}"),
        ("Where and while nothing else came", sized(found.alone, unit),
         "the initiative alone, from far fewer boroughs and months"),
    ]  # fmt: skip


def _before(found: Impact) -> list[Row]:
    if found.moved_before is None:
        return [("The three months before going live", "–", "too few boroughs for a joint test")]
    return [("The three months before going live", f"p = {found.moved_before:.2f}",
             "below 0.05 they differed already before; above it nothing is proved")]  # fmt: skip


def _trend(found: Impact, unit: str) -> list[Row]:
    """How far parallel trends may fail before the interval holds nought."""
    bounds = found.checks.sensitivity
    if bounds is None or math.isnan(bounds.breakdown):
        return []
    what = "Were the trends not parallel"
    if bounds.breakdown == 0:
        return [(what, "nothing to lose", "the interval holds nought as it is")]
    times = "any" if math.isinf(bounds.breakdown) else f"{bounds.breakdown:.2f} times"
    return [(what, f"falls from {times}",
             f"nought is reached once boroughs part each month by that much of the largest step "
             f"seen before, {bounds.largest_step:.1f} {unit}")]  # fmt: skip


def _dates(found: Impact, unit: str) -> list[Row]:
    beside = found.checks
    if not beside.uncertain_dates:
        return []
    boroughs = words.boroughs(beside.uncertain_dates)
    return [
        (f"Go-live day known between two reports for {boroughs}: all at the earliest",
         sized(beside.earliest, unit), "the ends of what the reports allow"),
        ("All at the latest", sized(beside.latest, unit), "the middle is what is shown above"),
    ]  # fmt: skip


def _second_opinions(found: Impact, unit: str) -> list[Row]:
    rows: list[Row] = []
    imputed, two_way = found.checks.imputation, found.checks.two_way
    if imputed is not None:
        size = Size.of(imputed.estimate, imputed.interval95)
        rows.append(("Imputation, another robust estimator",
                     sized(size, unit) if imputed.identified else "cannot be told",
                     _months_imputed(imputed)))  # fmt: skip
    if two_way is not None and math.isfinite(two_way.estimate):
        size = Size.of(two_way.estimate, two_way.interval95)
        rows.append(("Two-way fixed effects, as a warning", sized(size, unit),
                     f"{two_way.negative_share:.0%} of the months live count with the wrong "
                     "sign; not to be quoted"))  # fmt: skip
    return rows


def _months_imputed(imputed: ImputationEffect) -> str:
    if not imputed.identified:
        return "in no month live does anybody not yet live say what would have been"
    if imputed.identified == imputed.treated:
        return "over all months live and blind to other initiatives"
    return (
        f"over {imputed.identified:,} of {imputed.treated:,} borough-months live: in the others "
        "nobody not yet live says what would have been; blind to other initiatives"
    )


def _plain(value: float | None, unit: str) -> str:
    return "–" if value is None else f"{value:.1f} {unit}"


def assumption_notes(found: Impact) -> list[str]:
    """Definitions and assumptions in plain words, and what no comparison of boroughs can see."""
    measure, lag = found.measure, found.measure.lag_months
    smallest = measure.smallest_important
    notes = [
        f"{measure.name}: {direction_words(found)}. "
        + (f"The smallest effect that matters is {smallest:g} {unit_words(found)}, this project's "
           "own choice." if smallest is not None
           else "No smallest effect that matters is defined for it."),
        "How: each borough's change since the month before it went live, less the change over the "
        "same months in boroughs not yet live to which nothing else came meanwhile (Callaway and "
        "Sant'Anna). It takes for granted that without the initiative both would have changed "
        f"alike. The verdict averages {words.number(MONTHS_JUDGED)} months, shaded in the chart; "
        "a hollow dot rests on too few boroughs for an interval.",
        f"Lag: nothing counts until {months_words(lag)} after going live, since what is changed at "
        "the start of a case shows at its end; the number is this project's own estimate."
        if lag
        else "No lag is assumed.",
        "Who went first was chosen and not drawn: priority street-crime boroughs (HMIC, 3.2.4). "
        "What they would have gained anyway is in the figure.",
    ]  # fmt: skip
    programmes = concurrent(measure.strand, found.known_at)
    notes += [
        f"At the same time, everywhere: {p.text} ({p.source}). As far as it reached all "
        "boroughs alike it is not in the figure; as far as it did not, it is."
        for p in programmes
    ]
    return [*notes, *found.notes]


def months_words(count: int) -> str:
    """`one month`, `four months`."""
    return f"{words.number(count)} {'month' if count == 1 else 'months'}"


def composition_words(found: Impact) -> str:
    """The parts of the whole together: what one loses the others gain."""
    if not found.composition:
        return ""
    unit = unit_words(found)
    parts = [f"{_lower(s.measure.short)} {signed(s.size.estimate)}" for s in found.composition]
    return f"Of the same cases: {words.listing(parts)} {unit}, which add to nought."


def overview_heading(found: Impacts) -> str:
    """How many were looked at, and how many chance alone would raise."""
    called = len(found.called)
    return (
        f"{len(found.found)} questions looked at, {found.estimated} with an estimate; "
        f"{words.number(called) if called else 'none'} called. Were there no effect at all, "
        f"chance alone would let about {found.expected_by_chance:.0f} of the intervals leave "
        "out nought."
    )


def _lower(name: str) -> str:
    return name if name[:2].isupper() else name[:1].lower() + name[1:]
