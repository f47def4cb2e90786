"""Names and last values at the ends of a chart's lines, moved apart where the ends are close."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cjdata.charts import style

LINE = 15
"""Pixels of a line of text."""
LONGEST = 15
"""Letters of a name on one line: what the margin beside the chart holds."""


@dataclass(frozen=True, slots=True)
class LineEnd:
    """Where a line ends and what stands there."""

    day: dt.date
    value: float
    figure: str
    name: str
    colour: str

    @property
    def lines(self) -> list[str]:
        return [f"<b>{self.figure}</b>", *_wrapped(self.name)]


@lru_cache(maxsize=256)
def _wrapped(name: str) -> tuple[str, ...]:
    """The same few names end the lines of every chart."""
    return tuple(textwrap.wrap(name, LONGEST))


def end_labels(
    ends: Sequence[LineEnd], low: float, high: float, height: float
) -> list[dict[str, Any]]:
    """One label an end; the axis runs from low to high over `height` pixels."""
    scale = height / (high - low)
    wanted = [scale * end.value for end in ends]
    lines = [end.lines for end in ends]
    places = moved_apart(wanted, [LINE * len(of_end) + 2 for of_end in lines])
    return [
        {
            "name": "end",
            "x": end.day,
            "y": end.value,
            "text": "<br>".join(of_end),
            "showarrow": False,
            "xanchor": "left",
            "xshift": 9,
            "yshift": round(place - want),
            "align": "left",
            "font": {"size": style.LABEL_SIZE, "color": end.colour},
        }
        for end, of_end, want, place in zip(ends, lines, wanted, places, strict=True)
    ]


def moved_apart(wanted: Sequence[float], sizes: Sequence[float]) -> list[float]:
    """Centres nearest to the wanted ones (least squares) at which nothing overlaps.

    Neighbours that would overlap are put together as one block, which stands at the mean of where
    its parts want it (pool adjacent violators).
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    blocks: list[tuple[list[int], float]] = []
    for one in order:
        block = ([one], wanted[one])
        while blocks and _top(blocks[-1], sizes) > _bottom(block, sizes):
            block = _joined(blocks.pop(), block, wanted, sizes)
        blocks.append(block)
    found = [0.0] * len(wanted)
    for parts, centre in blocks:
        edge = centre - sum(sizes[i] for i in parts) / 2
        for i in parts:
            found[i] = edge + sizes[i] / 2
            edge += sizes[i]
    return found


def _top(block: tuple[list[int], float], sizes: Sequence[float]) -> float:
    return block[1] + sum(sizes[i] for i in block[0]) / 2


def _bottom(block: tuple[list[int], float], sizes: Sequence[float]) -> float:
    return block[1] - sum(sizes[i] for i in block[0]) / 2


def _joined(
    under: tuple[list[int], float],
    over: tuple[list[int], float],
    wanted: Sequence[float],
    sizes: Sequence[float],
) -> tuple[list[int], float]:
    parts = [*under[0], *over[0]]
    total, edge, centres = sum(sizes[i] for i in parts), 0.0, []
    for i in parts:
        centres.append(wanted[i] - (edge + sizes[i] / 2) + total / 2)
        edge += sizes[i]
    return parts, sum(centres) / len(centres)
