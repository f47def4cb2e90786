"""Illustrative counts of case files, custody, bail, warrants and persistent young offenders.

Sums of hours and days are drawn as means of as many people as there are, so that a small borough
scatters more than a large one.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from cjdata.demo.panel import MONTHS, Counts, Floats, Panel, drawn_from, volume_noise, wandering
from cjdata.demo.shape import (
    ASSESSED_SHARE,
    BAIL_DAYS,
    BAILED_SHARE,
    CASE_FILES_A_MONTH,
    CHARGE_HOURS,
    CHARGED_A_MONTH,
    OFFICER_POSTS,
    OTHER_FILE_CHANCE,
    WARRANTS,
    YOUNG_OFFENDER_CASES_A_MONTH,
    YOUNG_OFFENDER_DAYS,
    Duration,
)
from cjdata.demo.sheet import NOT_APPLICABLE
from cjdata.domain.periods import parse_month

OFFICERS_NAMED = ("camden", "ealing", "hackney", "haringey", "islington", "lambeth")
"""Of the 12 boroughs with posts, the six that could be read (MPA, 5 March 2004, report 10)."""
OFFICERS_INVENTED = ("brent", "lewisham", "newham", "southwark", "tower-hamlets", "westminster")
FIRST_OFFICERS = "2004-01"
"""A course of 12 began on 26 January 2004 (the same paper); no post is on record before."""

Columns = Mapping[str, Counts]
"""Component -> reporting units x months."""


def draw_files(panel: Panel) -> Columns:
    """What is right first time is on time and sufficient; of the others some are one of the two."""
    rng = panel.stream("files")
    submitted = panel.borough_counts(rng, CASE_FILES_A_MONTH)
    assessed = rng.binomial(submitted, ASSESSED_SHARE)
    right = drawn_from(rng, assessed, panel.borough_rate("case_files_right_first_time", rng))
    return {
        "case_files_submitted": submitted,
        "case_files_on_time": right + rng.binomial(submitted - right, OTHER_FILE_CHANCE),
        "case_files_assessed": assessed,
        "case_files_sufficient": right + rng.binomial(assessed - right, OTHER_FILE_CHANCE),
        "case_files_assessed_for_both": assessed,
        "case_files_right_first_time": right,
    }


def draw_custody(panel: Panel) -> Columns:
    """Hours and days as sums, and the roster of detention officers."""
    rng = panel.stream("custody")
    charged = panel.borough_counts(rng, CHARGED_A_MONTH)
    bailed = rng.binomial(charged, BAILED_SHARE)
    posts, in_post = _officers(panel, rng)
    return {
        "hours_arrest_to_charge": _sum_of_times(rng, charged, CHARGE_HOURS),
        "detainees_charged": charged,
        "days_charge_to_first_hearing": _sum_of_times(rng, bailed, BAIL_DAYS),
        "defendants_bailed_to_court": bailed,
        "detention_officer_posts": posts,
        "detention_officers_in_post": in_post,
    }


def _sum_of_times(rng: np.random.Generator, people: Counts, duration: Duration) -> Counts:
    """Whole hours or days that people took together; the mean wanders about a lasting level."""
    level = duration.mean * np.exp(rng.normal(0.0, duration.between, (len(people), 1)))
    mean = level * np.exp(wandering(rng, len(people), duration.within))
    scatter = duration.spread * np.sqrt(people) * rng.normal(size=people.shape)
    total: Counts = np.rint(np.maximum(people * mean + scatter, 0.3 * people * mean)).astype(int)
    return total


def _officers(panel: Panel, rng: np.random.Generator) -> tuple[Counts, Counts]:
    """Posts planned and filled, boroughs x months; not applicable where or when there are none."""
    chosen = np.isin(panel.boroughs, OFFICERS_NAMED + OFFICERS_INVENTED)[:, None]
    since = np.broadcast_to(MONTHS - parse_month(FIRST_OFFICERS), (len(chosen), len(MONTHS)))
    arrivals = np.where(since >= 1, rng.binomial(2, 0.4, since.shape), 0)
    filled = np.minimum(np.cumsum(arrivals, axis=1), OFFICER_POSTS)
    there = chosen & (since >= 0)
    return (
        np.where(there, OFFICER_POSTS, NOT_APPLICABLE),
        np.where(there, filled, NOT_APPLICABLE),
    )


def draw_warrants(panel: Panel) -> Columns:
    """A stock that falls slowly and keeps most of itself from one month to the next."""
    rng = panel.stream("warrants")
    years = (MONTHS - MONTHS[0]) / 12
    lasting = np.exp(rng.normal(0.0, 0.2, (len(panel.boroughs), 1)))
    level = WARRANTS * panel.share[:, None] * lasting * (1 - 0.06 * years)
    stock = np.rint(level * np.exp(wandering(rng, len(panel.boroughs), 0.03)))
    return {"warrants_outstanding": stock.astype(np.int64)}


def draw_youth(panel: Panel) -> Columns:
    """The force's cases of persistent young offenders, and the days that they took together."""
    rng = panel.stream("youth")
    cases = rng.poisson(YOUNG_OFFENDER_CASES_A_MONTH * volume_noise(rng, 1))
    at = [parse_month(month) for month, _ in YOUNG_OFFENDER_DAYS.path]
    mean: Floats = np.interp(MONTHS, at, [days for _, days in YOUNG_OFFENDER_DAYS.path])
    scatter = YOUNG_OFFENDER_DAYS.spread * np.sqrt(cases) * rng.normal(size=cases.shape)
    return {
        "days_arrest_to_sentence": np.rint(cases * mean + scatter).astype(np.int64),
        "young_offender_cases_sentenced": cases,
    }
