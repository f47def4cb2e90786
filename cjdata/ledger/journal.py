"""Reading the ledger and appending to it.

An entry is accepted when its payloads and then its line are on disk. A last line without its
line end was never accepted: readers pass over it, the next writer cuts it off.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

import filelock

from cjdata.domain.errors import StoreBusyError, StoreDamagedError
from cjdata.ledger.entries import GENESIS, Draft, Entry, Head, chain_end, line_hash
from cjdata.ledger.store import Store, sync_folder, write_whole

WRITERS = 8
"""Payloads that are on their way to the disk at a time."""
PATIENCE = 10.0
"""Seconds to wait for another writer before saying that the store is busy."""


@dataclass(frozen=True, slots=True)
class Journal:
    """The ledger of one store."""

    store: Store

    def entries(self, after: Head = GENESIS) -> Iterator[tuple[Entry, Head]]:
        """Each accepted entry behind `after` with the head it makes, oldest first.

        Raises StoreDamagedError with the line number where a line is corrupt or the chain breaks.
        """
        head = after
        for line in self._lines(after.offset):
            entry = self._parse(line, head)
            text = line.decode("utf-8").rstrip("\n")
            head = Head(entry.seq, line_hash(text), head.offset + len(line))
            yield entry, head

    def head(self, after: Head = GENESIS) -> Head:
        """How far the ledger has come, given a head that it is known to reach."""
        return max((head for _, head in self.entries(after)), default=after, key=_by_seq)

    def is_behind(self, head: Head) -> bool:
        """Whether anything was accepted after a head; a torn line was not."""
        if self.store.ledger.stat().st_size <= head.offset:
            return False
        return any(True for _ in self._lines(head.offset))

    def leads_to(self, head: Head) -> bool:
        """Whether the chain runs unbroken to a head; the lines are hashed and not understood."""
        end, offset = GENESIS.hash, 0
        for line in self._lines(0):
            if offset >= head.offset:
                break
            if not line.endswith(chain_end(end)):
                return False
            end, offset = hashlib.sha256(line[:-1]).hexdigest(), offset + len(line)
        return (end, offset) == (head.hash, head.offset)

    def payload(self, digest: str) -> bytes:
        """The bytes of a payload; raises StoreDamagedError where they are missing or changed."""
        try:
            data = (self.store.payloads / digest).read_bytes()
        except FileNotFoundError:
            raise StoreDamagedError(
                f"payload {digest[:12]} is missing from {self.store.payloads}: "
                "restore it from a backup"
            ) from None
        if hashlib.sha256(data).hexdigest() != digest:
            raise StoreDamagedError(
                f"payload {digest[:12]} in {self.store.payloads} is not what was accepted: "
                "restore it from a backup"
            )
        return data

    @contextmanager
    def writing(self, patience: float = PATIENCE) -> Iterator[None]:
        """Be the only writer; raises StoreBusyError when another one does not finish in time."""
        lock = filelock.FileLock(self.store.lock, timeout=patience)
        try:
            lock.acquire()
        except filelock.Timeout:
            raise StoreBusyError(
                f"another process is writing to {self.store.root}: try again when it is done"
            ) from None
        try:
            yield
        finally:
            lock.release()

    def append(self, drafts: Sequence[Draft], head: Head) -> list[tuple[Entry, Head]]:
        """Accept drafts behind the head, which must be the ledger's; hold `writing` meanwhile."""
        if self.is_behind(head):
            raise StoreBusyError(f"{self.store.ledger} has gone on meanwhile: try again")
        self._cut_torn_line(head)
        self._keep_payloads(drafts)
        accepted, lines = [], []
        for draft in drafts:
            entry = _entry(draft, head)
            line = entry.line()
            head = Head(entry.seq, line_hash(line), head.offset + len(line.encode("utf-8")) + 1)
            accepted.append((entry, head))
            lines.append(line + "\n")
        self._append_lines("".join(lines).encode("utf-8"))
        return accepted

    def _lines(self, offset: int) -> Iterator[bytes]:
        with self.store.ledger.open("rb") as file:
            file.seek(offset)
            for line in file:
                if line.endswith(b"\n"):
                    yield line

    def _parse(self, line: bytes, head: Head) -> Entry:
        number = head.seq + 1
        try:
            entry = Entry.parse(line.decode("utf-8"))
        except (ValueError, KeyError, TypeError):
            raise self._damaged(number, "is corrupt") from None
        if entry.seq != number or entry.prev != head.hash:
            raise self._damaged(number, "does not follow the line before it")
        return entry

    def _damaged(self, number: int, what: str) -> StoreDamagedError:
        return StoreDamagedError(
            f"line {number} of {self.store.ledger} {what}: restore the file from a backup; "
            "nothing was changed"
        )

    def _cut_torn_line(self, head: Head) -> None:
        if self.store.ledger.stat().st_size > head.offset:
            with self.store.ledger.open("rb+") as file:
                file.truncate(head.offset)
                os.fsync(file.fileno())

    def _keep_payloads(self, drafts: Sequence[Draft]) -> None:
        """Write what is not there yet, and anew what is there and damaged."""
        self.store.payloads.mkdir(exist_ok=True)
        for abandoned in self.store.payloads.glob("*.partial"):
            abandoned.unlink()
        every = {_digest(data): data for draft in drafts for data in draft.payloads.values()}
        with ThreadPoolExecutor(WRITERS) as writers:  # they wait for the disk, not for each other
            list(writers.map(self._keep_payload, every, every.values()))
        sync_folder(self.store.payloads)

    def _keep_payload(self, digest: str, data: bytes) -> None:
        path = self.store.payloads / digest
        if not path.exists() or path.read_bytes() != data:
            write_whole(path, data, sync_name=False)

    def _append_lines(self, data: bytes) -> None:
        """Append at once; on a full disk take back what did fit, so that nothing is half."""
        with self.store.ledger.open("rb+", buffering=0) as file:
            start = file.seek(0, os.SEEK_END)
            try:
                rest = memoryview(data)
                while rest:
                    rest = rest[file.write(rest) :]
                os.fsync(file.fileno())
            except OSError:
                file.truncate(start)
                raise


def _by_seq(head: Head) -> int:
    return head.seq


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _entry(draft: Draft, head: Head) -> Entry:
    clock = draft.recorded_at or dt.datetime.now().astimezone()
    return Entry(
        seq=head.seq + 1,
        kind=draft.kind,
        known_on=draft.known_on,
        recorded_at=clock.replace(microsecond=0),
        by=draft.by,
        payload_hash={role: _digest(data) for role, data in draft.payloads.items()},
        supersedes=draft.supersedes,
        detail=draft.detail,
        prev=head.hash,
    )
