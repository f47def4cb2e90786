"""Checks of components and collections: what adds up is of one counting unit and one return."""

from __future__ import annotations

from collections.abc import Iterator

from cjdata.definitions.checks.wrong import Wrong, cycles, unknown
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Component, ComponentKind

OVER_TIME = {
    ComponentKind.COUNT: "sum",
    ComponentKind.SUM: "sum",
    ComponentKind.STOCK: "last",
    ComponentKind.ROSTER: "last",
    ComponentKind.PROPORTION: "none",
}
"""What may be done over time with each kind of component."""


def check_components(catalogue: Catalogue) -> Iterator[Wrong]:
    """Everything wrong with the components."""
    every = catalogue.components
    for c in every.values():
        names = catalogue.collections
        yield from unknown("components", c.id, "collections", "collection", c.collections, names)
        yield from unknown("components", c.id, "sum_of", "component", c.sum_of, every)
        yield from unknown("components", c.id, "not_above", "component", (c.not_above,), every)
        yield from _own_faults(c)
    yield from cycles("components", "sum_of", {c.id: c.sum_of for c in every.values()})
    limits = {c.id: (c.not_above,) for c in every.values() if c.not_above}
    yield from cycles("components", "not_above", limits)
    for c in every.values():
        yield from _relatives(c, catalogue)


def _own_faults(component: Component) -> Iterator[Wrong]:
    if not component.collections:
        yield Wrong("components", component.id, "collections", "no collection carries it")
    if component.over_time != OVER_TIME[component.kind]:
        reason = f"is '{OVER_TIME[component.kind]}' for a {component.kind.value}"
        yield Wrong("components", component.id, "over_time", reason)
    if ("reason" in component.breakdowns) != bool(component.outcome):
        reason = "is given exactly where the component is broken down by reason"
        yield Wrong("components", component.id, "outcome", reason)


def _relatives(component: Component, catalogue: Catalogue) -> Iterator[Wrong]:
    """Parts and limits are counted in the same unit and come with the same return."""
    relatives = [("sum_of", name) for name in component.sum_of]
    relatives += [("not_above", component.not_above)] if component.not_above else []
    for key, name in relatives:
        other = catalogue.components[name]
        if other.counts != component.counts:
            reason = f"'{name}' counts {other.counts}, this one {component.counts}"
            yield Wrong("components", component.id, key, reason)
        if set(other.collections) != set(component.collections):
            yield Wrong("components", component.id, key, f"'{name}' comes with another return")


def check_collections(catalogue: Catalogue) -> Iterator[Wrong]:
    """A collection that carries nothing could never be outstanding for a reason."""
    carried = {name for c in catalogue.components.values() for name in c.collections}
    for collection in catalogue.collections.values():
        if collection.id not in carried:
            yield Wrong("collections", collection.id, "id", "no component comes with it")
        names = collection.reporters
        units = catalogue.units
        yield from unknown("collections", collection.id, "reporters", "unit", names, units)
        for name in names:
            if name in units and units[name].kind is not collection.reported_by:
                reason = f"'{name}' is no {collection.reported_by.value}"
                yield Wrong("collections", collection.id, "reporters", reason)
        if collection.due_days < 0:
            yield Wrong("collections", collection.id, "due_days", "is below 0")
