"""Contrast is computed, never looked up: WCAG 2.2, 1.4.3 and 1.4.11."""

from __future__ import annotations

import math

import pytest

from cjdata.charts import palette
from cjdata.charts.palette import STAGE_LOOKS, STAGE_ORDER, Verdict, contrast, verdict_of
from cjdata.domain.states import Direction, Stage


def test_contrast_of_known_pairs():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#FFFFFF") == 1
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_can_be_read_and_is_in_the_order(stage: Stage):
    look = STAGE_LOOKS[stage]
    assert contrast(look.ink, look.fill) >= 4.5
    assert stage in STAGE_ORDER


@pytest.mark.parametrize(
    "stage", [Stage.LIVE, Stage.PARTIAL, Stage.IN_PROGRESS, Stage.PLANNED, Stage.CEASED]
)
def test_every_stage_somebody_spoke_of_stands_out_from_white(stage: Stage):
    assert contrast(STAGE_LOOKS[stage].outline, palette.WHITE) >= 3


def test_stages_pale_from_live_to_planned():
    fills = [
        contrast(STAGE_LOOKS[s].fill, palette.WHITE)
        for s in (Stage.LIVE, Stage.PARTIAL, Stage.IN_PROGRESS, Stage.PLANNED, Stage.UNKNOWN)
    ]
    assert fills == sorted(fills, reverse=True)


@pytest.mark.parametrize("verdict", Verdict)
def test_verdicts_can_be_seen_and_read(verdict: Verdict):
    assert contrast(verdict.colour, palette.WHITE) >= 3
    assert contrast(verdict.ink, palette.WHITE) >= 4.5


@pytest.mark.parametrize(
    "colour", [palette.INK, palette.QUIET_INK, palette.TARGET, palette.PLAN_INK, palette.REPORTED]
)
def test_text_colours_can_be_read(colour: str):
    assert contrast(colour, palette.WHITE) >= 4.5


def test_graphics_of_plan_and_trend_stand_out():
    assert contrast(palette.PLAN, palette.WHITE) >= 3
    assert contrast(palette.NO_SIGNAL, palette.WHITE) >= 3


@pytest.mark.parametrize(
    ("lower", "upper", "direction", "expected"),
    [
        (34, 38, Direction.DECREASE, Verdict.WORSE),
        (34, 38, Direction.INCREASE, Verdict.BETTER),
        (34, 38, Direction.NEUTRAL, Verdict.HIGHER),
        (28, 32, Direction.DECREASE, Verdict.BETTER),
        (28, 32, Direction.NEUTRAL, Verdict.LOWER),
        (32, 34, Direction.DECREASE, Verdict.ALIKE),
        (33, 34, Direction.DECREASE, Verdict.ALIKE),
        (math.nan, 34, Direction.DECREASE, Verdict.NOT_JUDGED),
    ],
)
def test_verdict_of_an_interval_on_33(
    lower: float, upper: float, direction: Direction, expected: Verdict
):
    found = verdict_of(lower=lower, upper=upper, reference=33, direction=direction)
    assert found is expected


def test_no_verdict_on_an_incomplete_figure_or_without_a_reference():
    judged = {"lower": 34.0, "upper": 38.0, "direction": Direction.DECREASE}
    assert verdict_of(reference=33, judged=False, **judged) is Verdict.NOT_JUDGED
    assert verdict_of(reference=math.nan, **judged) is Verdict.NOT_JUDGED
