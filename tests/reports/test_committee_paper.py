"""The committee paper as it leaves the house: the same bytes, the same words in both forms."""

from __future__ import annotations

import datetime as dt
import hashlib
import html
import io
import os
import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest
from pypdf import PdfReader

from cjdata.ledger import Store
from cjdata.reports.committee import html_of, pdf_of
from cjdata.reports.committee.content import (
    ILLUSTRATIVE,
    Column,
    Graphic,
    Paper,
    Paragraph,
    Section,
    Table,
    numbered,
)
from cjdata.reports.committee.typeset import NO_SIGN, PRINTABLE, printable
from tests.conftest import REPOSITORY
from tests.reports.conftest import CLOSE_OF_INSPECTION, close, pages_of, paper_of

HOSTILE = '#import "x" $y$ ] #[*bold*] \\ <script>alert(1)</script> `raw` @ref // /* {{ 7 }} 中 🙂'


@pytest.fixture(scope="module")
def pdf(demo_paper: Paper) -> bytes:
    return pdf_of(demo_paper)


@pytest.fixture(scope="module")
def page(demo_paper: Paper) -> str:
    return html_of(demo_paper).decode("utf-8")


def small_paper(*blocks: Paragraph | Table | Graphic) -> Paper:
    return Paper(
        title="A paper", subtitle="of little", audience="For a test.",
        known_at=CLOSE_OF_INSPECTION, edition="0" * 12, demo=True, headline="A headline",
        summary=(), sections=numbered([Section("A section", tuple(blocks))]),
    )  # fmt: skip


def test_another_process_makes_the_same_bytes(demo_store, pdf, page):
    script = (
        "import hashlib, sys; from tests.reports.conftest import *\n"
        "from pathlib import Path; from cjdata.reports.committee import rendered\n"
        "paper = paper_of(Store.open(Path(sys.argv[1])), CLOSE_OF_INSPECTION)\n"
        "print(*(hashlib.sha256(rendered(paper, form)).hexdigest() for form in ('pdf', 'html')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(demo_store.root)],
        cwd=REPOSITORY, capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "HOME": "/nonexistent"},
    )  # fmt: skip
    assert done.stdout.split() == [
        hashlib.sha256(made).hexdigest() for made in (pdf, page.encode())
    ]
    assert b"CreationDate" not in pdf


def test_both_forms_say_every_paragraph_and_table(demo_paper, pdf, page):
    printed, shown = "".join(pages_of(pdf)), close(html.unescape(re.sub(r"<[^>]+>", "", page)))
    for section in demo_paper.sections:
        assert close(section.title) in printed
        assert close(section.title) in shown
        for block in section.blocks:
            if isinstance(block, Paragraph):
                for text in (printed, shown):
                    assert close(f"{block.number}.{block.lead}{block.text}") in text
            else:
                assert close(block.caption) in printed
                assert close(block.caption) in shown
            if isinstance(block, Table):
                cells = [c for row in block.rows for c in row if isinstance(c, str)]
                assert not [c for c in cells if close(c) not in shown]


def test_the_pdf_is_tagged_and_every_graphic_has_its_words(demo_paper, pdf):
    reader = PdfReader(io.BytesIO(pdf))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert "pdfuaid" in root["/Metadata"].get_data().decode()
    found = {str(node["/Alt"]) for node in _nodes(root["/StructTreeRoot"]) if "/Alt" in node}
    drawn = [b for s in demo_paper.sections for b in s.blocks if isinstance(b, Graphic)]
    cells = [c for t in demo_paper.tables for row in t.rows for c in row if isinstance(c, Graphic)]
    assert drawn
    assert cells
    assert {g.alt for g in [*drawn, *cells]} <= found
    kinds = [str(node.get("/S")) for node in _nodes(root["/StructTreeRoot"])]
    assert kinds.count("/Table") == len(demo_paper.tables)
    assert "/TH" in kinds
    assert kinds.count("/H2") == len(demo_paper.sections)


def _nodes(node):
    node = node.get_object()
    if not hasattr(node, "get"):
        return
    yield node
    below = node.get("/K", [])
    below = below.get_object() if hasattr(below, "get_object") else below
    for child in below if isinstance(below, list) else [below]:
        if hasattr(child, "get_object") and not isinstance(child.get_object(), int):
            yield from _nodes(child)


def test_each_page_has_its_number_edition_and_label(demo_paper, pdf):
    pages = pages_of(pdf)
    assert len(pages) > 3
    for number, text in enumerate(pages, 1):
        assert f"Page{number}of{len(pages)}" in text
        assert demo_paper.edition in text
        assert close(ILLUSTRATIVE) in text
        assert "asknownat30November2003" in text


def test_a_long_table_repeats_its_headings_on_each_page():
    rows = tuple((str(i), "text") for i in range(200))
    columns = (Column("Number of it"), Column("Said"))
    pages = pages_of(pdf_of(small_paper(Table(caption="Long", columns=columns, rows=rows))))
    assert len(pages) > 3
    assert all("NumberofitSaid" in text for text in pages)


