"""Icons of variation and assurance, small and always with words beside them.

They follow the Making Data Count conventions in form (a line within limits, a letter for high or
low, P, F or a question mark against a target), not in drawing, and use the colours of the house.
"""

from __future__ import annotations

from markupsafe import Markup

from cjdata.analysis.variation.control_chart import ControlChart
from cjdata.charts import palette
from cjdata.charts.control_texts import assurance_words, variation_words
from cjdata.charts.svg import label_text, picture, tag
from cjdata.stats.xmr import Assurance, Judgement

SIZE = 44
MIDDLE = SIZE / 2
RADIUS = 19.5
RISING = "M12 30 L30 15 M22 14.5 L31 14 L30 23"
FALLING = "M12 15 L30 30 M22 30.5 L31 31 L30 22"
COLOURS = {
    Judgement.IMPROVEMENT: palette.DARK_BLUE,
    Judgement.CONCERN: palette.ORANGE_INK,
    Judgement.NEUTRAL: palette.DARK_GREY,
    Assurance.CONSISTENT_PASS: palette.DARK_BLUE,
    Assurance.CONSISTENT_FAIL: palette.ORANGE_INK,
}
LETTERS = {
    Assurance.CONSISTENT_PASS: "P",
    Assurance.CONSISTENT_FAIL: "F",
    Assurance.INCONSISTENT: "?",
}


def variation_icon(chart: ControlChart) -> Markup:
    """A wave for chance alone; an arrow with H or L for a special cause; a dash for neither."""
    colour = COLOURS.get(chart.variation, palette.NO_SIGNAL)
    parts = [_ring(colour)]
    if chart.variation is Judgement.COMMON_CAUSE:
        wave = "M9 25 L15 17 L21 26 L27 18 L35 24"
        parts.append(tag("path", d=wave, fill="none", stroke=colour, stroke_width=2.5))
    elif chart.direction:
        up = chart.direction > 0
        line = (
            "M12 30 L30 15 M22 14.5 L31 14 L30 23" if up else "M12 15 L30 30 M22 30.5 L31 31 L30 22"
        )
        parts.append(tag("path", d=line, fill="none", stroke=colour, stroke_width=2.5))
        parts.append(_letter("H" if up else "L", 13 if up else 31, 18 if up else 19, colour, 13))
    else:
        parts.append(_letter("–", MIDDLE, MIDDLE + 6, palette.QUIET_INK, 20))
    return picture(variation_words(chart), *parts, width=SIZE, height=SIZE)


def assurance_icon(chart: ControlChart) -> Markup:
    """P, F or a question mark; in grey with a broken ring where the target is context alone."""
    letter = LETTERS.get(chart.assurance, "–")
    context = chart.target is not None and not chart.local
    colour = palette.QUIET_INK
    if not context:
        colour = COLOURS.get(chart.assurance, palette.QUIET_INK)
    parts = (_ring(colour, broken=context), _letter(letter, MIDDLE, MIDDLE + 7, colour, 20))
    return picture(assurance_words(chart), *parts, width=SIZE, height=SIZE)


def _ring(colour: str, *, broken: bool = False) -> Markup:
    return tag(
        "circle",
        cx=MIDDLE,
        cy=MIDDLE,
        r=RADIUS,
        fill=palette.WHITE,
        stroke=colour,
        stroke_width=2.5,
        stroke_dasharray="4 3" if broken else None,
    )


def _letter(letter: str, x: float, y: float, colour: str, size: float) -> Markup:
    return label_text(letter, x=x, y=y, size=size, colour=colour, weight=700)
