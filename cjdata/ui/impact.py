"""The sections of the impact page, each from one result."""

from __future__ import annotations

import pandas as pd

from cjdata.analysis.impact.batch import Impacts, impacts
from cjdata.analysis.impact.before_after import MONTHS_BEFORE, BeforeAfter
from cjdata.analysis.impact.effects import MONTHS_JUDGED
from cjdata.analysis.impact.verdict import Impact, impact
from cjdata.analysis.rollout.plan import plan_at
from cjdata.charts import words
from cjdata.charts.before_after_strip import before_after_strip
from cjdata.charts.impact_chart import impact_figure
from cjdata.charts.impact_tables import boroughs_table, overview_table
from cjdata.charts.impact_texts import (
    VERDICT_WORDS,
    assumption_notes,
    check_rows,
    composition_words,
    impact_heading,
    months_words,
    overview_heading,
    signed,
    size_words,
    sized,
    unit_words,
)
from cjdata.domain.measures import Measure
from cjdata.domain.periods import month_label
from cjdata.domain.plan import Item
from cjdata.domain.units import UnitKind
from cjdata.ui.address import View
from cjdata.ui.choices import choose
from cjdata.ui.house import House, kept
from cjdata.ui.on_demand import on_demand
from cjdata.ui.sending import Chart
from cjdata.ui.show import rendered, show
from cjdata.ui.turning import kept_between_effects

SOURCE = (
    "Callaway and Sant'Anna, boroughs not yet live as the comparison; docs/decisions/"
    "staggered-effects.md and docs/studies/staggered-effects.md say how and how well"
)
OWN_SOURCE = "Returns in this store; rates are summed over the months, never averaged"


@kept
def found(house: House, view: View) -> Impact:
    return impact(
        house.reader,
        house.catalogue,
        house.catalogue.measures[view.measure],
        house.catalogue.initiatives[view.initiative],
        view.known_at,
        demo=house.store.demo,
    )


def choose_measure(house: House, view: View) -> None:
    """The choice among measures that exist by borough, kept in the address."""
    names = {
        m.id: f"{m.strand}: {m.name}"
        for m in house.catalogue.measures.values()
        if UnitKind.BOROUGH in m.levels or m.id == view.measure
    }
    choose(view, "measure", "Measure", names, width=440)


@kept
def heading(house: House, view: View) -> str:
    told = found(house, view)
    parts = (told.reason, size_words(told), composition_words(told))
    below = " ".join(part for part in parts if part)
    return rendered("heading", title=impact_heading(told, demo=house.store.demo), below=below)


@kept
def chart(house: House, view: View) -> Chart:
    told = found(house, view)
    sentence = f"{impact_heading(told, demo=house.store.demo)} {told.reason} {size_words(told)}"
    return Chart.of(impact_figure(told), sentence)


@kept_between_effects
def boroughs(house: House, view: View) -> str:
    """Each borough's own before and after; empty where no borough has figures."""
    told = found(house, view)
    if not told.boroughs:
        return ""
    lag = told.measure.lag_months or 0
    every = [month for row in told.boroughs for month, _ in row.series]
    months = (
        max(min(every), min(row.live for row in told.boroughs) - MONTHS_BEFORE),
        max(every),
    )
    after = (lag, lag + MONTHS_JUDGED - 1)
    rows = [_borough(house, told.measure, row, months, after) for row in told.boroughs]
    note = (
        "A borough's change holds the effect, what moved all London, and chance: it proves "
        f"nothing by itself. After: up to {words.number(MONTHS_JUDGED)} months, "
        + (f"from {months_words(lag)} after going live on." if lag else "from going live on.")
    )
    legend = f"{month_label(months[0])} to {month_label(months[1])}; upright line: went live"
    return rendered("impact_boroughs", rows=rows, note=note, legend=legend)


def _borough(
    house: House,
    measure: Measure,
    row: BeforeAfter,
    months: tuple[int, int],
    after: tuple[int, int],
) -> dict[str, object]:
    name = house.catalogue.units[row.unit].name
    missing = 0 < row.months_after < MONTHS_JUDGED
    return {
        "name": name,
        "live": f"taken as live {month_label(row.live)}"
        + (", an illustrative month" if house.store.demo else ""),
        "before": words.figure(row.before, measure.unit, measure.decimals),
        "after": words.figure(row.after, measure.unit, measure.decimals),
        "short": months_words(row.months_after) if missing else "",
        "change": "–" if row.change is None else signed(row.change),
        "strip": before_after_strip(row, measure, months, after, name),
    }


def boroughs_frame(house: House, told: Impact) -> pd.DataFrame:
    return boroughs_table(told, house.catalogue, demo=house.store.demo)


@kept
def plan(house: House, view: View) -> str:
    """Costs and expected benefits of the plan, with the effect that was found beside them."""
    told = found(house, view)
    noted = plan_at(house.reader, house.catalogue, view.known_at)
    rows = [
        (kind, _noted(note.text, note.amount), note.source)
        for kind, item in (("Cost", Item.COST), ("Expected or claimed", Item.BENEFIT))
        for note in noted.notes_on(item, view.initiative)
    ]
    for kind in ("Cost", "Expected or claimed"):
        if kind not in [row[0] for row in rows]:
            rows.append((kind, "Nothing is on record at this date.", ""))
    rows.sort(key=lambda row: row[0])
    size = size_words(told) or told.reason
    rows.append(
        (
            f"Found: {told.measure.short}",
            f"{words.opening(VERDICT_WORDS[told.verdict])}. {size}",
            "",
        )
    )
    note = (
        "What was expected or claimed is in the words of its source, of its sites and measures; "
        "a claim without a comparison is no expectation for London."
    )
    return rendered("impact_plan", rows=rows, note=note)


def _noted(text: str, amount: float | None) -> str:
    return text if amount is None else f"{text} (£{amount:,.0f})"


@kept
def checks(house: House, view: View) -> str:
    """What stands beside the estimate, and the assumptions in plain words."""
    told = found(house, view)
    rows, notes = check_rows(told, house.catalogue), assumption_notes(told)
    return rendered("impact_checks", rows=rows, notes=notes)


@kept
def overview(house: House, view: View) -> Impacts:
    """The chosen initiative against every core measure."""
    return impacts(
        house.reader,
        house.catalogue,
        view.known_at,
        demo=house.store.demo,
        initiatives=(house.catalogue.initiatives[view.initiative],),
    )


def show_overview(house: House, view: View) -> pd.DataFrame | None:
    """An expander with the verdict on every core measure; nothing is computed until opened."""
    label = f"{house.catalogue.initiatives[view.initiative].name} against every core measure"
    if not on_demand(label, lambda: show(_overview_html(house, view)), key="overview"):
        return None
    return overview_table(overview(house, view), demo=house.store.demo)


def _overview_html(house: House, view: View) -> str:
    every = overview(house, view)
    rows = [
        {
            "name": f"{i.measure.id} {i.measure.short}",
            "address": view.link("rollout-impact", measure=i.measure.id),
            "verdict": VERDICT_WORDS[i.verdict],
            "size": sized(i.alone if i.rests_on == "alone" else i.bundle, unit_words(i)),
            "reason": i.reason,
        }
        for i in every.found
    ]
    return rendered("impact_overview", rows=rows, note=overview_heading(every))
