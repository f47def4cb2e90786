"""The warnings that returns were accepted with, from what their ledger entries keep of them.

Entries older than the keeping of warnings hold none: of these it is said that they were not kept.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from cjdata.ledger import Entry, Journal, Kind

COLUMNS = (
    "entry", "known_on", "by", "file", "collection", "unit", "rule", "sheet", "row", "message",
)  # fmt: skip
NOT_KEPT = "not kept"


def warnings_accepted(journal: Journal, known_at: dt.date) -> pd.DataFrame:
    """One row a warning, latest file first; one that says `not kept` for an older entry."""
    entries = [
        entry
        for entry, _ in journal.entries()
        if entry.kind is Kind.RETURN and not entry.topic and entry.known_on <= known_at
    ]
    rows = [row for entry in reversed(entries) for row in _rows(entry)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _rows(entry: Entry) -> list[dict[str, Any]]:
    returns = entry.detail["returns"]
    common = {
        "entry": entry.seq,
        "known_on": entry.known_on,
        "by": entry.by,
        "file": entry.detail.get("file"),
        "collection": _together({str(r["collection"]) for r in returns}, "collections"),
        "unit": _together({str(r["unit"]) for r in returns}, "units"),
    }
    if "warnings" not in entry.detail:
        return [{**common, "rule": NOT_KEPT, "message": "accepted before warnings were kept"}]
    kept = entry.detail["warnings"]
    more = entry.detail.get("warnings_in_all", len(kept)) - len(kept)
    rest = [{**common, "rule": "and more", "message": f"{more} more warnings"}] if more else []
    return [*({**common, **warning} for warning in kept), *rest]


def _together(names: set[str], what: str) -> str:
    return ", ".join(sorted(names)) if len(names) <= 3 else f"{len(names)} {what}"
