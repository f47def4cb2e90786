"""The rollout plan page: the finding, the days, what does not hold, and a change entered there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cjdata.ledger import Journal, Store
from tests.pages.conftest import Open
from tests.pages.visit import Visit

PAGE = "rollout-plan"


def test_the_heading_is_the_inspectors_finding(visit: Open, demo_store: Store) -> None:
    found = visit(demo_store, PAGE)
    assert found.heading == (
        "26 of 32 boroughs have neither day nor report for the Justice for London model, and "
        "nothing of it has an owner."
    )
    assert "10 of 32 by 31 March 2004" in found.text
    assert "could be seen on 9 October 2003" in found.text


def test_tower_hamlets_slipped_by_seven_to_seventeen_weeks(visit: Open, demo_store: Store) -> None:
    found = visit(demo_store, PAGE, known_at="2004-04-22")
    rows = {row[0]: row for row in found.rows("How the days have slipped")}
    assert rows["Tower Hamlets"] == [
        "Tower Hamlets", "before Christmas 2003 said 11 Dec 2003", "as first",
        "after 12 Feb 2004 and by 22 Apr 2004 told 22 Apr 2004, as CPUs", "seven to 17 weeks late",
    ]  # fmt: skip
    assert rows["Brent"][-1] == "up to six weeks late, perhaps in time"


def test_letters_and_shapes_stand_beside_the_colours(visit: Open, demo_store: Store) -> None:
    found = visit(demo_store, PAGE, known_at="2003-11-30")
    rows = {row[0]: row for row in found.rows("Baseline, present plan")}
    assert rows["Lambeth"][1] == "R ◆ overdue or off track"
    assert rows["Brent"][1] == "A ▲ at risk"
    assert rows["Lambeth"][-1] == "seven weeks so far"


def test_the_matrix_holds_every_borough_and_initiative(visit: Open, demo_store: Store) -> None:
    rows = visit(demo_store, PAGE, known_at="2004-02-12").rows("Every borough and initiative")
    assert len(rows) == 32
    assert {len(row) for row in rows} == {9}
    by_name = {row[0]: row for row in rows}
    assert by_name["Hackney"][1] == (
        "● live A at risk: live, not verified 31.12.03 → ~25.12.03 → by 12.2.04"
    )
    # The paper that puts twelve boroughs in scope names six of them, on 5 March 2004.
    assert by_name["Hackney"][6] == "? not known whether in scope"


def test_the_checklist_and_the_two_risks_stand_there(visit: Open, demo_store: Store) -> None:
    found = visit(demo_store, PAGE)
    asked = found.rows("Held against what a plan should say")
    assert [row[1] for row in asked] == [
        "met", "partly", "missing", "partly", "partly", "missing", "missing", "missing", "missing",
    ]  # fmt: skip
    risks = found.rows("Risks, costs and expected benefits")
    assert [row[0] for row in risks] == ["Risk", "Risk"]
    assert all("paragraph 4.3.5" in row[-1] for row in risks)


def test_where_nothing_was_said_no_plan_is_on_record(visit: Open, demo_store: Store) -> None:
    found = visit(demo_store, PAGE, known_at="2003-01-01")
    assert found.heading == "No plan for the Justice for London model is on record at this date."


@pytest.fixture
def own_store(empty_live_store: Store, tmp_path: Path) -> Store:
    shutil.copytree(empty_live_store.root, tmp_path / "own")
    return Store.open(tmp_path / "own")


def opened(visit: Open, store: Store) -> Visit:
    found = visit(store, PAGE, known_at="2004-01-05", initiative="flexible-bail")
    found.app.session_state["plan-form"] = True
    found.app.run()
    return found


def fill(found: Visit, by: str, *, sure: bool = True) -> Visit:
    app = found.app
    app.selectbox(key="plan-unit").select("bromley")
    app.text_input(key="plan-owner").input("Ch Insp A")
    app.date_input(key="plan-due").set_value("2004-03-31")
    app.text_input(key="plan-why").input("agreed with the court")
    app.text_input(key="sender").input(by)
    if sure:
        app.checkbox(key="plan-sure").check()
    app.button[-1].click().run()
    return found


def test_a_change_is_entered_and_shown_at_once(visit: Open, own_store: Store) -> None:
    found = fill(opened(visit, own_store), "Cdr Given")
    assert found.failures() == []
    assert [s.value for s in found.app.success] == ["Entered as entry 1\\."]
    assert found.heading.startswith("31 of 32 boroughs")
    (entry,) = [entry for entry, _ in Journal(own_store).entries()]
    assert (entry.by, entry.topic, entry.known_on.isoformat()) == (
        "Cdr Given",
        "plan",
        "2004-01-05",
    )
    (row,) = found.rows("Who changed the plan")
    assert row[1] == "Cdr Given"
    assert row[3] == "agreed with the court"


@pytest.mark.parametrize(("by", "sure"), [("", True), ("Cdr Given", False)])
def test_nothing_is_entered_without_a_name_or_unconfirmed(
    visit: Open, own_store: Store, by: str, sure: bool
) -> None:
    found = fill(opened(visit, own_store), by, sure=sure)
    assert len(found.app.info) == 1
    assert Journal(own_store).head().seq == 0


def test_every_fault_of_a_change_is_told(visit: Open, own_store: Store) -> None:
    found = opened(visit, own_store)
    found.app.text_input(key="plan-verifier").input("ch insp a")
    fill(found, "Cdr Given")
    told = " ".join(error.value for error in found.app.error)
    assert "nothing was changed" in told
    assert "the owner cannot verify" in told
    assert "nothing to verify before" in told
    assert Journal(own_store).head().seq == 0


HEADING = "unit,initiative,milestone,owner,due"


def send(visit: Open, store: Store, *rows: str) -> Visit:
    found = visit(store, PAGE, known_at="2004-01-05", initiative="flexible-bail")
    found.app.session_state["plan-file"] = True
    found.app.run()
    found.app.text_input(key="plan-file-by").input("Cdr Given")
    data = "\n".join([HEADING, *rows]).encode()
    found.app.file_uploader[0].upload("plan.csv", data, "text/csv").run()
    return found


def test_a_plan_file_is_reviewed_on_the_page_before_it_is_entered(
    visit: Open, own_store: Store
) -> None:
    found = send(visit, own_store, "bromlay,flexible-bail,live,A,2004-03-31", "x,y,live,B,soon")
    assert "did you mean bromley" in found.text
    assert Journal(own_store).head().seq == 0
    found = send(visit, own_store, "bromley,flexible-bail,live,<b>A</b>,2004-03-31")
    found.click("plan-file-enter")
    assert found.failures() == []
    assert Journal(own_store).head().seq == 1
    (row,) = found.rows("Who changed the plan")
    assert "owner <b>A</b>" in row[2]


def test_a_site_leads_to_no_page_of_a_borough(visit: Open, demo_store: Store) -> None:
    found = visit(demo_store, PAGE, initiative="lawyers-at-point-of-charge")
    rows = {row[0]: row for row in found.rows("Baseline, present plan")}
    assert rows["Marlowe House"][1] == "R ◆ overdue or off track"
    assert "unit=marlowe-house" not in found.markup
    assert "unit=southwark" in found.markup
