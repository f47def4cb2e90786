"""What was accepted and said, append-only: the one thing that cannot be derived again.

It rests on the file system alone (rename, fsync, one lock file) and knows no database.
"""

from cjdata.ledger.entries import GENESIS, Draft, Entry, Head, Kind
from cjdata.ledger.journal import Journal
from cjdata.ledger.store import Store, StoreKind

__all__ = ["GENESIS", "Draft", "Entry", "Head", "Journal", "Kind", "Store", "StoreKind"]
