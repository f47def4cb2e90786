"""The days on which a change went live, as lines, bands and labels of a chart over time."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterable, Sequence
from functools import lru_cache

from cjdata.analysis.figures.trend import GoLive
from cjdata.charts import palette, style, words
from cjdata.charts.figure import Parts
from cjdata.charts.time_axis import Span
from cjdata.charts.trend_texts import go_live_words

Drawn = tuple[GoLive, dt.date, dt.date]
"""A go-live with the ends of what is drawn of it."""

LONGEST = 32
"""Letters of a line of a label: more of them leave a page of 320 pixels."""
LINE, BETWEEN = 14, 3
"""Pixels of a line of a label, and between two labels."""


def go_live_marks(go_lives: Iterable[GoLive], span: Span) -> list[Drawn]:
    """The go-lives that touch the axis, with the ends of what is drawn."""
    found = []
    for mark in go_lives:
        end = mark.not_after or mark.not_before
        begin = mark.not_before or mark.not_after
        if begin is not None and end is not None and begin <= span[1] and end >= span[0]:
            found.append((mark, max(begin, span[0]), min(end, span[1])))
    return sorted(found, key=lambda m: m[2])


def go_live_shapes(marks: Sequence[Drawn]) -> list[Parts]:
    """A line on a known day, a band where only its limits are known."""
    shapes: list[Parts] = []
    for mark, begin, end in marks:
        shared = {"yref": "paper", "y0": 0, "y1": 1, "layer": "below"}
        if begin < end:
            shapes.append(
                {"type": "rect", "x0": begin, "x1": end, "fillcolor": palette.BAND, "opacity": 0.6,
                 "line": {"width": 0}, **shared}
            )  # fmt: skip
        else:
            dash = "solid" if mark.not_before == mark.not_after else "dash"
            line = {"color": palette.QUIET_INK, "width": 1, "dash": dash}
            shapes.append({"type": "line", "x0": end, "x1": end, "line": line, **shared})
    return shapes


def go_live_labels(marks: Sequence[Drawn], span: Span) -> list[Parts]:
    """Above the chart, one over the other, so that they never lie on the figures."""
    texts = [_lines(mark) for mark, _, _ in marks]
    return [
        {
            "name": "go-live",
            "x": end,
            "yref": "paper",
            "y": 1,
            "yshift": 6 + _height(texts[i + 1 :]),
            "text": "<br>".join(texts[i]),
            "showarrow": False,
            "xanchor": _towards_the_room((end - span[0]) / (span[1] - span[0])),
            "yanchor": "bottom",
            "font": {"size": style.SMALL_SIZE, "color": palette.QUIET_INK},
        }
        for i, (_, _, end) in enumerate(marks)
    ]


def go_live_room(marks: Sequence[Drawn]) -> int:
    """Pixels that the labels need above the chart."""
    return _height([_lines(mark) for mark, _, _ in marks])


@lru_cache(maxsize=256)
def _lines(mark: GoLive) -> tuple[str, ...]:
    return tuple(textwrap.wrap(words.opening(go_live_words(mark)), LONGEST))


def _height(texts: Sequence[Sequence[str]]) -> int:
    return sum(LINE * len(lines) + BETWEEN for lines in texts)


def _towards_the_room(share: float) -> str:
    """How a label lies at a share of the width, so that the edge of a phone does not cut it."""
    return "left" if share < 1 / 3 else "center" if share < 4 / 5 else "right"
