"""A change the size of a word: a bar to the left for fewer, to the right for more."""

from __future__ import annotations

from markupsafe import Markup

from cjdata.charts import palette
from cjdata.charts.svg import picture, tag
from cjdata.charts.trials_texts import signed_points


def change_bar(
    change: float | None, largest: float, *, width: int = 130, height: int = 18
) -> Markup:
    """`largest` is the greatest change of the table, which takes half the width."""
    middle = width / 2
    axis = tag("path", d=f"M{middle:g} 0V{height}", stroke=palette.INK, stroke_width=1)
    if change is None or not largest:
        return picture("not compared", axis, width=width, height=height)
    length = abs(change) / largest * (middle - 4)
    bar = tag(
        "rect",
        x=round(middle - length if change < 0 else middle, 1),
        y=4,
        width=round(length, 1),
        height=height - 8,
        fill=palette.NO_SIGNAL,
    )
    return picture(signed_points(change), bar, axis, width=width, height=height)
