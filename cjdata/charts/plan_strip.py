"""One milestone as a line of days: baseline, present plan, when it was reached, how far it slipped.

Assumes that all strips of a table are drawn over the same span of days. The sentence of each strip
says the same in words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from cjdata.analysis.rollout.plan import Milestone
from cjdata.charts import palette
from cjdata.charts.plan_texts import dates_words
from cjdata.charts.svg import picture, tag

WIDTH, HEIGHT, MARGIN = 360, 26, 8
ROOM = dt.timedelta(days=21)


@dataclass(frozen=True, slots=True)
class Span:
    """The days that strips are drawn over, with what is marked on each."""

    first: dt.date
    last: dt.date
    known_at: dt.date
    target: dt.date | None

    def place(self, day: dt.date) -> float:
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return round(MARGIN + (WIDTH - 2 * MARGIN) * min(max(share, 0.0), 1.0), 1)


def span_of(
    milestones: Sequence[Milestone], known_at: dt.date, target: dt.date | None
) -> Span | None:
    """The span that holds every day of the milestones; None where there is no day."""
    days = [date.due for m in milestones for date in m.dates]
    days += [m.actual.not_after for m in milestones if m.actual]
    days += [m.actual.not_before for m in milestones if m.actual and m.actual.not_before]
    if not days:
        return None
    days += [target] if target else []
    return Span(
        min(days) - ROOM, max([*days, min(known_at, max(days) + ROOM)]) + ROOM, known_at, target
    )


def plan_strip(milestone: Milestone, span: Span) -> Markup:
    """Hollow diamond: baseline; orange diamond: planned now; bar: reached within; pink: target."""
    middle = HEIGHT / 2
    drawn = [_upright(span.place(span.target), palette.TARGET, 2)] if span.target else []
    if span.first <= span.known_at <= span.last:
        drawn.append(_upright(span.place(span.known_at), palette.NO_SIGNAL, 1))
    drawn += _slip(milestone, span, middle)
    if milestone.actual is not None:
        end = span.place(milestone.actual.not_after)
        start = span.place(milestone.actual.not_before) if milestone.actual.not_before else end - 5
        colour = palette.MIDDLE_HALF if milestone.actual.counted_as else palette.REPORTED
        width = max(end - start, 4.0)
        drawn.append(
            tag("rect", x=start, y=middle - 5, width=width, height=10, rx=2, fill=colour,
                stroke=palette.REPORTED)
        )  # fmt: skip
    for date in milestone.dates[1:]:
        drawn.append(_diamond(span.place(date.due), middle, palette.PLAN, palette.PLAN))
    if milestone.baseline is not None:
        drawn.append(
            _diamond(span.place(milestone.baseline.due), middle, palette.WHITE, palette.PLAN_INK)
        )
    return picture(dates_words(milestone), *drawn, width=WIDTH, height=HEIGHT)


def _slip(milestone: Milestone, span: Span, middle: float) -> list[Markup]:
    """A thin line from the baseline to where it is now: solid for sure, dotted for at most."""
    slipped, baseline = milestone.slippage, milestone.baseline
    if slipped is None or baseline is None:
        return []
    start = span.place(baseline.due)
    found = []
    for days, dashes in ((slipped.low, None), (slipped.high, "2 3")):
        if days is not None and days > 0:
            end = span.place(baseline.due + dt.timedelta(days=days))
            found.append(
                tag("path", d=f"M{start} {middle:g}H{end}", stroke=palette.PLAN_INK,
                    stroke_width=2, stroke_dasharray=dashes)
            )  # fmt: skip
    return found


def _upright(x: float, colour: str, width: int) -> Markup:
    return tag("path", d=f"M{x} 1V{HEIGHT - 1}", stroke=colour, stroke_width=width)


def _diamond(x: float, y: float, fill: str, outline: str) -> Markup:
    path = f"M{x - 5:g} {y:g}L{x:g} {y - 5:g}L{x + 5:g} {y:g}L{x:g} {y + 5:g}Z"
    return tag("path", d=path, fill=fill, stroke=outline, stroke_width=1.5)
