"""Percentages of a foreign file, held against the figures that they follow from.

Totals cannot tell that two columns were exchanged; percentages beside them can.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cjdata.returns.cells import read_value
from cjdata.returns.profile_reading import TOLERANCE, Kept, Reading, number_at
from cjdata.returns.records import Record
from cjdata.returns.rules import Rule
from cjdata.returns.texts import fold, number_text, quoted, tidy

PROPORTIONS_ALIKE = 0.005
"""Half a point: a proportion may stand for a percentage that was rounded to a whole one."""


@dataclass(frozen=True, slots=True)
class Share:
    """Where a column of percentages stands, and the figures that it follows from."""

    place: int
    of: int
    whole: tuple[int, ...]


def check_shares(reading: Reading, kept: list[Kept]) -> None:
    """One warning for figures that make one whole, where a percentage is not theirs.

    Totals that do not add up say already that figures are wrong: nothing is said twice.
    """
    if any(found.rule == Rule.TOTAL_DOES_NOT_ADD_UP for found in reading.faults):
        return
    told: set[tuple[int, ...]] = set()
    for share in _shares(reading):
        wrong = [row.record for row in kept if not _agrees(row.record, share)]
        if wrong and share.whole not in told:
            told.add(share.whole)
            _warn(reading, share, wrong)


def _shares(reading: Reading) -> Iterator[Share]:
    """Those whose figures are there; a file may have none."""
    rules = {fold(heading): rule for heading, rule in reading.profile.expanded_shares().items()}
    places = reading.table.layout.places
    for place, text in enumerate(reading.table.layout.texts):
        rule = rules.get(fold(text))
        if rule is not None and set(rule.whole) <= places.keys():
            yield Share(place, places[rule.of], tuple(places[name] for name in rule.whole))


def _warn(reading: Reading, share: Share, wrong: list[Record]) -> None:
    record = wrong[0]
    text = record.cells[share.place]
    part, whole = number_at(record, share.of), _added(record, share.whole)
    assert part is not None
    assert whole is not None  # else it would agree
    many = f" ({len(wrong)} rows disagree)" if len(wrong) > 1 else ""
    message = (
        f"{quoted(text)} is given where {number_text(part)} of {number_text(whole)} are "
        f"{100 * part / whole:.1f}%{many}: a figure is wrong, or two columns are exchanged"
    )
    reading.wrong(Rule.SHARE_DIFFERS, message, record.line, share.place, text)


def _agrees(record: Record, share: Share) -> bool:
    """Whether a percentage is that of its figures, as far as all of them can be read."""
    text = tidy(record.cells[share.place]) if share.place < len(record.cells) else ""
    digits = text.removesuffix("%").strip()
    given = read_value(digits)
    part, whole = number_at(record, share.of), _added(record, share.whole)
    if given.rule is not None or given.text or part is None or not whole:
        return True
    rounding = 0.5 * 10.0 ** -len(digits.partition(".")[2])
    if abs(given.number - 100 * part / whole) <= rounding + TOLERANCE:
        return True
    # Without its sign it may be what a worksheet holds where it shows a percentage: a proportion.
    return "%" not in text and abs(given.number - part / whole) <= PROPORTIONS_ALIKE


def _added(record: Record, places: tuple[int, ...]) -> float | None:
    figures = [figure for place in places if (figure := number_at(record, place)) is not None]
    return sum(figures) if len(figures) == len(places) else None
