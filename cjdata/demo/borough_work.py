"""Illustrative counts of charging, case outcomes, witness care and victims in the boroughs.

Each is a set of volumes that follow the size of the borough and rates that differ between
boroughs, drift, wander and answer to the planted effects. Charging counts exist only where a
prosecutor sits at a charging site.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping

import numpy as np

from cjdata.demo.panel import MONTHS, Counts, Floats, Panel, drawn_from, volume_noise
from cjdata.demo.planted import LAWYERS
from cjdata.demo.shape import (
    ABSENT_SHARES,
    ACQUITTED_SHARE,
    CASES_A_MONTH,
    COVER_KEPT,
    DAYS_A_MONTH,
    DECISION_SHARES,
    DEFENDANTS_A_FILE,
    FILES_A_MONTH,
    HOURS_A_DAY,
    HOURS_KEPT,
    PENDING_SHARE,
    PLEA_HEARING_SHARE,
    PLEA_SHARE,
    VICTIMS_A_MONTH,
    WITNESSES_A_MONTH,
)
from cjdata.demo.sheet import NOT_APPLICABLE
from cjdata.domain.periods import month_of

NAMED_SITES = {"lambeth": 3, "southwark": 2}
"""MPA PPRC, 9 October 2003, for Lambeth; Southwark has the rest of five in both (10 July 2003)."""

BoroughCounts = Mapping[str, Counts]
"""Component -> boroughs x months."""


def draw_charging(panel: Panel) -> BoroughCounts:
    """Sites, files and decisions; the latter are marked not applicable before any prosecutor."""
    rng = panel.stream("charging")
    sites = _sites(panel)
    covered, staffed = _coverage(panel, sites)
    wanted = FILES_A_MONTH * panel.share[:, None] * volume_noise(rng, len(sites)) * covered
    files = rng.poisson(wanted)
    accepted = drawn_from(rng, files, panel.borough_rate("files_accepted_first_time", rng))
    outcomes = rng.poisson(
        (wanted * DEFENDANTS_A_FILE)[:, :, None] * np.array(list(DECISION_SHARES.values()))
    )
    decided = dict(zip(DECISION_SHARES, np.moveaxis(outcomes, -1, 0), strict=True))
    counts = {"files_submitted_for_decision": files, "files_accepted_first_time": accepted}
    counts |= add_up_decisions(decided)
    counts["decisions_made"] = counts["decisions_finalised"] + panel.stream("pending").poisson(
        PENDING_SHARE * wanted * DEFENDANTS_A_FILE
    )
    counts |= _hours(panel, covered, sites)
    roster = {
        "charging_sites_in_scope": np.broadcast_to(sites[:, None], staffed.shape),
        "charging_sites_with_prosecutor": staffed,
    }
    return roster | {
        name: np.where(staffed > 0, values, NOT_APPLICABLE) for name, values in counts.items()
    }


def _hours(panel: Panel, covered: Floats, sites: Counts) -> dict[str, Counts]:
    """Site days and site hours agreed with the CPS, and those on which a prosecutor came."""
    rng = panel.stream("prosecutors' hours")
    agreed = np.rint(covered * sites[:, None] * DAYS_A_MONTH).astype(np.int64)
    days = rng.binomial(agreed, COVER_KEPT)
    hours = rng.binomial(days * HOURS_A_DAY, HOURS_KEPT)
    return {
        "charging_site_days_agreed": agreed,
        "charging_site_days_covered": days,
        "charging_site_hours_agreed": agreed * HOURS_A_DAY,
        "charging_site_hours_covered": hours,
    }


def add_up_decisions(decided: BoroughCounts) -> dict[str, Counts]:
    """The four decisions with their sums, in the order of a return."""
    none = (
        decided["decisions_no_further_action_evidential"]
        + decided["decisions_no_further_action_public_interest"]
    )
    total = decided["decisions_charged"] + none + decided["decisions_out_of_court"]
    return {
        "decisions_finalised": total,
        "decisions_charged": decided["decisions_charged"],
        "decisions_no_further_action": none,
        "decisions_no_further_action_evidential": decided["decisions_no_further_action_evidential"],
        "decisions_no_further_action_public_interest": decided[
            "decisions_no_further_action_public_interest"
        ],
        "decisions_out_of_court": decided["decisions_out_of_court"],
    }


def _sites(panel: Panel) -> Counts:
    """Charging sites of each borough: as a paper gives them, else one to three by size."""
    by_size = 1 + np.digitize(panel.share, np.quantile(panel.share, [0.4, 0.85]))
    sites = dict(zip(panel.boroughs, by_size.tolist(), strict=True)) | NAMED_SITES
    return np.array([sites[unit] for unit in panel.boroughs])


def _coverage(panel: Panel, sites: Counts) -> tuple[Floats, Counts]:
    """Share of a month's files that meet a prosecutor, and sites with one at its end."""
    covered = np.zeros((len(sites), len(MONTHS)))
    staffed = np.zeros((len(sites), len(MONTHS)), dtype=np.int64)
    rows = panel.go_lives[panel.go_lives["initiative"] == LAWYERS].set_index("unit")
    for place, unit in enumerate(panel.boroughs):
        first, full = rows.at[unit, "partial_from"], rows.at[unit, "day"]
        if first is not None:
            covered[place] = _served(first) / sites[place]
            staffed[place] = np.where(month_of(first) <= MONTHS, 1, 0)
        covered[place] = np.maximum(covered[place], _served(full))
        staffed[place] = np.where(month_of(full) <= MONTHS, sites[place], staffed[place])
    return covered, staffed


