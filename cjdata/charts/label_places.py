"""Finds a place for each direct label of a chart where it covers nothing, wide or narrow.

Works in pixels on the two widths that a page is judged at. The size of a text is estimated from
its letters, a little too large rather than too small.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

LETTER = 6.2
LINE = 15.0
GAP = 4.0
REACH = 260
"""How far from its point a label may stand, in pixels."""

SIDEWAYS = (6, 18, 36, 60, 90)

Anchor = Literal["left", "right"]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels from the top left of the plot."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def crossed_by(self, start: Point, end: Point) -> bool:
        """Whether a straight line from start to end enters the box (Liang and Barsky)."""
        near, far = 0.0, 1.0
        dx, dy = end[0] - start[0], end[1] - start[1]
        edges = (
            (-dx, start[0] - self.left),
            (dx, self.right - start[0]),
            (-dy, start[1] - self.top),
            (dy, self.bottom - start[1]),
        )
        for rate, room in edges:
            if rate == 0:
                if room < 0:
                    return False
                continue
            share = room / rate
            near, far = (max(near, share), far) if rate < 0 else (near, min(far, share))
        return near <= far


@dataclass(frozen=True, slots=True)
class Canvas:
    """What is already drawn on a plot of one width, in pixels."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    lines: tuple[tuple[Point, Point], ...]
    headroom: float = LINE
    """Pixels above the plot that a label may use."""
    side: float = 0.0
    """Pixels right of the plot that a label may use."""

    def is_free(self, box: Box) -> bool:
        inside = box.left >= 0 and box.right <= self.width + self.side
        inside = inside and box.top >= -self.headroom and box.bottom <= self.height
        return (
            inside
            and not any(box.meets(other) for other in self.boxes)
            and not any(box.crossed_by(*line) for line in self.lines)
        )

    def with_box(self, box: Box) -> Canvas:
        return replace(self, boxes=(*self.boxes, box))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a label stands from its point: pixels across and down to the side it is held at."""

    across: float
    down: float
    anchor: Anchor


def text_box(lines: Sequence[str], at: Point, place: Place) -> Box:
    """The room of a text whose held side is centred at the point moved by the place."""
    width = max(len(line) for line in lines) * LETTER
    height = len(lines) * LINE
    x, y = at[0] + place.across, at[1] + place.down
    left = x if place.anchor == "left" else x - width
    return Box(left - GAP, y - height / 2, left + width + GAP, y + height / 2)


def find_place(
    lines: Sequence[str],
    points: Sequence[Point],
    canvases: Sequence[Canvas],
    *,
    prefer: Anchor = "right",
) -> Place:
    """The nearest place free on every canvas; `points` holds the labelled point on each.

    `prefer` is the side of the text that is held first: `right` puts it left of its point.
    Where nothing is free, a place that covers lines but no other label, and failing that the
    first candidate: a label is never left out.
    """
    signs = (-1, 1) if prefer == "right" else (1, -1)
    candidates = [
        Place(sign * across, down, "left" if sign > 0 else "right")
        for distance in range(0, REACH, 10)
        for across in SIDEWAYS
        for down in dict.fromkeys((-distance, distance))
        for sign in signs
    ]
    without_lines = [replace(canvas, lines=()) for canvas in canvases]
    for tried in (canvases, without_lines):
        for place in candidates:
            boxes = [text_box(lines, point, place) for point in points]
            if all(canvas.is_free(box) for canvas, box in zip(tried, boxes, strict=True)):
                return place
    return candidates[0]
