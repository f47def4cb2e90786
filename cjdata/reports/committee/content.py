"""What a committee paper says: sections of numbered paragraphs, tables and graphics, in order.

Both the typeset and the HTML form are made from this one content, so that they say the same. All
text is plain text, never markup: whoever renders it escapes it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from markupsafe import Markup

ILLUSTRATIVE = "Illustrative: performance figures are invented"
Align = Literal["left", "right"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Graphic:
    """A drawing with the words that say what it shows."""

    svg: Markup
    alt: str
    caption: str = ""
    share: float = 1.0
    """Of the width of the text; graphics in a table cell fill the cell."""
    number: int = 0


Cell = str | Graphic


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A numbered paragraph, with the words it opens with set apart."""

    text: str
    lead: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, its share of the width, and where its cells stand."""

    heading: str
    share: float = 1.0
    align: Align = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under headings; the first cell of a row names it."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    number: int = 0

    def __post_init__(self) -> None:
        wrong = [row for row in self.rows if len(row) != len(self.columns)]
        if wrong:
            raise ValueError(f"a row of '{self.caption}' has not one cell a column: {wrong[0]}")


Block = Paragraph | Table | Graphic


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the paper under one heading."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A whole paper, which its date and edition fix to the byte."""

    title: str
    subtitle: str
    audience: str
    known_at: dt.date
    edition: str
    demo: bool
    headline: str
    summary: tuple[str, ...]
    sections: tuple[Section, ...]

    @property
    def label(self) -> str:
        """What stands on every page of a paper with invented figures; blank for a live store."""
        return ILLUSTRATIVE if self.demo else ""

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(b for s in self.sections for b in s.blocks if isinstance(b, Table))

    @property
    def texts(self) -> Iterator[str]:
        """Everything that is said in words, captions, cells and alternative texts included."""
        yield from (self.title, self.subtitle, self.headline, *self.summary)
        for section in self.sections:
            yield section.title
            for block in section.blocks:
                yield from _texts(block)


def numbered(sections: Sequence[Section]) -> tuple[Section, ...]:
    """The sections with paragraphs, tables and figures numbered through the whole paper."""
    last = {Paragraph: 0, Table: 0, Graphic: 0}
    found = []
    for section in sections:
        blocks: list[Block] = []
        for block in section.blocks:
            last[type(block)] += 1
            blocks.append(replace(block, number=last[type(block)]))
        found.append(Section(section.title, tuple(blocks)))
    return tuple(found)


def said(*texts: str) -> tuple[Paragraph, ...]:
    """A paragraph for each text that is not blank."""
    return tuple(Paragraph(text) for text in texts if text.strip())


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield from (block.lead, block.text)
    elif isinstance(block, Graphic):
        yield from (block.caption, block.alt)
    else:
        yield from (block.caption, block.note, *(c.heading for c in block.columns))
        for row in block.rows:
            yield from (cell.alt if isinstance(cell, Graphic) else cell for cell in row)
