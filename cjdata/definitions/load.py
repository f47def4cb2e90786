"""Loads the whole catalogue and the rollout record, checked, from data files.

Assumption: an overlay adds or replaces whole entries; it takes nothing away.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, get_args

from pydantic import TypeAdapter

from cjdata.definitions.checks import (
    CHECKS,
    check_actuals,
    check_days,
    check_events,
    check_register,
)
from cjdata.definitions.checks.wrong import Wrong
from cjdata.definitions.layers import Contents, Layer, edition_of, layers
from cjdata.definitions.read import Entry, read_layer
from cjdata.definitions.validate import validated
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.errors import DefinitionError
from cjdata.domain.events import RolloutEvent
from cjdata.domain.measures import Aim, Collection, Component, Measure, Strand
from cjdata.domain.peers import DefinedGroup
from cjdata.domain.programme import DayAsSaid, Initiative, PublishedActual, Risk, Source
from cjdata.domain.reasons import Reason, ReasonScheme
from cjdata.domain.register import (
    AimVersion,
    Finding,
    Paper,
    Recommendation,
    RecommendationReport,
    ReviewCycle,
)
from cjdata.domain.units import Unit


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of definition: its record, its files, and what identifies an entry."""

    record: type
    pattern: str
    key: tuple[str, ...] = ("id",)
    optional: bool = False
    """Whether a project may define none."""


KINDS = {
    "units": Kind(Unit, "units/*.csv"),
    "components": Kind(Component, "components*.toml"),
    "collections": Kind(Collection, "collections*.toml"),
    "measures": Kind(Measure, "measures/*.toml"),
    "schemes": Kind(ReasonScheme, "reason_schemes.toml"),
    "reasons": Kind(Reason, "reasons.csv", ("code",)),
    "initiatives": Kind(Initiative, "initiatives.toml"),
    "aims": Kind(Aim, "aims.toml"),
    "risks": Kind(Risk, "risks.toml", optional=True),
    "sources": Kind(Source, "record/sources.csv", ("source",)),
    "actuals": Kind(PublishedActual, "record/published_actuals.csv", ()),
    "recommendations": Kind(Recommendation, "recommendations.toml", optional=True),
    "review_cycles": Kind(ReviewCycle, "review_cycles.toml", optional=True),
    "peer_groups": Kind(DefinedGroup, "peers.toml", optional=True),
    "papers": Kind(Paper, "record/papers.csv", ("paper",), optional=True),
    "recommendation_reports": Kind(
        RecommendationReport, "record/recommendation_reports.csv", (), optional=True
    ),
    "aim_versions": Kind(AimVersion, "record/aim_versions.csv", (), optional=True),
    "findings": Kind(Finding, "record/findings.csv", (), optional=True),
    "days_as_said": Kind(DayAsSaid, "record/days_as_said.csv", (), optional=True),
}
LISTED = ("actuals", "recommendation_reports", "aim_versions", "findings", "days_as_said")
"""Kinds whose entries have no name of their own: the catalogue holds them in their order."""
EVENTS = Kind(RolloutEvent, "record/rollout_events.csv", ())


def load(root: Path | None = None, overlay: Path | None = None) -> Catalogue:
    """Everything that is defined; raises DefinitionError with file, key and reason.

    `root` is a folder with `definitions/` and `record/`, by default the project's own `data`;
    `overlay` a store's own definitions folder, whose entries replace those of the same id.
    """
    stack = layers(root, overlay)
    if overlay is not None:
        _refuse_unread(stack[-1])
    return _loaded(*_with_contents(stack))


