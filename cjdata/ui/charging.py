"""The sections of the charging page on its sites: what the record says, and cover by borough."""

from __future__ import annotations

import pandas as pd

from cjdata.analysis.figures.coverage import Coverage, Covered, coverage
from cjdata.analysis.figures.trend import LONDON
from cjdata.analysis.rollout.statements import known_events
from cjdata.charts import words
from cjdata.domain.events import RolloutEvent
from cjdata.domain.states import Stage
from cjdata.ui import flows
from cjdata.ui.address import View
from cjdata.ui.house import House, kept
from cjdata.ui.show import rendered

LAWYERS = "lawyers-at-point-of-charge"
HEADS = ("Borough", "Sites at the end", "Site days", "Site hours")


@kept
def sites(house: House, view: View) -> str:
    """What was said by the date of lawyers at the charging sites, newest first, with its source."""
    if LAWYERS not in house.catalogue.initiatives:
        return ""
    said = [
        event
        for event in reversed(known_events(house.reader, view.known_at))
        if event.initiative == LAWYERS
        and (view.unit == LONDON or event.unit in (view.unit, LONDON))
    ]
    notes = [_said(house, event) for event in said]
    notes.append("Returns count a borough's charging sites and do not name them.")
    return rendered("notes", title="What the record says of the sites", notes=notes)


def _said(house: House, event: RolloutEvent) -> str:
    name = "London" if event.unit == LONDON else house.catalogue.units[event.unit].name
    of = "" if event.count is None else f", {event.count:,}"
    of += f" of {event.of:,}" if event.count is not None and event.of is not None else ""
    ahead = event.kind == "plan" and event.stage is not Stage.PLANNED
    stage = f"{'to be ' if ahead else ''}{event.stage.label}"
    what = f"{name}: {stage}{of}{f', {event.extent}' if event.extent else ''}"
    when = ""
    if event.not_after:
        exact = event.not_before == event.not_after
        when = f", {'on' if exact else 'by'} {words.day(event.not_after)}"
    aside = "; ".join(filter(None, ("a plan" if event.kind == "plan" else "", event.note)))
    return f"{what}{when}{f' ({aside})' if aside else ''}. {event.source}."


@kept
def cover_of(house: House, view: View) -> tuple[Coverage, ...]:
    found = flows.flow_of(house, view, "charging")
    if found is None or view.unit != LONDON:
        return ()
    return coverage(house.reader, house.catalogue, found.now, view.known_at)


@kept
def by_borough(house: House, view: View) -> str:
    """Cover of the sites in each borough, for London alone; blank where nothing is known."""
    found, flow = cover_of(house, view), flows.flow_of(house, view, "charging")
    if flow is None or not any(c.sites.whole for c in found):
        return ""
    rows = [
        [
            {
                "text": house.catalogue.units[c.unit].name,
                "address": view.link("performance-charging", unit=c.unit),
            },
            *(_cell(part) for part in (c.sites, c.days, c.hours)),
        ]
        for c in found
    ]
    return rendered(
        "returns_table",
        title="Cover by borough",
        aside=flow.now.label,
        heads=[{"name": name, "tone": "end" if place else ""} for place, name in enumerate(HEADS)],
        rows=rows,
        empty="",
        note="Covered of agreed. A borough without a lawyer has agreed no days or hours.",
    )


def _cell(covered: Covered) -> str:
    if covered.part is None or covered.whole is None:
        return "–"
    share = "" if covered.share is None else f" · {words.figure(covered.share, 'pct', 0)}"
    return f"{covered.part:,.0f} of {covered.whole:,.0f}{share}"


def cover_table(house: House, view: View) -> pd.DataFrame:
    """The twin: one row a borough."""
    return pd.DataFrame(
        [
            {
                "unit": c.unit,
                "sites_with_prosecutor": c.sites.part,
                "sites_in_scope": c.sites.whole,
                "site_days_covered": c.days.part,
                "site_days_agreed": c.days.whole,
                "site_hours_covered": c.hours.part,
                "site_hours_agreed": c.hours.whole,
            }
            for c in cover_of(house, view)
        ]
    )
