"""How much has come of what a figure rests on, in words."""

from __future__ import annotations

from collections.abc import Sequence

from cjdata.analysis.figures.readings import Reading
from cjdata.charts import words
from cjdata.domain.periods import Period
from cjdata.domain.states import State


def out_of(come: int, due: int) -> str:
    """`31 of 32`, where the place says that returns are meant."""
    return f"{come:,} of {due:,}"


def returns_words(come: int, due: int) -> str:
    """`31 of 32 returns`."""
    return f"{out_of(come, due)} returns"


def lacking_words(found: Reading) -> str:
    """`31 of 32 returns` of an incomplete figure; nothing of any other."""
    return returns_words(found.received, found.expected) if found.state is State.INCOMPLETE else ""


def come_words(found: Reading, not_available: Sequence[Period]) -> str:
    """What an incomplete figure lacks: `1 of 3 returns have come`, `September not available`."""
    come = found.received + len(not_available)
    parts = [f"{returns_words(come, found.expected)} have come"] * (come < found.expected)
    if not_available:
        parts.append(f"{words.listing([f'{m.end:%B}' for m in not_available])} not available")
    return "; ".join(parts)
