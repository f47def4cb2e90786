"""Boroughs by stage as a strip of cells, with its legend."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cache, lru_cache

from markupsafe import Markup

from cjdata.charts import palette
from cjdata.charts.palette import STAGE_LOOKS, STAGE_ORDER
from cjdata.charts.svg import picture, tag
from cjdata.domain.states import Stage

CELL = 10
CELL_STEP = 12
STRIP_HEIGHT = 14
MAP_STAGES = (Stage.LIVE, Stage.PARTIAL, Stage.IN_PROGRESS, Stage.PLANNED, Stage.UNKNOWN)


def stage_counts(stages: Sequence[Stage]) -> str:
    """`1 live, 1 in progress, 4 planned, 26 not heard of`."""
    counts = [(stage, sum(s is stage for s in stages)) for stage in STAGE_ORDER]
    return ", ".join(f"{n} {stage.label}" for stage, n in counts if n) or "no borough"


def stage_strip(stages: Iterable[Stage], *, not_named: int = 0) -> Markup:
    """One cell a borough, the furthest first; a line under those reported live.

    `not_named` boroughs are reported live without being named: the line runs on under as many
    cells that follow, which keep the stage they are known by.
    """
    return _strip(tuple(stages), not_named)


@lru_cache(maxsize=256)
def _strip(stages: tuple[Stage, ...], not_named: int) -> Markup:
    """On most days an initiative stands as it did on the day before."""
    ordered = sorted(stages, key=STAGE_ORDER.index)
    label = stage_counts(stages)
    if not_named:
        label += f"; {not_named} more reported live, not named"
    cells = [_cell(stage, i * CELL_STEP) for i, stage in enumerate(ordered)]
    live = sum(s is Stage.LIVE for s in stages)
    if not_named:
        end = min(live + not_named, len(ordered)) * CELL_STEP - (CELL_STEP - CELL)
        cells.append(
            tag("path", d=f"M0 {STRIP_HEIGHT - 1}H{end}", stroke=palette.DARK_BLUE, stroke_width=2)
        )
    return picture(label, *cells, width=max(len(ordered), 1) * CELL_STEP, height=STRIP_HEIGHT)


@cache
def _cell(stage: Stage, x: int) -> Markup:
    """One borough's cell: there are as many as stages and places, drawn once each."""
    look = STAGE_LOOKS[stage]
    return tag(
        "rect",
        x=x + 0.5,
        y=0.5,
        width=CELL - 1,
        height=CELL,
        rx=1.5,
        fill=look.fill,
        stroke=look.outline,
    )


def stage_legend(stages: Collection[Stage] | None = None) -> Markup:
    """What the colours and signs mean, as text that wraps; the usual stages and those given."""
    shown = {*MAP_STAGES, *(stages or ())}
    entries = [
        tag(
            "span",
            tag(
                "span",
                " ",
                style="display:inline-block;width:13px;height:13px;border-radius:2px;"
                "vertical-align:-2px;margin-right:5px;"
                f"background:{STAGE_LOOKS[s].fill};border:1px solid {STAGE_LOOKS[s].outline}",
            ),
            f"{s.sign} {s.label}".strip(),
            style="white-space:nowrap;margin-right:16px",
        )
        for s in STAGE_ORDER
        if s in shown
    ]
    return tag("div", *entries, style=f"font-size:13px;color:{palette.QUIET_INK};line-height:1.8")
