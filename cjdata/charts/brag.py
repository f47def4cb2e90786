"""The rating of a milestone as a small badge: letter, shape and colour say the same."""

from __future__ import annotations

from markupsafe import Markup

from cjdata.charts import palette
from cjdata.charts.svg import tag
from cjdata.domain.plan import Brag

LOOKS = {
    Brag.COMPLETE: (palette.DARK_BLUE, palette.WHITE),
    Brag.ON_TRACK: (palette.TURQUOISE, palette.INK),
    Brag.AT_RISK: (palette.ORANGE, palette.INK),
    Brag.OFF_TRACK: (palette.DARK_PINK, palette.WHITE),
    Brag.NO_PLAN: (palette.WHITE, palette.QUIET_INK),
}
"""Fill and ink. The letters stand for blue, green, amber and red; the hues are the house's own."""


def badge(brag: Brag) -> Markup:
    """`A ▲` on its colour, read out as its name elsewhere."""
    fill, ink = LOOKS[brag]
    style = (
        f"background:{fill};color:{ink};border-radius:3px;padding:0 .3rem;font-weight:700;"
        "font-size:.8rem;white-space:nowrap"
    )
    return tag("span", f"{brag.letter} {brag.sign}".strip(), style=style)


def brag_legend() -> Markup:
    """What the letters mean, as text that wraps."""
    entries = [
        tag(
            "span", badge(brag), " ", brag.label,
            style="white-space:nowrap;margin-right:16px;display:inline-block",
        )
        for brag in Brag
    ]  # fmt: skip
    return tag("div", *entries, style=f"font-size:13px;color:{palette.QUIET_INK};line-height:1.8")
