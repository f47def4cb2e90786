"""Logging the forecast of a snapshot that was published, where it rests on something new.

A store that has said nothing of its own logs none by itself: its forecasts are those of the public
record, which anybody can make again. `build` logs them all the same.
"""

from __future__ import annotations

import datetime as dt

from cjdata.analysis.known_at import calendar
from cjdata.analysis.rollout.forecast_basis import METHOD
from cjdata.analysis.rollout.forecast_log import TOPIC, due_forecasts, logged_forecasts
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.programme import Initiative
from cjdata.ledger import Draft, Journal, Kind, Store
from cjdata.snapshot.build import Published, publish
from cjdata.snapshot.edition import Ground
from cjdata.snapshot.reader import Reader

BY = "the dashboard"


def log_forecasts(
    store: Store,
    ground: Ground,
    published: Published,
    *,
    first: bool = False,
    clock: dt.time | None = None,
) -> Published:
    """Enter the forecasts that are due and publish again; hold the ledger's `writing` meanwhile.

    `first` also where none was ever logged and the store has no statements of its own; `clock`
    is the hour of an illustrative ledger. Returns the snapshot that is current then.
    """
    reader, catalogue = Reader.open_file(published.path), ground.catalogue
    day = _day(reader, store, catalogue)
    if not (first or _speaks(reader, day)):
        return published
    due = due_forecasts(reader, catalogue, day)
    forecasts = _made(reader, catalogue, due, day) if due else []
    if not forecasts:
        return published
    draft = Draft(
        kind=Kind.FORECAST,
        known_on=day,
        by=BY,
        detail={"topic": TOPIC, "method": METHOD, "forecasts": forecasts},
        recorded_at=None if clock is None else dt.datetime.combine(day, clock, tzinfo=dt.UTC),
    )
    Journal(store).append([draft], published.head)
    return publish(store, ground, after=published)


def _day(reader: Reader, store: Store, catalogue: Catalogue) -> dt.date:
    """The day that a forecast is made on: today, in a demo store its latest."""
    today = dt.date.today()
    if not store.demo:
        return today
    return calendar(reader, catalogue, demo=True, today=today).latest


def _speaks(reader: Reader, day: dt.date) -> bool:
    """Whether the store has statements of its own, or has logged a forecast before."""
    return any(origin == "ledger" for origin, _ in reader.events()) or bool(
        logged_forecasts(reader, day)
    )


def _made(
    reader: Reader,
    catalogue: Catalogue,
    due: tuple[tuple[Initiative, str], ...],
    day: dt.date,
) -> list[dict[str, object]]:
    """The forecasts as they are kept. What makes them is loaded only when some are due."""
    from cjdata.analysis.rollout.forecast_record import written  # noqa: PLC0415
    from cjdata.analysis.rollout.forecasting import forecast_at  # noqa: PLC0415

    found = []
    for initiative, basis in due:
        try:
            made = forecast_at(reader, catalogue, initiative, day)
        except ValueError:  # statements that no forecast can be made from: nothing to log
            continue
        if made is not None:
            found.append(written(made, basis))
    return found
