"""Where the columns that a profile names stand in a publisher's heading, and what is wrong with it.

Assumes a row that was found to be the heading.
"""

from __future__ import annotations

import difflib
import fnmatch
from collections.abc import Sequence
from dataclasses import dataclass

from cjdata.domain.profiles import ColumnRule, Profile
from cjdata.domain.returns import Fault
from cjdata.returns.headings import HINT_LIMIT
from cjdata.returns.records import Record
from cjdata.returns.rules import Rule, fault
from cjdata.returns.sheet_xml import column_letters
from cjdata.returns.texts import fold, or_list, quoted, tidy

ALIKE = 0.6
"""Likeness from which a heading is taken for another wording of one that is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where the columns that a profile names stand in a table."""

    texts: Sequence[str]
    places: dict[str, int]
    """Heading of the profile -> where it stands."""
    figures: dict[int, ColumnRule]
    faults: list[Fault]
    width: int
    """Cells of the heading in the file, blank ones at its end included."""


def _named_columns(profile: Profile) -> list[str]:
    """Headings that every file has beside its figures."""
    names = [profile.unit.column, profile.period.column, *profile.only]
    names += [profile.component.column] if profile.component else []
    return list(dict.fromkeys(name for name in names if name))


def _expected(profile: Profile) -> list[str]:
    return [*_named_columns(profile), *profile.expanded()]


def fit_of(cells: Sequence[str], profile: Profile) -> float:
    """Which share of the expected headings a row holds."""
    held = {fold(cell) for cell in cells}
    expected = _expected(profile)
    return sum(fold(name) in held for name in expected) / len(expected)


def why_no_fit(cells: Sequence[str], profile: Profile) -> str:
    expected = or_list([quoted(name) for name in _expected(profile)[:3]])
    found = ", ".join(quoted(cell) for cell in cells[:3])
    return (
        f"the profile '{profile.id}' does not fit this file: it looks for columns such as "
        f"{expected} in one row, and the file begins with {found}: choose another profile, or put "
        "the headings into one row"
    )


def layout_of(
    heading: Record, rows: Sequence[Record], profile: Profile, sheet: str | None
) -> Layout:
    """Match headings; what is left over, missing or there twice is a fault."""
    texts = [cell.strip() for cell in heading.cells]
    while texts and not texts[-1]:
        texts.pop()
    expected = {fold(name): name for name in _expected(profile)}
    places: dict[str, int] = {}
    faults: list[Fault] = []
    left_over: list[int] = []

    def wrong(rule: Rule, message: str, place: int | None, name: str) -> None:
        at = f" ({column_letters(place)}{heading.line})" if sheet and place is not None else ""
        column = f"{name}{at}"
        faults.append(fault(rule, message, row=heading.line, column=column, sheet=sheet))

    for place, text in enumerate(texts):
        name = expected.get(fold(text)) if text else None
        if name is None:
            left_over.append(place)
        elif name in places:
            message = f"the heading {quoted(text)} stands twice: keep one of the two columns"
            wrong(Rule.DUPLICATE_HEADING, message, place, text)
        else:
            places[name] = place
    missing = [name for name in _expected(profile) if name not in places]
    left_over = [p for p in left_over if not _is_left_out(texts[p], profile)]
    if not profile.unit.column:
        left_over = [p for p in left_over if not _numbers_the_rows(texts[p], rows, p)]
        before = [p for p in left_over if p < min(places.values(), default=0)]
        unit = next((p for p in before if not texts[p]), before[0] if before else None)
        if unit is not None:
            places[""] = unit
            left_over.remove(unit)
    for number, place in enumerate(left_over):
        text = texts[place]
        plain = tidy(text).lower()
        near = _near(plain, missing) if number < HINT_LIMIT else None
        advice = _advice(plain, near, profile) if number < HINT_LIMIT else "take it out"
        message = f"{quoted(text)} is no column of '{profile.id}': {advice}"
        missing = [name for name in missing if name != near]
        wrong(Rule.UNKNOWN_HEADING, message, place, text or f"column {place + 1}")
    for name in missing:
        message = f"the column {quoted(name)} is missing: every file of '{profile.id}' has it"
        wrong(Rule.MISSING_HEADING, message, None, name)
    if not profile.unit.column and "" not in places:
        wrong(Rule.MISSING_HEADING, "the first column has to name the unit", None, "")
    figures = {places[name]: rule for name, rule in profile.expanded().items() if name in places}
    return Layout(
        texts=texts, places=places, figures=figures, faults=faults, width=len(heading.cells)
    )


def _is_left_out(text: str, profile: Profile) -> bool:
    """A column that the profile ignores, or of percentages; a name with `*` for any text.

    The column of the unit may have no heading: it is not ignored then for having none.
    """
    if not text:
        return "" in profile.ignored and bool(profile.unit.column)
    plain, folded = tidy(text).lower(), fold(text)
    return folded in {fold(heading) for heading in profile.expanded_shares()} or any(
        fnmatch.fnmatchcase(plain, form.lower())
        or fnmatch.fnmatchcase(folded, "*".join(map(fold, form.split("*"))))
        for form in profile.ignored
        if form
    )


def _numbers_the_rows(text: str, rows: Sequence[Record], place: int) -> bool:
    """A column that a program added to number the rows, with no heading or one of its own."""
    if text and not fold(text).startswith("unnamed"):
        return False
    cells = [r.cells[place] for r in rows if place < len(r.cells)]
    return len(set(cells)) == len(cells) > 1 and all(cell.strip().isdecimal() for cell in cells)


def _near(plain: str, missing: Sequence[str]) -> str | None:
    """The missing column that a heading most likely stands for: one mistake, one fault."""
    by_lower = {name.lower(): name for name in missing}
    near = difflib.get_close_matches(plain[:80], by_lower, n=1, cutoff=ALIKE)
    return by_lower[near[0]] if near else None


def _advice(plain: str, near: str | None, profile: Profile) -> str:
    if near is not None:
        return f"did you mean {quoted(near)}?"
    by_lower = {name.lower(): name for name in _expected(profile)}
    there = difflib.get_close_matches(plain[:80], by_lower, n=1, cutoff=ALIKE)
    beside = f" (the nearest, {quoted(by_lower[there[0]])}, is there)" if there else ""
    return f"take it out, or name it under 'ignored' in a profile of your own{beside}"
