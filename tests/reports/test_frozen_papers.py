"""A frozen paper never changes; what is loaded later makes another one, which says so."""

from __future__ import annotations

import datetime as dt

import pytest

from cjdata.cli import main
from cjdata.domain.errors import RefusedError, StoreDamagedError
from cjdata.intake.explanations import explain
from cjdata.intake.keeping import Saying, keep
from cjdata.intake.verification import verify
from cjdata.ledger import Kind, Store
from cjdata.reports.committee import detail_of, html_of, rendered
from cjdata.reports.committee.content import Paragraph, Table
from cjdata.reports.committee.frozen import FORMS, freeze, frozen_bytes, frozen_papers
from cjdata.snapshot.reader import Reader
from tests.reports.conftest import CLOSE_OF_INSPECTION, paper_of
from tests.stores import load, trials

D = CLOSE_OF_INSPECTION


def frozen(store: Store, by: str = "A Clerk"):
    paper = paper_of(store, D)
    forms = {form: rendered(paper, form) for form in FORMS}
    return freeze(store, detail_of(paper, Reader.open(store)), forms, by=by), forms


def test_late_history_changes_the_new_paper_and_not_the_frozen_one(store):
    load(store, *trials("lambeth", "2003-09", 20, 10, 10), known_on="2003-10-10", name="a.csv")
    kept, forms = frozen(store)
    load(store, *trials("southwark", "2003-09", 20, 10, 10), known_on="2003-10-12", name="b.csv")
    load(store, *trials("lambeth", "2003-09", 20, 14, 6), known_on="2003-12-01", name="after.csv")

    assert {form: frozen_bytes(store, kept.number, form) for form in FORMS} == forms
    new = paper_of(store, D)
    assert new.edition != kept.edition
    assert html_of(new) != forms["html"]
    (blocks,) = (s.blocks for s in new.sections if s.title == "Data quality")
    (late,) = (b for b in blocks if isinstance(b, Table) and b.caption == "Late additions")
    # both returns were entered after the date; the correction of December is not known by it
    assert [row[1] for row in late.rows] == ["return: a.csv", "return: b.csv"]
    assert [row[2] for row in late.rows] == ["10 Oct 2003", "12 Oct 2003"]
    (before,) = (b for b in blocks if isinstance(b, Paragraph) and b.lead == "Frozen before.")
    assert f"edition {kept.edition}" in before.text
    assert "one of the late additions was entered since" in before.text
    assert verify(store).sound


def test_a_revision_known_later_leaves_the_paper_of_the_day_as_it_was(store):
    load(store, *trials("lambeth", "2003-09", 20, 10, 10), known_on="2003-10-10")
    before = paper_of(store, D)
    load(store, *trials("lambeth", "2003-09", 30, 10, 0), known_on="2003-12-10")
    after = paper_of(store, D)
    assert after.edition != before.edition
    assert after.sections == before.sections


def test_the_same_paper_is_frozen_once_and_by_somebody(store):
    paper = paper_of(store, D)
    detail = detail_of(paper, Reader.open(store))
    with pytest.raises(RefusedError, match="say who"):
        freeze(store, detail, {"pdf": b"%PDF", "html": b"<p>"}, by=" ")
    assert frozen_papers(Reader.open(store)) == ()
    kept = freeze(store, detail, {"pdf": b"%PDF", "html": b"<p>"}, by="A Clerk")
    with pytest.raises(RefusedError, match=f"frozen already as paper {kept.number}"):
        freeze(store, detail, {"pdf": b"%PDF", "html": b"<p>"}, by="Another")
    again = detail_of(paper_of(store, D), Reader.open(store))
    assert again.edition != detail.edition, "freezing is an entry of its own"
    with pytest.raises(RefusedError, match=f"frozen already as paper {kept.number}"):
        freeze(store, again, {"pdf": b"%PDF", "html": b"<p>"}, by="Another")
    (found,) = frozen_papers(Reader.open(store))
    assert (found.by, found.known_at, found.edition) == ("A Clerk", D, paper.edition)
    assert found.frozen_on == dt.datetime.now(dt.UTC).date()


