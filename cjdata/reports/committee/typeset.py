"""The paper as a PDF for print: tagged, with text for every graphic, the same bytes everywhere.

The content goes to the typesetter as data and is never read as markup. Only the fonts that come
with the typesetter are used, so that no machine sets it differently; they lack some scripts, and
a sign that none of them has is printed as an empty box, since an accessible PDF may not leave one
out.
"""

from __future__ import annotations

import json
import unicodedata
from importlib import resources
from typing import Any

import typst

from cjdata.charts import words
from cjdata.reports.committee.content import Block, Cell, Graphic, Paper, Paragraph, Table

NO_SIGN = "▯"
PRINTABLE = (
    (0x20, 0x7E), (0xA0, 0xA0), (0xA3, 0xA3), (0xA7, 0xA7), (0xA9, 0xA9), (0xAE, 0x24F),
    (0x391, 0x3A1), (0x3A3, 0x3CE), (0x400, 0x45F), (0x1E00, 0x1EFF), (0x2010, 0x2015),
    (0x2018, 0x201E), (0x2020, 0x2022), (0x2026, 0x2026), (0x2030, 0x2030), (0x20AC, 0x20AC),
    (0x2190, 0x2199), (0x2212, 0x2212), (0x2248, 0x2248), (0x2260, 0x2265), (0x25A0, 0x25FF),
)  # fmt: skip
"""First and last code points that the fonts have, for text that is composed."""


def pdf_of(paper: Paper) -> bytes:
    """The paper set on A4."""
    template = resources.files(__package__) / "templates" / "committee.typ"
    return typst.compile(
        template.read_bytes(),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(as_data(paper))},
        pdf_standards="ua-1",
        timestamp=0,
    )


def as_data(paper: Paper) -> dict[str, Any]:
    """The content in the form that the template reads."""
    return {
        "title": printable(paper.title),
        "subtitle": printable(paper.subtitle),
        "audience": printable(paper.audience),
        "known_at": words.day(paper.known_at),
        "edition": paper.edition,
        "label": paper.label,
        "headline": printable(paper.headline),
        "summary": [printable(text) for text in paper.summary],
        "sections": [
            {"title": printable(s.title), "blocks": [_block(block) for block in s.blocks]}
            for s in paper.sections
        ],
    }


def printable(text: str) -> str:
    """The text with an empty box for every sign that no font has, in one line."""
    composed = unicodedata.normalize("NFC", " ".join(text.split()))
    return "".join(sign if _has(ord(sign)) else NO_SIGN for sign in composed)


def _has(point: int) -> bool:
    return any(first <= point <= last for first, last in PRINTABLE)


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {
            "kind": "paragraph",
            "number": block.number,
            "lead": printable(block.lead),
            "text": printable(block.text),
        }
    if isinstance(block, Table):
        return {
            "kind": "table",
            "number": block.number,
            "caption": printable(block.caption),
            "columns": [
                {"heading": printable(c.heading), "share": c.share, "align": c.align}
                for c in block.columns
            ],
            "rows": [[_cell(cell) for cell in row] for row in block.rows],
            "note": printable(block.note),
        }
    return {"kind": "graphic", "number": block.number, "share": block.share, **_graphic(block)}


def _cell(cell: Cell) -> dict[str, Any]:
    return _graphic(cell) if isinstance(cell, Graphic) else {"text": printable(cell)}


def _graphic(graphic: Graphic) -> dict[str, Any]:
    return {
        "svg": str(graphic.svg),
        "alt": printable(graphic.alt),
        "caption": printable(graphic.caption),
    }
