"""What a worksheet's own text says that its values do not: errors, bare formulas, hidden rows.

Assumes the text of one worksheet part of bounded size. Nothing is parsed as XML, so that no entity
is ever resolved; a cell is found by its tag.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

TOKEN = re.compile(rb"<(?:\w+:)?(row|c)\b((?:[^>\"']|\"[^\"]*\"|'[^']*')*?)(/?)>", re.DOTALL)
REFERENCE = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{0,3})([0-9]{1,9})[\"']")
TYPE = re.compile(rb"\bt\s*=\s*[\"'](\w+)[\"']")
HIDDEN = re.compile(rb"\bhidden\s*=\s*[\"'](?:1|true)[\"']")
FORMULA = re.compile(rb"<(?:\w+:)?f\b")
VALUE = re.compile(rb"<(?:\w+:)?(?:v|t)\b[^>]*>([^<]*)<")
CELL_END = re.compile(rb"</(?:\w+:)?c\s*>")
Place = tuple[int, int]
"""Row and column, both counted from 0."""


@dataclass(slots=True)
class Scan:
    """What was found in the text of a worksheet."""

    rows: int = 0
    """Rows down to the last cell that holds something."""
    columns: int = 0
    errors: dict[Place, str] = field(default_factory=dict)
    """Cells that show an error such as #REF!."""
    bare_formulas: set[Place] = field(default_factory=set)
    """Formulas without the value that they came to."""
    hidden_rows: set[int] = field(default_factory=set)


def scan(text: bytes) -> Scan:
    """Look at every cell of a worksheet once."""
    found = Scan()
    row, column = -1, -1
    for token in TOKEN.finditer(text):
        kind, attributes, closed = token.groups()
        reference = REFERENCE.search(attributes)
        if kind == b"row":
            row, column = (int(reference[2]) - 1 if reference else row + 1), -1
            if HIDDEN.search(attributes):
                found.hidden_rows.add(row)
            continue
        if reference and reference[1]:
            row, column = int(reference[2]) - 1, column_number(reference[1].decode())
        else:
            column += 1
        if not closed:
            _look_at(found, text, token.end(), (row, column), attributes)
    return found


def _look_at(found: Scan, text: bytes, start: int, place: Place, attributes: bytes) -> None:
    end = CELL_END.search(text, start)
    inner = text[start : end.start() if end else start]
    value = VALUE.search(inner)
    is_formula = FORMULA.search(inner) is not None
    if not is_formula and not inner.strip():
        return
    found.rows = max(found.rows, place[0] + 1)
    found.columns = max(found.columns, place[1] + 1)
    kind = TYPE.search(attributes)
    if kind is not None and kind[1] == b"e" and value is not None:
        found.errors[place] = value[1].decode("utf-8", "replace")
    elif is_formula and (value is None or not value[1]) and (kind is None or kind[1] != b"str"):
        found.bare_formulas.add(place)


def column_number(letters: str) -> int:
    """`A` is 0, `AA` is 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def column_letters(number: int) -> str:
    """0 is `A`, 26 is `AA`."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
