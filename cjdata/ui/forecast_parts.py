"""The forecast taken apart: each borough, every initiative, and what was logged at the time."""

from __future__ import annotations

import pandas as pd

from cjdata.analysis.rollout.forecast_log import logged_forecasts
from cjdata.analysis.rollout.forecast_record import read_again
from cjdata.analysis.rollout.forecast_scores import score
from cjdata.analysis.rollout.forecasting import DatedForecast
from cjdata.analysis.rollout.programme import together
from cjdata.charts import words
from cjdata.charts.borough_chances import chance_bands
from cjdata.charts.forecast_strip import chance_words, score_words
from cjdata.charts.target_words import target_note
from cjdata.ui.address import View
from cjdata.ui.forecast import forecast_of, line_month, plan_month
from cjdata.ui.house import House, kept
from cjdata.ui.show import rendered


@kept
def logged(house: House, view: View) -> str:
    """The forecasts that were logged when a snapshot was published, and how they did."""
    kept_ones = logged_forecasts(house.reader, view.known_at, view.initiative)
    pairs = [(one, read_again(one, house.catalogue)) for one in kept_ones]
    held = [(one, found) for one, found in pairs if found is not None]
    now = forecast_of(house, view.initiative, view.known_at)
    return rendered(
        "forecast_log",
        title="Forecasts that were logged when they were made",
        aside="they stay as they were",
        rows=[
            {
                "day": words.day(found.known_at),
                "logged": f"entry {one.seq}, {words.day(one.recorded_at.date())}",
                "live": f"{found.forecast.live} of {found.forecast.of}",
                "chance": chance_words(found.forecast),
                "between": _between(found),
                "plan": plan_month(house, found),
                "line": line_month(found),
            }
            for one, found in reversed(held)
        ],
        empty="None has been logged for this initiative by this date: one is each time that "
        "something it rests on is published.",
        scored=_logged_words([found for _, found in held], now),
    )


def _between(found: DatedForecast) -> str:
    days = found.forecast.interval80
    return "–" if days is None else " and ".join(words.day_short(day) for day in days)


def _logged_words(held: list[DatedForecast], now: DatedForecast | None) -> str:
    if not held or now is None:
        return ""
    found = score([*held, now])
    if found is None and now.forecast.done:
        return "All were live when the first one was logged: there is nothing to score."
    return score_words(found)


@kept
def boroughs(house: House, view: View) -> str:
    """Each borough's chance to be live by the target, in bands."""
    found = forecast_of(house, view.initiative, view.known_at)
    bands = chance_bands(found.forecast) if found and not found.forecast.done else ()
    names = house.catalogue.units
    return rendered(
        "bands",
        title="Each borough: the chance to be live by the target",
        bands=[
            {
                "label": band.label,
                "count": len(band.units),
                "names": words.listing([names[unit].name for unit in band.units]),
            }
            for band in bands
        ],
        note="Chances of single boroughs order them and are rougher than the chance of all.",
    )


def programme_table(house: House, view: View) -> pd.DataFrame:
    """One row an initiative, and the programme, which is no likelier than its least likely part."""
    made = [forecast_of(house, name, view.known_at) for name in house.catalogue.initiatives]
    whole = together([one for one in made if one is not None], view.known_at)
    rows: list[dict[str, object]] = [
        {
            "initiative": part.initiative.name,
            "live": part.forecast.live,
            "of": part.forecast.of,
            "target_date": part.forecast.target_date,
            "target_note": target_note(part.initiative, house.catalogue, part.known_at),
            "p_by_target": part.forecast.p_by_target,
            "median": part.forecast.median,
            "verdict": part.forecast.verdict.value,
        }
        for part in whole.parts
    ]
    if whole.parts:
        least = whole.weakest.initiative.name if whole.weakest else "none told"
        rows.append(
            {
                "initiative": f"All of them: at most, by {least}",
                "p_by_target": whole.at_most,
                "median": whole.not_before,
                "verdict": "done" if whole.done else "",
            }
        )
    return pd.DataFrame(rows)


def boroughs_table(house: House, view: View) -> pd.DataFrame:
    """One row a borough."""
    found = forecast_of(house, view.initiative, view.known_at)
    return pd.DataFrame(
        [
            {
                "unit": unit.unit,
                "name": house.catalogue.units[unit.unit].name,
                "named_live": unit.named_live,
                "p_by_target": unit.p_by_target,
            }
            for unit in (found.forecast.units if found else ())
        ]
    )
