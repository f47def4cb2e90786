"""Checks of the groups to compare with: boroughs that exist, under a name of their own."""

from __future__ import annotations

from collections.abc import Iterator

from cjdata.definitions.checks.wrong import Wrong, unknown
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.peers import RESERVED, group_id


def check_peer_groups(catalogue: Catalogue) -> Iterator[Wrong]:
    """Everything wrong with the groups."""
    boroughs = {unit.id: unit for unit in catalogue.boroughs}
    for group in catalogue.peer_groups.values():
        if group.id != group_id(group.id) or group.id in RESERVED:
            taken = " or ".join(RESERVED)
            reason = f"is no name of a group: small letters and hyphens, not {taken}"
            yield Wrong("peer_groups", group.id, "id", reason)
        yield from unknown("peer_groups", group.id, "units", "borough", group.units, boroughs)
        if len(set(group.units)) < len(group.units):
            yield Wrong("peer_groups", group.id, "units", "names a borough twice")
        if len(group.units) < 2:
            yield Wrong("peer_groups", group.id, "units", "needs two boroughs or more")
