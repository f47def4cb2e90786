"""Entering groups of boroughs to compare with: one by hand, or all of a file or none of it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from cjdata.analysis.figures.peers import TOPIC
from cjdata.domain.catalogue import Catalogue, nearest
from cjdata.domain.errors import RefusedError
from cjdata.domain.peers import RESERVED, group_id
from cjdata.intake.desk import open_desk, said_by
from cjdata.intake.keeping import Saying, keep_at
from cjdata.intake.wording import on_one_line
from cjdata.ledger import Entry, Kind, Store
from cjdata.returns.readers import decode

LONGEST_NAME = 60
LARGEST_FILE = 1_000_000


def name_peers(
    store: Store,
    groups: Mapping[str, Sequence[str]],
    *,
    by: str,
    known_on: dt.date | None = None,
) -> list[Entry]:
    """Keep groups, name -> boroughs; raises RefusedError with everything that is wrong."""
    day = said_by(known_on)
    with open_desk(store) as desk:
        catalogue = desk.ground.catalogue
        faults = [fault for name in groups for fault in _faults(catalogue, name, groups[name])]
        faults += _same(groups)
        if not groups:
            faults.append("no group is named")
        if faults:
            raise RefusedError(f"{'; '.join(faults)}; nothing was changed")
        sayings = [
            Saying(
                kind=Kind.NOTE,
                topic=TOPIC,
                detail={
                    "name": on_one_line(name),
                    "units": [_borough(catalogue, u) for u in units],
                },
            )
            for name, units in groups.items()
        ]
        return keep_at(desk, sayings, by=by, day=day)


def read_groups(file: Path) -> dict[str, list[str]]:
    """The groups of a CSV with the columns group and unit, or of a TOML with a list a name.

    Raises RefusedError where it is neither.
    """
    if file.stat().st_size > LARGEST_FILE:
        raise RefusedError(f"{file.name} is larger than a list of groups can be")
    text = decode(file.read_bytes())
    if text is None:
        raise RefusedError(f"{file.name} is no text")
    return _toml(text, file.name) if file.suffix.lower() == ".toml" else _csv(text, file.name)


def _csv(text: str, name: str) -> dict[str, list[str]]:
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    heads = {str(h).strip().lower(): h for h in reader.fieldnames or ()}
    if not {"group", "unit"} <= heads.keys():
        raise RefusedError(f"{name} needs the columns group and unit")
    groups: dict[str, list[str]] = {}
    try:
        for row in reader:
            group, unit = (str(row[heads[key]] or "").strip() for key in ("group", "unit"))
            if group or unit:
                groups.setdefault(group, []).append(unit)
    except csv.Error as error:
        raise RefusedError(f"{name} cannot be read as CSV: {error}") from None
    return groups


def _toml(text: str, name: str) -> dict[str, list[str]]:
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RefusedError(f"{name} is no TOML: {error}") from None
    for key, units in found.items():
        if not isinstance(units, list) or not all(isinstance(u, str) for u in units):
            raise RefusedError(f"{name}: '{key}' is no list of boroughs")
    return found


def _same(groups: Mapping[str, Sequence[str]]) -> list[str]:
    """Names that are one address: of two groups the later would supersede the earlier unseen."""
    met: dict[str, str] = {}
    faults = []
    for name in groups:
        first = met.setdefault(group_id(name), name)
        if first != name and group_id(name):
            faults.append(
                f"groups '{first[:LONGEST_NAME]}' and '{name[:LONGEST_NAME]}' are one name: "
                "write it alike in every line, or give them names of their own"
            )
    return faults


def _faults(catalogue: Catalogue, name: str, units: Sequence[str]) -> list[str]:
    shown = f"group '{name[:LONGEST_NAME]}'"
    faults = []
    if not group_id(name) or len(name) > LONGEST_NAME or group_id(name) in RESERVED:
        faults.append(f"{shown} needs a name of its own of 1 to {LONGEST_NAME} letters")
    meant = [_borough(catalogue, unit) for unit in units]
    known = [u.id for u in catalogue.boroughs]
    for unit, borough in zip(units, meant, strict=True):
        if not borough:
            near = nearest(unit[:80], known)
            hint = f": did you mean {', '.join(near)}?" if near else ""
            faults.append(f"{shown}: '{unit[:80]}' is no borough{hint}")
    if len(set(meant)) < len(meant) and all(meant):
        faults.append(f"{shown} names a borough twice")
    if len(meant) < 2:
        faults.append(f"{shown} needs two boroughs or more")
    return faults


def _borough(catalogue: Catalogue, text: str) -> str:
    """The identifier of a borough given by identifier, name or alias; blank where it is none."""
    wanted = text.strip().casefold()
    return next(
        (
            u.id
            for u in catalogue.boroughs
            if wanted in (u.id, u.name.casefold(), *(a.casefold() for a in u.aliases))
        ),
        "",
    )
