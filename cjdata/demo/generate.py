"""All illustrative returns of the demo store, from one seed.

Rests on the definitions for units, courts, reasons and due days, and on the public record for
what is known of the go-lives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from cjdata.demo import borough_work, outcomes, processing
from cjdata.demo.anchors import PATHS
from cjdata.demo.arrivals import DemoFile, bundled, draw_arrivals, draw_unavailable, files_of
from cjdata.demo.go_lives import draw_go_lives
from cjdata.demo.panel import MONTHLY, MONTHS, QUARTERLY, Counts, Panel, make_panel
from cjdata.demo.planted import PLANTED, Effect
from cjdata.demo.sheet import NOT_AVAILABLE, Block, Sheet, lay_out, mark
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
from cjdata.domain.measures import Collection
from cjdata.domain.periods import Period

DEFAULT_SEED = 2003
TRIALS = {"trials-magistrates": magistrates_cells, "trials-crown": crown_cells}
WORK: Mapping[str, Callable[[Panel], Mapping[str, Counts]]] = {
    "charging": borough_work.draw_charging,
    "case-outcomes": borough_work.draw_case_outcomes,
    "witness-care": borough_work.draw_witness_care,
    "victims": borough_work.draw_victims,
    "files": processing.draw_files,
    "custody": processing.draw_custody,
    "warrants": processing.draw_warrants,
    "youth": processing.draw_youth,
    "strategic": outcomes.draw_strategic,
    "case-outcomes-crown": outcomes.draw_crown_outcomes,
    "survey-satisfaction": outcomes.draw_satisfaction,
    "survey-witness-waiting": outcomes.draw_waiting,
    "survey-confidence": outcomes.draw_confidence,
}
COLLECTIONS = (*TRIALS, *WORK)
"""The collections that the demo store holds returns of."""
ALONE = ("charging", "case-outcomes", "witness-care")
BUNDLE = "further-collections"
"""All but the trials and these three come together in one file a month."""
UNAVAILABLE = {
    "trials-magistrates": "trials_vacated",
    "trials-crown": "trials_vacated",
    "charging": "files_accepted_first_time",
    "case-outcomes": "guilty_pleas_first_hearing",
    "witness-care": "updates_on_time",
}
"""The component that a unit now and then cannot supply, in the collections that this befalls."""


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
    for name, cells in TRIALS.items():
        yield from _trials_files(panel, name, cells(panel))
    files = [
        file for name, draw in WORK.items()
        for file in _work_files(panel, catalogue.collections[name], draw(panel))
    ]  # fmt: skip
    yield from (file for file in files if file.collection in ALONE)
    yield from bundled((file for file in files if file.collection not in ALONE), BUNDLE)


def _trials_files(panel: Panel, collection: str, cells: Cells) -> list[DemoFile]:
    rng = panel.stream(f"arrivals {collection}")
    anchored = [window for window, _ in PATHS[cells.tier].windows(MONTHS)]
    arrivals = draw_arrivals(rng, len(cells.units), anchored)
    trials = draw_trials(panel, cells, ~arrivals.missing)
    standing = trials_sheet(cells, trials)
    first_sent = trials_sheet(cells, miscounted(trials, rng))
    _mark_unavailable(panel, collection, standing, first_sent, len(cells.units))
    return files_of(panel.catalogue.collections[collection], standing, first_sent, arrivals)


def _work_files(
    panel: Panel, collection: Collection, counts: Mapping[str, Counts]
) -> list[DemoFile]:
    rng = panel.stream(f"arrivals {collection.id}")
    units = [u.id for u in panel.catalogue.units.values() if collection.is_reported_by(u)]
    corrected = collection.id in borough_work.MISCOUNTED_PARTS
    arrivals = draw_arrivals(
        rng, len(units), periods=len(_periods(collection)), corrected=corrected
    )
    standing = first_sent = _sheet(collection, units, counts)
    if corrected:
        seen = borough_work.miscounted_work(collection.id, counts, rng)
        first_sent = _sheet(collection, units, seen)
    if collection.id in UNAVAILABLE:
        _mark_unavailable(panel, collection.id, standing, first_sent, len(units))
    return files_of(collection, standing, first_sent, arrivals)


def _periods(collection: Collection) -> tuple[Period, ...]:
    return QUARTERLY if collection.frequency == "quarter" else MONTHLY


def _sheet(collection: Collection, units: Sequence[str], counts: Mapping[str, Counts]) -> Sheet:
    rows = range(len(units))
    blocks = [Block(component=n, units=rows, values=np.array(v)) for n, v in counts.items()]
    return lay_out(units, collection.court_tier or "", blocks, _periods(collection))


def _mark_unavailable(
    panel: Panel, collection: str, first: Sheet, second: Sheet, units: int
) -> None:
    """A unit that could not supply a component could not do so when it corrected its return."""
    where = draw_unavailable(panel.stream(f"unavailable {collection}"), units)
    for sheet in (first, second):
        mark(sheet, UNAVAILABLE[collection], where, NOT_AVAILABLE)
