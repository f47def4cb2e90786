"""What the estimators say, in the words of the page: boroughs and months for units and periods."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cjdata.domain.catalogue import Catalogue
from cjdata.domain.periods import month_label
from cjdata.stats.staggered import EffectsStatus

PERIOD_NUMBER = re.compile(r"\b2[34]\d{3}\b")
"""A month as the estimator knows it: 23000 to 24999 are the years 1916 to 2083."""
REASONS = {
    EffectsStatus.NO_COMPLETE_UNITS: "No borough has a figure for every month: gaps leave nothing "
    "to compare.",
    EffectsStatus.TOO_FEW_PERIODS: "Only one month has been reported: there is no before.",
    EffectsStatus.NOBODY_TREATED: "No borough went live within the months reported.",
    EffectsStatus.ALL_TREATED_FROM_THE_START: "Every borough that is live was so before the "
    "measure was first reported: there is no before.",
    EffectsStatus.NO_CONTROLS: "All boroughs went live in the same month: there is nobody to "
    "compare with.",
    EffectsStatus.ONE_TREATED_UNIT: "Only one borough went live within the months reported: its "
    "own chance movements cannot be told from an effect.",
}


def refusal(status: EffectsStatus) -> str:
    """Why there is no estimate, as a sentence."""
    return REASONS.get(status, "The figures allow no comparison.")


def told_notes(catalogue: Catalogue, notes: Sequence[str]) -> tuple[str, ...]:
    """The estimator's notes with months for its numbers and names for its units."""
    return tuple(_told(catalogue, note) for note in notes)


def _told(catalogue: Catalogue, note: str) -> str:
    text = PERIOD_NUMBER.sub(lambda found: month_label(int(found[0])), note)
    head, colon, tail = text.partition(": ")
    slugs = tail.split(", ")
    if colon and all(slug in catalogue.units for slug in slugs):
        tail = ", ".join(catalogue.units[slug].name for slug in slugs)
    text = f"{head}{colon}{tail}"
    for ours, theirs in (("every unit", "every borough"), ("units", "boroughs"),
                         ("periods", "months"), ("period", "month")):  # fmt: skip
        text = text.replace(ours, theirs)
    return f"{text[:1].upper()}{text[1:]}."
