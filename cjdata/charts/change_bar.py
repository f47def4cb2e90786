"""A change the size of a word: a bar to the left for fewer, to the right for more."""

from __future__ import annotations

from functools import cache

from markupsafe import Markup

from cjdata.charts import palette
from cjdata.charts.svg import picture, tag
from cjdata.charts.trials_texts import signed_points


def change_bar(
    change: float | None, largest: float, *, width: int = 130, height: int = 18
) -> Markup:
    """`largest` is the greatest change of the table, which takes half the width."""
    middle = width / 2
    axis = _axis(middle, height)
    if change is None or not largest:
        return picture("not compared", axis, width=width, height=height)
    length = abs(change) / largest * (middle - 4)
    left = middle - length if change < 0 else middle
    bar = Markup(
        f'<rect x="{round(left, 1):g}" y="4" width="{round(length, 1):g}" height="{height - 8}" '
        f'fill="{palette.NO_SIGNAL}"/>'
    )
    return picture(signed_points(change), bar, axis, width=width, height=height)


@cache
def _axis(middle: float, height: int) -> Markup:
    return tag("path", d=f"M{middle:g} 0V{height}", stroke=palette.INK, stroke_width=1)
