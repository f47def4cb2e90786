"""The rollout over time: reports as steps, what lies open between as bands, every plan, the target.

A band says that a rise came about at some time between two reports. Plans are drawn from where
the count stood when they were made to where they reach, whether or not anything came of them.
"""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from cjdata.analysis.rollout.progress import Plan, Progress, ReportPoint
from cjdata.charts import palette, style, words
from cjdata.charts.figure import Figure, Parts, scatter
from cjdata.charts.progress_labels import (
    CHANGE_HEIGHT,
    HEADROOM,
    count_label,
    placed_labels,
    plan_points,
    target_words,
)
from cjdata.charts.progress_texts import completed, own_plans
from cjdata.charts.rollout_texts import plain_name
from cjdata.charts.time_axis import date_ticks
from cjdata.domain.catalogue import Catalogue


def progress_figure(progress: Progress, catalogue: Catalogue) -> Figure:
    """The chart of the progress page, without a title: the page's heading is the finding.

    Built in one go: adding to a figure checks all that it holds anew, each time.
    """
    span = _span(progress)
    layout = style.layout()
    layout["xaxis"] |= {"range": list(span), **date_ticks(*span)}
    layout["yaxis"] |= {
        "range": [0, progress.of * HEADROOM],
        "tickvals": _count_ticks(progress.of),
    }
    layout["shapes"] = [*_target_lines(progress), *_change_lines(progress)]
    layout["annotations"] = [
        *_target_label(progress),
        *placed_labels(progress, catalogue, span),
        _key(progress),
    ]
    traces = [
        _bands(progress),
        *(_plan_line(plan) for plan in own_plans(progress)),
        _plans_without_number(progress),
        _steps(progress, span[1]),
        _reports(progress, catalogue),
        *_target_mark(progress),
    ]
    return Figure(traces, layout)


def _key(progress: Progress) -> Parts:
    """What shading, dashes and dots mean, under the axis; only what is drawn."""
    target = progress.initiative.target_date
    lines = []
    if any(b.count > a.count for a, b in pairwise(progress.points)):
        lines.append("Shaded: came about at some time between two reports.")
    if any(plan.steps for plan in own_plans(progress)):
        lines.append("Dashed: plans as they were recorded.")
    if any(plan.without_number for plan in own_plans(progress)):
        lines.append("Diamond: a plan without a number.")
    if target is not None and words.is_month_end(target):
        lines.append(f"Target judged on {target.day} {target:%B}; 1 {target:%B} dotted.")
    return {
        "name": "key",
        "text": "<br>".join(lines),
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "y": 0,
        "yshift": -40,
        "xanchor": "left",
        "yanchor": "top",
        "showarrow": False,
        "align": "left",
        "font": {"size": style.SMALL_SIZE, "color": palette.QUIET_INK},
    }


