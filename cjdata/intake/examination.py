"""What a file is and what accepting it would change, before anything is accepted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from cjdata.domain.catalogue import Catalogue
from cjdata.domain.periods import Period
from cjdata.domain.returns import Fault, ReturnKey, Severity
from cjdata.returns.checks import Checked, check
from cjdata.returns.history import Change, Comparison, compare
from cjdata.returns.origins import Origins
from cjdata.returns.readers import SIZE_LIMIT, read, read_bytes
from cjdata.returns.rows import by_key, keys
from cjdata.returns.sheet import Sheet
from cjdata.snapshot.reader import Reader

MONTHS_OF_HISTORY = 36
"""How far back a figure is held against its unit's own past."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """A file with all its faults and what it would change; nothing has been accepted yet."""

    name: str
    data: bytes
    known_on: dt.date
    faults: tuple[Fault, ...]
    rows: pd.DataFrame
    changes: Comparison | None = None
    """Against what stands; None where the file is refused or there is no store yet."""
    already: tuple[str, ...] = ()
    """Returns that say the same and stand already; set where nothing in the file is new."""

    @property
    def accepted(self) -> bool:
        return not any(fault.severity is Severity.ERROR for fault in self.faults)

    @property
    def new(self) -> tuple[ReturnKey, ...]:
        """The returns that would be entered: those that do not stand already as they are."""
        if self.changes is None:
            return tuple(keys(self.rows))
        found = self.changes.returns.items()
        return tuple(sorted(key for key, change in found if change is not Change.UNCHANGED))

    @property
    def new_rows(self) -> pd.DataFrame:
        if self.changes is None:
            return self.rows
        kept = set(self.new)
        parts = [part for key, part in by_key(self.rows).items() if key in kept]
        return pd.concat(parts, ignore_index=True) if parts else self.rows.iloc[:0]


@dataclass(slots=True)
class Entered:
    """Returns entered at this desk and not yet in its snapshot."""

    by_key: dict[ReturnKey, list[tuple[dt.date, pd.DataFrame]]] = field(default_factory=dict)

    def add(self, examined: Examined) -> None:
        for key, part in by_key(examined.new_rows).items():
            self.by_key.setdefault(key, []).append((examined.known_on, part))

    def over(
        self,
        standing: Mapping[ReturnKey, pd.DataFrame],
        since: Mapping[ReturnKey, dt.date],
        asked: Sequence[ReturnKey],
        day: dt.date,
    ) -> dict[ReturnKey, pd.DataFrame]:
        """What stands on a day, these returns taken into account."""
        result = dict(standing)
        for key in asked:
            known = [(on, part) for on, part in self.by_key.get(key, []) if on <= day]
            if not known:
                continue
            latest = max(on for on, _ in known)
            if latest >= since.get(key, dt.date.min):
                result[key] = [part for on, part in known if on == latest][-1]
        return result


def examine(
    reader: Reader | None,
    catalogue: Catalogue,
    file: Path | tuple[str, bytes],
    *,
    known_on: dt.date,
    today: dt.date,
    entered: Entered | None = None,
    sheet: Sheet | None = None,
) -> Examined:
    """Read and check a file, and hold it against what stands on `known_on`.

    `sheet` is the file where it was read already, by a profile.

    Without a reader (no store yet) the file is checked against the definitions alone.
    """
    name, data = contents(file)
    if sheet is None:
        sheet = read(file) if isinstance(file, Path) and not data else read_bytes(data, name)
    checked = check(sheet, catalogue=catalogue, known_on=known_on, today=today)
    examined = Examined(
        name=name,
        data=data,
        known_on=known_on,
        faults=checked.faults,
        rows=checked.rows,
    )
    if not checked.accepted or reader is None:
        return examined
    return _compared(examined, reader, checked, entered or Entered())


def contents(file: Path | tuple[str, bytes]) -> tuple[str, bytes]:
    """Name and bytes of a file; no bytes where it cannot be read or is over the limit."""
    if not isinstance(file, Path):
        return file
    try:
        too_large = file.stat().st_size > SIZE_LIMIT
        return file.name, b"" if too_large else file.read_bytes()
    except OSError:
        return file.name, b""


def _compared(examined: Examined, reader: Reader, checked: Checked, entered: Entered) -> Examined:
    asked = keys(checked.rows)
    day = examined.known_on
    standing = reader.standing(asked, day)
    previous = entered.over(
        reader.standing_rows(asked, day),
        {key: found.known_on for key, found in standing.items()},
        asked,
        day,
    )
    comparison = _in_the_file(
        compare(
            checked.rows.assign(line=list(checked.numbers)),
            previous=previous,
            levels=_levels(reader, checked.rows, asked, day),
        ),
        checked.origins,
    )
    examined = replace(examined, faults=(*checked.faults, *comparison.warnings), changes=comparison)
    if examined.new:
        return examined
    held = tuple(found.return_id for found in standing.values()) or ("this load",)
    return replace(examined, already=held)


def _in_the_file(found: Comparison, origins: Origins | None) -> Comparison:
    """A comparison of a sheet's numbered rows, told by where they stand in the file."""
    if origins is None:
        return found
    added, changed = (
        part.assign(line=[origins.rows[number - 1] for number in part["line"]])
        for part in (found.added, found.changed)
    )
    warnings = tuple(origins.located(warning) for warning in found.warnings)
    return replace(found, added=added, changed=changed, warnings=warnings)


def _levels(
    reader: Reader, rows: pd.DataFrame, asked: Sequence[ReturnKey], day: dt.date
) -> pd.DataFrame:
    months = [key.period for key in asked]
    first, last = min(p.first for p in months), max(p.last for p in months)
    span = Period(first - MONTHS_OF_HISTORY, last)
    levels = reader.levels(
        sorted({key.unit for key in asked}),
        sorted(rows["component"].unique()),
        span.first,
        span.last + 1,
        day,
    )
    return levels.assign(court_tier=levels["court_tier"].fillna(""))
