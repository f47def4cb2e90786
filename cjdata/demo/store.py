"""Making the demo store: illustrative returns entered as if they had come in at the time.

The clock of its ledger is part of the illustration, so that the same definitions give the same
store, edition included, on every machine.
"""

from __future__ import annotations

import datetime as dt
import gc
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from cjdata.demo.arrivals import DemoFile
from cjdata.demo.generate import DEFAULT_SEED, demo_files, demo_go_lives
from cjdata.demo.sheet import HEADING
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.errors import RefusedError
from cjdata.domain.events import RolloutEvent
from cjdata.domain.states import Stage
from cjdata.intake.desk import keep_opening
from cjdata.intake.examination import Examined
from cjdata.intake.returns import load_in_bulk
from cjdata.intake.statements import event_draft
from cjdata.ledger import Store, StoreKind
from cjdata.returns.checks import check
from cjdata.returns.readers import read_bytes
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
        with _nothing_collected():
            _fill(Store.create(building, StoreKind.DEMO), seed, progress)
        if root.exists():
            root.rmdir()
        os.replace(building, root)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return Store.open(root)


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Leave garbage lie: looking through hundreds of thousands of rows for it, none of which
    is, takes a quarter of all the time."""
    collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collected:
            gc.enable()


def _fill(store: Store, seed: int, progress: Progress | None) -> None:
    ground = ground_of(store)
    files = demo_files(ground.catalogue, ground.record, seed=seed)
    batches = _disjoint(files)
    examined: list[Examined] = []
    for done, batch in enumerate(batches, start=1):
        examined += _examined(batch, ground.catalogue)
        if progress is not None:
            progress("checking illustrative returns", done, len(batches))
    go_lives = _events(demo_go_lives(ground.catalogue, ground.record, seed=seed))
    draft = event_draft(
        go_lives,
        file="illustrative go-lives",
        received=b"",
        by=BY,
        origin="illustrative",
        recorded_at=dt.datetime.combine(go_lives[-1].said_on, CLOCK, tzinfo=dt.UTC),
    )
    examined.sort(key=lambda found: found.known_on)
    load_in_bulk(store, examined, by=BY, clock=CLOCK, more=[draft], progress=progress)
    keep_opening(store)


def _disjoint(files: Sequence[DemoFile]) -> list[list[DemoFile]]:
    """The files in as few batches as hold no return twice, in the order they came."""
    batches: list[list[DemoFile]] = []
    held: list[set[tuple[str, str]]] = []
    for file in files:
        lines = file.data.decode("utf-8").splitlines()[1:]
        returns = {(file.collection, ",".join(line.split(",", 2)[:2])) for line in lines}
        place = next((n for n, seen in enumerate(held) if not seen & returns), len(held))
        if place == len(held):
            batches.append([])
            held.append(set())
        batches[place].append(file)
        held[place] |= returns
    return batches


def _examined(batch: Sequence[DemoFile], catalogue: Catalogue) -> list[Examined]:
    """Check files that hold no return twice as if they were one: the rules are the same.

    Raises RefusedError where a file breaks one, which a test of the generator rules out.
    """
    bodies = [file.data.decode("utf-8").splitlines()[1:] for file in batch]
    text = "\n".join([HEADING, *(line for body in bodies for line in body)])
    last = max(file.known_on for file in batch)
    sheet = read_bytes(text.encode("utf-8"), "illustrative returns")
    checked = check(sheet, catalogue=catalogue, known_on=last, today=last)
    if not checked.accepted:
        raise RefusedError(f"illustrative returns: {checked.faults[0].message}")
    rows = checked.rows.sort_values("line", ignore_index=True)
    found, start = [], 0
    for file, body in zip(batch, bodies, strict=True):
        mine = rows.iloc[start : start + len(body)].reset_index(drop=True)
        mine["line"] = mine["line"] - start
        found.append(
            Examined(name=file.name, data=file.data, known_on=file.known_on, faults=(), rows=mine)
        )
        start += len(body)
    return found


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
