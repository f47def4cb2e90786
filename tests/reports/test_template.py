"""Templates: made from the definitions, telling whether they add up, filled in and loaded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cjdata.cli import main
from cjdata.domain.errors import PeriodError, RefusedError, UnknownNameError
from cjdata.domain.periods import Period
from cjdata.ledger import Store
from cjdata.reports.template_rows import form_of
from tests.reports.books import SPACE, part, sheets
from tests.reports.filling import filled
from tests.reports.spreadsheet import Page
from tests.reports.templates import (
    CATALOGUE,
    GOOD,
    TRIALS,
    cell_of,
    checked,
    form,
    of_trials,
    template,
    trials,
)


def test_a_filled_one_reads_as_the_return_it_is():
    result = checked(filled(trials(), of_trials(**GOOD, cracked__A=40, cracked__B=21)))
    assert result.faults == ()
    rows = result.rows
    assert set(rows["unit"]) == {"lambeth"}
    assert set(rows["period"]) == {"2003-10"}
    assert set(rows["collection"]) == {"trials-magistrates"}
    assert dict(zip(rows["component"] + rows["reason"], rows["value"], strict=True)) == {
        "trials_effective": 96, "trials_cracked": 61, "trials_crackedA": 40,
        "trials_crackedB": 21, "trials_ineffective": 74, "trials_vacated": 30,
    }  # fmt: skip


def test_free_rows_take_a_court_and_a_reason_from_the_lists():
    free = next(
        n for n, row in enumerate(sheets(trials())["Return"], start=1)
        if str(row[0]).startswith("More detail")
    ) + 1  # fmt: skip
    more = {f"E{free}": "trials_cracked", f"F{free}": "Bow Street Magistrates' Court",
            f"G{free}": "A", f"B{free}": 61, f"D{free}": "moved for a day"}  # fmt: skip
    result = checked(filled(trials(), {**of_trials(**GOOD), **more}))
    assert result.faults == ()
    (row,) = result.rows[result.rows["court"] != ""].itertuples()
    assert (row.court, row.reason, row.value, row.note) == (
        "court-bow-street", "A", 61, "moved for a day",
    )  # fmt: skip


@pytest.mark.parametrize("collection", CATALOGUE.collections)
def test_every_collection_has_a_template_that_comes_back_whole(collection: str):
    """Each total at 0, the day after the period: accepted without a word."""
    own = CATALOGUE.collections[collection]
    unit = next(u for u in CATALOGUE.units.values() if own.is_reported_by(u))
    period = own.periods(2003 * 12 - 12, 2003 * 12 + 8)[-1]
    data = template(unit.id, str(period), collection)
    asked = [line for line in form(unit.id, str(period), collection).lines if not line.is_detail]
    cells = {cell_of(data, line.component.id): 0 for line in asked}
    result = checked(filled(data, cells))
    assert result.faults == ()
    assert len(result.rows) == len(asked) > 0
    assert set(result.rows["collection"]) == {collection}
    assert {line.component.id for line in asked} == {
        c.id for c in CATALOGUE.components.values() if collection in c.collections
    }


def test_labels_are_locked_and_values_are_not():
    page = part(trials(), "xl/worksheets/sheet1.xml")
    assert page.find(f"{SPACE}sheetProtection") is not None
    formats = part(trials(), "xl/styles.xml").find(f"{SPACE}cellXfs")
    assert formats is not None

    def locked(cell: str) -> bool:
        (found,) = (c for c in page.iter(f"{SPACE}c") if c.get("r") == cell)
        protection = list(formats)[int(found.get("s", "0"))].find(f"{SPACE}protection")
        return protection is None or protection.get("locked") != "0"

    value = cell_of(trials(), "trials_cracked", reason="A")
    row = value[1:]
    assert not locked(value)
    assert not locked(f"D{row}")
    assert all(locked(f"{letter}{row}") for letter in "ACEGHIJ")


def test_choices_are_those_of_the_definitions():
    lists = sheets(trials())["Lists"]
    names = {u.name for u in CATALOGUE.units.values() if u.kind.value == "magistrates_court"}
    assert {row[2] for row in lists[1:] if row[2]} == names
    codes = {r.code for r in CATALOGUE.reasons.values() if r.courts == "both"}
    assert {row[4] for row in lists[1:] if row[4]} == codes
    rules = part(trials(), "xl/worksheets/sheet1.xml").iter(f"{SPACE}dataValidation")
    sources = {rule.findtext(f"{SPACE}formula1") for rule in rules if rule.get("type") == "list"}
    assert sources == {
        "Lists!$A$2:$A$6", f"Lists!$C$2:$C${len(names) + 1}", f"Lists!$E$2:$E${len(codes) + 1}",
    }  # fmt: skip


def shown(data: bytes, component: str, **more: str) -> str:
    """What the column Check says beside a figure."""
    return str(Page(data).value("C" + cell_of(trials(), component, **more)[1:]))


@pytest.mark.parametrize(
    ("figures", "component", "words"),
    [
        ({}, "trials_effective", "fill in"),
        ({}, "trials_listed", "fill in"),
        (GOOD, "trials_listed", "left blank: its parts make 231"),
        ({**GOOD, "cracked": "[x]"}, "trials_listed", "left blank: not available"),
        ({**GOOD, "listed": 231}, "trials_listed", "ok"),
        ({**GOOD, "listed": 230}, "trials_listed", "does not add up: its parts make 231"),
        ({"listed": 100, "effective": 60}, "trials_listed", "ok"),
        ({"listed": 100, "effective": 160}, "trials_listed", "does not add up: its parts make 160"),
        ({**GOOD, "cracked__A": 40}, "trials_cracked", "does not add up: its reasons make 40"),
        ({**GOOD, "cracked__A": 40, "cracked__B": 21}, "trials_cracked", "ok"),
        ({**GOOD, "cracked__A": 40, "cracked__B": "[x]"}, "trials_cracked", "ok"),
        ({**GOOD, "vacated": "[z]"}, "trials_vacated", "ok"),
        ({**GOOD, "vacated": "none"}, "trials_vacated", "write a number of 0 or more, [x] or [z]"),
        ({**GOOD, "vacated": -1}, "trials_vacated", "not below 0"),
        ({**GOOD, "vacated": 1.5}, "trials_vacated", "whole numbers only"),
    ],
)
def test_totals_check_themselves_in_words(figures, component, words):
    assert shown(filled(trials(), of_trials(**figures)), component) == words


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ({}, "5 still to fill in"),
        (GOOD, "ok: everything adds up"),
        ({**GOOD, "listed": 1}, "1 to mend: see the column Check"),
    ],
)
def test_one_cell_tells_of_the_whole_return(figures, words):
    data = filled(trials(), of_trials(**figures))
    assert Page(data).value("B4") == words
    if not figures:
        assert sheets(data)["Return"][3][1] == words, "seen before anything is recalculated"


FIGURE = st.one_of(st.none(), st.integers(0, 4), st.sampled_from(["[x]", "[z]", "n/a", -1, 0.5]))
CHARGING = ("charging_sites_in_scope", "charging_sites_with_prosecutor", "decisions_finalised",
            "decisions_charged", "decisions_no_further_action", "decisions_out_of_court",
            "decisions_no_further_action_evidential",
            "decisions_no_further_action_public_interest")  # fmt: skip


@given(figures=st.fixed_dictionaries(dict.fromkeys(CHARGING, FIGURE)))
@example(figures={**dict.fromkeys(CHARGING, 0), "decisions_no_further_action": None})
@example(figures={**dict.fromkeys(CHARGING, 0), "decisions_finalised": None})
@settings(max_examples=25, deadline=None)
def test_what_the_sheet_calls_wrong_is_refused_and_what_it_calls_ok_is_accepted(figures):
    data = template("lambeth", "2003-10", "charging")
    rest = {line.component.id: 0 for line in form().lines}
    cells = {cell_of(data, name): value for name, value in {**rest, **figures}.items()}
    data = filled(data, cells)
    overall = str(Page(data).value("B4"))
    assert checked(data).accepted == overall.startswith("ok")


@pytest.mark.parametrize(
    ("asked", "error", "said"),
    [
        ({"unit": "lambth"}, UnknownNameError, "did you mean lambeth"),
        ({"collection": "trials-magistrate"}, UnknownNameError, "did you mean trials-magistrates"),
        ({"period": "October 2003"}, PeriodError, "write it as YYYY-MM"),
        ({"period": "9999-12"}, PeriodError, "outside the years"),
        ({"period": "2003-10/2003-12"}, RefusedError, "reported for a month"),
        ({"period": "2001-10"}, RefusedError, "begins in 2002-04"),
        ({"unit": "court-snaresbrook"}, RefusedError, "it sends trials-crown,"),
        ({"unit": "court-acton"}, RefusedError, "it sends no returns"),
    ],
)
def test_a_template_of_what_there_is_not_is_refused_plainly(asked, error, said):
    with pytest.raises(error, match=said):
        form_of(CATALOGUE, **{**TRIALS, **asked})


def test_a_unit_may_be_called_by_its_name():
    assert form_of(CATALOGUE, **{**TRIALS, "unit": "Lambeth"}).unit.id == "lambeth"
    assert form(period="2003-10").file_name == "charging-lambeth-2003-10.xlsx"
    quarter = form("court-snaresbrook", "2003-10/2003-12", "case-outcomes-crown")
    assert quarter.file_name == "case-outcomes-crown-court-snaresbrook-2003-10-to-2003-12.xlsx"
    assert quarter.period == Period.parse("2003-10/2003-12")


def test_from_the_template_to_the_figure(store: Store, tmp_path: Path, capsys):
    """`template`, filled in, `check`, `load`, `figures`: 74 of 231 trials were ineffective."""
    file = tmp_path / "return.xlsx"
    at = ["--store", str(store.root)]
    words = [f"--{name}={value}" for name, value in TRIALS.items()]
    assert main(["template", *words, "-o", str(file), *at]) == 0
    assert "template of trials-magistrates lambeth 2003-10 written to" in capsys.readouterr().err
    assert main(["check", str(file), *at]) == 1
    assert "return.xlsx:Return:9:value (B9): error: the value is blank" in capsys.readouterr().out
    file.write_bytes(filled(file.read_bytes(), of_trials(**GOOD)))
    assert main(["load", str(file), *at, "--by", "A Clerk", "--known-on", "2003-11-10"]) == 0
    capsys.readouterr()
    asked = ["figures", "T05", "--unit", "lambeth", "--format", "json", *at]
    assert main(asked) == 0
    (figure,) = json.loads(capsys.readouterr().out)
    assert (figure["numerator"], figure["denominator"], figure["state"]) == (74, 231, "value")
