"""Foreign layouts: the two profiles that ship, on small files of their layout and on real ones."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from cjdata.definitions import load
from cjdata.definitions.profiles import load_profile, read_profile
from cjdata.domain.errors import DefinitionError, UnknownNameError
from cjdata.domain.periods import parse_month
from cjdata.intake.foreign import read_files
from cjdata.returns.checks import Checked, check
from cjdata.returns.named_months import months_in
from cjdata.returns.profiles import read_with_profile
from tests.returns.books import book, edited

TODAY = dt.date(2026, 1, 1)
CATALOGUE = load()
CPS = load_profile("cps-outcomes", CATALOGUE)
PAS = load_profile("public-attitudes", CATALOGUE)
SHARED = Path(os.environ.get("CJDATA_SHARED", Path(__file__).parents[3] / "shared"))
FOREIGN = SHARED / "data" / "foreign"
real = pytest.mark.skipif(not FOREIGN.exists(), reason=f"no foreign files in {FOREIGN.name}")

AREAS = ["Avon & Somerset", "Metropolitan and City", "GreaterManchester", "Kent"]
FIGURES = list(CPS.expanded())
APRIL = "principal_offence_category_april_2014.csv"


def cps(*, change: dict[tuple[str, str], str] | None = None, scale: int = 1) -> list[list[str]]:
    """A table of four areas and their total; `change` puts other texts into cells."""
    heading = [""]
    for name in FIGURES:
        heading += [name, name.replace("Number of", "Percentage of")]
    rows = []
    for n, area in enumerate(AREAS, start=1):
        counts = [scale * 1000 * n + place for place in range(len(FIGURES))]
        rows.append([area, *(t for c in counts for t in (f"{c:,}", "75.6%"))])
    totals = [
        f"{sum(int(r[2 * p + 1].replace(',', '')) for r in rows):,}" for p in range(len(FIGURES))
    ]
    table = [heading, ["National", *(t for c in totals for t in (c, "-"))], *rows]
    for (row, column), text in (change or {}).items():
        line = next(r for r in table if r[0] == row)
        line[heading.index(column)] = text
    return table


def as_csv(table: list[list[str]]) -> bytes:
    return "\n".join(",".join(f'"{c}"' for c in row) for row in table).encode()


def read(data: bytes, name: str = APRIL, profile=CPS) -> Checked:
    sheet = read_with_profile(data, name, profile, CATALOGUE)
    return check(sheet, catalogue=CATALOGUE, known_on=TODAY, today=TODAY)


def errors(result: Checked) -> list[tuple[int | None, str | None, str]]:
    return [(f.row, f.column, f.rule) for f in result.faults if f.severity == "error"]


def test_a_wide_file_becomes_a_row_for_each_area_and_column():
    result = read(as_csv(cps()))
    assert errors(result) == []
    assert len(result.rows) == 4 * len(FIGURES) == 100
    assert set(result.rows["unit"]) == {"avon-and-somerset", "london", "greater-manchester", "kent"}
    assert set(result.rows["period"]) == {"2014-04"}
    kent = result.rows[result.rows["unit"] == "kent"].set_index("component")
    assert kent.loc["prosecutions_convicted_homicide", "value"] == 4000
    assert kent.loc["prosecutions_unsuccessful_admin_finalised", "line"] == 6
    assert [f.rule for f in result.faults] == ["units-missing"]


def test_a_workbook_in_the_layout_reads_the_same_and_faults_name_its_cells():
    table = cps()
    assert read(book(table), "April 2014.xlsx").rows.equals(read(as_csv(table)).rows)
    table[4][1] = "many"
    assert errors(read(book([["Case outcomes"], *table]), "Apr 14.xlsx")) == [
        (6, "Number of Homicide Convictions (B6)", "not-a-number")
    ]


@pytest.mark.parametrize(
    ("name", "months"),
    [
        ("principal_offence_category_april_2014", ["2014-04"]),
        ("Principal-Offence-Category-Apr-14", ["2014-04"]),
        ("cps 2014-04 (1)", ["2014-04"]),
        ("cps_201404", ["2014-04"]),
        ("04-2014", ["2014-04"]),
        ("poc_042014", ["2014-04"]),
        ("poc_20140430", []),
        ("2014 April", ["2014-04"]),
        ("Sept'15", ["2015-09"]),
        ("may_2015_june_2015", ["2015-05", "2015-06"]),
        ("march_of_2014_to_date", []),
        ("mayor 12", []),
        ("outcomes", []),
    ],
)
def test_months_are_found_however_they_are_written(name, months):
    assert months_in(name) == [parse_month(month) for month in months]


@pytest.mark.parametrize(
    ("name", "rule"),
    [("outcomes.csv", "period-not-named"), ("may_2014_april_2014.csv", "period-named-twice")],
)
def test_a_name_without_one_month_is_one_fault(name, rule):
    assert errors(read(as_csv(cps()), name)) == [(None, None, rule)]


def test_a_title_that_names_another_month_is_a_fault():
    titled = [["Outcomes for May 2014"], *cps()]
    assert errors(read(as_csv(titled))) == [(None, None, "period-named-twice")]
    assert errors(read(as_csv([["Outcomes for April 2014"], *cps()]))) == []


def test_a_wrong_total_names_its_column_and_a_missing_row_is_one_fault():
    wrong = cps(change={("National", "Number of Burglary Convictions"): "9,087"})
    assert errors(read(as_csv(wrong))) == [
        (2, "Number of Burglary Convictions", "total-does-not-add-up")
    ]
    missing = [row for row in cps() if row[0] != "Kent"]
    assert [rule for _, _, rule in errors(read(as_csv(missing)))] == ["total-does-not-add-up"]


def test_a_name_or_column_that_is_unknown_is_one_fault_with_the_nearest():
    table = cps()
    table[5][0] = "Kennt"
    table[0][1] = "Number of Homicde Convictions"
    result = read(as_csv(table))
    assert errors(result) == [
        (1, "Number of Homicde Convictions", "unknown-heading"),
        (6, "column 1", "unknown-unit"),
    ]
    said = [f.message for f in result.faults]
    assert any("did you mean 'Number of Homicide Convictions'?" in m for m in said)
    assert any("did you mean kent or gwent?" in m for m in said)


def test_extra_missing_and_doubled_columns_and_areas_are_named():
    table = [[*row, extra] for row, extra in zip(cps(), ["Colour", *"abcde"], strict=True)]
    assert errors(read(as_csv(table))) == [(1, "Colour", "unknown-heading")]
    table = [row[:-2] for row in cps()]
    assert [rule for *_, rule in errors(read(as_csv(table)))] == ["missing-heading"]
    table = cps()
    assert [rule for *_, rule in errors(read(as_csv([*table, table[-1]])))] == ["duplicate-row"]


def test_a_dash_is_not_available_and_never_nought():
    table = cps(change={("Kent", "Number of Robbery Convictions"): "-"})
    rows = read(as_csv(table)).rows
    assert rows.loc[rows["mark"] != "", ["unit", "component", "mark"]].to_numpy().tolist() == [
        ["kent", "prosecutions_convicted_robbery", "[x]"]
    ]


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"unit,period,component,value\nkent,2014-04,x,1\n", "profile-does-not-fit"),
        (b"", "empty-file"),
        (b"%PDF-1.4", "binary-file"),
        (b"PK\x03\x04 broken", "excel-workbook"),
    ],
)
def test_a_profile_that_does_not_fit_is_one_plain_fault(data, rule):
    assert errors(read(data)) == [(None, None, rule)]


def test_a_copy_under_another_month_and_a_month_given_twice_refuse_both_files():
    files = [("april_2014.csv", as_csv(cps())), ("may_2014.csv", as_csv(cps()))]
    copies = read_files(files, CPS, CATALOGUE)
    assert [[f.rule for f in s.faults if f.severity == "error"] for s in copies] == [
        ["copy-of-another-period"],
        ["copy-of-another-period"],
    ]
    rivals = [("april_2014.csv", as_csv(cps())), ("2014-04.csv", as_csv(cps(scale=2)))]
    assert [
        [f.rule for f in s.faults if f.severity == "error"]
        for s in read_files(rivals, CPS, CATALOGUE)
    ] == [["period-named-twice"], ["period-named-twice"]]


def test_another_wording_of_a_heading_is_one_fault_and_a_new_column_is_offered_nothing_it_has():
    table = cps()
    name = "No. of Theft and Handling of Stolen Goods Convictions"
    table[0][table[0].index("Number of Theft And Handling Convictions")] = name
    (fault,) = [f for f in read(as_csv(table)).faults if f.severity == "error"]
    assert (fault.column, fault.rule) == (name, "unknown-heading")
    assert "did you mean 'Number of Theft And Handling Convictions'?" in fault.message
    extra = ["Number of Fraud Convictions", *"12345"]
    new = [[*row, text] for row, text in zip(cps(), extra, strict=True)]
    (fault,) = [f for f in read(as_csv(new)).faults if f.severity == "error"]
    assert "did you mean" not in fault.message
    assert "name it under 'ignored'" in fault.message


def test_headings_in_capitals_and_over_two_lines_are_the_same_headings():
    table = cps()
    table[0] = [text.upper().replace(" OF ", "  OF\n") for text in table[0]]
    assert errors(read(as_csv(table))) == []


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u202f"])
def test_thousands_set_off_by_blanks_are_thousands(blank):
    table = [[cell.replace(",", blank) for cell in row] for row in cps()]
    assert read(as_csv(table)).rows.equals(read(as_csv(cps())).rows)
    table[1][1] = table[1][1].replace(f"10{blank}", f"11{blank}")
    assert [rule for *_, rule in errors(read(as_csv(table)))] == ["total-does-not-add-up"]


def test_a_note_below_the_table_is_named_and_left_out():
    noted = [*cps(), ["Source: the publisher's own system"], ["Kent"]]
    assert [(f.row, f.rule) for f in read(as_csv(noted)).faults if f.row] == [
        (7, "beside-the-table"),
        (8, "too-few-cells"),
    ]
    assert read(as_csv(noted[:-1])).accepted
    assert read(book(noted[:-1]), "April 2014.xlsx").accepted


def test_totals_that_are_not_there_or_no_number_are_a_warning():
    bare = [row for row in cps() if row[0] != "National"]
    found = read(as_csv(bare))
    assert ("total-not-checked", "warning") in [(f.rule, f.severity) for f in found.faults]
    assert found.accepted
    odd = cps(change={("National", "Number of Burglary Convictions"): "n/a"})
    assert [(f.row, f.column) for f in read(as_csv(odd)).faults if f.row] == [
        (2, "Number of Burglary Convictions")
    ]


def test_a_misspelt_area_is_not_missing_too():
    table = [["National", *(["0"] * (len(cps()[0]) - 1))], *cps()[2:]]
    rows = [[u.name, *table[1][1:]] for u in CATALOGUE.of_kind("area")]
    rows[4][0] = "Nowhere"
    assert [f.rule for f in read(as_csv([cps()[0], *rows])).faults] == [
        "total-not-checked", "unknown-unit",
    ]  # fmt: skip
    missing = read(as_csv([cps()[0], *rows[:-1]])).faults
    assert "2 of 42 units are not in the file" in " ".join(f.message for f in missing)


def test_two_sheets_with_the_table_are_refused_and_others_named():
    (fault,) = read(book(cps(), cps(scale=2)), "April 2014.xlsx").faults
    assert (fault.rule, "'Sheet1' and 'Sheet2' both hold" in fault.message) == (
        "profile-does-not-fit", True,
    )  # fmt: skip
    noted = read(book(cps(), [["About these figures"]]), "April 2014.xlsx")
    assert ("Sheet2", "sheet-left-out") in [(f.sheet, f.rule) for f in noted.faults]
    assert noted.accepted


def test_a_sheet_named_for_another_month_than_the_file_is_a_fault():
    named = {"xl/workbook.xml": lambda text: text.replace(b'"Sheet1"', b'"May 2014"')}
    assert errors(read(edited(book(cps()), named), "April 2014.xlsx")) == [
        (None, None, "period-named-twice")
    ]


def test_a_web_page_called_xls_is_told_for_what_it_is():
    (fault,) = read(b"<html><table><tr><td>Kent</td></tr></table></html>", "April 2014.xls").faults
    assert "web page" in fault.message


def test_a_file_for_a_month_that_is_not_over_is_one_fault():
    assert errors(read(as_csv(cps()), "December 2031.csv")) == [(None, None, "period-in-future")]


PAS_HEADING = ["", "Date", "Survey", "Borough", "Measure", "Proportion", "MPS"]


def pas(*rows: list[str]) -> bytes:
    out = [",".join(PAS_HEADING)]
    for n, row in enumerate(rows):
        out.append(",".join('"' + c.replace('"', '""') + '"' for c in [str(n), *row]))
    return "\n".join(out).encode()


GOOD = [
    ["3/31/2020", "PAS", "City of Westminster", '"Good Job" local', "0.56", "0.67"],
    ["3/31/2020", "PAS", "Hammersmith & Fulham", '"Good Job" local', "58%", "0.67"],
]


def test_attitudes_are_proportions_of_twelve_months_and_londons_stands_once():
    result = read(pas(*GOOD), "pas.csv", PAS)
    assert result.faults == ()
    cells = result.rows[["collection", "unit", "period", "component", "value"]]
    what = ["2019-04/2020-03", "attitudes_good_job_local"]
    assert cells.to_numpy().tolist() == [
        ["public-attitudes", "westminster", *what, 0.56],
        ["public-attitudes-london", "mps", *what, 0.67],
        ["public-attitudes", "hammersmith-and-fulham", *what, 0.58],
    ]


@pytest.mark.parametrize(
    ("place", "text", "column", "rule"),
    [
        (0, "3/4/2020", "Date", "unknown-period"),
        (0, "Q1 of 2020", "Date", "unknown-period"),
        (0, "4/30/2020", "Date", "period-of-wrong-length"),
        (1, "USS", "Survey", "other-content"),
        (2, "Hamersmith & Fulham", "Borough", "unknown-unit"),
        (3, "Good Jobs local", "Measure", "unknown-component"),
        (4, "56", "Proportion", "not-a-number"),
        (4, "", "Proportion", "blank-value"),
        (5, "0.68", "MPS", "repeated-differently"),
    ],
)
def test_each_mistake_in_a_long_file_is_named_at_its_column(place, text, column, rule):
    rows = [list(row) for row in GOOD]
    rows[1][place] = text
    found = errors(read(pas(*rows), "pas.csv", PAS))
    assert (3, column, rule) in found
    assert {r for _, _, r in found} == {rule}


@pytest.mark.parametrize("day", ["31/3/2020", "2020-03-31", "March 2020", "Mar-20"])
def test_a_date_that_can_mean_one_month_is_read_however_it_is_written(day):
    rows = [[day, *row[1:]] for row in GOOD]
    assert read(pas(*rows), "pas.csv", PAS).rows.equals(read(pas(*GOOD), "pas.csv", PAS).rows)


def test_a_date_that_could_be_of_two_months_names_both():
    rows = [["3/4/2020", *GOOD[0][1:]]]
    (fault,) = read(pas(*rows), "pas.csv", PAS).faults
    assert "could be in March 2020 or April 2020" in fault.message


def test_a_borough_may_be_given_by_its_code_and_a_question_is_offered_in_its_words():
    coded = [[*GOOD[0][:2], "E09000033", *GOOD[0][3:]], GOOD[1]]
    assert read(pas(*coded), "pas.csv", PAS).rows.equals(read(pas(*GOOD), "pas.csv", PAS).rows)
    asked = [[*GOOD[0][:3], "Know the ward officer", *GOOD[0][4:]]] * 60
    found = read(pas(*asked), "pas.csv", PAS).faults
    assert {f.message for f in found if f.column == "Measure"} == {
        "'Know the ward officer' is not a name in this column: did you mean Contact ward officer? "
        "If not, name it in a profile of your own"
    }


def test_an_unknown_profile_names_the_nearest_and_a_wrong_one_its_key(tmp_path: Path):
    with pytest.raises(UnknownNameError, match="cps-outcomes"):
        load_profile("cps-outcome", CATALOGUE)
    path = tmp_path / "mine.toml"
    path.write_text('label = "x"\npublisher = "y"\ncolour = 1\n', encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"profiles/mine\.toml: mine\.colour"):
        read_profile(path, CATALOGUE)


@real
def test_every_real_file_of_the_prosecutors_reads_and_adds_up():
    files = sorted((FOREIGN / "cps_outcomes").glob("*/*.csv"))
    sheets = read_files(files, CPS, CATALOGUE)
    assert files
    for sheet in sheets:
        result = check(sheet, catalogue=CATALOGUE, known_on=TODAY, today=TODAY)
        assert (result.faults, len(result.rows)) == ((), 42 * 25)


@real
def test_the_real_survey_reads_whole():
    (path,) = (FOREIGN / "public_attitudes").glob("*.csv")
    result = read(path.read_bytes(), path.name, PAS)
    assert result.faults == ()
    assert result.rows["collection"].value_counts().to_dict() == {
        "public-attitudes": 5216,
        "public-attitudes-london": 163,
    }
