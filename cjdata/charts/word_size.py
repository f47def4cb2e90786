"""Graphics the size of a word, inside the table row that names what they show.

Each takes plain numbers and says in its label what it shows; a figure that is missing leaves a
gap and is never drawn as nought.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import quantiles

from markupsafe import Markup

from cjdata.charts import palette, words
from cjdata.charts.palette import VERDICT_LOOKS
from cjdata.charts.svg import picture, tag
from cjdata.domain.states import Direction, Verdict

MARGIN = 5.0
"""Room for a dot at the ends of a scale."""
LEAST_FOR_HALF = 4
"""With fewer figures there is no middle half to speak of."""
DOT = 3.5
MIDDLE = 11
"""Of a strip, halfway down."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Values low to high onto pixels start to end; one value alone stands in the middle."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        span = self.high - self.low
        share = (value - self.low) / span if span else 0.5
        return self.start + (self.end - self.start) * share


def trend_line(
    values: Sequence[float | None],
    *,
    unit: str = "pct",
    decimals: int = 1,
    incomplete: Collection[int] = (),
    reference: float | None = None,
    verdict: Verdict = Verdict.NOT_JUDGED,
    last_period: str = "",
    width: int = 150,
    height: int = 26,
) -> Markup:
    """The months as a line: a gap where one is missing, a hollow dot where it is incomplete.

    `incomplete` holds positions in `values`; `reference` is drawn as a hairline; the last
    figure is marked in the colour of the verdict.
    """
    said = (unit, decimals, last_period)
    return _line_of(tuple(values), frozenset(incomplete), reference, verdict, said, (width, height))


@lru_cache(maxsize=4096)
def _line_of(
    values: tuple[float | None, ...],
    incomplete: frozenset[int],
    reference: float | None,
    verdict: Verdict,
    said: tuple[str, int, str],
    size: tuple[int, int],
) -> Markup:
    """The line, drawn once for the same months: most pages show it again on the next day."""
    (unit, decimals, last_period), (width, height) = said, size
    known = [(i, float(v)) for i, v in enumerate(values) if v is not None and math.isfinite(v)]
    label = _trend_words(len(values), known, incomplete, unit, decimals, last_period)
    if not known:
        return picture(label, width=width, height=height)
    numbers = [v for _, v in known] + ([] if reference is None else [reference])
    y = Scale(min(numbers), max(numbers), height - MARGIN, MARGIN)
    drawn: list[str] = []
    if reference is not None:
        level = f"M0 {y(reference):.1f}H{width}"
        drawn.append(tag("path", d=level, stroke=palette.MIDDLE_HALF))
    runs = _runs(known)
    drawn += [_line(run, len(values), width, y) for run in runs if len(run) > 1]
    last = known[-1][0]
    marked = {last, *incomplete, *(run[0][0] for run in runs if len(run) == 1)}
    x = _places(len(values), width)
    for i, v in [point for point in known if point[0] in marked]:
        colour = VERDICT_LOOKS[verdict].colour if i == last else palette.NO_SIGNAL
        radius = DOT if i == last else 2
        drawn.append(_dot(float(x[i]), _place(y(v)), radius, colour, hollow=i in incomplete))
    return picture(label, Markup("".join(drawn)), width=width, height=height)


def _trend_words(
    months: int,
    known: list[tuple[int, float]],
    incomplete: Collection[int],
    unit: str,
    decimals: int,
    last_period: str,
) -> str:
    if not known:
        return f"no figure in {months} months"
    numbers = [v for _, v in known]
    low, high, last = (
        words.figure(v, unit, decimals) for v in (min(numbers), max(numbers), numbers[-1])
    )
    text = f"{months} months, between {low} and {high}, last {last}"
    text += f" in {last_period}" if last_period else ""
    missing = months - len(known)
    text += f"; {missing} without a figure" if missing else ""
    hollow = sum(i in incomplete for i, _ in known) if incomplete else 0
    return text + (f"; {hollow} incomplete" if hollow else "")


def _runs(known: list[tuple[int, float]]) -> list[list[tuple[int, float]]]:
    """Months that follow one another without a gap."""
    if known[-1][0] - known[0][0] < len(known):
        return [known]
    runs: list[list[tuple[int, float]]] = []
    for point in known:
        if runs and runs[-1][-1][0] == point[0] - 1:
            runs[-1].append(point)
        else:
            runs.append([point])
    return runs


@lru_cache(maxsize=256)
def _places(months: int, width: int) -> tuple[str, ...]:
    """Where each month stands from left to right, as it is written."""
    x = Scale(0, max(months - 1, 1), MARGIN, width - MARGIN)
    return tuple(f"{x(month):.1f}" for month in range(months))


@lru_cache(maxsize=256)
def _way(first: int, last: int, months: int, width: int) -> str:
    """A line through some months that lacks nothing but their heights."""
    return "M" + "L".join([f"{x} %.1f" for x in _places(months, width)[first : last + 1]])


def _line(run: list[tuple[int, float]], months: int, width: int, y: Scale) -> str:
    steep = (y.end - y.start) / (y.high - y.low) if y.high > y.low else 0.0
    base, low = y(y.low), y.low
    way = _way(run[0][0], run[-1][0], months, width)
    path = way % tuple([base + steep * (v - low) for _, v in run])
    colour = palette.NO_SIGNAL
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="1.5"/>'


