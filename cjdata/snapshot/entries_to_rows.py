"""Ledger entries as rows of the snapshot's tables.

A return's identifier is the number of its entry and its place in it (`R12-3`), so that it is the
same in every rebuild.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from cjdata.domain.catalogue import Catalogue
from cjdata.domain.errors import StoreDamagedError
from cjdata.domain.events import EVENT_COLUMNS
from cjdata.domain.measures import Component
from cjdata.domain.periods import Period
from cjdata.ledger import Entry, Journal, Kind
from cjdata.returns.rows import from_normal_form, join_normal_forms

SUBMITTED = (Kind.RETURN, Kind.WITHDRAWAL, Kind.EVENT)
SUBMISSION = (
    "seq", "kind", "known_on", "recorded_at", "sender", "file",
    "received_hash", "rows_hash", "note",
)  # fmt: skip
VERSION = (
    "return_no", "return_id", "seq", "known_on", "collection", "unit",
    "first_month", "last_month", "content_hash", "row_count",
)  # fmt: skip
ROW = (
    "return_no", "component", "court_tier", "court", "reason", "value", "mark", "note", "line",
)  # fmt: skip
KEPT = (
    "seq", "kind", "topic", "known_on", "recorded_at", "sender", "detail", "payloads",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Batch:
    """The rows that some entries add, one frame a table, columns in the table's order."""

    submissions: pd.DataFrame
    versions: pd.DataFrame
    withdrawals: pd.DataFrame
    kept: pd.DataFrame
    rows: pd.DataFrame
    events: pd.DataFrame


def return_id(seq: int, place: int) -> str:
    """The identifier of the place-th return of an entry, counted from 1."""
    return f"R{seq}-{place}"


def batch(
    journal: Journal,
    entries: Sequence[Entry],
    first_return_no: int,
    progress: Callable[[str, int, int], None] | None = None,
) -> Batch:
    """The rows of the entries; returns are numbered from `first_return_no` on."""
    versions: list[tuple[Any, ...]] = []
    payloads: list[bytes] = []
    for done, entry in enumerate(entries, start=1):
        if entry.kind is Kind.RETURN:
            payloads.append(journal.payload(entry.payload_hash["rows"]))
            versions += _versions(entry, first_return_no + len(versions))
        if progress is not None:
            progress("building the snapshot", done, len(entries))
    statements = [e for e in entries if e.kind is Kind.EVENT and not e.topic]
    events = [_events(journal, e) for e in statements]
    return Batch(
        submissions=pd.DataFrame(
            [_submission(e) for e in entries if e.kind in SUBMITTED and not e.topic],
            columns=list(SUBMISSION),
        ),
        versions=pd.DataFrame(versions, columns=list(VERSION)),
        withdrawals=pd.DataFrame(
            [
                (taken, e.seq, e.known_on)
                for e in entries
                if e.kind is Kind.WITHDRAWAL
                for taken in e.supersedes
            ],
            columns=["return_id", "seq", "known_on"],
        ),
        kept=pd.DataFrame([_kept(e) for e in entries if e.topic], columns=list(KEPT)),
        rows=_rows(payloads, versions),
        events=pd.concat(events) if events else pd.DataFrame(),
    )


def composites(catalogue: Catalogue, given: Set[str]) -> list[Component]:
    """What the given components can add up to, parts before the wholes they belong to."""
    ordered: list[Component] = []

    def place(component: Component) -> None:
        for part in component.sum_of:
            place(catalogue.components[part])
        if component.sum_of and component not in ordered:
            ordered.append(component)

    for component in catalogue.components.values():
        place(component)
    reached = set(given)
    for component in ordered:
        if reached.issuperset(component.sum_of):
            reached.add(component.id)
    return [component for component in ordered if reached.issuperset(component.sum_of)]


def _submission(entry: Entry) -> tuple[Any, ...]:
    return (
        entry.seq, entry.kind.value, entry.known_on,
        entry.recorded_at.replace(tzinfo=None), entry.by, entry.detail.get("file"),
        entry.payload_hash.get("received"), entry.payload_hash.get("rows"),
        entry.detail.get("note") or entry.detail.get("why"),
    )  # fmt: skip


def _kept(entry: Entry) -> tuple[Any, ...]:
    return (
        entry.seq, entry.kind.value, entry.topic, entry.known_on,
        entry.recorded_at.replace(tzinfo=None), entry.by,
        json.dumps(entry.detail, ensure_ascii=False), json.dumps(dict(entry.payload_hash)),
    )  # fmt: skip


def _versions(entry: Entry, first_no: int) -> list[tuple[Any, ...]]:
    found = []
    for place, item in enumerate(entry.detail["returns"], start=1):
        period = Period.parse(item["period"])
        found.append(
            (
                first_no + place - 1, return_id(entry.seq, place), entry.seq, entry.known_on,
                item["collection"], item["unit"], period.first, period.last,
                item["content"], item["rows"],
            )
        )  # fmt: skip
    return found


def _rows(payloads: Sequence[bytes], versions: Sequence[tuple[Any, ...]]) -> pd.DataFrame:
    """The rows of all payloads, each with the number of its return.

    A payload holds its returns one after another in the order of its entry, so that the row
    counts of the versions tell which rows are whose.
    """
    rows = from_normal_form(join_normal_forms(payloads))
    numbers = [version[0] for version in versions]
    counts = [version[-1] for version in versions]
    if len(rows) != sum(counts):
        raise StoreDamagedError(
            f"the entries speak of {sum(counts)} rows and their payloads hold {len(rows)}: "
            "restore the store from a backup; nothing was changed"
        )
    rows["return_no"] = np.repeat(np.array(numbers, dtype=np.int64), counts)
    texts = ["court_tier", "court", "reason", "mark", "note"]
    rows[texts] = rows[texts].astype(object).replace("", None)
    return rows[list(ROW)]


def _events(journal: Journal, entry: Entry) -> pd.DataFrame:
    data = journal.payload(entry.payload_hash["rows"])
    events = pd.read_csv(io.BytesIO(data), dtype=str, keep_default_na=False).replace("", None)
    events.insert(0, "seq", entry.seq)
    events.insert(0, "origin", entry.detail["origin"])
    return events[["origin", "seq", *EVENT_COLUMNS]]