def _span(progress: Progress) -> tuple[dt.date, dt.date]:
    """First and last day of the axis, with room at its ends.

    Once all is reported the time that passes after it is not drawn.
    """
    days = [
        *([] if completed(progress) else [progress.known_at]),
        *(p.said_on for p in progress.points),
        *(plan.said_on for plan in progress.plans),
        *(step.by for plan in progress.plans for step in plan.steps),
    ]
    if progress.initiative.target_date:
        days.append(progress.initiative.target_date)
    room = dt.timedelta(days=max((max(days) - min(days)).days // 25, 10))
    return min(days) - room / 2, max(days) + room


def _count_ticks(of: int) -> list[int]:
    """Nought, the whole, and quarters of it where they are whole numbers."""
    if of % 4 == 0:
        return [of * i // 4 for i in range(5)]
    return [0, *(v for v in range(5, of - 2, max(of // 4 // 5 * 5, 5))), of]


def _steps(progress: Progress, end: dt.date) -> Parts:
    """The count as reported: it rises on the day of a report and stands until the next."""
    points = progress.points
    days = [p.said_on for p in points]
    counts = [p.count for p in points]
    if points and progress.known_at > days[-1]:
        days.append(min(progress.known_at, end))
        counts.append(counts[-1])
    return scatter(
        name="reported",
        x=days,
        y=counts,
        mode="lines",
        line={"color": palette.REPORTED, "width": 3, "shape": "hv"},
        hoverinfo="skip",
        cliponaxis=False,
    )


def _reports(progress: Progress, catalogue: Catalogue) -> Parts:
    points = progress.points
    return scatter(
        name="reports",
        x=[p.said_on for p in points],
        y=[p.count for p in points],
        mode="markers+text",
        marker={"color": palette.REPORTED, "size": 10},
        text=[count_label(points, i) for i in range(len(points))],
        textposition="top left",
        textfont={"size": 13, "color": palette.REPORTED, "weight": 700},
        hovertext=[_report_words(p, progress, catalogue) for p in points],
        hoverinfo="text",
        cliponaxis=False,
    )


def _report_words(point: ReportPoint, progress: Progress, catalogue: Catalogue) -> str:
    lines = [
        f"<b>{point.count} of {progress.of}</b> reported by {words.day(point.said_on)}",
        f"{point.named} of them named",
        f"counted: {plain_name(catalogue.initiatives[point.counted])}",
        *point.sources,
    ]
    return "<br>".join(lines)


def _bands(progress: Progress) -> Parts:
    """A rectangle for each rise: from one report to the next, from one count to the next."""
    days: list[dt.date | None] = []
    counts: list[int | None] = []
    for before, after in pairwise(progress.points):
        if after.count <= before.count:
            continue
        days += [before.said_on, before.said_on, after.said_on, after.said_on, None]
        counts += [before.count, after.count, after.count, before.count, None]
    return scatter(
        name="between two reports",
        x=days,
        y=counts,
        mode="lines",
        fill="toself",
        fillcolor=palette.BAND,
        line={"width": 0},
        hoverinfo="skip",
    )


def _plan_line(plan: Plan) -> Parts:
    """A plan from the count of its day to where it reaches; nothing where it has no number."""
    points = plan_points(plan) if plan.steps else []
    said = f"plan of {words.day(plan.said_on)}"
    texts = [f"{said}, from {plan.from_count}<br>{plan.source}"]
    texts += [
        f"{said}: {step.count} by {words.day(step.by)}<br>{plan.source}" for step in plan.steps
    ]
    return scatter(
        name=said,
        x=[day for day, _ in points],
        y=[count for _, count in points],
        mode="lines+markers",
        line={"color": palette.PLAN, "width": 2, "dash": "dash"},
        marker={"color": palette.PLAN, "size": [0, *([5] * len(plan.steps))]},
        hovertext=texts,
        hoverinfo="text",
        cliponaxis=False,
    )


def _plans_without_number(progress: Progress) -> Parts:
    """A hollow diamond at the day by which something was planned that has no number."""
    said = [
        (e.not_after or plan.said_on, plan.from_count, plan, e.note or e.extent)
        for plan in own_plans(progress)
        for e in plan.without_number
    ]
    return scatter(
        name="plans without a number",
        x=[day for day, *_ in said],
        y=[count for _, count, *_ in said],
        mode="markers",
        marker={
            "symbol": "diamond-open",
            "color": palette.PLAN_INK,
            "size": 9,
            "line": {"width": 2},
        },
        hovertext=[
            f"plan of {words.day(plan.said_on)}, without a number:<br>{note}<br>{plan.source}"
            for _, _, plan, note in said
        ],
        hoverinfo="text",
        cliponaxis=False,
    )


def _vertical(day: dt.date, top: float, colour: str, width: float, dash: str) -> Parts:
    line = {"color": colour, "width": width, "dash": dash}
    return {"type": "line", "x0": day, "x1": day, "y0": 0, "y1": top, "line": line}


def _target_lines(progress: Progress) -> list[Parts]:
    """The line at the target date; the first of its month dotted where it is the last day."""
    target = progress.initiative.target_date
    if target is None:
        return []
    lines = [_vertical(target, progress.of, palette.TARGET, 2, "solid")]
    if words.is_month_end(target):
        lines.append(_vertical(target.replace(day=1), progress.of, palette.TARGET, 1, "dot"))
    return lines


def _target_mark(progress: Progress) -> list[Parts]:
    target = progress.initiative.target_date
    if target is None:
        return []
    said = f"target: {progress.of} by {words.day(target)}<br>{progress.initiative.target_source}"
    ring = {"color": palette.TARGET, "width": 3}
    return [
        scatter(
            name="target",
            x=[target],
            y=[progress.of],
            mode="markers",
            marker={"color": palette.WHITE, "size": 12, "line": ring},
            hovertext=[said],
            hoverinfo="text",
            cliponaxis=False,
        )
    ]


def _target_label(progress: Progress) -> list[Parts]:
    target = progress.initiative.target_date
    if target is None:
        return []
    return [
        {
            "name": "target",
            "x": target,
            "y": progress.of,
            "text": target_words(progress.of, target),
            "showarrow": False,
            "xanchor": "right",
            "yanchor": "bottom",
            "yshift": 8,
            "align": "right",
            "font": {"size": style.LABEL_SIZE, "color": palette.TARGET, "weight": 700},
        }
    ]


def _change_lines(progress: Progress) -> list[Parts]:
    """The mark where reports begin to count something else."""
    if progress.changed_on is None:
        return []
    top = progress.of * CHANGE_HEIGHT
    return [_vertical(progress.changed_on, top, palette.QUIET_INK, 1.5, "dot")]
