"""The rollout over time for print: what was reported, what was planned, when it will be done.

Reports are points; between two of them the count lay at some level in between, which is shaded.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from cjdata.analysis.rollout.forecasting import DatedForecast
from cjdata.analysis.rollout.progress import Plan, Progress
from cjdata.charts import palette, words
from cjdata.charts.forecast_strip import strip_words
from cjdata.charts.paper_labels import PRINT_LETTER, PaperCanvas
from cjdata.charts.paper_map import FONT
from cjdata.charts.progress_texts import own_plans
from cjdata.charts.svg import label_text, picture, tag
from cjdata.domain.periods import first_day, month_label_short, month_of

WIDTH, HEIGHT = 1000, 400
LEFT, RIGHT, TOP, BOTTOM = 56, 984, 60, 336
TEXT = 21
FARTHEST = dt.timedelta(days=365)
"""How far beyond the target the axis goes; what a forecast holds beyond runs out of the picture."""
MONTHS_BETWEEN_TICKS = (1, 2, 3, 6, 12)
MOST_TICKS = 9
BOLD_LETTER = 12.0
"""Width of a letter of the target's label."""
HIGH = 0.8
"""Plans that reach this share have their label to the right of them, clear of the target's."""
ROOM = 0.17
"""Share of the axis left free for it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Days and counts onto the page."""

    first: dt.date
    last: dt.date
    of: int

    def x(self, day: dt.date) -> float:
        share = (min(day, self.last) - self.first).days / max((self.last - self.first).days, 1)
        return round(LEFT + (RIGHT - LEFT) * max(share, 0.0), 1)

    def y(self, count: int) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * count / self.of, 1)


def paper_progress(progress: Progress, forecast: DatedForecast | None) -> Markup:
    """Reports, plans, target and forecast; empty where there is neither a report nor a plan."""
    frame = _frame(progress, forecast)
    if frame is None:
        return Markup("")
    canvas = _canvas(frame, progress)
    drawn = [
        *_axes(frame),
        *_known_at(frame, progress.known_at),
        *_bands(frame, progress),
        *(part for plan in own_plans(progress) for part in _plan(frame, plan, canvas)),
        *_reports(frame, progress),
        *_forecast(frame, forecast),
        *_target(frame, progress),
    ]
    return picture(
        progress_words(progress, forecast),
        tag("g", *drawn, font_family=FONT),
        width=WIDTH,
        height=HEIGHT,
        style="display:block;width:100%;height:auto",
    )


def progress_words(progress: Progress, forecast: DatedForecast | None) -> str:
    """Everything that is drawn, in words."""
    told = ", ".join(f"{p.count} on {words.day(p.said_on)}" for p in progress.points)
    parts = [f"Boroughs reported live, of {progress.of}: {told or 'no report'}."]
    for plan in own_plans(progress):
        steps = ", ".join(f"{s.count} by {words.day(s.by)}" for s in plan.steps)
        if steps:
            parts.append(f"Plan of {words.day(plan.said_on)}: {steps}.")
    if progress.initiative.target_date is not None:
        by = words.day(progress.initiative.target_date)
        parts.append(f"Target: {progress.of} by {by}.")
    if forecast is not None and forecast.forecast.interval80 is not None:
        parts.append(f"Forecast of the day when all are live: {strip_words(forecast)}.")
    return " ".join(parts)


def _frame(progress: Progress, forecast: DatedForecast | None) -> Frame | None:
    plans = [day for plan in own_plans(progress) for day in _plan_days(plan)]
    told = [*(p.said_on for p in progress.points), *plans]
    if not told:
        return None
    target = progress.initiative.target_date or progress.known_at
    days = [*told, target, progress.known_at]
    interval = forecast.forecast.interval80 if forecast else None
    if interval is not None and forecast is not None and not forecast.forecast.done:
        days += [min(day, target + FARTHEST) for day in interval]
    high = any(s.count > HIGH * progress.of for plan in own_plans(progress) for s in plan.steps)
    room = (max(days) - min(days)) * ROOM if high else dt.timedelta(days=20)
    last = max(days) + room
    return Frame(first_day(month_of(min(days))), last, max(progress.of, 1))


