"""What the text of one cell says: a canonical text, or the rule that it breaks.

Each reader here sees one distinct text at a time, so that a file of a hundred thousand rows costs
as many calls as it has different cells.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from cjdata.domain.catalogue import nearest
from cjdata.domain.errors import PeriodError
from cjdata.domain.periods import Period
from cjdata.domain.states import Mark
from cjdata.returns.rules import Rule
from cjdata.returns.texts import (
    CONTROL,
    QUOTE_LIMIT,
    fold,
    or_list,
    quoted,
    tidy,
    tidy_dashes,
    tidy_note,
)

LENGTH_LIMIT = 2_000
"""Characters of a cell; a note is a sentence or two."""
VALUE_LIMIT = 1e9
"""Largest figure that is believed: no count of this process comes near it."""
HINT_LIMIT = 50
"""Different unknown names that are given a hint; searching for one is slow."""
SURE = 0.8
"""Likeness from which a misspelt name is taken to belong to the one it resembles."""
FIRST_YEAR, LAST_YEAR = 1990, 2199

MARK = re.compile(r"\[ ?([xz]) ?\]", re.IGNORECASE)
NUMBER = re.compile(r"[+-]? ?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
BLANKED = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+")
NUMBER_LIKE = re.compile(r"[+-]? ?[0-9][0-9,]*(?:\.[0-9]+)?")
PERIOD = re.compile(r"[0-9]{4}-[0-9]{2}(/[0-9]{4}-[0-9]{2})?")


@dataclass(frozen=True, slots=True)
class CellReading:
    """What a cell says; `rule` and `message` where something is wrong with it."""

    text: str | None
    rule: Rule | None = None
    message: str = ""
    guess: str | None = None
    """What a misspelt name most likely means."""
    number: float = float("nan")


CellReader = Callable[[str], CellReading]


def safely(reader: CellReader) -> CellReader:
    """A reader of cells that need not think of control characters and endless texts."""

    def read(cell: str) -> CellReading:
        if len(cell) > LENGTH_LIMIT:
            message = f"the cell has {len(cell):,} characters, {LENGTH_LIMIT:,} are allowed"
            return CellReading(None, Rule.CELL_TOO_LONG, message)
        if CONTROL.search(cell):
            message = f"{quoted(cell)} holds a control character: type the cell anew"
            return CellReading(None, Rule.CONTROL_CHARACTER, message)
        return reader(cell)

    return read


def read_note(cell: str) -> CellReading:
    return CellReading(tidy_note(cell))


class NameReader:
    """Reads the names of one vocabulary: identifiers first, then full names, then aliases."""

    def __init__(
        self, what: str, rule: Rule, names: Mapping[str, Iterable[str]], *, required: bool
    ) -> None:
        self._what, self._rule, self._required = what, rule, required
        self._known = _by_fold(names)
        self._hints_left = HINT_LIMIT

    def __call__(self, cell: str) -> CellReading:
        text = tidy(cell)
        if not text:
            return _blank(self._what) if self._required else CellReading("")
        found = self._known.get(fold(text), ())
        if len(found) == 1:
            return CellReading(found[0])
        if found:
            choice = or_list(list(found))
            message = f"{quoted(text)} could be several {self._what}s: write {choice}"
            return CellReading(None, self._rule, message)
        return self._unknown(text)

    def _unknown(self, text: str) -> CellReading:
        message = f"{quoted(text)} is not a {self._what}"
        near: list[str] = []
        if self._hints_left > 0:
            self._hints_left -= 1
            near = nearest(fold(text)[:80], self._known)
        if not near:
            return CellReading(None, self._rule, f"{message}: see the list of {self._what}s")
        likely = [identifier for name in near for identifier in self._known[name]]
        hint = or_list(list(dict.fromkeys(likely)))
        alike = difflib.SequenceMatcher(None, fold(text)[:80], near[0]).ratio()
        guess = likely[0] if alike >= SURE else None
        return CellReading(None, self._rule, f"{message}: did you mean {hint}?", guess)


def _by_fold(names: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Folded spelling -> the identifiers it may mean; an identifier means itself only."""
    known: dict[str, tuple[str, ...]] = {}
    for identifier, spellings in names.items():
        for spelling in spellings:
            folded = fold(spelling)
            if folded and identifier not in known.get(folded, ()):
                known[folded] = (*known.get(folded, ()), identifier)
    return known | {fold(identifier): (identifier,) for identifier in names}


