"""Checks of the aims and initiatives: elements, targets and scope."""

from __future__ import annotations

from collections.abc import Iterator

from cjdata.definitions.checks.wrong import Wrong, cycles, unknown
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.programme import Initiative


def check_aims(catalogue: Catalogue) -> Iterator[Wrong]:
    """Each aim was read in a source."""
    for aim in catalogue.aims.values():
        yield from unknown("aims", aim.id, "source", "source", (aim.source,), catalogue.sources)


def check_initiatives(catalogue: Catalogue) -> Iterator[Wrong]:
    """Everything wrong with the initiatives."""
    every = catalogue.initiatives
    for i in every.values():
        yield from unknown("initiatives", i.id, "elements", "initiative", i.elements, every)
        yield from unknown("initiatives", i.id, "counted_as", "initiative", (i.counted_as,), every)
        sources = catalogue.sources
        yield from unknown(
            "initiatives", i.id, "target_source", "source", (i.target_source,), sources
        )
        yield from _pairs(i)
    yield from cycles("initiatives", "elements", {i.id: i.elements for i in every.values()})


def _pairs(initiative: Initiative) -> Iterator[Wrong]:
    """Keys that mean something only together."""
    if (initiative.target_date is None) != (not initiative.target_source):
        reason = "a target date stands with its source, or neither does"
        yield Wrong("initiatives", initiative.id, "target_source", reason)
    if (initiative.counted_as_from is None) != (not initiative.counted_as):
        reason = "is given with counted_as, or neither is"
        yield Wrong("initiatives", initiative.id, "counted_as_from", reason)
    if initiative.scope_count is not None and initiative.scope_count <= 0:
        yield Wrong("initiatives", initiative.id, "scope_count", "is not above 0")
