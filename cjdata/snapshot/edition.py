"""The edition: one short name for everything that an answer rests on, besides the date."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from cjdata.domain.catalogue import Catalogue
from cjdata.domain.events import RolloutEvent
from cjdata.ledger import Head

SNAPSHOT_FORMAT = 6
"""Raised with every change of the schema: an older snapshot is then built anew."""
LENGTH = 12


def edition_of(head: Head, catalogue: Catalogue) -> str:
    """Hash of ledger head and definitions (which include the public record)."""
    text = f"{head.seq}:{head.hash}:{catalogue.edition}"
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]


@dataclass(frozen=True, slots=True)
class Ground:
    """What a snapshot is built from, apart from the ledger."""

    catalogue: Catalogue
    record: tuple[RolloutEvent, ...]
