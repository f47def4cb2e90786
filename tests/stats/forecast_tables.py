"""Rollout events for the tests of the forecast, written as one short line each."""

from __future__ import annotations

import pandas as pd

from cjdata.domain.events import EVENT_COLUMNS

UNITS = tuple(f"unit-{number}" for number in range(1, 11))


def told(*lines: str, initiative: str = "model") -> pd.DataFrame:
    """Lines of `said_on unit kind stage not_before not_after count of`; a dash is nothing."""
    names = ("said_on", "unit", "kind", "stage", "not_before", "not_after", "count", "of")
    rows = [
        {
            name: None if word == "-" else word
            for name, word in zip(names, line.split(), strict=True)
        }
        for line in lines
    ]
    frame = pd.DataFrame(rows, columns=list(EVENT_COLUMNS))
    return frame.assign(initiative=initiative)


def totals(*reports: tuple[str, int], of: int = 10) -> pd.DataFrame:
    """Reported totals without names."""
    return told(*(f"{day} mps fact live - {day} {count} {of}" for day, count in reports))
