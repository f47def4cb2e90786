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
BAR = f'" height="7" fill="{palette.BACKGROUND_BAR}"/>'
HALF = f'" height="7" fill="{palette.MIDDLE_HALF}"/>'
TICK = f' 1V{2 * MIDDLE - 1}" stroke="{palette.INK}" stroke-width="1.5"/>'
TARGET = f' 0V{2 * MIDDLE}" stroke="{palette.TARGET}" stroke-width="1.5" stroke-dasharray="3 2"/>'
PEERS = f' {MIDDLE + 4}l4 6.5h-8z" stroke="{palette.INK}" stroke-width="1" fill="{palette.WHITE}"/>'
"""How the marks of a strip are drawn, from where they stand on: the same in every strip."""


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
    fill = palette.WHITE if hollow else colour
    return (
        f'<circle cx="{_place(x)}" cy="{y}" r="{radius}" fill="{fill}" stroke="{colour}" '
        'stroke-width="1.5"/>'
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
    value, lower, upper, reference, peers, target = [
        v if v is not None and math.isfinite(v) else None
        for v in (value, lower, upper, reference, peers, target)
    ]
    if value is None:
        lower = upper = None
    spread = _spread(tuple(others))
    label = _interval_words((value, lower, upper), name, unit, decimals)
    label += _beside_words(spread, reference, reference_name, unit, decimals)
    if value is not None and reference is not None:
        label += _verdict_words(verdict, reference_name)
    for said, figure in (("peers", peers), (target_name, target)):
        label += "" if figure is None else f"; {said} {words.figure(figure, unit, decimals)}"
    marks = (*spread.ends, *spread.half, value, lower, upper, reference, peers, target)
    drawn = _strip_of(_across(marks, width, direction), VERDICT_LOOKS[verdict].colour)
    return picture(label, Markup(drawn), width=width, height=2 * MIDDLE)


def _across(marks: Sequence[float | None], width: int, direction: Direction) -> list[float | None]:
    """Where each mark stands from left to right; better to the right."""
    shown = [v for v in marks if v is not None]
    if not shown:
        return [*marks]
    low, reach = min(shown), width - 2 * MARGIN
    span = max(shown) - low
    start = MARGIN
    if direction is Direction.DECREASE:
        start, reach = width - MARGIN, -reach
    return [
        None if v is None else start + reach * ((v - low) / span if span else 0.5) for v in marks
    ]


def _strip_of(places: Sequence[float | None], colour: str) -> str:
    """Bar, middle half, tick, target, peers, interval and dot, as far as they are there."""
    first, last, half_first, half_last, value, lower, upper, reference, peers, target = places
    drawn = _bar(first, last, BAR) + _bar(half_first, half_last, HALF)
    if reference is not None:
        drawn += f'<path d="M{reference:.1f}{TICK}'
    if target is not None:
        drawn += f'<path d="M{target:.1f}{TARGET}'
    if peers is not None:
        drawn += f'<path d="M{peers:.1f}{PEERS}'
    if lower is not None and upper is not None:
        ends = f"M{lower:.1f} {MIDDLE}H{upper:.1f}"
        drawn += f'<path d="{ends}" stroke="{colour}" stroke-width="2"/>'
    if value is not None:
        drawn += _dot(value, MIDDLE, 5, colour)
    return drawn


@dataclass(frozen=True, slots=True)
class _Spread:
    """How far figures lie apart: their ends and those of their middle half, where there are any."""

    count: int
    ends: tuple[float | None, float | None]
    half: tuple[float | None, float | None]


@lru_cache(maxsize=1024)
def _spread(figures: tuple[float, ...]) -> _Spread:
    """The same for every strip beside the same figures."""
    known = [float(v) for v in figures if math.isfinite(v)]
    if not known:
        return _Spread(0, (None, None), (None, None))
    half = quantiles(known, n=4, method="inclusive") if len(known) >= LEAST_FOR_HALF else [None] * 3
    return _Spread(len(known), (min(known), max(known)), (half[0], half[2]))


def _bar(first: float | None, last: float | None, drawn: str) -> str:
    if first is None or last is None:
        return ""
    left, right = (first, last) if first <= last else (last, first)
    width = _place(right - left)
    return f'<rect x="{_place(left)}" y="{MIDDLE - 3.5}" width="{width}{drawn}'


def _interval_words(
    ends: tuple[float | None, float | None, float | None], name: str, unit: str, decimals: int
) -> str:
    value, lower, upper = (words.figure(end, unit, decimals) for end in ends)
    interval = f" (95% interval {lower} to {upper})" if None not in ends else ""
    return f"{name} {value}{interval}"


@lru_cache(maxsize=1024)
def _beside_words(
    spread: _Spread, reference: float | None, reference_name: str, unit: str, decimals: int
) -> str:
    """What a figure stands beside: the same for every borough."""
    text = ""
    if reference is not None:
        text += f"; {reference_name} {words.figure(reference, unit, decimals)}"
    if spread.count:
        low, high = (words.figure(end, unit, decimals) for end in spread.ends)
        text += f"; range of {spread.count} boroughs {low} to {high}"
    return text


def _verdict_words(verdict: Verdict, reference_name: str) -> str:
    if verdict is Verdict.NOT_JUDGED:
        return ""
    said = "like" if verdict is Verdict.ALIKE else f"{verdict.value} than"
    return f"; {said} {reference_name}"