def test_what_came_since_or_another_date_makes_another_paper(store):
    first, _ = frozen(store)
    other = detail_of(paper_of(store, D - dt.timedelta(days=60)), Reader.open(store))
    second = freeze(store, other, {"pdf": b"%PDF", "html": b"<p>"}, by="A Clerk")
    load(store, *trials("lambeth", "2003-09", 20, 10, 10), known_on="2003-10-10")
    third, _ = frozen(store)
    assert [p.number for p in frozen_papers(Reader.open(store))] == [
        third.number, second.number, first.number
    ]  # fmt: skip


def test_a_frozen_paper_whose_file_was_changed_is_not_handed_out(store):
    kept, _ = frozen(store)
    (store.payloads / kept.payloads["pdf"]).write_bytes(b"%PDF another")
    with pytest.raises(StoreDamagedError, match="not what was accepted"):
        frozen_bytes(store, kept.number, "pdf")


def test_an_entry_that_is_no_paper_is_said_to_be_damaged(store):
    keep(store, [Saying(kind=Kind.PAPER, topic="paper", detail={"known_at": 1})], by="A Clerk")
    with pytest.raises(StoreDamagedError, match="no paper that can be read"):
        frozen_papers(Reader.open(store))


def test_explanations_are_printed_as_they_were_said_with_what_is_due(store):
    load(store, *trials("lambeth", "2003-09", 20, 10, 10), known_on="2003-10-10")
    said = {"measure": "T05", "unit": "lambeth", "period": "2003-09", "by": "A Manager"}
    explain(
        store, text="#strong[x] <b>court</b> closed", action="Another court", owner="",
        due=dt.date(2003, 11, 1), known_on=dt.date(2003, 10, 20), **said,
    )  # fmt: skip
    explain(
        store, text="told after the day", action="", owner="", due=None,
        known_on=dt.date(2003, 12, 2), **said,
    )  # fmt: skip
    paper = paper_of(store, D)
    (table,) = (t for t in paper.tables if t.caption.startswith("What was said"))
    assert table.rows == (
        (
            "Lambeth, T05, September 2003",
            "#strong[x] <b>court</b> closed",
            "Another court",
            "none named",
            "1 Nov 2003, passed",
        ),
    )
    page = html_of(paper).decode()
    assert "#strong[x] &lt;b&gt;court&lt;/b&gt; closed" in page


def test_the_commands_make_freeze_list_and_fetch(store, tmp_path, capsys):
    at = ["--store", str(store.root)]
    pdf, again, page = tmp_path / "p.pdf", tmp_path / "again.pdf", tmp_path / "p.html"
    made = ["report", "committee", "--known-at", "2003-11-30", *at]
    assert main([*made, "-o", str(pdf), "--freeze", "--by", "A Clerk"]) == 0
    number = str(frozen_papers(Reader.open(store))[0].number)
    assert main([*made, "-o", str(page)]) == 0
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert main(["report", "committee", "--frozen", number, "-o", str(again), *at]) == 0
    assert again.read_bytes() == pdf.read_bytes()
    capsys.readouterr()
    assert main(["report", "papers", *at]) == 0
    heading, row = capsys.readouterr().out.splitlines()
    assert heading == "paper,known_at,edition,frozen_on,by,headline"
    assert row.startswith(f"{number},2003-11-30,")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["-o", "paper.doc"], "neither .pdf nor .html"),
        ([], "say where the paper goes"),
        (["-o", "paper.pdf", "--known-at", "2999-01-01"], "nothing can be known at 2999-01-01"),
        (["-o", "paper.pdf", "--frozen", "7"], "there is no frozen paper 7"),
        (["--frozen", "7"], "say where"),
    ],
)
def test_calls_that_cannot_be_carried_out(store, tmp_path, monkeypatch, capsys, words, message):
    monkeypatch.chdir(tmp_path)
    assert main(["report", "committee", *words, "--store", str(store.root)]) == 2
    assert message in capsys.readouterr().err
    assert list(tmp_path.glob("paper*")) == []
