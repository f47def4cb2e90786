"""Contrast is computed, never looked up: WCAG 2.2, 1.4.3 and 1.4.11."""

from __future__ import annotations

import pytest

from cjdata.charts import palette
from cjdata.charts.palette import STAGE_LOOKS, STAGE_ORDER, VERDICT_LOOKS, contrast
from cjdata.domain.states import Stage, Verdict


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
    assert contrast(VERDICT_LOOKS[verdict].colour, palette.WHITE) >= 3
    assert contrast(VERDICT_LOOKS[verdict].ink, palette.WHITE) >= 4.5


@pytest.mark.parametrize(
    "colour", [palette.INK, palette.QUIET_INK, palette.TARGET, palette.PLAN_INK, palette.REPORTED]
)
def test_text_colours_can_be_read(colour: str):
    assert contrast(colour, palette.WHITE) >= 4.5


def test_graphics_of_plan_and_trend_stand_out():
    assert contrast(palette.PLAN, palette.WHITE) >= 3
    assert contrast(palette.NO_SIGNAL, palette.WHITE) >= 3
