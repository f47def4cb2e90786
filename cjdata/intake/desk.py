"""The desk where things are entered: one writer at a time, the snapshot caught up first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from cjdata.analysis.known_at import calendar
from cjdata.analysis.variation.kept_signals import keep_signals
from cjdata.analysis.variation.looks import look_day
from cjdata.domain.errors import RefusedError
from cjdata.intake.forecasts import log_forecasts
from cjdata.intake.wording import on_one_line
from cjdata.ledger import Draft, Entry, Head, Journal, Store
from cjdata.snapshot.build import Progress, Published, publish
from cjdata.snapshot.edition import Ground
from cjdata.snapshot.ground import ground_of
from cjdata.snapshot.reader import Reader


@dataclass(slots=True)
class Desk:
    """An open desk; everything entered is published when it closes."""

    store: Store
    ground: Ground
    reader: Reader
    head: Head
    entered: list[Entry] = field(default_factory=list)

    def enter(self, drafts: Sequence[Draft]) -> list[Entry]:
        """Accept drafts; when this returns they are on disk. Raises RefusedError for no name."""
        if not drafts:
            return []
        named = [replace(draft, by=on_one_line(draft.by)) for draft in drafts]
        if not all(draft.by for draft in named):
            raise RefusedError("say who enters this; nothing was changed")
        accepted = Journal(self.store).append(named, self.head)
        self.head = accepted[-1][1]
        entries = [entry for entry, _ in accepted]
        self.entered += entries
        return entries


@contextmanager
def open_desk(
    store: Store, progress: Progress | None = None, *, clock: dt.time | None = None
) -> Iterator[Desk]:
    """Be the only writer; what was accepted before and not published is published first.

    What was entered is published even where a later step fails: it was accepted. Where forecasts
    rest on it they are logged; `clock` is the hour of an illustrative ledger.
    """
    ground = ground_of(store)
    with Journal(store).writing():
        published = publish(store, ground)
        desk = Desk(store, ground, Reader.open_file(published.path), published.head)
        try:
            yield desk
        finally:
            if desk.entered:
                made = publish(store, ground, after=published, progress=progress)
                log_forecasts(store, ground, made, first=clock is not None, clock=clock)


def build(
    store: Store, *, full: bool = False, log: bool = False, progress: Progress | None = None
) -> Published:
    """Bring the snapshot up to ledger, definitions and record, or make it anew.

    With `log` the forecasts that rest on something new are entered, the first ones too.
    """
    with Journal(store).writing():
        ground = ground_of(store)
        made = publish(store, ground, full=full, progress=progress)
        logged = log_forecasts(store, ground, made, first=log)
        keep_opening(store)
        return logged


def keep_opening(store: Store) -> None:
    """Keep the look for signals that the store opens with, so that a server starts sooner."""
    reader, catalogue = Reader.open(store), ground_of(store).catalogue
    dates = calendar(reader, catalogue, demo=store.demo, today=dt.date.today())
    keep_signals(reader, catalogue, look_day(dates, dates.opening))


def said_by(known_on: dt.date | None, today: dt.date | None = None) -> dt.date:
    """The day on which something counts as known; raises RefusedError for one in the future."""
    today = today or dt.date.today()
    if known_on is None:
        return today
    if known_on > today:
        raise RefusedError(
            f"known-on {known_on.isoformat()} is in the future: give the day on which it was "
            f"said or received, today ({today.isoformat()}) at the latest; nothing was changed"
        )
    return known_on
