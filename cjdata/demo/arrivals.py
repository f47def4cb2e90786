"""When the illustrative returns come in: in time, late, never, or first wrong and then corrected.

Shares are invented. No return is missing, late figures aside, in a quarter that is held against
a published rate, and what is corrected stands corrected: the published rates are met by the
figures as they finally stand.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cjdata.demo.panel import MONTHLY, Counts
from cjdata.demo.sheet import HEADING, Sheet
from cjdata.domain.measures import Collection
from cjdata.domain.periods import Period, month_text

LATE_SHARE, REVISED_SHARE, MISSING_SHARE = 0.04, 0.03, 0.006
LATE_DAYS, REVISED_AFTER_DAYS = (3, 50), (21, 120)
LATE_POST_DAY, REVISED_POST_DAY = 28, 15
"""Late and corrected returns are entered together on one day of the month."""
UNAVAILABLE_SHARE = 0.012
"""Returns in which a component could not be supplied, of those components that this befalls."""

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoFile:
    """One illustrative file as it came in."""

    name: str
    known_on: dt.date
    collection: str
    """Its collection, or the name of the bundle where it holds several."""
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """What becomes of each return of a collection, units x periods; at most one of the three.

    A return that a correction would leave as it was is not corrected.
    """

    late: Mask
    missing: Mask
    revised: Mask
    delay: Counts
    """Days after the due day at which a late return, or a correction, is ready."""


def draw_arrivals(
    rng: np.random.Generator,
    units: int,
    never_missing: Iterable[slice] = (),
    *,
    periods: int = len(MONTHLY),
    corrected: bool = True,
) -> Arrivals:
    """Who is late more often than others is so throughout."""
    shape = (units, periods)
    habit = rng.gamma(2.0, 0.5, (units, 1))
    fate, of = rng.uniform(size=shape), np.clip(LATE_SHARE * habit / habit.mean(), 0, 0.3)
    missing = fate < MISSING_SHARE
    for window in never_missing:
        missing[:, window] = False
    late = (fate >= MISSING_SHARE) & (fate < MISSING_SHARE + of)
    revised = (fate > 1 - REVISED_SHARE) & corrected
    days = np.where(
        revised, rng.integers(*REVISED_AFTER_DAYS, shape), rng.integers(*LATE_DAYS, shape)
    )
    return Arrivals(late=late, missing=missing, revised=revised, delay=days)


def draw_unavailable(rng: np.random.Generator, units: int) -> Mask:
    return rng.uniform(size=(units, len(MONTHLY))) < UNAVAILABLE_SHARE


def files_of(
    collection: Collection, standing: Sheet, first_sent: Sheet, arrivals: Arrivals
) -> list[DemoFile]:
    """The files of a collection: monthly ones, then what came late or corrected."""
    in_time = ~(arrivals.late | arrivals.missing)
    revised = arrivals.revised & standing.differs_from(first_sent, len(arrivals.revised))
    batches: dict[tuple[str, dt.date], list[str]] = defaultdict(list)
    for part, sheet, wanted in (
        ("", standing, in_time & ~revised),
        ("", first_sent, revised),
        ("late", standing, arrivals.late),
        ("corrected", standing, revised),
    ):
        for place, unit, lines in sheet.returns(wanted):
            period = sheet.periods[place]
            known_on = _known_on(collection, part, period, int(arrivals.delay[unit, place]))
            name = f"{part}-{known_on}" if part else month_text(period.last)
            batches[name, known_on] += lines
    return [
        DemoFile(
            name=f"illustrative-{collection.id}-{name}.csv", known_on=known_on,
            collection=collection.id, data=("\n".join([HEADING, *lines]) + "\n").encode(),
        )
        for (name, known_on), lines in batches.items()
    ]  # fmt: skip


def bundled(files: Iterable[DemoFile], name: str) -> list[DemoFile]:
    """Files of several collections that came on one day as one: an office sends what it has."""
    together: dict[tuple[str, dt.date], list[bytes]] = defaultdict(list)
    for file in files:
        which = file.name.removeprefix(f"illustrative-{file.collection}-")
        together[which, file.known_on].append(file.data.split(b"\n", 1)[1])
    return [
        DemoFile(
            name=f"illustrative-{name}-{which}", known_on=known_on, collection=name,
            data=HEADING.encode() + b"\n" + b"".join(bodies),
        )
        for (which, known_on), bodies in together.items()
    ]  # fmt: skip


def _known_on(collection: Collection, part: str, period: Period, delay: int) -> dt.date:
    due = collection.due(period)
    if not part:
        return due
    return next_post(
        due + dt.timedelta(days=delay), LATE_POST_DAY if part == "late" else REVISED_POST_DAY
    )


def next_post(day: dt.date, post_day: int) -> dt.date:
    """The first such day of a month on or after a day."""
    if day.day <= post_day:
        return day.replace(day=post_day)
    return (day.replace(day=1) + dt.timedelta(days=32)).replace(day=post_day)
