"""The desk: a return that is accepted in a demo store shows in the view that it came from."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

from cjdata.ledger import Journal, Store
from cjdata.ui.submit import shown_from
from tests.pages.conftest import LAMBETH, Open
from tests.pages.visit import Visit
from tests.returns.books import HEADING, book

NOVEMBER = dt.date(2003, 11, 30)


def asked(visit: Open, store: Store | Path, day: dt.date, data: str = LAMBETH) -> Visit:
    """The desk on a day with one file on it."""
    found = visit(store, "returns-submit", known_at=day.isoformat())
    assert not found.app.date_input  # nothing is asked of a file before there is one
    return given(found, data)


def given(found: Visit, data: str) -> Visit:
    (box,) = found.app.get("file_uploader")
    box.set_value(("lambeth.csv", data.encode(), "text/csv")).run()
    assert found.failures() == []
    return found


def test_in_a_demo_store_a_return_is_received_on_the_day_in_view(visit: Open, demo_store: Store):
    for day in (NOVEMBER, dt.date(2004, 2, 12)):
        (received,) = asked(visit, demo_store, day).app.date_input
        assert (received.label, received.value) == ("Received on", day)


def test_in_a_live_store_a_return_is_received_today(visit: Open, live_store: Path):
    (received,) = asked(visit, live_store, NOVEMBER).app.date_input
    assert received.value == received.max


def test_who_sends_and_from_when_stays_for_the_next_file(visit: Open, empty_live_store, tmp_path):
    shutil.copytree(empty_live_store.root, tmp_path / "own")
    found = asked(visit, tmp_path / "own", NOVEMBER)
    found.app.text_input(key="sender").input("A Clerk")
    found.app.date_input[0].set_value(dt.date(2003, 11, 3)).run()
    (accept,) = (b for b in found.app.button if b.label.startswith("Accept"))
    accept.click().run()
    assert "accepted as entry 1" in found.app.success[0].value.replace("\\", "")
    assert not found.app.text_input
    given(found, LAMBETH.replace("lambeth", "croydon"))
    assert found.app.text_input(key="sender").value == "A Clerk"
    assert found.app.date_input[0].value == dt.date(2003, 11, 3)


def test_a_mistake_that_every_row_has_is_one_line_and_the_table_has_every_row(
    visit: Open, demo_store: Store
):
    rows = [f"{unit},Octobr 2003,decisions_made,4" for unit in ("barnet", "bexley", "brent") * 10]
    wrong = "\n".join(["unit,period,component,value", *rows, "camden,2003-10,decisions_made,-1"])
    found = asked(visit, demo_store, NOVEMBER, wrong)
    assert found.text.count("'Octobr 2003'") == 1
    assert "(so too in row 3, 4, 5, 6, 7 and 24 more to row 31)" in found.text
    assert "'-1' is negative" in found.text
    assert "31 errors" in found.text
    found.app.session_state["t-lambeth.csv"] = True
    found.app.run()
    (table,) = found.app.dataframe
    assert len(table.value) == 31


def test_faults_of_a_workbook_name_the_sheet(visit: Open, demo_store: Store):
    rows = [["lambeth", "2003-10", "decisions_made", "many"]]
    data = book([HEADING[:4], *rows], [HEADING[:4], ["croydon", *rows[0][1:]]])
    found = visit(demo_store, "returns-submit", known_at=NOVEMBER.isoformat())
    (box,) = found.app.get("file_uploader")
    box.set_value(("two.xlsx", data, "application/octet-stream")).run()
    assert found.failures() == []
    for sheet in ("Sheet1", "Sheet2"):
        assert f"<td>{sheet} 2</td><td>value (D2)</td>" in found.markup


def test_a_return_is_taken_back_by_somebody(visit: Open, live_store: Path, tmp_path: Path):
    shutil.copytree(live_store, tmp_path / "own")
    found = visit(tmp_path / "own", "returns-submit")
    found.app.session_state["take-back"] = True
    found.app.run()
    found.app.text_input(key="withdraw-id").input("R1-1")
    found.app.text_input(key="withdraw-why").input("counted twice")
    withdraw = next(b for b in found.app.button if b.label == "Withdraw it")
    withdraw.click().run()
    assert [i.value for i in found.app.info] == ["Give your name: it is kept with the withdrawal."]
    found.app.text_input(key="withdraw-by").input(" A Clerk ")
    next(b for b in found.app.button if b.label == "Withdraw it").click().run()
    assert "is withdrawn; nothing stands for it now" in found.app.success[0].value.replace("\\", "")
    assert [entry.by for entry, _ in Journal(Store.open(tmp_path / "own")).entries()] == [
        "A Clerk",
        "A Clerk",
    ]


def test_it_is_said_from_which_day_a_return_shows():
    assert shown_from(NOVEMBER, NOVEMBER) == (
        "Once accepted it shows as known at 30 November 2003 and later."
    )
    later = shown_from(dt.date(2003, 12, 1), NOVEMBER)
    assert later.startswith("Once accepted it shows as known at 1 December 2003 and later. ")
    assert "stand at 30 November 2003 and will not show it" in later
