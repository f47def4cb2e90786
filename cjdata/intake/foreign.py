"""Files of another publisher: read by a profile, and held against each other and the store.

Assumes that no two periods of one publication have the same figures: where they do, one of them
is a copy under another month's name, and nobody can tell from the figures which.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from cjdata.domain.catalogue import Catalogue
from cjdata.domain.periods import Period
from cjdata.domain.profiles import Profile
from cjdata.domain.returns import Fault, ReturnKey
from cjdata.intake.examination import Examined, contents
from cjdata.returns.profiles import read_with_profile
from cjdata.returns.readers import read
from cjdata.returns.rows import by_key, no_rows
from cjdata.returns.rules import Rule, fault
from cjdata.returns.sheet import Sheet
from cjdata.snapshot.reader import Reader

FIGURES_NEEDED = 5
"""Figures other than 0 that two periods must share before one is called a copy."""
EXPLAINED = (Rule.SAME_AS_ANOTHER_PERIOD, Rule.JUMP, Rule.REVISION, Rule.ROWS_OMITTED)
"""What a copy looks like beside the unit's own past: said once, by the copy."""
SAID = ["component", "court_tier", "court", "reason", "value", "mark"]


@dataclass(frozen=True, slots=True)
class _Held:
    """The figures of one period in one file."""

    file: int
    name: str
    period: str
    said: frozenset[tuple[str, ...]]

    @property
    def is_telling(self) -> bool:
        return sum(cells[-1] not in ("", "0") for cells in self.said) >= FIGURES_NEEDED


def read_files(
    files: Sequence[Path | tuple[str, bytes]],
    profile: Profile,
    catalogue: Catalogue,
    period: str | None = None,
) -> list[Sheet]:
    """Each file as a sheet; periods named twice and copies among the files are faults of both.

    `period` is what the sender says the files are for; the errors of `PeriodRule.said`.
    """
    said = None if period is None else profile.period.said(period)
    sheets = [_read(file, profile, catalogue, said) for file in files]
    more: dict[int, list[Fault]] = defaultdict(list)
    held = [part for n, sheet in enumerate(sheets) for part in _parts(n, sheet)]
    for others in _groups(held, lambda part: part.said):
        _name_copies([part for part in others if part.is_telling], more)
    if profile.period.source == "file name":
        for others in _groups(held, lambda part: part.period):
            _name_rivals(others, more)
    return [
        replace(sheet, faults=(*sheet.faults, *more[n])) if more[n] else sheet
        for n, sheet in enumerate(sheets)
    ]


def _read(
    file: Path | tuple[str, bytes], profile: Profile, catalogue: Catalogue, said: Period | None
) -> Sheet:
    name, data = contents(file)
    if isinstance(file, Path) and not data:
        return read(file)
    return read_with_profile(data, name, profile, catalogue, said)


def _parts(number: int, sheet: Sheet) -> list[_Held]:
    columns = ["unit", "component", "value"]
    return [
        _Held(number, sheet.name, str(period), frozenset(part.itertuples(index=False, name=None)))
        for period, part in (
            (period, rows[columns]) for period, rows in sheet.cells.groupby("period", sort=False)
        )
    ]


def _groups(held: Sequence[_Held], key: Callable[[_Held], object]) -> list[list[_Held]]:
    groups: dict[object, list[_Held]] = defaultdict(list)
    for part in held:
        groups[key(part)].append(part)
    return [group for group in groups.values() if len(group) > 1]


def _name_copies(alike: Sequence[_Held], more: dict[int, list[Fault]]) -> None:
    """Parts with the same figures, of which two are of different periods."""
    for part in alike:
        other = next((o for o in alike if o.period != part.period), None)
        if other is None:
            continue
        message = (
            f"all figures for {_label(part.period)} are those that {other.name} has for "
            f"{_label(other.period)}: one of the two is a copy filed under another month's name; "
            "find out which and load the other"
        )
        more[part.file].append(fault(Rule.COPY_OF_ANOTHER_PERIOD, message))


def _name_rivals(same: Sequence[_Held], more: dict[int, list[Fault]]) -> None:
    """Files that give one period different figures."""
    for part in same:
        other = next((o for o in same if o.said != part.said), None)
        if other is None:
            continue
        message = (
            f"{_label(part.period)} is named by {other.name} too, with other figures: load the one "
            "that holds, and a revision after it"
        )
        more[part.file].append(fault(Rule.PERIOD_NAMED_TWICE, message))


def _label(period: str) -> str:
    return Period.parse(period).label


def with_copies_in_store(reader: Reader | None, catalogue: Catalogue, found: Examined) -> Examined:
    """The file, refused where the store holds its figures under another period."""
    if reader is None or not found.accepted:
        return found
    faults = []
    for (collection, period), rows in _by_period(found.new_rows).items():
        for other in _alike(reader, catalogue, collection, period, rows, found.known_on):
            message = (
                f"all figures for {period.label} are those that the store holds for {other.label}: "
                "one of the two is a copy filed under another month's name; where it is the "
                "other, withdraw that first"
            )
            faults.append(fault(Rule.COPY_OF_ANOTHER_PERIOD, message))
    if not faults:
        return found
    others = (f for f in found.faults if f.rule not in EXPLAINED)
    return replace(found, faults=(*others, *faults), rows=no_rows(), changes=None)


def _by_period(rows: pd.DataFrame) -> Mapping[tuple[str, Period], dict[str, frozenset[object]]]:
    """What each unit says, by collection and period."""
    result: dict[tuple[str, Period], dict[str, frozenset[object]]] = defaultdict(dict)
    for key, part in by_key(rows).items():
        result[key.collection, key.period][key.unit] = _said(part)
    return result


def _said(rows: pd.DataFrame) -> frozenset[object]:
    cells = rows[SAID].assign(value=rows["value"].fillna(-1.0))
    return frozenset(cells.itertuples(index=False, name=None))


def _alike(
    reader: Reader,
    catalogue: Catalogue,
    collection: str,
    period: Period,
    units: Mapping[str, frozenset[object]],
    day: dt.date,
) -> list[Period]:
    """Other periods that stand with the same figures of every unit; one unit is asked first."""
    reported = reader.reported_months(day).get(collection)
    if reported is None or sum(len(said) for said in units.values()) < FIGURES_NEEDED:
        return []
    first, last = reported
    span = catalogue.collections[collection].window_months or 1
    every = catalogue.collections[collection].periods(first + span - 1, last)
    sample = next(iter(units))
    others = [ReturnKey(collection, sample, p) for p in every if p != period]
    standing = reader.standing_rows(others, day)
    likely = [key.period for key, rows in standing.items() if _said(rows) == units[sample]]
    return [p for p in likely if _all_alike(reader, collection, p, units, day)]


def _all_alike(
    reader: Reader,
    collection: str,
    period: Period,
    units: Mapping[str, frozenset[object]],
    day: dt.date,
) -> bool:
    standing = reader.standing_rows([ReturnKey(collection, u, period) for u in units], day)
    return {key.unit: _said(rows) for key, rows in standing.items()} == dict(units)
