"""The answers that leave the house whole: rows with edition, known-at date and the store's kind.

The shapes are relied on outside the project; fields may be added, never renamed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from cjdata.analysis.answers.asked import asked_of
from cjdata.analysis.authority.governance import FORCE, RECORD_PAGES, governance_figures
from cjdata.analysis.figures.figures import figures, known_periods, with_returns
from cjdata.analysis.figures.published import published_has_come
from cjdata.analysis.figures.trend_units import trend_measures, trend_units
from cjdata.analysis.rollout.forecasting import DatedForecast, forecast_at
from cjdata.analysis.rollout.programme import together
from cjdata.analysis.rollout.stages import InitiativeStatus, UnitStatus, rollout
from cjdata.domain.catalogue import Catalogue, look_up
from cjdata.domain.periods import Grain, month_text
from cjdata.domain.programme import Initiative
from cjdata.domain.units import UnitKind
from cjdata.ledger import Journal, Store


def figures_answer(
    store: Store,
    *,
    measure: str,
    units: Sequence[str] | None,
    grain: Grain,
    known_at: dt.date | None,
    today: dt.date,
) -> pd.DataFrame:
    """Every figure of a measure, one row a unit and period, with provenance."""
    asked = asked_of(store, known_at, today)
    reader, catalogue, day = asked.reader, asked.catalogue, asked.day
    look_up("measure", measure, catalogue.measures)
    for unit in units or ():
        look_up("unit", unit, catalogue.units)
    has_come = published_has_come(reader, catalogue, measure, day)
    shown = list(units) if units else units_of(catalogue, measure, published=has_come)
    if catalogue.measures[measure].made_from == "record":
        boroughs = [u for u in shown if catalogue.units[u].kind is UnitKind.BOROUGH]
        frame = governance_figures(reader, catalogue, day, [measure], boroughs)
        frame = frame[frame["unit"].isin(shown)]
        frame["returns"] = [[] for _ in range(len(frame))]
        views = [_record_page(measure, about, day) for about in frame["initiative"]]
    else:
        areas = has_come and any(catalogue.units[u].kind is UnitKind.AREA for u in shown)
        periods = known_periods(reader, catalogue, [measure], grain, day, published=areas)
        frame = figures(
            reader, catalogue, measures=[measure], units=shown, periods=periods, known_at=day
        )
        frame = with_returns(reader, catalogue, frame, periods, day)
        pages = {u: _page_of(catalogue, measure, u, grain, day, areas=areas) for u in shown}
        views = [pages[unit] for unit in frame["unit"]]
    frame = frame.drop(columns=["first_month", "last_month"])
    return frame.assign(
        demo=store.demo,
        known_at=day.isoformat(),
        edition=reader.edition,
        view=views,
    )


def _record_page(measure: str, initiative: object, day: dt.date) -> str:
    """The page of the record that shows what a governance measure counts."""
    about = {"initiative": initiative} if isinstance(initiative, str) and initiative else {}
    return f"{RECORD_PAGES[measure]}?{urlencode({'known_at': day.isoformat(), **about})}"


def _page_of(
    catalogue: Catalogue, measure: str, unit: str, grain: Grain, day: dt.date, *, areas: bool
) -> str:
    """The page that shows a figure, with its parameters: its trend, else its definition card.

    Areas have a trend where others' figures of them have been loaded.
    """
    known_at = {"known_at": day.isoformat(), "measure": measure}
    asked = catalogue.measures[measure]
    followed = {u.id for u in trend_units(catalogue, asked)}
    if areas:
        followed |= {u.id for u in catalogue.of_kind(UnitKind.AREA)}
    if asked not in trend_measures(catalogue) or unit not in followed:
        return f"reference-measures?{urlencode(known_at)}"
    return f"performance-trends?{urlencode({**known_at, 'unit': unit, 'grain': grain.value})}"


def units_of(catalogue: Catalogue, measure: str, *, published: bool = False) -> list[str]:
    """The units that returns give the measure for: who reports, and whom they add up to.

    A measure made from the record stands for the force. `published` takes in every area that
    others publish it for.
    """
    asked, units = catalogue.measures[measure], catalogue.units
    if asked.made_from == "record":
        return [FORCE]
    behind = catalogue.collections_behind(asked)
    reporters = {u.id for u in units.values() if any(c.is_reported_by(u) for c in behind)}
    summed = () if asked.tier_by_unit else units.values()
    courts = (UnitKind.MAGISTRATES_COURT, UnitKind.CROWN_COURT)
    sums = {u.id for u in summed if u.kind not in courts and reporters & set(u.members)}
    areas = {u.id for u in catalogue.of_kind(UnitKind.AREA)} if published else set()
    return [unit for unit in units if unit in reporters | sums | areas]


def rollout_answer(store: Store, known_at: dt.date | None, today: dt.date) -> dict[str, Any]:
    """Who has what, as known at a date."""
    asked = asked_of(store, known_at, today)
    reader, catalogue, day = asked.reader, asked.catalogue, asked.day
    statuses = rollout(reader, catalogue, day)
    return {
        **asked.head,
        "initiatives": [_initiative(status, catalogue) for status in statuses],
    }


def _initiative(status: InitiativeStatus, catalogue: Catalogue) -> dict[str, Any]:
    return {
        "id": status.initiative.id,
        "name": status.initiative.name,
        "of": status.of,
        "live": status.live,
        "reported_live": status.reported_live,
        "target_date": _iso(status.initiative.target_date),
        "target_known_from": _iso(catalogue.target_known_from(status.initiative.id)),
        "totals": [
            {"said_on": _iso(t.said_on), "count": t.count, "of": t.of, "source": t.source}
            for t in status.totals
        ],
        "units": [_unit(unit) for unit in status.units],
    }


def _unit(unit: UnitStatus) -> dict[str, Any]:
    word = unit.word
    return {
        "unit": unit.unit,
        "stage": unit.stage.value,
        "not_before": _iso(word.not_before) if word else None,
        "not_after": _iso(word.not_after) if word else None,
        "said_on": _iso(word.said_on) if word else _iso(unit.due_said_on),
        "source": word.source if word else unit.due_source,
        "due": _iso(unit.due),
        "due_as_said": unit.due_as_said or None,
        "disputed": unit.disputed,
        "claims": [
            {
                "body": claim.body,
                "stage": claim.stage.value,
                "extent": claim.extent,
                "not_before": _iso(claim.not_before),
                "not_after": _iso(claim.not_after),
                "said_on": _iso(claim.said_on),
                "source": claim.source,
                "implied_by": claim.implied_by or None,
            }
            for claim in unit.claims
        ],
    }


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def forecast_answer(store: Store, known_at: dt.date | None, today: dt.date) -> dict[str, Any]:
    """When each initiative will be everywhere, as it could be told at a date."""
    asked = asked_of(store, known_at, today)
    reader, catalogue, day = asked.reader, asked.catalogue, asked.day
    made = [(i, forecast_at(reader, catalogue, i, day)) for i in catalogue.initiatives.values()]
    whole = together([found for _, found in made if found is not None], day)
    return {
        **asked.head,
        "programme": {
            "p_by_target_at_most": whole.at_most,
            "weakest": whole.weakest.initiative.id if whole.weakest else None,
            "median_not_before": _iso(whole.not_before),
            "untold": [part.initiative.id for part in whole.untold],
        },
        "initiatives": [_forecast(initiative, found, catalogue) for initiative, found in made],
    }


def _forecast(
    initiative: Initiative, found: DatedForecast | None, catalogue: Catalogue
) -> dict[str, Any]:
    if found is None:
        unknown = ("of", "live", "target_date", "p_by_target", "median", "interval80", "interval95")
        reason = "no target date for all boroughs is on record"
        said = {"id": initiative.id, "verdict": "cannot_tell", "reason": reason}
        return said | dict.fromkeys(unknown)
    forecast = found.forecast
    return {
        "id": initiative.id,
        "counted": found.counted.id,
        "of": forecast.of,
        "live": forecast.live,
        "target_date": forecast.target_date.isoformat(),
        "target_known_from": _iso(catalogue.target_known_from(initiative.id)),
        "p_by_target": forecast.p_by_target,
        "median": _iso(forecast.median),
        "interval80": _days(forecast.interval80),
        "interval95": _days(forecast.interval95),
        "verdict": forecast.verdict.value,
        "reason": forecast.reason,
        "units": [
            {"unit": u.unit, "named_live": u.named_live, "p_by_target": u.p_by_target}
            for u in forecast.units
        ],
    }


def _days(interval: tuple[dt.date, dt.date] | None) -> list[str] | None:
    return None if interval is None else [day.isoformat() for day in interval]


def status_answer(store: Store, known_at: dt.date | None, today: dt.date) -> dict[str, Any]:
    """Edition, counts and completeness of a store."""
    asked = asked_of(store, known_at, today)
    reader, dates, day = asked.reader, asked.dates, asked.day
    late = reader.late_additions()
    return {
        "store": str(store.root),
        "kind": store.kind.value,
        "edition": reader.edition,
        "definitions": reader.definitions[:12],
        "entries": reader.head.seq,
        "behind": Journal(store).is_behind(reader.head),
        "known_at": day.isoformat(),
        "opens_at": dates.opening.isoformat(),
        "latest": dates.latest.isoformat(),
        "collections": [
            {
                "collection": row.collection,
                "accepted": int(row.accepted),
                "standing": int(row.standing),
                "withdrawn": int(row.withdrawn),
                "first": month_text(int(row.first_month)),
                "last": month_text(int(row.last_month)),
            }
            for row in reader.completeness(day).itertuples(index=False)
        ],
        "outstanding": len(reader.outstanding(day, since=0)),
        "late_additions": [
            {
                "entry": int(row.seq),
                "kind": row.kind,
                "known_on": row.known_on.date().isoformat(),
                "recorded_at": row.recorded_at.isoformat(),
                "file": row.file,
            }
            for row in late.itertuples(index=False)
        ],
    }
