"""Checks of the aims and initiatives: elements, targets and scope."""

from __future__ import annotations

from collections.abc import Iterator

from cjdata.definitions.checks.wrong import Wrong, cycles, unknown
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.plan import LIVE
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


def check_milestones(catalogue: Catalogue) -> Iterator[Wrong]:
    """Milestones of a template: named once, one of them live, in an order that can be followed."""
    for i in catalogue.initiatives.values():
        names = [m.id for m in i.milestones]
        yield from unknown("initiatives", i.id, "aims", "aim", i.aims, catalogue.aims)
        if names and LIVE not in names:
            yield Wrong("initiatives", i.id, "milestones", f"none of them is '{LIVE}'")
        for name in sorted({n for n in names if names.count(n) > 1}):
            yield Wrong("initiatives", i.id, "milestones", f"'{name}' stands twice")
        follows = {m.id: m.after for m in i.milestones}
        for milestone in i.milestones:
            yield from unknown(
                "initiatives", i.id, "milestones.after", "milestone", milestone.after, follows
            )
        for wrong in cycles("initiatives", "milestones.after", follows):
            yield wrong._replace(id=i.id)


def check_risks(catalogue: Catalogue) -> Iterator[Wrong]:
    """Each risk was read in a source."""
    for risk in catalogue.risks.values():
        yield from unknown("risks", risk.id, "source", "source", (risk.source,), catalogue.sources)
