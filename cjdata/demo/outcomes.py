"""Illustrative outcomes at the Crown Court, offences brought to justice, and the three surveys.

Quarterly counts are added up from months, so that effects and seasons are those of the months.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from cjdata.demo.panel import (
    Counts,
    Floats,
    Panel,
    as_chance,
    by_quarter,
    drawn_from,
    rate_points,
    volume_noise,
)
from cjdata.demo.shape import (
    CROWN_ACQUITTED_SHARE,
    CROWN_CASES_A_MONTH,
    CROWN_PLEA_SHARE,
    JUSTICE_PARTS,
    JUSTICE_YEARLY,
    OFFENCES_A_MONTH,
    RATES,
    RESPONDENTS_A_MONTH,
)
from cjdata.demo.trials import crown_cells

Columns = Mapping[str, Counts]
"""Component -> reporting units x periods."""


def draw_crown_outcomes(panel: Panel) -> Columns:
    rng, share = panel.stream("case-outcomes-crown"), crown_cells(panel).share
    completed = rng.poisson(CROWN_CASES_A_MONTH * share[:, None] * volume_noise(rng, len(share)))
    dropped = drawn_from(rng, completed, _rate(rng, "crown_cases_dropped", len(share)))
    unsuccessful = dropped + rng.binomial(completed - dropped, CROWN_ACQUITTED_SHARE)
    convicted = completed - unsuccessful
    monthly = {
        "cases_completed": completed,
        "cases_convicted": convicted,
        "guilty_pleas": rng.binomial(convicted, CROWN_PLEA_SHARE),
        "cases_dropped": dropped,
        "cases_unsuccessful": unsuccessful,
    }
    return {name: by_quarter(counts) for name, counts in monthly.items()}


def draw_strategic(panel: Panel) -> Columns:
    rng = panel.stream("strategic")
    recorded = panel.borough_counts(rng, OFFENCES_A_MONTH["recorded"])
    growth = 1 + JUSTICE_YEARLY * np.arange(recorded.shape[1]) / 12
    wanted = OFFENCES_A_MONTH["brought_to_justice"] * panel.share[:, None] * growth
    wanted = wanted * volume_noise(rng, len(panel.boroughs))
    parts = {name: rng.poisson(share * wanted) for name, share in JUSTICE_PARTS.items()}
    total: Counts = np.sum(list(parts.values()), axis=0)
    return {"offences_recorded": recorded, "offences_brought_to_justice": total, **parts}


def draw_satisfaction(panel: Panel) -> Columns:
    rng = panel.stream("survey-satisfaction")
    asked = panel.borough_counts(rng, RESPONDENTS_A_MONTH["satisfaction_opinions"])
    satisfied = drawn_from(rng, asked, panel.borough_rate("satisfaction_satisfied", rng))
    return {
        "satisfaction_opinions": by_quarter(asked),
        "satisfaction_satisfied": by_quarter(satisfied),
    }


def draw_waiting(panel: Panel) -> Columns:
    rng, share = panel.stream("survey-witness-waiting"), crown_cells(panel).share
    asked = rng.poisson(
        RESPONDENTS_A_MONTH["witnesses_surveyed"] * share[:, None] * volume_noise(rng, len(share))
    )
    short = drawn_from(rng, asked, _rate(rng, "witnesses_waiting_two_hours", len(share)))
    return {
        "witnesses_surveyed": by_quarter(asked),
        "witnesses_waiting_two_hours": by_quarter(short),
    }


def draw_confidence(panel: Panel) -> Columns:
    rng = panel.stream("survey-confidence")
    asked = rng.poisson(RESPONDENTS_A_MONTH["confidence_respondents"] * volume_noise(rng, 1))
    confident = drawn_from(rng, asked, _rate(rng, "confidence_confident", 1))
    return {
        "confidence_respondents": by_quarter(asked),
        "confidence_confident": by_quarter(confident),
    }


def _rate(rng: np.random.Generator, component: str, cells: int) -> Floats:
    return as_chance(rate_points(rng, RATES[component], cells))
