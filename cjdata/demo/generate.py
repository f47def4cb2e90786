"""All illustrative returns of the demo store, from one seed.

Rests on the definitions for units, courts, reasons and due days, and on the public record for
what is known of the go-lives.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from cjdata.demo import borough_work as work
from cjdata.demo.anchors import PATHS
from cjdata.demo.arrivals import DemoFile, draw_arrivals, draw_unavailable, files_of
from cjdata.demo.go_lives import draw_go_lives
from cjdata.demo.panel import MONTHS, Panel, make_panel
from cjdata.demo.planted import PLANTED, Effect
from cjdata.demo.sheet import NOT_AVAILABLE, Sheet, mark
from cjdata.demo.trials import (
    Cells,
    crown_cells,
    draw_trials,
    magistrates_cells,
    miscounted,
    trials_sheet,
)
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.events import RolloutEvent

DEFAULT_SEED = 2003
BOROUGH_WORK = {
    "charging": ("", work.draw_charging),
    "case-outcomes": ("magistrates", work.draw_case_outcomes),
    "witness-care": ("", work.draw_witness_care),
}
UNAVAILABLE = {
    "trials-magistrates": "trials_vacated",
    "trials-crown": "trials_vacated",
    "charging": "files_accepted_first_time",
    "case-outcomes": "guilty_pleas_first_hearing",
    "witness-care": "updates_on_time",
}
"""The component of each collection that a unit now and then cannot supply."""


def demo_go_lives(
    catalogue: Catalogue, events: Iterable[RolloutEvent], *, seed: int = DEFAULT_SEED
) -> pd.DataFrame:
    """The illustrative go-live days; columns as `cjdata.demo.go_lives.draw_go_lives` says."""
    return draw_go_lives(events, catalogue, seed)


def demo_files(
    catalogue: Catalogue,
    events: Iterable[RolloutEvent],
    *,
    seed: int = DEFAULT_SEED,
    effects: Sequence[Effect] = PLANTED,
) -> list[DemoFile]:
    """Every illustrative file, in the order in which they came in.

    With other `effects` than the planted ones the returns no longer meet the published rates:
    that is for comparison only.
    """
    go_lives = demo_go_lives(catalogue, events, seed=seed)
    files = returns(catalogue, go_lives, seed=seed, effects=effects)
    return sorted(files, key=lambda file: (file.known_on, file.name))


def returns(
    catalogue: Catalogue,
    go_lives: pd.DataFrame,
    *,
    seed: int,
    effects: Sequence[Effect] = PLANTED,
) -> Iterator[DemoFile]:
    """The illustrative files of all collections, collection by collection."""
    panel = make_panel(catalogue, go_lives, seed, effects)
    yield from _trials_files(panel, magistrates_cells(panel))
    yield from _trials_files(panel, crown_cells(panel))
    for collection in BOROUGH_WORK:
        yield from _work_files(panel, collection)


def _trials_files(panel: Panel, cells: Cells) -> list[DemoFile]:
    collection = f"trials-{cells.tier}"
    rng = panel.stream(f"arrivals {collection}")
    anchored = [window for window, _ in PATHS[cells.tier].windows(MONTHS)]
    arrivals = draw_arrivals(rng, len(cells.units), anchored)
    trials = draw_trials(panel, cells, ~arrivals.missing)
    standing = trials_sheet(cells, trials)
    first_sent = trials_sheet(cells, miscounted(trials, rng))
    _mark_unavailable(panel, collection, standing, first_sent, len(cells.units))
    return files_of(panel.catalogue.collections[collection], standing, first_sent, arrivals)


def _work_files(panel: Panel, collection: str) -> list[DemoFile]:
    rng = panel.stream(f"arrivals {collection}")
    tier, draw = BOROUGH_WORK[collection]
    arrivals = draw_arrivals(rng, len(panel.boroughs), ())
    counts = draw(panel)
    standing = work.work_sheet(panel, tier, counts)
    first_sent = work.work_sheet(panel, tier, work.miscounted_work(collection, counts, rng))
    _mark_unavailable(panel, collection, standing, first_sent, len(panel.boroughs))
    return files_of(panel.catalogue.collections[collection], standing, first_sent, arrivals)


def _mark_unavailable(
    panel: Panel, collection: str, first: Sheet, second: Sheet, units: int
) -> None:
    """A unit that could not supply a component could not do so when it corrected its return."""
    where = draw_unavailable(panel.stream(f"unavailable {collection}"), units)
    for sheet in (first, second):
        mark(sheet, UNAVAILABLE[collection], where, NOT_AVAILABLE)
