"""Where a borough's place among all may lie: a bar from first to last place, a dot at its rank."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup

from cjdata.charts import palette
from cjdata.charts.svg import picture, tag
from cjdata.charts.word_size import MARGIN, Scale


@lru_cache(maxsize=8192)
def rank_strip(
    rank: float, lower: int, upper: int, of: int, *, width: int = 180, height: int = 18
) -> Markup:
    """Place 1 stands at the left."""
    x = Scale(1, max(of, 2), MARGIN, width - MARGIN)
    middle = height / 2
    label = f"place {rank:g} of {of}, 95% between {lower} and {upper}"
    line = tag("path", d=f"M{MARGIN:g} {middle:g}H{width - MARGIN:g}", stroke=palette.RULE)
    span = tag(
        "path",
        d=f"M{x(lower):.1f} {middle:g}H{x(upper):.1f}",
        stroke=palette.NO_SIGNAL,
        stroke_width=5,
    )
    dot = tag("circle", cx=round(x(rank), 1), cy=middle, r=4, fill=palette.DARK_BLUE)
    return picture(label, line, span, dot, width=width, height=height)
