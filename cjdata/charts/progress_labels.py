"""The direct labels of the progress chart, each beside what it names and over nothing else.

Places are tried on a narrow and a wide plot at once, because one figure serves every screen.
"""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from cjdata.analysis.rollout.progress import Plan, Progress, ReportPoint
from cjdata.charts import palette, style, words
from cjdata.charts.label_places import Anchor, Box, Canvas, Place, Point, find_place, text_box
from cjdata.charts.progress_texts import own_plans
from cjdata.charts.rollout_texts import plain_name
from cjdata.domain.catalogue import Catalogue

PLOT_WIDTHS = (290.0, 900.0)
"""Of the plot without its margins on a screen 375 and one 1280 pixels wide."""
HEADROOM = 1.02
CHANGE_HEIGHT = 0.36
"""Of the mark where what is counted changes, as a share of the whole."""
CHANGE_LABEL_HEIGHT = 0.2
LABEL_LETTERS = 13
COUNT_PLACE = Place(-7, -10, "right")


@dataclass(frozen=True, slots=True)
class Label:
    """A text that stands beside a point of the chart."""

    name: str
    day: dt.date
    count: float
    lines: tuple[str, ...]
    colour: str
    prefer: Anchor


def plan_points(plan: Plan) -> list[tuple[dt.date, int]]:
    return [(plan.said_on, plan.from_count), *((step.by, step.count) for step in plan.steps)]


def count_label(points: Sequence[ReportPoint], i: int) -> str:
    """A count is written where it changes; nought stands on the axis."""
    before = points[i - 1].count if i else 0
    return "" if points[i].count == before else str(points[i].count)


def _labels(progress: Progress, catalogue: Catalogue) -> list[Label]:
    """Every label that must look for its place, in the order in which they choose."""
    found: list[Label] = []
    lines: tuple[str, ...]
    for plan in reversed(own_plans(progress)):
        if (step := plan.reaches) is not None:
            lines = (
                f"plan of {words.day_short(plan.said_on)}:",
                f"{step.count} by {words.day_short(step.by)}",
            )
            found.append(Label("plan", step.by, step.count, lines, palette.PLAN_INK, "right"))
    if progress.changed_on is not None:
        counted = plain_name(catalogue.initiatives[progress.points[-1].counted])
        at = progress.changed_on, progress.of * CHANGE_LABEL_HEIGHT
        lines = tuple(textwrap.wrap(f"counted from here: {counted}", LABEL_LETTERS))
        found.append(Label("what is counted", *at, lines, palette.QUIET_INK, "left"))
    return found


def placed_labels(
    progress: Progress, catalogue: Catalogue, span: tuple[dt.date, dt.date]
) -> list[dict[str, Any]]:
    """Each label as an annotation beside what it names, with a hairline to it."""
    canvases = [_canvas(progress, span, width) for width in PLOT_WIDTHS]
    found = []
    for label in _labels(progress, catalogue):
        points = [
            _pixel(progress, span, c.width, c.height, label.day, label.count) for c in canvases
        ]
        place = find_place(label.lines, points, canvases, prefer=label.prefer)
        canvases = [
            c.with_box(text_box(label.lines, p, place))
            for c, p in zip(canvases, points, strict=True)
        ]
        found.append(_annotation(label, place))
    return found


def _annotation(label: Label, place: Place) -> dict[str, Any]:
    return {
        "name": label.name,
        "x": label.day,
        "y": label.count,
        "text": "<br>".join(label.lines),
        "showarrow": True,
        "arrowhead": 0,
        "arrowwidth": 1,
        "arrowcolor": label.colour,
        "ax": place.across,
        "ay": place.down,
        "xanchor": place.anchor,
        "align": place.anchor,
        "standoff": 4,
        "font": {"size": style.SMALL_SIZE, "color": label.colour},
    }


def target_words(of: int, target: dt.date) -> str:
    """`target: 32 by April 2004` for the last day of April, else the day itself."""
    by = f"{target:%B %Y}" if words.is_month_end(target) else words.day_short(target)
    return f"target: {of} by {by}"


def _pixel(
    progress: Progress,
    span: tuple[dt.date, dt.date],
    width: float,
    height: float,
    day: dt.date,
    count: float,
) -> Point:
    share = (day - span[0]).days / (span[1] - span[0]).days
    return share * width, height * (1 - count / (progress.of * HEADROOM))


def _canvas(progress: Progress, span: tuple[dt.date, dt.date], width: float) -> Canvas:
    """What stands on the plot before the plans are labelled."""
    margin = style.layout()["margin"]
    height = float(style.CHART_HEIGHT - margin["t"] - margin["b"])

    def at(day: dt.date, count: float) -> Point:
        return _pixel(progress, span, width, height, day, count)

    lines: list[tuple[Point, Point]] = []
    boxes: list[Box] = []
    points = progress.points
    for i, point in enumerate(points):
        until = points[i + 1].said_on if i + 1 < len(points) else progress.known_at
        corner = at(until, point.count)
        lines.append((at(point.said_on, point.count), corner))
        if i + 1 < len(points):
            lines.append((corner, at(until, points[i + 1].count)))
        if count_label(points, i):
            boxes.append(
                text_box([f"{point.count}  "], at(point.said_on, point.count), COUNT_PLACE)
            )
    for plan in own_plans(progress):
        drawn = [at(*point) for point in plan_points(plan)] if plan.steps else []
        lines += list(pairwise(drawn))
    target = progress.initiative.target_date
    if target is not None:
        lines.append((at(target, 0), at(target, progress.of)))
        if words.is_month_end(target):
            start = target.replace(day=1)
            lines.append((at(start, 0), at(start, progress.of)))
        boxes.append(
            text_box(
                [f"{target_words(progress.of, target)}   "],
                at(target, progress.of),
                Place(0, -16, "right"),
            )
        )
    if progress.changed_on is not None:
        mark = at(progress.changed_on, 0), at(progress.changed_on, progress.of * CHANGE_HEIGHT)
        lines.append(mark)
    return Canvas(width, height, tuple(boxes), tuple(lines), headroom=margin["t"], side=margin["r"])
