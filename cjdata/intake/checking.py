"""Checking files without changing anything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from cjdata.definitions import load
from cjdata.domain.catalogue import Catalogue
from cjdata.intake.examination import contents, examine
from cjdata.intake.foreign import with_copies_in_store
from cjdata.intake.plans import check_plan, is_plan_file
from cjdata.intake.returns import FileOutcome, read_foreign
from cjdata.intake.statements import is_event_file, read_events
from cjdata.ledger import Store
from cjdata.returns.readers import decode
from cjdata.snapshot.ground import ground_of
from cjdata.snapshot.reader import Reader


def definitions_for(store: Store | None) -> Catalogue:
    """What returns are held against: the store's definitions, without one the shipped ones."""
    return load() if store is None else ground_of(store).catalogue


def check_files(
    store: Store | None,
    files: Sequence[Path],
    *,
    today: dt.date,
    profile: str | None = None,
    period: str | None = None,
    known_on: dt.date | None = None,
) -> list[FileOutcome]:
    """All faults of each file; with a store also what its own history says about it.

    A plan is checked as if it were entered as known on a day, by default today.
    """
    catalogue = definitions_for(store)
    reader = None if store is None else Reader.open(store)
    outcomes = []
    sheets = read_foreign(catalogue, files, profile, period)
    for file, sheet in zip(files, sheets, strict=True):
        if sheet is None and is_event_file(file):
            name, data = contents(file)
            _, faults = read_events(decode(data) or "", catalogue, today)
            outcomes.append(FileOutcome(file=name, accepted=not faults, faults=tuple(faults)))
            continue
        if sheet is None and is_plan_file(file):
            plan = check_plan(file, catalogue, reader, known_on or today)
            outcomes.append(FileOutcome(file=plan.file, accepted=plan.accepted, faults=plan.faults))
            continue
        examined = examine(reader, catalogue, file, known_on=today, today=today, sheet=sheet)
        if sheet is not None:
            examined = with_copies_in_store(reader, catalogue, examined)
        outcomes.append(
            FileOutcome(
                file=examined.name,
                accepted=examined.accepted,
                faults=examined.faults,
                already=examined.already,
            )
        )
    return outcomes
