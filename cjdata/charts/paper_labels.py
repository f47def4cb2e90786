"""Places for the labels of plans on the paper's figure, where they cover no mark and no line.

Works on the places that `label_places` finds, whose letters are smaller than those of print.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from cjdata.charts.label_places import LETTER, Box, Canvas, Point, find_place, text_box

PRINT_LETTER = 10.6
"""Width of a letter of print at the size of the figure's texts."""
SCALE = LETTER / PRINT_LETTER
DOT = 9.0


class PaperCanvas:
    """What is drawn on a figure of print; every place taken makes the next label keep clear."""

    def __init__(self, width: float, height: float) -> None:
        self._canvas = Canvas(width * SCALE, height * SCALE, (), ())

    def add_dots(self, points: Iterable[Point]) -> None:
        for x, y in points:
            self._add(Box(*((v * SCALE) for v in (x - DOT, y - DOT, x + DOT, y + DOT))))

    def add_text(self, left: float, baseline: float, text: str) -> None:
        """A text that stands where it stands."""
        right = left + len(text) * PRINT_LETTER
        self._add(Box(*((v * SCALE) for v in (left, baseline - 18, right, baseline + 5))))

    def add_line(self, points: Sequence[Point]) -> None:
        lines = [(_scaled(one), _scaled(two)) for one, two in pairwise(points)]
        canvas = self._canvas
        self._canvas = Canvas(canvas.width, canvas.height, canvas.boxes, (*canvas.lines, *lines))

    def place(self, lines: Sequence[str], point: Point) -> tuple[float, float, str]:
        """Across, first baseline and anchor of a label of two lines; it is taken from then on."""
        at = _scaled(point)
        found = find_place(lines, [at], [self._canvas])
        self._add(text_box(lines, at, found))
        x, y = point[0] + found.across / SCALE, point[1] + found.down / SCALE - 4
        return round(x, 1), round(y, 1), "start" if found.anchor == "left" else "end"

    def _add(self, box: Box) -> None:
        self._canvas = self._canvas.with_box(box)


def _scaled(point: Point) -> Point:
    return point[0] * SCALE, point[1] * SCALE