def _plan_days(plan: Plan) -> list[dt.date]:
    return [plan.said_on, *(step.by for step in plan.steps)]


def _axes(frame: Frame) -> list[Markup]:
    drawn = []
    for count in sorted({0, frame.of // 4, frame.of // 2, 3 * frame.of // 4, frame.of}):
        at = frame.y(count)
        drawn.append(_line(LEFT, at, RIGHT, at, palette.RULE, 1.2))
        drawn.append(_text(str(count), LEFT - 10, at + 7, "end", palette.QUIET_INK))
    first, last = month_of(frame.first), month_of(frame.last)
    step = next(
        (s for s in MONTHS_BETWEEN_TICKS if (last - first) / s < MOST_TICKS),
        MONTHS_BETWEEN_TICKS[-1],
    )
    for month in range(first, last + 1, step):
        at = frame.x(first_day(month))
        drawn.append(_line(at, BOTTOM, at, BOTTOM + 8, palette.QUIET_INK, 1.2))
        if at < RIGHT - 60:
            drawn.append(
                _text(month_label_short(month), at, BOTTOM + 32, "start", palette.QUIET_INK)
            )
    return drawn


def _known_at(frame: Frame, day: dt.date) -> list[Markup]:
    at = frame.x(day)
    right = at > (LEFT + RIGHT) / 2
    return [
        _line(at, TOP - 12, at, BOTTOM, palette.QUIET_INK, 1.4, dash="2 5"),
        _text(
            f"as known at {words.day_short(day)}", at + (-8 if right else 8), HEIGHT - 6,
            "end" if right else "start", palette.QUIET_INK,
        ),
    ]  # fmt: skip


def _canvas(frame: Frame, progress: Progress) -> PaperCanvas:
    """Everything that a plan's label must not cover."""
    canvas = PaperCanvas(WIDTH, BOTTOM)
    known_at = frame.x(progress.known_at)
    canvas.add_line([(known_at, TOP - 12), (known_at, BOTTOM)])
    for plan in own_plans(progress):
        places = _plan_places(frame, plan)
        canvas.add_line(places)
        canvas.add_dots(places[1:])
    for point in progress.points:
        x, y, text = frame.x(point.said_on), frame.y(point.count), str(point.count)
        canvas.add_dots([(x, y)])
        canvas.add_text(x - 4 - len(text) * PRINT_LETTER, y - 14, text)
    if progress.initiative.target_date is not None:
        x, y = frame.x(progress.initiative.target_date), frame.y(progress.of)
        told = _target_words(progress, progress.initiative.target_date)
        canvas.add_line([(x, TOP - 44), (x, BOTTOM)])
        canvas.add_text(x - 12 - len(told) * BOLD_LETTER, y + 28, told)
    return canvas


def _plan_places(frame: Frame, plan: Plan) -> list[tuple[float, float]]:
    places = [(frame.x(plan.said_on), frame.y(plan.from_count))]
    return places + [(frame.x(step.by), frame.y(step.count)) for step in plan.steps]


def _plan(frame: Frame, plan: Plan, canvas: PaperCanvas) -> list[Markup]:
    if not plan.steps:
        return []
    places = _plan_places(frame, plan)
    path = "M" + "L".join(f"{x:g} {y:g}" for x, y in places)
    dots = [
        tag("path", d=f"M{x:g} {y - 7:g}l7 7l-7 7l-7 -7Z", fill=palette.PLAN) for x, y in places[1:]
    ]
    x, y = places[-1]
    last = plan.steps[-1]
    told = f"{last.count} planned", words.day_short(plan.said_on)
    if last.count > HIGH * frame.of:  # to the right, where the axis leaves room for it
        across, down, anchor = x + 14, y + 6, "start"
    else:
        across, down, anchor = canvas.place(told, (x, y))
    label = [
        _text(line, across, down + 23 * i, anchor, palette.PLAN_INK, halo=True)
        for i, line in enumerate(told)
    ]
    return [
        tag(
            "path", d=path, fill="none", stroke=palette.PLAN, stroke_width=2.5,
            stroke_dasharray="9 6",
        ),
        *dots,
        *label,
    ]  # fmt: skip


def _bands(frame: Frame, progress: Progress) -> list[Markup]:
    """Between two reports the count lay at some level between theirs."""
    points = [(frame.x(p.said_on), frame.y(p.count)) for p in progress.points]
    return [
        tag(
            "rect", x=one[0], y=min(one[1], two[1]), width=round(two[0] - one[0], 1),
            height=round(abs(one[1] - two[1]), 1), fill=palette.BAND,
        )
        for one, two in pairwise(points)
    ]  # fmt: skip


def _reports(frame: Frame, progress: Progress) -> list[Markup]:
    points = [(frame.x(p.said_on), frame.y(p.count)) for p in progress.points]
    drawn: list[Markup] = []
    for (x, y), point in zip(points, progress.points, strict=True):
        drawn.append(tag("circle", cx=x, cy=y, r=7, fill=palette.REPORTED))
        drawn.append(
            _text(str(point.count), x - 4, y - 14, "end", palette.REPORTED, 700, halo=True)
        )
    return drawn


def _forecast(frame: Frame, found: DatedForecast | None) -> list[Markup]:
    """Thin line: 95%; thick: 80%; dot: as likely before as after. Above the line of all live."""
    if found is None or found.forecast.done:
        return []
    middle, forecast, interval80 = TOP - 28, found.forecast, found.forecast.interval80
    if interval80 is None:
        return []
    drawn = []
    for interval, width, colour in (
        (forecast.interval95, 3, palette.NO_SIGNAL),
        (interval80, 11, palette.MIDDLE_HALF),
    ):
        if interval is not None:
            start, end = frame.x(interval[0]), frame.x(interval[1])
            drawn.append(_line(start, middle, max(end, start + 2), middle, colour, width))
    if forecast.median is not None:
        drawn.append(
            tag("circle", cx=frame.x(forecast.median), cy=middle, r=7, fill=palette.REPORTED)
        )
    drawn.append(_text("forecast of all live", LEFT, middle + 7, "start", palette.INK))
    return drawn


def _target(frame: Frame, progress: Progress) -> list[Markup]:
    target = progress.initiative.target_date
    if target is None:
        return []
    x, y = frame.x(target), frame.y(progress.of)
    return [
        _line(x, TOP - 44, x, BOTTOM, palette.TARGET, 2),
        tag("circle", cx=x, cy=y, r=8, fill=palette.WHITE, stroke=palette.TARGET, stroke_width=3),
        _text(
            _target_words(progress, target), x - 12, y + 28, "end", palette.TARGET, weight=700,
        ),
    ]  # fmt: skip


def _target_words(progress: Progress, target: dt.date) -> str:
    return f"target: {progress.of} by {words.day_short(target)}"


def _line(
    x1: float, y1: float, x2: float, y2: float, colour: str, width: float, dash: str | None = None
) -> Markup:
    return tag(
        "path", d=f"M{x1:g} {y1:g}L{x2:g} {y2:g}", stroke=colour, stroke_width=width,
        stroke_dasharray=dash,
    )  # fmt: skip


def _text(
    text: str,
    x: float,
    y: float,
    anchor: str,
    colour: str,
    weight: int | None = None,
    *,
    halo: bool = False,
) -> Markup:
    """A text; with a white rim where lines may run behind it."""
    drawn = label_text(text, x=x, y=y, size=TEXT, colour=colour, weight=weight, anchor=anchor)
    if not halo:
        return drawn
    return tag(
        "g", drawn, stroke=palette.WHITE, stroke_width=6, stroke_linejoin="round",
        paint_order="stroke",
    )  # fmt: skip
