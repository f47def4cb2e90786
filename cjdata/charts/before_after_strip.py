"""One borough before and after, the size of a word: its months, its go-live and both means.

A month that was not reported whole leaves a gap; the two level lines are what the table says.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from cjdata.analysis.impact.before_after import MONTHS_BEFORE, BeforeAfter
from cjdata.charts import palette, words
from cjdata.charts.svg import picture, tag
from cjdata.charts.word_size import Scale
from cjdata.domain.measures import Measure
from cjdata.domain.periods import month_label

WIDTH, HEIGHT, MARGIN = 190, 30, 3.0


def before_after_strip(
    row: BeforeAfter, measure: Measure, months: tuple[int, int], after: tuple[int, int], name: str
) -> Markup:
    """The line of a borough over `months`, with the means that are compared.

    after: the first and last month since going live over which the second mean is taken.
    """
    label = _words(row, measure, name)
    shown = [(m, v) for m, v in row.series if months[0] <= m <= months[1]]
    if not shown:
        return picture(label, width=WIDTH, height=HEIGHT)
    values = [v for _, v in shown]
    x = Scale(months[0], months[1], MARGIN, WIDTH - MARGIN)
    y = Scale(min(values), max(values), HEIGHT - MARGIN, MARGIN)
    drawn = [tag("path", d=_line(shown, x, y), stroke=palette.NO_SIGNAL, fill="none")]
    live = x(row.live - 0.5)
    drawn.append(tag("path", d=f"M{live:.0f} 0V{HEIGHT}", stroke=palette.TARGET, stroke_width=1.5))
    for mean, first, last in (
        (row.before, row.live - MONTHS_BEFORE, row.live - 1),
        (row.after, row.live + after[0], row.live + after[1]),
    ):
        if mean is not None:
            start, end = x(max(first, months[0])), x(min(last, months[1]))
            path = f"M{start:.0f} {y(mean):.0f}H{end:.0f}"
            drawn.append(tag("path", d=path, stroke=palette.REPORTED, stroke_width=2.5))
    return picture(label, *drawn, width=WIDTH, height=HEIGHT)


def _line(shown: Sequence[tuple[int, float]], x: Scale, y: Scale) -> str:
    """A path through the months that follow one another, a gap where one is missing."""
    path, last = "", None
    for month, value in shown:
        step = "L" if last is not None and month == last + 1 else "M"
        path += f"{step}{x(month):.0f} {y(value):.0f}"
        last = month
    return path


def _words(row: BeforeAfter, measure: Measure, name: str) -> str:
    before, after = (
        words.figure(v, measure.unit, measure.decimals) for v in (row.before, row.after)
    )
    return f"{name}, live {month_label(row.live)}: {before} in the year before, {after} after"
