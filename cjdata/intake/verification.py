"""Reading a whole store again: is everything there, and is it what was accepted?"""

from __future__ import annotations

from dataclasses import dataclass, replace

from cjdata.domain.errors import CjdataError
from cjdata.ledger import Journal, Store
from cjdata.snapshot.build import Progress
from cjdata.snapshot.comparison import differing_tables
from cjdata.snapshot.ground import ground_of
from cjdata.snapshot.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What was read, and every problem found, each with what to do."""

    entries: int
    payloads: int
    edition: str | None
    problems: tuple[str, ...]

    @property
    def sound(self) -> bool:
        return not self.problems

    def as_dict(self) -> dict[str, object]:
        return {
            "sound": self.sound,
            "entries": self.entries,
            "payloads": self.payloads,
            "edition": self.edition,
            "problems": list(self.problems),
        }


def verify(store: Store, progress: Progress | None = None) -> Verification:
    """Follow the chain, hash every payload, and hold the snapshot against a full rebuild."""
    journal = Journal(store)
    found = Verification(entries=0, payloads=0, edition=None, problems=())
    problems: list[str] = []
    try:
        entries = [entry for entry, _ in journal.entries()]
    except CjdataError as error:
        return replace(found, problems=(str(error),))
    digests = {digest for entry in entries for digest in entry.payload_hash.values()}
    for done, digest in enumerate(sorted(digests), start=1):
        try:
            journal.payload(digest)
        except CjdataError as error:
            problems.append(str(error))
        if progress is not None:
            progress("reading payloads", done, len(digests))
    try:
        edition = Reader.open(store).edition
        if not problems:
            problems += _snapshot_problems(store)
    except CjdataError as error:
        edition, problems = None, [*problems, str(error)]
    return Verification(
        entries=len(entries), payloads=len(digests), edition=edition, problems=tuple(problems)
    )


def _snapshot_problems(store: Store) -> list[str]:
    """Where the current snapshot says something else than the ledger."""
    reader = Reader.open(store)
    if Journal(store).is_behind(reader.head):
        return [f"the snapshot is behind: run 'python -m cjdata build --store {store.root}'"]
    tables = differing_tables(store, ground_of(store), reader.path)
    return [
        f"table {table} of the snapshot differs from the ledger: "
        f"run 'python -m cjdata build --full --store {store.root}'"
        for table in tables
    ]
