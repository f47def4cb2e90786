"""What of an open snapshot is held in memory, read when it is first asked for: it never changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache

from cjdata.domain.catalogue import Catalogue
from cjdata.domain.periods import Period
from cjdata.snapshot.cells import Senders, held_cells
from cjdata.snapshot.days import ordinals
from cjdata.snapshot.held import Columns, Held
from cjdata.snapshot.opened import Snapshot
from cjdata.snapshot.places import Group, Places, places
from cjdata.snapshot.return_log import ReturnLog, return_log
from cjdata.snapshot.sums import Figures, figures_of, held_pieces, pieces_within

NO_MEASURE = ("",)
LEVELS = ("total", "court", "reason", "court_reason")
"""How far apart a return may tell its cases."""


@lru_cache(maxsize=2)
def places_of(snapshot: Snapshot) -> Places:
    return places(snapshot.rows("asked_places"), snapshot.rows("calendar"))


@lru_cache(maxsize=2)
def pieces_of(snapshot: Snapshot) -> Held:
    """What the returns hold of each measure."""
    return Held(lambda names: held_pieces(snapshot.arrays("held_pieces", names=names)))


def pieces_for(
    snapshot: Snapshot, measures: Sequence[str], groups: Sequence[Group], windows: Sequence[Period]
) -> Columns:
    """What returns hold of some groups in the months of some windows."""
    held = pieces_of(snapshot).of(measures or NO_MEASURE)
    return pieces_within(held, groups, windows, places_of(snapshot))


@lru_cache(maxsize=32)
def figures_held(
    snapshot: Snapshot,
    measures: tuple[str, ...],
    units: tuple[str, ...],
    windows: tuple[Period, ...],
) -> Figures:
    """Figures laid out with what they are made of, to be added up for whatever day."""
    known = places_of(snapshot)
    groups = known.of(measures, units)
    return figures_of(groups, windows, known, pieces_for(snapshot, measures, groups, windows))


@lru_cache(maxsize=8)
def cells_of(snapshot: Snapshot, level: str) -> Held:
    """What the returns count of each component at one level of detail."""

    def fetch(names: list[str]) -> Columns:
        rows = snapshot.arrays("held_cells", names=names, level=level)
        return held_cells(rows, senders_of(snapshot))

    return Held(fetch)


@lru_cache(maxsize=2)
def senders_of(snapshot: Snapshot) -> Senders:
    return Senders(snapshot.rows("senders"))


@lru_cache(maxsize=2)
def reported_of(snapshot: Snapshot) -> Columns:
    """Which months returns speak of, and on which days they stood."""
    rows = snapshot.arrays("reported_months")
    return rows | {name: ordinals(rows[name]) for name in ("known_from", "known_to")}


@lru_cache(maxsize=2)
def return_log_of(snapshot: Snapshot) -> ReturnLog:
    names = ("log_periods", "log_reporters", "log_versions", "log_standing")
    return return_log(*(snapshot.arrays(name) for name in names))


@lru_cache(maxsize=2)
def last_day_of(snapshot: Snapshot) -> dt.date | None:
    """The last day on which a return or withdrawal counts as known, None without any."""
    found: list[tuple[dt.date | None]] = snapshot.rows("last_known_on")
    return found[0][0]


def hold_all(snapshot: Snapshot, catalogue: Catalogue) -> None:
    """Read what the figures of all measures are made of, before anybody asks for one."""
    return_log_of(snapshot)
    places_of(snapshot)
    reported_of(snapshot)
    pieces_of(snapshot).of(list(catalogue.measures))
    for level in LEVELS:
        cells_of(snapshot, level).of(list(catalogue.components))
