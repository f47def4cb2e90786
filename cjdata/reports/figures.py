"""What a file of figures says of itself: which measure, of whom, by which grain, out of what.

Assumes the rows that `cjdata.analysis.answers.common.figures_answer` gives.
"""

from __future__ import annotations

import datetime as dt

import pandas as pd

from cjdata.analysis.authority.governance import FORCE
from cjdata.analysis.figures.figures import collections_of
from cjdata.domain.periods import Grain
from cjdata.ledger import Store
from cjdata.reports.provenance import Provenance, view_address
from cjdata.snapshot.ground import ground_of
from cjdata.snapshot.reader import Reader


def figures_provenance(
    store: Store, frame: pd.DataFrame, *, measure: str, grain: Grain, known_at: dt.date | None
) -> Provenance:
    """The provenance of a file of figures of one measure."""
    reader, catalogue = Reader.open(store), ground_of(store).catalogue
    defined = catalogue.measures[measure]
    behind = [catalogue.collections[name].label for name in collections_of(catalogue, defined)]
    source = "the public record and the ledger" if not behind else f"returns: {', '.join(behind)}"
    units = list(dict.fromkeys(frame["unit"]))
    whose = catalogue.units[units[0]].name if len(units) == 1 else f"{len(units)} units"
    seen = FORCE if FORCE in units else next(iter(units), "")
    first = next(frame[frame["unit"] == seen].itertuples(index=False), None)
    day = known_at or dt.date.today() if first is None else dt.date.fromisoformat(first.known_at)
    definition = view_address(f"reference-measures?measure={measure}")
    return Provenance(
        title=f"{defined.id}, {defined.name}, {grain.label}: {whose}",
        source=f"{source}; definition {defined.id}: {defined.why}",
        known_at=day,
        edition=reader.edition,
        demo=store.demo,
        view=definition if first is None else first.view,
        entry=reader.head.seq,
        measure_units={defined.id: defined.unit},
    )
