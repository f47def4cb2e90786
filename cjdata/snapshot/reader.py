"""Asking one snapshot: a method a question."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import pandas as pd
from numpy.typing import NDArray

from cjdata.domain.errors import StoreDamagedError, StoreMissingError
from cjdata.domain.periods import Period
from cjdata.domain.returns import ReturnKey
from cjdata.ledger import Store
from cjdata.returns.rows import by_key, rows_frame
from cjdata.snapshot import files
from cjdata.snapshot.cells import Cells, standing_cells
from cjdata.snapshot.entries import (
    KeptEntry,
    StandingReturn,
    Statement,
    as_accepted,
    entries_of,
    statement_of,
)
from cjdata.snapshot.in_memory import (
    cells_of,
    figures_held,
    last_day_of,
    pieces_for,
    places_of,
    reported_of,
    return_log_of,
    senders_of,
)
from cjdata.snapshot.opened import Snapshot
from cjdata.snapshot.reported import months_standing
from cjdata.snapshot.return_log import LoggedReturns
from cjdata.snapshot.sums import asked_for, returns_behind, standing
from cjdata.snapshot.turning import DAYS_KEPT, turning_day

KEY = ["collection", "unit", "first_month", "last_month"]


class Reader(Snapshot):
    """A snapshot with what may be asked of it."""

    __slots__ = ()

    @classmethod
    def open(cls, store: Store) -> Reader:
        """The current snapshot; says what to run when there is none or it cannot be read."""
        while (path := files.current(store)) is not None:
            try:
                return cls.open_file(path)
            except StoreDamagedError:
                if files.current(store) == path:  # else it was superseded and removed meanwhile
                    raise
        raise StoreMissingError(
            f"the store in {store.root} has no snapshot: "
            f"run 'python -m cjdata build --store {store.root}'"
        )

    def figures(
        self,
        measures: Sequence[str],
        units: Sequence[str],
        windows: Sequence[Period],
        known_at: dt.date,
    ) -> pd.DataFrame:
        """One row a measure, unit and window, in that order.

        Columns: measure, unit, first_month, last_month, numerator, denominator (NaN where there
        is none), expected, usable, returned, not_applicable (counts of returns), revised.
        """
        sums = self.figure_sums(measures, units, windows, known_at)
        return pd.DataFrame(asked_for(measures, units, windows) | sums)

    def figure_sums(
        self,
        measures: Sequence[str],
        units: Sequence[str],
        windows: Sequence[Period],
        known_at: dt.date,
    ) -> dict[str, NDArray[Any]]:
        """The same as arrays, without the names of what was asked for; they must not be changed.

        Kept from one turning day to the next: on the days between nothing changed.
        """
        asked = tuple(measures), tuple(units), tuple(windows)
        return _figure_sums(self, *asked, turning_day(self, known_at))

    def figure_returns(
        self,
        measures: Sequence[str],
        units: Sequence[str],
        windows: Sequence[Period],
        known_at: dt.date,
    ) -> pd.DataFrame:
        """The identifiers of the returns behind each figure: measure, unit, first_month,
        last_month, returns."""
        known = places_of(self)
        groups = known.of(measures, units)
        held = standing(pieces_for(self, measures, groups, windows), known_at)
        behind = returns_behind(groups, windows, known, held)
        numbers = sorted({int(number) for numbers in behind for number in numbers})
        name_of = dict(self.rows("return_ids", return_nos=numbers))
        returns = [sorted({name_of[int(number)] for number in numbers}) for numbers in behind]
        return pd.DataFrame(asked_for(measures, units, windows)).assign(returns=returns)

    def reported_months(self, known_at: dt.date) -> dict[str, tuple[int, int]]:
        """First and last month that the standing returns of each collection speak of."""
        return dict(_reported_months(self, turning_day(self, known_at)))

    def standing_rows(
        self, keys: Iterable[ReturnKey], known_at: dt.date
    ) -> dict[ReturnKey, pd.DataFrame]:
        """The accepted rows of the return that stands for each key on a day, where one does."""
        found = self._ask_about("standing_rows", keys, known_at)
        return by_key(rows_frame(as_accepted(found)))

    def standing(
        self, keys: Iterable[ReturnKey], known_at: dt.date
    ) -> dict[ReturnKey, StandingReturn]:
        """The return that stands for each key on a day, where one does."""
        rows = self._ask_about("standing_returns", keys, known_at)
        return {
            ReturnKey(str(c), str(u), Period(int(a), int(b))): StandingReturn(
                name, content, known_on.date(), int(seq)
            )
            for c, u, a, b, name, content, known_on, seq in rows.itertuples(index=False)
        }

    def levels(
        self,
        units: Sequence[str],
        components: Sequence[str],
        first: int,
        last: int,
        known_at: dt.date,
    ) -> pd.DataFrame:
        """Totals of the months first (included) to last (excluded):
        unit, component, court_tier, month, value."""
        return self.frame(
            "levels", units=list(units), components=list(components), first=first, last=last,
            known_at=known_at,
        )  # fmt: skip

    def outstanding(self, known_at: dt.date, since: int) -> pd.DataFrame:
        """Returns that were due and do not stand: collection, unit, first_month, last_month, due.

        However long ago: `since` says of which months those that came are read with them.
        """
        return self.logged(known_at, since).outstanding(known_at)

    def breakdown(
        self,
        unit: str,
        components: Sequence[str],
        *,
        court_tier: str | None,
        level: str,
        span: Period,
        known_at: dt.date,
    ) -> Cells:
        """What the standing returns behind a unit's figures count, at one level of detail.

        `level` is total, court, reason or court_reason. Kept from one turning day to the next:
        the arrays must not be changed.
        """
        return _breakdown(
            self, tuple(components), span,
            unit=unit, court_tier=court_tier, level=level, known_at=turning_day(self, known_at),
        )  # fmt: skip

    def logged(self, known_at: dt.date, since: int) -> LoggedReturns:
        """Every return due by a day or come by it, of periods that end in `since` or later, and
        older ones still owed."""
        return _logged(self, self.last_logged(known_at), since)

    def last_logged(self, known_at: dt.date) -> dt.date:
        """The last day up to a date on which a return came, fell due or ceased to stand."""
        return return_log_of(self).last_change(known_at)

    def provenance(self, return_ids: Sequence[str]) -> pd.DataFrame:
        """Who sent which file when, a row a return."""
        return self.frame("provenance", return_ids=list(return_ids))

    def completeness(self, known_at: dt.date) -> pd.DataFrame:
        """Per collection: accepted, standing, withdrawn returns and the months they span."""
        return self.frame("completeness", known_at=known_at)

    def late_additions(self) -> pd.DataFrame:
        """Entries written down after the day they are said to have been known on; not changed."""
        return _late_additions(self)

    def latest_published(
        self, collections: Sequence[str], units: Sequence[str], known_at: dt.date
    ) -> pd.DataFrame:
        """The youngest window of each component in these collections:
        unit, component, first_month, last_month, value, mark, file, known_on."""
        return self.frame(
            "latest_published", collections=list(collections), units=list(units), known_at=known_at
        )

    def last_known_on(self) -> dt.date | None:
        """The last day on which a return or withdrawal counts as known, None without any."""
        return last_day_of(self)

    def events(self) -> tuple[Statement, ...]:
        """Every statement on the rollout, in the order in which they were said."""
        return _statements(self)

    def kept(self, topic: str, known_at: dt.date) -> tuple[KeptEntry, ...]:
        """What was said about a topic by a day; of two about one thing the later one counts."""
        found = _kept_entries(self, topic)
        return found[: bisect_right(found, known_at, key=lambda entry: entry.known_on)]

    def _ask_about(self, name: str, keys: Iterable[ReturnKey], known_at: dt.date) -> pd.DataFrame:
        asked = pd.DataFrame(
            [(k.collection, k.unit, k.period.first, k.period.last) for k in keys], columns=KEY
        )
        return self.frame(name, asked, known_at=known_at)


@lru_cache(maxsize=2)
def _late_additions(reader: Reader) -> pd.DataFrame:
    return reader.frame("late_additions")


@lru_cache(maxsize=2)
def _statements(reader: Reader) -> tuple[Statement, ...]:
    return tuple(map(statement_of, reader.rows("events")))


@lru_cache(maxsize=32)
def _logged(reader: Reader, day: dt.date, since: int) -> LoggedReturns:
    return return_log_of(reader).at(day, since)


@lru_cache(maxsize=128)
def _figure_sums(
    reader: Reader,
    measures: tuple[str, ...],
    units: tuple[str, ...],
    windows: tuple[Period, ...],
    day: dt.date,
) -> dict[str, NDArray[Any]]:
    return figures_held(reader, measures, units, windows).on(day)


@lru_cache(maxsize=64)
def _kept_entries(reader: Reader, topic: str) -> tuple[KeptEntry, ...]:
    return entries_of(topic, reader.rows("kept_entries", topic=topic))


@lru_cache(maxsize=128)
def _breakdown(
    reader: Reader,
    components: tuple[str, ...],
    span: Period,
    *,
    unit: str,
    court_tier: str | None,
    level: str,
    known_at: dt.date,
) -> Cells:
    held = cells_of(reader, level).of(sorted(components))
    return standing_cells(held, senders_of(reader), unit, court_tier, span, known_at)


@lru_cache(maxsize=DAYS_KEPT)
def _reported_months(reader: Reader, day: dt.date) -> dict[str, tuple[int, int]]:
    return months_standing(reported_of(reader), day)
