"""The sections of the page that says what a figure means and where it comes from."""

from __future__ import annotations

from itertools import groupby

import pandas as pd

from cjdata.analysis.authority.governance import RECORD_PAGES
from cjdata.analysis.figures.trend_units import trend_measures
from cjdata.charts import words
from cjdata.charts.measure_words import (
    definition,
    denominator_words,
    direction_words,
    numerator_words,
    target_words,
)
from cjdata.charts.trend_texts import no_target_words
from cjdata.domain.measures import Measure
from cjdata.domain.units import UnitKind
from cjdata.ui.address import View
from cjdata.ui.choices import choose
from cjdata.ui.house import House, kept
from cjdata.ui.show import rendered

SOURCE = "Definitions of this store"
PAGE = "reference-measures"
OWN_PAGES = {
    "Trials": ("performance-trials", "trials by outcome and reason"),
    "Charging": ("performance-charging", "charging, step by step"),
    "Witness care": ("performance-witness", "witness care, and why witnesses did not attend"),
    "Processing": ("performance-processing", "from arrest to disposal, step by step"),
}
"""Strands that have a page of their own."""
ON_RECORD_PAGES = {
    "G01": "boroughs live by the date of the report",
    "G02": "what became of each recommendation",
    "G03": "each milestone, and how far it has slipped",
    "G04": "reviews of the plan",
    "G05": "aims, as they were worded over time",
}
"""Measures that the record makes, and as what its pages show them."""


def measure_of(house: House, view: View) -> Measure:
    return house.catalogue.measures[view.measure]


@kept
def heading(house: House, view: View) -> str:
    measure = measure_of(house, view)
    return rendered("heading", title=f"{measure.id} {measure.name}", below=measure.why)


def choose_measure(house: House, view: View) -> None:
    names = {m.id: f"{m.id} {m.name}" for m in house.catalogue.measures.values()}
    choose(view, "measure", "Measure", names, width=440)


@kept
def card(house: House, view: View) -> str:
    measure = measure_of(house, view)
    paired = [house.catalogue.measures[m] for m in measure.paired if m in house.catalogue.measures]
    return rendered(
        "definition",
        lines=definition(house.catalogue, measure),
        paired=[
            {"name": f"{m.id} {m.name}", "address": view.link(PAGE, measure=m.id)} for m in paired
        ],
        figures=_figures(house, view, measure),
    )


def _figures(house: House, view: View, measure: Measure) -> list[dict[str, str]]:
    """The pages on which its figures stand."""
    found = []
    if measure in trend_measures(house.catalogue):
        address = view.link("performance-trends", measure=measure.id)
        found.append({"name": f"over time{_broken_down(house, measure)}", "address": address})
    if UnitKind.BOROUGH in measure.levels:
        address = view.link("performance-borough")
        found.append({"name": "a borough beside London", "address": address})
    if measure.strand in OWN_PAGES:
        page, name = OWN_PAGES[measure.strand]
        found.append({"name": name, "address": view.link(page)})
    if measure.id in RECORD_PAGES:
        address = view.link(RECORD_PAGES[measure.id])
        found.append({"name": ON_RECORD_PAGES[measure.id], "address": address})
    return found


def _broken_down(house: House, measure: Measure) -> str:
    """By what the trends page breaks down what is counted."""
    counted = [house.catalogue.components[part.component] for part in measure.numerator]
    if any("reason" in component.breakdowns for component in counted):
        return ", by court and reason"
    by_court = any("court" in component.breakdowns for component in counted)
    return ", by court" if by_court or UnitKind.CROWN_COURT in measure.levels else ""


@kept
def caveats(house: House, view: View) -> str:
    measure = measure_of(house, view)
    return rendered(
        "notes", title="What to be careful about", notes=measure.caveats_at(view.known_at)
    )


@kept
def targets(house: House, view: View) -> str:
    measure = measure_of(house, view)
    stated = measure.targets_at(view.known_at)
    rows = [target_words(house.catalogue, measure, t) for t in stated]
    without = "No target of this measure could be sourced."
    if measure.targets and not stated:
        without = no_target_words(measure)
    return rendered("targets", rows=rows, without=without)


@kept
def index(house: House, view: View) -> str:
    """Every measure by strand, and the aims that none serves."""
    measures = list(house.catalogue.measures.values())
    strands = [
        (
            strand,
            [
                {"id": m.id, "short": m.short, "address": view.link(PAGE, measure=m.id)}
                for m in group
            ],
        )
        for strand, group in groupby(measures, key=lambda m: m.strand)
    ]
    return rendered(
        "measure_index",
        count=len(measures),
        core=sum(m.core for m in measures),
        strands=strands,
        aims=words.listing([a.label for a in house.catalogue.aims_without_measure]),
    )


def table(house: House) -> pd.DataFrame:
    """The twin: one row a measure."""
    catalogue = house.catalogue
    return pd.DataFrame(
        [
            {
                "measure": m.id,
                "name": m.name,
                "strand": m.strand,
                "numerator": numerator_words(catalogue, m),
                "denominator": denominator_words(catalogue, m),
                "unit": m.unit,
                "direction": direction_words(m),
                "status": m.status,
                "core": m.core,
                "why": m.why,
                "caveats": " ".join(
                    (*m.caveats, *(f"{c.text} (told on {c.told})" for c in m.later_caveats))
                ),
                "evidence": m.evidence,
            }
            for m in catalogue.measures.values()
        ]
    )
