"""What a worksheet's own text says that its values do not: errors, bare formulas, hidden rows.

Assumes the text of one worksheet part of bounded size. Nothing is parsed as XML, so that no entity
is ever resolved; a cell is found by its tag. Whatever the text holds, each part of it is looked at
a bounded number of times: no tag is searched for beyond the next one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise

TOKEN = re.compile(rb"<(?:\w+:)?(row|c)(?=[\s/>])([^<>]*)(>?)")
PLAIN = re.compile(rb"(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*/?")
REFERENCE = re.compile(rb"(?<![\w:.-])r\s*=\s*[\"']([A-Za-z]{0,3})([0-9]{1,7})[\"']")
ANY_REFERENCE = re.compile(rb"(?<![\w:.-])r\s*=")
TYPE = re.compile(rb"\bt\s*=\s*[\"'](\w+)[\"']")
STYLE = re.compile(rb"\bs\s*=\s*[\"']([0-9]{1,6})[\"']")
HIDDEN = re.compile(rb"\bhidden\s*=\s*[\"'](?:1|true)[\"']")
FORMULA = re.compile(rb"<(?:\w+:)?f(?=[\s/>])")
VALUE = re.compile(rb"<(?:\w+:)?(?:v|t)(?=[\s/>])[^<>]*>([^<]*)<")
CELL_END = re.compile(rb"</(?:\w+:)?c\s*>")
COLUMN = re.compile(rb"<(?:\w+:)?col(?=[\s/>])([^<>]*)>")
SPAN = re.compile(rb"\b(min|max)\s*=\s*[\"']([0-9]{1,5})[\"']")
LAST_COLUMN = 16_384
STRING = re.compile(rb"<(?:\w+:)?si(?=[\s/>])")
FORMAT = re.compile(rb"<(?:\w+:)?numFmt(?=[\s/>])([^<>]*)>")
CELL_FORMATS = re.compile(
    rb"<(?:\w+:)?cellXfs(?=[\s>])[^<>]*>(.*?)</(?:\w+:)?cellXfs\s*>", re.DOTALL
)
CELL_FORMAT = re.compile(rb"<(?:\w+:)?xf(?=[\s/>])([^<>]*)>")
IDENTIFIER = re.compile(rb"\bnumFmtId\s*=\s*[\"']([0-9]{1,6})[\"']")
CODE = re.compile(rb"\bformatCode\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
LITERAL = re.compile(rb"&quot;.*?&quot;|\"[^\"]*\"|\\.")
"""What a number format shows as it stands: a percent sign in it multiplies nothing."""
PERCENT_FORMATS = (b"9", b"10")
"""Built into every workbook."""
TAIL = 2_000
"""Bytes before the last value in which the tag of its cell is looked for."""
Place = tuple[int, int]
"""Row and column, both counted from 0."""


class UnusualMarkup(Exception):  # noqa: N818 - said, not shown
    """The text of a worksheet is written as no spreadsheet writes it."""


@dataclass(slots=True)
class Scan:
    """What was found in the text of a worksheet."""

    rows: int = 0
    """Rows down to the last cell that holds something."""
    columns: int = 0
    letters: int = 0
    """Bytes of text that the cells come to, a shared one counted for each cell that shows it."""
    errors: dict[Place, str] = field(default_factory=dict)
    """Cells that show an error such as #REF!."""
    bare_formulas: set[Place] = field(default_factory=set)
    """Formulas without the value that they came to."""
    percents: set[Place] = field(default_factory=set)
    """Numbers that are shown times a hundred, with a percent sign."""
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def scan(
    text: bytes,
    *,
    strings: Sequence[int] = (),
    percent_styles: Collection[int] = (),
    row_limit: int | None = None,
) -> Scan:
    """Look at every cell of a worksheet once, at none where the last is beyond a row limit.

    Raises UnusualMarkup.

    `strings` are the lengths of the shared strings, `percent_styles` the formats that show a
    number as a percentage.
    """
    found = Scan()
    if row_limit is not None and (corner := _last_cell(text))[0] >= row_limit:
        found.rows, found.columns = corner[0] + 1, corner[1] + 1
        return found
    for tag in COLUMN.finditer(text):
        if HIDDEN.search(tag[1]):
            span = {name: int(number) - 1 for name, number in SPAN.findall(tag[1])}
            first, last = span.get(b"min", 0), min(span.get(b"max", 0), LAST_COLUMN)
            found.hidden_columns.update(range(first, last + 1))
    _refuse_asides(text)
    row, column = -1, -1
    for token, following in pairwise(chain(TOKEN.finditer(text), (None,))):
        assert token is not None
        kind, attributes, _ = token.groups()
        reference = _reference(token)
        if kind == b"row":
            row, column = (int(reference[2]) - 1 if reference else row + 1), -1
            if HIDDEN.search(attributes):
                found.hidden_rows.add(row)
            continue
        if reference and reference[1]:
            row, column = int(reference[2]) - 1, column_number(reference[1].decode())
        else:
            column += 1
        if not attributes.endswith(b"/"):
            inner = text[token.end() : following.start() if following else len(text)]
            _look_at(found, inner, (row, column), attributes, strings, percent_styles)
            if row_limit is not None and found.rows > row_limit:
                break
    return found