@lru_cache(maxsize=4)
def _loaded(stack: tuple[Layer, ...], contents: Contents) -> Catalogue:
    """What the files of these folders say, worked out once while they hold the same bytes."""
    read = {name: _entries(stack, kind) for name, kind in KINDS.items()}
    records = {name: _records(read[name], kind) for name, kind in KINDS.items()}
    placed = {name: records.pop(name) for name in LISTED}
    records["measures"] = _by_strand(records["measures"])
    listed = {name: tuple(held.values()) for name, held in placed.items()}
    everything: dict[str, Any] = records | listed
    catalogue = Catalogue(edition=edition_of(contents), **everything)
    found = chain.from_iterable(check(catalogue) for check in CHECKS)
    at_places = (
        check_actuals(placed["actuals"], catalogue),
        check_register(placed, catalogue),
        check_days(placed["days_as_said"], catalogue),
    )
    _refuse(chain(found, *at_places), read)
    return catalogue


def load_record(
    root: Path | None = None, overlay: Path | None = None, *, catalogue: Catalogue | None = None
) -> tuple[RolloutEvent, ...]:
    """The statements of the public record in the order of their file, each checked.

    Give the catalogue of the same folders where it is at hand, or it is loaded again.
    """
    held = _with_contents(layers(root, overlay))
    return _record(*held, catalogue or load(root, overlay))


@lru_cache(maxsize=4)
def _record(
    stack: tuple[Layer, ...],
    contents: Contents,  # noqa: ARG001 (with the others, what the answer is kept by)
    catalogue: Catalogue,
) -> tuple[RolloutEvent, ...]:
    """The record in the files of these folders, while they hold the same bytes."""
    read = _entries(stack, EVENTS)
    events: dict[str, RolloutEvent] = _records(read, EVENTS)
    _refuse(check_events(events, catalogue), {"events": read})
    return tuple(events.values())


def _entries(stack: tuple[Layer, ...], kind: Kind) -> dict[str, Entry]:
    """Entries by key, an overlay's in place of the project's; without a key, all of them."""
    found: dict[str, Entry] = {}
    for layer in stack:
        entries = read_layer(layer, kind.pattern, kind.key)
        found |= {e.key if kind.key else f"{e.file}: {e.key}": e for e in entries}
    if not found and not kind.optional:
        raise DefinitionError(
            kind.pattern.replace("s*.", "s."), "the file", "is missing or holds no entry"
        )
    return found


def _records(entries: dict[str, Entry], kind: Kind) -> dict[str, Any]:
    adapter: TypeAdapter[Any] = TypeAdapter(kind.record)
    return {key: validated(entry, adapter) for key, entry in entries.items()}


def _by_strand(measures: dict[str, Measure]) -> dict[str, Measure]:
    """Strands in the order in which they are shown, measures within one in that of their file."""
    order = get_args(Strand)
    return dict(sorted(measures.items(), key=lambda item: order.index(item[1].strand)))


def _with_contents(stack: tuple[Layer, ...]) -> tuple[tuple[Layer, ...], Contents]:
    """The layers that have a file, and every file that is read, byte for byte.

    Stores without definitions of their own are so alike: they are read with what is loaded already.
    """
    files = {layer: found for layer in stack if (found := _files(layer))}
    contents = ((n, p.read_bytes()) for found in files.values() for n, p in found.items())
    return tuple(files), tuple(contents)


def _files(layer: Layer) -> dict[str, Path]:
    """Every file that is read from a layer, by the name that messages use."""
    patterns = [kind.pattern for kind in (*KINDS.values(), EVENTS)]
    return {name: path for pattern in patterns for name, path in layer.files(pattern)}


def _refuse_unread(layer: Layer) -> None:
    """A file whose name is misspelt would be passed over in silence: DefinitionError."""
    read = _files(layer)
    for place in ("", "units/", "measures/", "record/"):
        for name, path in layer.files(f"{place}*"):
            if name not in read and path.suffix in (".toml", ".csv"):
                raise DefinitionError(name, "the file", "has a name that is not read")


def _refuse(faults: Iterable[Wrong], read: dict[str, dict[str, Entry]]) -> None:
    """Raises DefinitionError on the first fault, naming the file that the entry came from."""
    for wrong in faults:
        entry = read[wrong.kind][wrong.id]
        raise DefinitionError(entry.file, f"{entry.key}.{wrong.key}", wrong.reason)