def _served(day: dt.date) -> Floats:
    """Share of each month that lies on or after a day."""
    length = calendar.monthrange(day.year, day.month)[1]
    return np.clip(MONTHS - month_of(day) + 1 - (day.day - 1) / length, 0.0, 1.0)


def draw_case_outcomes(panel: Panel) -> BoroughCounts:
    rng = panel.stream("case-outcomes")
    completed = panel.borough_counts(rng, CASES_A_MONTH)
    hearings = rng.binomial(completed, PLEA_HEARING_SHARE)
    dropped = drawn_from(rng, completed, panel.borough_rate("cases_dropped", rng))
    pleas = drawn_from(rng, hearings, panel.borough_rate("guilty_pleas_first_hearing", rng))
    acquitted = rng.binomial(completed - dropped, ACQUITTED_SHARE)
    convicted = completed - dropped - acquitted
    return {
        "cases_completed": completed,
        "cases_convicted": convicted,
        "guilty_pleas": panel.stream("guilty pleas").binomial(convicted, PLEA_SHARE),
        "cases_dropped": dropped,
        "cases_unsuccessful": dropped + acquitted,
        "first_hearings_with_plea": hearings,
        "guilty_pleas_first_hearing": pleas,
    }


def draw_witness_care(panel: Panel) -> BoroughCounts:
    rng = panel.stream("witness-care")
    counts: dict[str, Counts] = {}
    for whole, part in (
        ("witnesses_required", "witnesses_attended"),
        ("witnesses_warned", "witnesses_needs_assessed"),
        ("updates_due", "updates_on_time"),
    ):
        counts[whole] = panel.borough_counts(rng, WITNESSES_A_MONTH[whole])
        counts[part] = drawn_from(rng, counts[whole], panel.borough_rate(part, rng))
    absent = counts["witnesses_required"] - counts["witnesses_attended"]
    kinds = panel.stream("absent witnesses").multinomial(absent, list(ABSENT_SHARES.values()))
    parts = dict(zip(ABSENT_SHARES, np.moveaxis(kinds, -1, 0), strict=True))
    return counts | {"witnesses_absent": absent} | parts


def draw_victims(panel: Panel) -> BoroughCounts:
    rng = panel.stream("victims")
    counts: dict[str, Counts] = {}
    for whole, part in (
        ("victims_in_charged_cases", "victim_personal_statements"),
        ("victims_to_refer", "victims_referred_on_time"),
    ):
        counts[whole] = panel.borough_counts(rng, VICTIMS_A_MONTH[whole])
        counts[part] = drawn_from(rng, counts[whole], panel.borough_rate(part, rng))
    return counts


MISCOUNTED_PARTS = {
    "charging": ("files_accepted_first_time", "decisions_no_further_action_evidential"),
    "case-outcomes": ("cases_dropped", "guilty_pleas_first_hearing"),
    "witness-care": ("witnesses_attended", "updates_on_time"),
}
"""Where a first return falls short of what its correction says."""


def miscounted_work(
    collection: str, counts: BoroughCounts, rng: np.random.Generator
) -> BoroughCounts:
    """As a clerk first sent it: some of two components overlooked, sums made of what was seen."""
    seen = dict(counts)
    for name in MISCOUNTED_PARTS[collection]:
        seen[name] = np.where(
            counts[name] > 0, rng.binomial(np.maximum(counts[name], 0), 0.92), counts[name]
        )
    if collection == "witness-care":
        overlooked = counts["witnesses_attended"] - seen["witnesses_attended"]
        for name in ("witnesses_absent", "witnesses_absent_civilian"):
            seen[name] = counts[name] + overlooked
    if collection == "charging":
        summed = add_up_decisions(seen)
        applies = counts["decisions_finalised"] >= 0
        seen |= {name: np.where(applies, summed[name], counts[name]) for name in summed}
    return seen