def _refuse_asides(text: bytes) -> None:
    """No spreadsheet writes comments among the cells; they would cut a value in two."""
    start = text.find(b"sheetData")
    if start >= 0 and (text.find(b"<!", start) >= 0 or text.find(b"<?", start) >= 0):
        raise UnusualMarkup


def _reference(token: re.Match[bytes]) -> re.Match[bytes] | None:
    """Where a row or cell says it stands; raises UnusualMarkup where others may read it otherwise.

    A place read otherwise could be that of the last corner, which would fill the memory.
    """
    attributes = token[2]
    found = REFERENCE.search(attributes)
    if not token[3] or attributes.count(b'"') % 2:
        raise UnusualMarkup
    if b"'" in attributes and not PLAIN.fullmatch(attributes):
        raise UnusualMarkup
    known = int(found is not None)
    if attributes.count(b"r") > known and len(ANY_REFERENCE.findall(attributes)) > known:
        raise UnusualMarkup
    return found


def _last_cell(text: bytes) -> Place:
    """Where the last cell with a value stands, as far as its own tag says so."""
    end = text.rfind(b"<v>")
    tags = list(TOKEN.finditer(text, max(end - TAIL, 0), max(end, 0)))
    if not tags or tags[-1][1] != b"c" or CELL_END.search(text, tags[-1].end(), end):
        return -1, -1
    reference = _reference(tags[-1])
    if tags[-1][2].endswith(b"/") or reference is None or not reference[1]:
        return -1, -1
    return int(reference[2]) - 1, column_number(reference[1].decode())


def _look_at(
    found: Scan,
    inner: bytes,
    place: Place,
    attributes: bytes,
    strings: Sequence[int],
    percent_styles: Collection[int],
) -> None:
    end = CELL_END.search(inner)
    inner = inner[: end.start()] if end else inner
    value = VALUE.search(inner)
    is_formula = FORMULA.search(inner) is not None
    if not is_formula and not inner.strip():
        return
    found.rows = max(found.rows, place[0] + 1)
    found.columns = max(found.columns, place[1] + 1)
    kind = TYPE.search(attributes)
    if kind is not None and kind[1] == b"s" and value is not None and value[1].isdigit():
        shared = int(value[1][:9])
        found.letters += strings[shared] if shared < len(strings) else 0
        return
    found.letters += len(inner)
    if kind is not None and kind[1] == b"e" and value is not None:
        found.errors[place] = value[1].decode("utf-8", "replace")
    elif is_formula and (value is None or not value[1]) and (kind is None or kind[1] != b"str"):
        found.bare_formulas.add(place)
    elif percent_styles and (kind is None or kind[1] == b"n"):
        style = STYLE.search(attributes)
        if style is not None and int(style[1]) in percent_styles:
            found.percents.add(place)


def string_lengths(text: bytes) -> list[int]:
    """How many bytes each shared string takes up in the workbook's text, markup included."""
    starts = [tag.start() for tag in STRING.finditer(text)]
    return [b - a for a, b in pairwise([*starts, len(text)])]


def percent_styles(text: bytes) -> frozenset[int]:
    """The numbers of the cell formats that show a number as a percentage."""
    own = set(PERCENT_FORMATS)
    for tag in FORMAT.finditer(text):
        identifier, code = IDENTIFIER.search(tag[1]), CODE.search(tag[1])
        if identifier and code and is_percentage(code[1] or code[2] or b""):
            own.add(identifier[1])
    formats = CELL_FORMATS.search(text)
    if formats is None:
        return frozenset()
    used = [IDENTIFIER.search(tag[1]) for tag in CELL_FORMAT.finditer(formats[1])]
    return frozenset(n for n, found in enumerate(used) if found is not None and found[1] in own)


def is_percentage(code: bytes) -> bool:
    """Whether a number format shows a hundred times the number."""
    return b"%" in LITERAL.sub(b"", code)


def column_number(letters: str) -> int:
    """`A` is 0, `AA` is 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def area_name(first: Place, last: Place) -> str:
    """`C1:D1`."""
    return f"{column_letters(first[1])}{first[0] + 1}:{column_letters(last[1])}{last[0] + 1}"


def column_letters(number: int) -> str:
    """0 is `A`, 26 is `AA`."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
