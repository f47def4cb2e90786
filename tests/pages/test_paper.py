"""The page of the committee's paper: nothing made unasked, frozen by somebody, kept as it was."""

from __future__ import annotations

import re

from cjdata.ledger import Store
from cjdata.reports.committee.frozen import frozen_bytes, frozen_papers
from cjdata.snapshot.reader import Reader
from cjdata.ui.house import open_house
from cjdata.ui.paper import made
from tests.stores import day

PAGE = "authority-paper"


def expand(page, key: str):
    """Open an expander as a click does."""
    page.app.session_state[key] = True
    page.app.run()
    return page


def test_nothing_is_made_until_it_is_asked_for(visit, demo_store):
    page = visit(demo_store, PAGE)
    assert page.heading.startswith("One borough of 32 has the full model.")
    assert "None is frozen for this date." in page.below
    assert "No paper has been frozen in this store." in page.text
    assert not page.app.get("iframe")


def test_a_paper_is_frozen_by_somebody_who_is_sure_and_listed(visit, store: Store):
    page = expand(visit(store.root, PAGE, known_at="2003-11-30"), "freeze")
    freeze = next(b for b in page.app.button if b.label == "Freeze it")
    freeze.click().run()
    assert [e.value for e in page.app.error] == [
        "Tick that this is the paper to keep; nothing was changed."
    ]
    page.app.checkbox(key="freeze-sure").check()
    next(b for b in page.app.button if b.label == "Freeze it").click().run()
    assert [e.value for e in page.app.error] == ["Say who freezes it; nothing was changed."]
    assert frozen_papers(Reader.open(store)) == ()

    edition = open_house().reader.edition
    page.app.text_input(key="freeze-by").input("<b>A Clerk</b>")
    next(b for b in page.app.button if b.label == "Freeze it").click().run()
    assert page.failures() == []
    (kept,) = frozen_papers(Reader.open(store))
    assert (kept.by, kept.known_at, kept.edition) == ("<b>A Clerk</b>", day("2003-11-30"), edition)
    assert re.search(r"Frozen as paper \d+", page.app.success[0].value)
    ((number, _, _),) = page.rows("Frozen papers")
    assert number.startswith(f"{kept.number}: 30 November 2003")
    assert "&lt;b&gt;A Clerk&lt;/b&gt;" in page.markup
    # the page would now make another edition; the frozen one is as it was
    assert open_house().reader.edition != edition
    now = made(open_house(), day("2003-11-30"), "html")
    assert now != frozen_bytes(store, kept.number, "html")
    assert edition.encode() in frozen_bytes(store, kept.number, "html")
