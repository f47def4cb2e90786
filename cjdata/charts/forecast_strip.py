"""When it will be done, as a graphic the height of a word, and the forecast in words.

Assumes that all strips of a table are drawn over the same span of days.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from cjdata.analysis.rollout.forecast_scores import Score
from cjdata.analysis.rollout.forecasting import DatedForecast
from cjdata.charts import palette, words
from cjdata.charts.svg import picture, tag
from cjdata.stats.forecast import CompletionForecast, Verdict

WIDTH, HEIGHT, MARGIN = 300, 24, 6
LONGEST = dt.timedelta(days=3 * 365)
"""How far beyond the target the axis goes at most; what lies further runs out of the picture."""


@dataclass(frozen=True, slots=True)
class Axis:
    """The days that strips are drawn over."""

    first: dt.date
    last: dt.date

    def place(self, day: dt.date) -> float:
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return round(MARGIN + (WIDTH - 2 * MARGIN) * min(max(share, 0.0), 1.0), 1)


def axis_of(forecasts: Sequence[DatedForecast]) -> Axis | None:
    """The axis that holds every 80% interval and the target; None where there is no interval."""
    known = [f.forecast.interval80 for f in forecasts if f.forecast.interval80 is not None]
    if not known:
        return None
    target = forecasts[0].forecast.target_date
    last = min(max(high for _, high in known), target + LONGEST)
    return Axis(min(target, min(low for low, _ in known)), max(last, target))


def forecast_strip(found: DatedForecast, axis: Axis) -> Markup:
    """Thin line: 95% interval; thick: 80%; dot: as likely before as after; bar: the target.

    An arrow at the right edge says that the thin line goes on.
    """
    forecast = found.forecast
    target = axis.place(forecast.target_date)
    drawn = [tag("path", d=f"M{target} 1V{HEIGHT - 1}", stroke=palette.TARGET, stroke_width=2)]
    middle = HEIGHT / 2
    for interval, width, colour in (
        (forecast.interval95, 2, palette.NO_SIGNAL),
        (forecast.interval80, 7, palette.MIDDLE_HALF),
    ):
        if interval is not None:
            start, end = axis.place(interval[0]), axis.place(interval[1])
            path = f"M{start} {middle:g}H{max(end, start + 1)}"
            drawn.append(tag("path", d=path, stroke=colour, stroke_width=width))
    if forecast.interval95 is not None and forecast.interval95[1] > axis.last:
        edge = WIDTH - 1
        arrow = f"M{edge} {middle:g}l-6 -4v8z"
        drawn.append(tag("path", d=arrow, fill=palette.QUIET_INK, stroke="none"))
    if forecast.median is not None:
        drawn.append(
            tag("circle", cx=axis.place(forecast.median), cy=middle, r=4.5, fill=palette.REPORTED)
        )
    return picture(strip_words(found), *drawn, width=WIDTH, height=HEIGHT)


def strip_words(found: DatedForecast) -> str:
    """The strip in words."""
    forecast = found.forecast
    if forecast.interval80 is None or forecast.median is None:
        return "no forecast could be made"
    low, high = forecast.interval80
    return (
        f"80% between {words.day(low)} and {words.day(high)}, as likely before as after "
        f"{words.day(forecast.median)}; target {words.day(forecast.target_date)}"
    )


REACHED = {Verdict.DONE_IN_TIME: "met", Verdict.DONE_LATE: "missed"}


def chance_words(forecast: CompletionForecast) -> str:
    """The chance of the target as it is read: never 0% or 100%, and none that cannot be told.

    Once all are live there is no chance any more, where the report tells before or after.
    """
    if forecast.verdict in REACHED:
        return REACHED[forecast.verdict]
    chance = forecast.p_by_target
    if chance is None or forecast.verdict is Verdict.CANNOT_TELL:
        return "cannot tell"
    if chance < 0.01:
        return "less than 1%"
    if chance > 0.99:
        return "more than 99%"
    return f"{round(100 * chance)}%"


def forecast_heading(found: DatedForecast) -> str:
    """The finding: the chance of the target, and when it is likely to be done."""
    forecast, target = found.forecast, words.days_to(found.forecast.target_date, found.known_at)
    name = found.counted.name
    if forecast.done:
        return f"All {forecast.of} boroughs are reported with {_plain(name)}."
    if forecast.verdict is Verdict.CANNOT_TELL and forecast.last_report is not None:
        return f"{forecast.live} of {forecast.of} are live: too few to tell when all will be."
    if forecast.interval80 is None or forecast.median is None:
        return f"Nothing is known yet from which to forecast {_plain(name)}."
    low, high = (words.part_of_month(day) for day in forecast.interval80)
    when = f"most likely between {low} and {high}"
    if found.known_at > forecast.target_date:
        return f"{forecast.live} of {forecast.of} are live, {target}; all {when}."
    chance = chance_words(forecast)
    by = words.day(forecast.target_date)
    return f"The chance of all {forecast.of} by {by} is {chance}; {when}."


def score_words(found: Score | None) -> str:
    """How earlier forecasts did, beside believing the day given for all and a straight line."""
    if found is None:
        return "How these forecasts did can be said once all boroughs are live."
    return (
        f"Now that all are live: of {found.forecasts} earlier forecasts {found.held_80} had the "
        f"completion within their 80% interval and {found.held_95} within their 95% interval; half "
        f"of the 80% intervals are no wider than {found.width_80} days. Brier score (0 is perfect, "
        f"lower is better): {found.brier:.3f}, believing the plan {found.brier_plan:.3f}, a "
        f"straight line {found.brier_line:.3f}."
    )


def _plain(name: str) -> str:
    return f"the {name}" if name.endswith("model") else name[:1].lower() + name[1:]