def _dot(x: float, y: str | int, radius: float, colour: str, *, hollow: bool = False) -> str:
    return (
        f'<circle cx="{_place(x)}" cy="{y}" r="{radius}" '
        f'fill="{palette.WHITE if hollow else colour}" stroke="{colour}" stroke-width="1.5"/>'
    )


def _place(pixels: float) -> str:
    """`74.1`, `122`."""
    return f"{pixels:.1f}".removesuffix(".0")


def interval_strip(
    value: float | None,
    lower: float | None,
    upper: float | None,
    others: Sequence[float],
    reference: float | None,
    *,
    direction: Direction,
    verdict: Verdict = Verdict.NOT_JUDGED,
    name: str = "this borough",
    reference_name: str = "London",
    peers: float | None = None,
    target: float | None = None,
    target_name: str = "target",
    unit: str = "pct",
    decimals: int = 1,
    width: int = 260,
) -> Markup:
    """One borough within the range of all: bar = range, darker = middle half, tick = reference.

    The dot has its 95% interval and the colour of the verdict. Better is to the right where the
    measure has a direction. Peers are a hollow triangle under the bar, a target a broken line.
    Figures that are None or NaN are left out, never drawn as nought.
    """
    value, lower, upper, reference, peers, target = map(
        _finite, (value, lower, upper, reference, peers, target)
    )
    spread = _spread(tuple(others))
    label = _interval_words(
        value, lower, upper, spread, reference, verdict, (name, reference_name, unit, decimals)
    )
    for said, figure in (("peers", peers), (target_name, target)):
        label += "" if figure is None else f"; {said} {words.figure(figure, unit, decimals)}"
    marks = (spread.low, spread.high, value, lower, upper, reference, peers, target)
    shown = [v for v in marks if v is not None]
    if not shown:
        return picture(label, width=width, height=2 * MIDDLE)
    ends = (MARGIN, width - MARGIN)
    x = Scale(min(shown), max(shown), *(ends[::-1] if direction is Direction.DECREASE else ends))
    colour = VERDICT_LOOKS[verdict].colour
    drawn = _bar(x, spread.low, spread.high, palette.BACKGROUND_BAR)
    drawn += _bar(x, spread.half_low, spread.half_high, palette.MIDDLE_HALF)
    if reference is not None:
        drawn += _path(f"M{x(reference):.1f} 1V{2 * MIDDLE - 1}", palette.INK, 1.5)
    if target is not None:
        line = f"M{x(target):.1f} 0V{2 * MIDDLE}"
        drawn += _path(line, palette.TARGET, 1.5, ' stroke-dasharray="3 2"')
    if peers is not None:
        place = f"M{x(peers):.1f} {MIDDLE + 4}l4 6.5h-8z"
        drawn += _path(place, palette.INK, 1, f' fill="{palette.WHITE}"')
    if value is not None:
        if lower is not None and upper is not None:
            drawn += _path(f"M{x(lower):.1f} {MIDDLE}H{x(upper):.1f}", colour, 2)
        drawn += _dot(x(value), MIDDLE, 5, colour)
    return picture(label, Markup(drawn), width=width, height=2 * MIDDLE)


def _finite(value: float | None) -> float | None:
    return float(value) if value is not None and math.isfinite(value) else None


@dataclass(frozen=True, slots=True)
class _Spread:
    """How far figures lie apart: their ends and those of their middle half, where there are any."""

    count: int
    low: float | None
    high: float | None
    half_low: float | None
    half_high: float | None


@lru_cache(maxsize=1024)
def _spread(figures: tuple[float, ...]) -> _Spread:
    """The same for every strip beside the same figures."""
    known = [float(v) for v in figures if math.isfinite(v)]
    if not known:
        return _Spread(0, None, None, None, None)
    half = quantiles(known, n=4, method="inclusive") if len(known) >= LEAST_FOR_HALF else [None] * 3
    return _Spread(len(known), min(known), max(known), half[0], half[2])


def _bar(x: Scale, low: float | None, high: float | None, colour: str) -> str:
    if low is None or high is None:
        return ""
    left, right = sorted((x(low), x(high)))
    return (
        f'<rect x="{_place(left)}" y="{MIDDLE - 3.5}" width="{_place(right - left)}" '
        f'height="7" fill="{colour}"/>'
    )


def _path(way: str, colour: str, width: float, more: str = "") -> str:
    return f'<path d="{way}" stroke="{colour}" stroke-width="{width}"{more}/>'


def _interval_words(
    value: float | None,
    lower: float | None,
    upper: float | None,
    spread: _Spread,
    reference: float | None,
    verdict: Verdict,
    naming: tuple[str, str, str, int],
) -> str:
    name, reference_name, unit, decimals = naming

    def said(number: float | None) -> str:
        return words.figure(number, unit, decimals)

    parts = [f"{name} {said(value)}"]
    if value is not None and lower is not None and upper is not None:
        parts[0] += f" (95% interval {said(lower)} to {said(upper)})"
    if reference is not None:
        parts.append(f"{reference_name} {said(reference)}")
    if spread.count:
        ends = f"{said(spread.low)} to {said(spread.high)}"
        parts.append(f"range of {spread.count} boroughs {ends}")
    if value is not None and reference is not None and verdict is not Verdict.NOT_JUDGED:
        joined = {Verdict.ALIKE: f"like {reference_name}"}
        parts.append(joined.get(verdict, f"{verdict.value} than {reference_name}"))
    return "; ".join(parts)
