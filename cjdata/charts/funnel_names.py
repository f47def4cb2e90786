"""Where the names of boroughs outside a funnel's limits stand: on no line, dot or other name."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cjdata.charts.label_places import Anchor, Box, Canvas, Place, Point, text_box

PLOTS = (858.0, 225.0)
"""Pixels of the plot across, on a page of 1280 and of 375."""
DOT, BESIDE = 6.0, 10.0
"""Half a dot, and how far beside it a name begins."""
SIDES: tuple[tuple[float, Anchor], ...] = ((BESIDE, "left"), (-BESIDE, "right"))
CANDIDATES = [
    Place(a, d, held) for d in (0.0, -12.0, 12.0, -22.0, 22.0, -34.0, 34.0) for a, held in SIDES
]


@dataclass(frozen=True, slots=True)
class Plot:
    """The ranges of both axes, and the height in pixels."""

    right: float
    """The last number of cases; the first is 0."""
    low: float
    high: float
    height: float

    def at(self, size: float, share: float, width: float) -> Point:
        """Pixels from the top left of a plot of this width."""
        down = (self.high - share) / (self.high - self.low)
        return size / self.right * width, down * self.height


Shares = Sequence[tuple[float, float]]
"""Number of cases and share of each point."""


def name_places(
    names: Sequence[str], named: Shares, dots: Shares, lines: Sequence[Shares], plot: Plot
) -> list[Place]:
    """A place for each name, the same on wide and narrow pages, as free on both as there is."""
    canvases = [_canvas(dots, lines, plot, width) for width in PLOTS]
    found = []
    for name, point in zip(names, named, strict=True):
        at = [plot.at(*point, width) for width in PLOTS]
        place = _free(name, at, canvases)
        found.append(place)
        canvases = [
            canvas.with_box(text_box([name], here, place))
            for canvas, here in zip(canvases, at, strict=True)
        ]
    return found


def _free(name: str, at: Sequence[Point], canvases: Sequence[Canvas]) -> Place:
    """The first place that is free on every canvas, else the first that covers lines alone."""
    for tried in (canvases, [replace(canvas, lines=()) for canvas in canvases]):
        for place in CANDIDATES:
            boxes = [text_box([name], point, place) for point in at]
            if all(canvas.is_free(box) for canvas, box in zip(tried, boxes, strict=True)):
                return place
    return CANDIDATES[0]


def _canvas(dots: Shares, lines: Sequence[Shares], plot: Plot, width: float) -> Canvas:
    centres = [plot.at(*dot, width) for dot in dots]
    ends = [[plot.at(*point, width) for point in line] for line in lines]
    return Canvas(
        width=width,
        height=plot.height,
        boxes=tuple(Box(x - DOT, y - DOT, x + DOT, y + DOT) for x, y in centres),
        lines=tuple(pair for line in ends for pair in itertools.pairwise(line)),
    )