def _blank(what: str) -> CellReading:
    return CellReading(None, Rule.BLANK_CELL, f"the {what} is missing: fill it in")


class ReasonReader:
    """Reads reason codes; a code that no scheme has is kept as it is written."""

    def __init__(self, codes: Iterable[str]) -> None:
        self._codes = {code.casefold(): code for code in codes}

    def __call__(self, cell: str) -> CellReading:
        text = tidy_dashes(cell)
        known = self._codes.get(text.casefold())
        if not text or known is not None:
            return CellReading(known or "")
        if len(text) > QUOTE_LIMIT:
            message = f"{quoted(text)} is no reason code: codes are short"
            return CellReading(None, Rule.CELL_TOO_LONG, message)
        message = f"{quoted(text)} is in no reason scheme: it is kept and counted as unmapped"
        return CellReading(text.upper(), Rule.UNKNOWN_REASON, message)


def read_period(cell: str) -> CellReading:
    """`YYYY-MM` or `YYYY-MM/YYYY-MM` as canonical text."""
    text = tidy_dashes(cell).replace(" ", "")
    if not text:
        return _blank("period")
    wrong = CellReading(
        None,
        Rule.UNKNOWN_PERIOD,
        f"{quoted(tidy(cell))} is not a period: write a month as 2003-10, "
        "a quarter as 2003-10/2003-12",
    )
    if not PERIOD.fullmatch(text):
        return wrong
    try:
        period = Period.parse(text)
    except PeriodError:
        return wrong
    if not FIRST_YEAR * 12 <= period.first <= period.last < (LAST_YEAR + 1) * 12:
        return wrong
    return CellReading(str(period))


def read_value(cell: str) -> CellReading:
    """A number of 0 or more, or a mark; `text` is the mark."""
    text = tidy_dashes(cell)
    if not text:
        message = "the value is blank: write 0 for none, [x] where it is not available"
        return CellReading(None, Rule.BLANK_VALUE, message)
    mark = MARK.fullmatch(text)
    if mark:
        return CellReading(Mark(f"[{mark[1].lower()}]").value)
    if not NUMBER.fullmatch(text):
        return _no_number(text)
    number = float(text.replace(",", "").replace(" ", ""))
    if number < 0:
        message = f"{quoted(text)} is negative: write a number of 0 or more"
        return CellReading(None, Rule.NEGATIVE, message)
    if number > VALUE_LIMIT:
        message = f"{quoted(text)} is beyond anything that is counted: check the figure"
        return CellReading(None, Rule.TOO_LARGE, message)
    return CellReading("", number=abs(number))


def without_blanks(text: str) -> str:
    """A number whose thousands are set off by blanks, as publishers have it, without them."""
    plain = tidy(text)
    return plain.replace(" ", "") if BLANKED.fullmatch(plain) else text


def _no_number(text: str) -> CellReading:
    if NUMBER_LIKE.fullmatch(text) and "," in text:
        message = (
            f"{quoted(text)} has a comma that does not set off thousands: "
            "write 1,234 or 1234, and a decimal with a point"
        )
        return CellReading(None, Rule.THOUSANDS, message)
    if text.endswith("%") and NUMBER.fullmatch(text.rstrip("% ")):
        message = f"{quoted(text)} is a percentage: write the number alone, without the sign"
        return CellReading(None, Rule.NOT_A_NUMBER, message)
    if BLANKED.fullmatch(text):
        message = f"{quoted(text)} has a blank within: write {text.replace(' ', '')}"
        return CellReading(None, Rule.NOT_A_NUMBER, message)
    message = f"{quoted(text)} is not a number: write digits, [x] (not available) or [z]"
    return CellReading(None, Rule.NOT_A_NUMBER, f"{message} (not applicable)")
