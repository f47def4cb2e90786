"""Making the demo store: illustrative returns entered as if they had come in at the time.

The clock of its ledger is part of the illustration, so that the same definitions give the same
store, edition included, on every machine.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
from pathlib import Path

import pandas as pd

from cjdata.demo.generate import DEFAULT_SEED, demo_files, demo_go_lives
from cjdata.domain.errors import RefusedError
from cjdata.domain.events import RolloutEvent
from cjdata.domain.states import Stage
from cjdata.intake.examination import examine
from cjdata.intake.returns import load_in_bulk
from cjdata.intake.statements import event_draft
from cjdata.ledger import Store, StoreKind
from cjdata.snapshot.build import Progress
from cjdata.snapshot.ground import ground_of

BY = "demo generator"
CLOCK = dt.time(9, 0)
SOURCE = "illustrative: invented within the limits of the public record"


def make_demo_store(
    root: Path, *, seed: int = DEFAULT_SEED, progress: Progress | None = None
) -> Store:
    """Make a demo store, whole or not at all; refuses a folder that holds anything."""
    if root.exists() and any(root.iterdir()):
        raise RefusedError(f"{root} is not empty: name a folder that does not exist yet")
    building = root.with_name(f"{root.name}.{os.getpid()}.building")
    building.parent.mkdir(parents=True, exist_ok=True)
    try:
        _fill(Store.create(building, StoreKind.DEMO), seed, progress)
        if root.exists():
            root.rmdir()
        os.replace(building, root)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return Store.open(root)


def _fill(store: Store, seed: int, progress: Progress | None) -> None:
    ground = ground_of(store)
    files = sorted(demo_files(ground.catalogue, ground.record, seed=seed), key=lambda f: f.known_on)
    today = dt.date.today()
    examined = []
    for done, file in enumerate(files, start=1):
        found = examine(
            None, ground.catalogue, (file.name, file.data), known_on=file.known_on, today=today
        )
        if not found.accepted:
            raise RefusedError(f"{file.name}: {found.faults[0].message}")
        examined.append(found)
        if progress is not None:
            progress("checking illustrative returns", done, len(files))
    go_lives = _events(demo_go_lives(ground.catalogue, ground.record, seed=seed))
    draft = event_draft(
        go_lives, file="illustrative go-lives", received=b"", by=BY, origin="illustrative"
    )
    load_in_bulk(store, examined, by=BY, clock=CLOCK, more=[draft], progress=progress)


def _events(go_lives: pd.DataFrame) -> list[RolloutEvent]:
    """The days that the planted effects begin on, as statements that no status rests on."""
    return [
        RolloutEvent(
            unit=str(row.unit),
            initiative=str(row.initiative),
            stage=Stage.LIVE,
            not_before=pd.Timestamp(row.day).date(),
            not_after=pd.Timestamp(row.day).date(),
            said_on=pd.Timestamp(row.day).date(),
            kind="fact",
            source=SOURCE,
            note="invented" if row.invented else "a day within the reported interval",
        )
        for row in go_lives.itertuples(index=False)
    ]
