"""Reads the profiles of foreign layouts, each a file of its own, and checks their names.

Assumes a catalogue that was validated.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import TypeAdapter

from cjdata.definitions.layers import DATA
from cjdata.definitions.read import Entry, read_text
from cjdata.definitions.validate import validated
from cjdata.domain.catalogue import Catalogue, nearest
from cjdata.domain.errors import DefinitionError, UnknownNameError
from cjdata.domain.profiles import Profile

FOLDER = DATA / "profiles"
ADAPTER = TypeAdapter(Profile)


def profile_names(folder: Path = FOLDER) -> list[str]:
    """The profiles that ship."""
    return [path.stem for path in sorted(folder.glob("*.toml"))]


def load_profile(name: str, catalogue: Catalogue, folder: Path = FOLDER) -> Profile:
    """The profile of that name, or of a file of one's own where the name ends in `.toml`.

    Raises UnknownNameError with the nearest names, DefinitionError where the file is wrong.
    """
    path = Path(name) if name.endswith(".toml") else folder / f"{name}.toml"
    known = {p.stem: p for p in sorted(folder.glob("*.toml"))}
    if not name.endswith(".toml") and name not in known:
        near = nearest(name, known) or list(known)
        raise UnknownNameError(f"there is no profile '{name}': did you mean {', '.join(near)}?")
    if not path.is_file():
        raise UnknownNameError(f"there is no profile in {path}: check its name")
    return read_profile(path, catalogue)


def read_profile(path: Path, catalogue: Catalogue) -> Profile:
    """The profile in a file; raises DefinitionError with file, key and reason."""
    file = f"profiles/{path.name}"
    try:
        values = tomllib.loads(read_text(file, path).replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError(file, "the file", f"is not TOML: {error}") from error
    profile = validated(Entry(file, path.stem, {"id": path.stem, **values}), ADAPTER)
    for key, reason in _wrong(profile, catalogue):
        raise DefinitionError(file, key, reason)
    return profile


def _wrong(profile: Profile, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Every key that names what is not there, or that does not fit the others."""
    period = profile.period
    if (period.source == "column") != bool(period.column):
        yield "period.column", "is given exactly where the period stands in a column"
    if period.months < 1:
        yield "period.months", "is below 1"
    if not profile.columns:
        yield "columns", "names no column of figures"
    for heading, rule in profile.expanded().items():
        if bool(rule.component) == (profile.component is not None):
            reason = "names a component exactly where no column does"
            yield f"columns.{heading}.component", reason
        yield from _unknown(f"columns.{heading}.component", rule.component, catalogue.components)
        yield from _unknown(f"columns.{heading}.unit", rule.unit, catalogue.units)
    for heading, share in profile.expanded_shares().items():
        for name in (share.of, *share.whole):
            yield from _unknown(f"shares.{heading}", name, profile.expanded())
        if share.of not in share.whole:
            yield f"shares.{heading}", f"'{share.of}' is no part of its whole"
    for spelling, unit in profile.unit.aliases.items():
        yield from _unknown(f"unit.aliases.{spelling}", unit, catalogue.units)
    for name, component in (profile.component.names if profile.component else {}).items():
        yield from _unknown(f"component.names.{name}", component, catalogue.components)


def _unknown(key: str, name: str, known: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    if name and name not in known:
        near = nearest(name, known)
        hint = f": did you mean {', '.join(near)}?" if near else ""
        yield key, f"there is no '{name}'{hint}"
