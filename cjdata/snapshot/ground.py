"""What a store is read with: the shipped definitions and record, and the store's own over them."""

from __future__ import annotations

from cjdata.definitions import load, load_record
from cjdata.ledger import Store
from cjdata.snapshot.edition import Ground


def ground_of(store: Store) -> Ground:
    """Definitions and public record for a store; raises DefinitionError where one is wrong."""
    overlay = store.definitions if store.definitions.is_dir() else None
    catalogue = load(overlay=overlay)
    return Ground(catalogue, load_record(overlay=overlay, catalogue=catalogue))