class _Asks(HTMLParser):
    """Everything that a browser would fetch or run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        if tag in {"script", "link", "iframe", "object", "embed", "img", "form", "base"}:
            self.found.append(tag)
        self.found += [v for k, v in named.items() if k in {"src", "srcset", "href", "action"}]
        self.found += [k for k in named if k.startswith("on")]


def test_the_html_asks_nothing_of_anybody(page):
    asks = _Asks()
    asks.feed(page)
    assert asks.found == []
    assert "url(" not in page
    assert "@import" not in page
    assert page.count("@page") == 1
    assert f'content: "{ILLUSTRATIVE}"' in page


def test_what_somebody_wrote_is_text_in_both_forms():
    table = Table(caption=HOSTILE, columns=(Column(HOSTILE),), rows=((HOSTILE,),), note=HOSTILE)
    paper = small_paper(Paragraph(HOSTILE, lead=HOSTILE), table)
    (text,) = pages_of(pdf_of(paper))
    said = close(printable(HOSTILE))
    assert said.endswith(NO_SIGN * 2)
    # lead and text, caption, heading, cell and note
    assert text.count(said) == 6
    page = html_of(paper).decode()
    assert "<script" not in page
    assert page.count(html.escape(HOSTILE, quote=False).replace('"', "&#34;")) >= 6


def test_every_sign_called_printable_can_be_printed():
    signs = "".join(chr(point) for first, last in PRINTABLE for point in range(first, last + 1))
    assert NO_SIGN in signs
    assert pdf_of(small_paper(Paragraph(" ".join(signs)))).startswith(b"%PDF")
    assert printable("e\u0301 \u200b\x00\u202e") == f"é {NO_SIGN * 3}"


@pytest.mark.parametrize("known_at", ["2000-01-01", "2003-01-09", "2004-11-30"])
def test_there_is_a_paper_for_every_date(demo_store, known_at):
    paper = paper_of(demo_store, dt.date.fromisoformat(known_at))
    assert pdf_of(paper).startswith(b"%PDF")
    assert html_of(paper)
    for text in paper.texts:
        assert "None" not in text
        assert "nan" not in text.split()


@pytest.mark.parametrize(("known_at", "told"), [("2004-11-03", False), ("2004-11-04", True)])
def test_past_forecasts_are_scored_once_all_are_live(empty_live_store, known_at, told):
    text = " ".join(paper_of(empty_live_store, dt.date.fromisoformat(known_at)).texts)
    assert ("Brier score" in text) is told
    assert ("made again from what was known on each" in text) is told


def test_nothing_is_asked_of_a_committee_before_anything_began(demo_store):
    paper = paper_of(demo_store, dt.date(2000, 1, 1))
    (decisions,) = (s for s in paper.sections if s.title == "Decisions asked for")
    assert [b.text for b in decisions.blocks] == [
        "Nothing on record by this date asks for a decision."
    ]


def test_a_live_store_without_a_return_says_so_and_bears_no_label(empty_live_store: Store):
    paper = paper_of(empty_live_store, CLOSE_OF_INSPECTION)
    texts = list(paper.texts)
    assert "No return is known at this date, so there is no figure to report." in texts
    assert "No figure of a borough can be judged at this date." in texts
    page, pages = html_of(paper).decode(), pages_of(pdf_of(paper))
    assert "Illustrative" not in page
    assert not [text for text in pages if "Illustrative" in text]
    # the public record is in a live store too
    assert paper.headline.startswith("One borough of 32 has the full model.")


@pytest.mark.parametrize(("known_at", "told"), [("2003-11-29", False), ("2003-11-30", True)])
def test_where_recommendations_stood_is_printed_once_the_inspectors_told_it(
    empty_live_store, known_at, told
):
    paper = paper_of(empty_live_store, dt.date.fromisoformat(known_at))
    (register,) = [
        block for section in paper.sections for block in section.blocks
        if isinstance(block, Table) and block.caption.startswith("Every recommendation")
    ]  # fmt: skip
    assert ("Stood in" in [column.heading for column in register.columns]) is told
    assert ("Blueprint for Change" in str(register.rows)) is told


def test_the_record_of_october_2003_gives_its_decisions(demo_paper):
    # MPA PPRC 9 October 2003, report 20: 10 boroughs by 31 March 2004 against 32 by April
    asked = {b.lead: b.text for b in demo_paper.sections[0].blocks if isinstance(b, Paragraph)}
    assert "10 of 32 boroughs by 31 March 2004" in asked["Plan and target contradict each other."]
    assert asked["Dates have passed."].startswith(
        "Lambeth was to be live by early October 2003 and is not named as live since."
    )
    # HMIC 4.2.3 names three that nobody had developed
    unheard = asked["Recommendations nobody reports on."]
    assert "custody detention officers, flexible bail to court, corporate case files" in unheard
    # the review of 9 January 2003 asked to be told every six months (report 13)
    assert "overdue" in asked["A review is overdue."]


def test_a_row_of_a_table_has_a_cell_for_each_column():
    with pytest.raises(ValueError, match="not one cell a column"):
        Table(caption="Wrong", columns=(Column("A"), Column("B")), rows=(("1",),))


def test_the_map_draws_each_borough_and_says_which_are_further(demo_paper):
    (drawn,) = (
        b
        for s in demo_paper.sections
        for b in s.blocks
        if isinstance(b, Graphic) and b.caption.startswith("Justice for London model by borough")
    )
    assert drawn.svg.count("<path") == 33  # 32 boroughs and the City
    assert "Live: Southwark" in drawn.alt
    assert "in progress: Lambeth" in drawn.alt
