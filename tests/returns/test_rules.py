"""For each rule a small file that breaks it and only it, and the same file mended."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from cjdata.domain.returns import Severity
from cjdata.returns.rules import MEANINGS, Rule, rules_page
from tests.returns.world import checked, file_of, rules

PAGE = Path(__file__).parents[2] / "docs" / "return-rules.md"
GOOD = "lambeth,2003-10,trials_vacated,3"


@dataclass(frozen=True)
class Case:
    rule: Rule
    broken: bytes
    mended: bytes
    at: tuple[int | None, str | None, str | None]
    says: str


def row_case(rule, broken, mended, at, says):
    """A case whose files differ in their rows."""
    return Case(rule, file_of(*broken), file_of(*mended), at, says)


def lambeth_case(rule, broken, mended, at, says):
    """As `row_case`, all rows being Lambeth's of one month."""
    place = "lambeth,2003-10,"
    return row_case(rule, [place + r for r in broken], [place + r for r in mended], at, says)


FILES = [
    Case(
        Rule.PASSWORD,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        file_of(GOOD),
        (None, None, None),
        "password",
    ),
    Case(Rule.EMPTY_FILE, b" \r\n\t\n", file_of(GOOD), (None, None, None), "heading"),
    Case(Rule.NO_ROWS, file_of(), file_of(GOOD), (None, None, None), "no rows"),
    Case(
        Rule.WORKBOOK,
        b"PK\x03\x04\x14\x00\x06\x00[Content_Types].xml",
        file_of(GOOD),
        (None, None, None),
        "damaged",
    ),
    Case(Rule.BINARY, bytes(range(256)) * 9, file_of(GOOD), (None, None, None), "neither text nor"),
    Case(
        Rule.MISSING_HEADING,
        b"unit,period,component\nlambeth,2003-10,trials_vacated\n",
        b"unit,period,component,value\nlambeth,2003-10,trials_vacated,3\n",
        (1, "value", None),
        "'value' is missing",
    ),
    Case(
        Rule.MISSING_HEADING,
        b"lambeth,2003-10,trials_vacated,3\nlambeth,2003-10,trials_listed,3\n",
        b"unit,period,component,value\nlambeth,2003-10,trials_vacated,3\n",
        (1, None, "lambeth"),
        "the first line is not a heading",
    ),
    Case(
        Rule.UNKNOWN_HEADING,
        b"unit,period,component,valeu\nlambeth,2003-10,trials_vacated,3\n",
        b"unit,period,component,value\nlambeth,2003-10,trials_vacated,3\n",
        (1, "valeu", "valeu"),
        "did you mean value?",
    ),
    Case(
        Rule.UNKNOWN_HEADING,
        b"unit,period,component,value,sex\nlambeth,2003-10,trials_vacated,3,f\n",
        b"unit,period,component,value\nlambeth,2003-10,trials_vacated,3\n",
        (1, "sex", "sex"),
        "'sex' is not a column of a return",
    ),
    Case(
        Rule.DUPLICATE_HEADING,
        b"unit,period,component,value,Value\nlambeth,2003-10,trials_vacated,3,4\n",
        b"unit,period,component,value\nlambeth,2003-10,trials_vacated,3\n",
        (1, "value", None),
        "stands twice",
    ),
    Case(
        Rule.TOO_MANY_CELLS,
        b"unit,period,component,value\nlambeth,2003-10,trials_vacated,1,234\n",
        b'unit,period,component,value\nlambeth,2003-10,trials_vacated,"1,234"\n',
        (2, None, "234"),
        "5 cells where the heading has 4",
    ),
    Case(
        Rule.TOO_FEW_CELLS,
        b"unit,period,component,value\nlambeth,2003-10,trials_vacated\n",
        b"unit,period,component,value\nlambeth,2003-10,trials_vacated,1\n",
        (2, None, None),
        "3 cells where the heading has 4",
    ),
    Case(
        Rule.UNCLOSED_QUOTE,
        file_of(GOOD, 'croydon,2003-10,trials_vacated,4,,,,"late'),
        file_of(GOOD, 'croydon,2003-10,trials_vacated,4,,,,"late"'),
        (3, None, None),
        "not closed",
    ),
    Case(
        Rule.STRAY_QUOTE,
        file_of('croydon,2003-10,trials_vacated,4,,,,"a "late" one"', GOOD),
        file_of('croydon,2003-10,trials_vacated,4,,,,"a ""late"" one"', GOOD),
        (2, None, None),
        "double it",
    ),
]

CELLS = [
    lambeth_case(
        Rule.EXCHANGED,
        ["trials_listed,9", "4,trials_vacated"],
        ["trials_listed,9", "trials_vacated,4"],
        (3, "component", "4"),
        "'4' and 'trials_vacated' stand in each other's columns",
    ),
    row_case(
        Rule.CELL_TOO_LONG,
        [f"{GOOD},,,,{'x' * 2001}"],
        [f"{GOOD},,,,{'x' * 2000}"],
        (2, "note", "x" * 79 + "…"),
        "2,001 characters",
    ),
    row_case(
        Rule.CELL_TOO_LONG,
        [f"lambeth,2003-10,trials_cracked,3,,,{'x' * 81}"],
        ["lambeth,2003-10,trials_cracked,3,,,A"],
        (2, "reason", "x" * 79 + "…"),
        "no reason code",
    ),
    row_case(
        Rule.CONTROL_CHARACTER,
        [f"{GOOD},,,,be\x07ll"],
        [f"{GOOD},,,,bell"],
        (2, "note", "be\\x07ll"),
        "control character",
    ),
    row_case(Rule.BLANK_CELL, [",2003-10,sites,3"], ["lambeth,2003-10,sites,3"],
             (2, "unit", ""), "the unit is missing"),
    row_case(Rule.BLANK_CELL, ["lambeth, ,sites,3"], ["lambeth,2003-10,sites,3"],
             (2, "period", " "), "the period is missing"),
    row_case(Rule.BLANK_CELL, ["lambeth,2003-10,,3"], ["lambeth,2003-10,sites,3"],
             (2, "component", ""), "the component is missing"),
    row_case(Rule.UNKNOWN_UNIT, ["Lambth,2003-10,sites,3"], ["LAMBETH,2003-10,sites,3"],
             (2, "unit", "Lambth"), "'Lambth' is not a unit: did you mean lambeth?"),
    row_case(Rule.UNKNOWN_UNIT, ["Southwark & Lambeth,2003-10,sites,3"],
             ["Kensington & Chelsea,2003-10,sites,3"],
             (2, "unit", "Southwark & Lambeth"), "is not a unit"),
    row_case(Rule.UNKNOWN_PERIOD, ["lambeth,Oct-03,sites,3"], ["lambeth,2003-10,sites,3"],
             (2, "period", "Oct-03"), "write a month as 2003-10"),
    row_case(Rule.UNKNOWN_PERIOD, ["lambeth,2003-13,sites,3"], ["lambeth,2003-10,sites,3"],
             (2, "period", "2003-13"), "is not a period"),
    row_case(Rule.UNKNOWN_PERIOD, ["lambeth,0000-01,sites,3"], ["lambeth,2003-10,sites,3"],
             (2, "period", "0000-01"), "is not a period"),
    row_case(Rule.UNKNOWN_COMPONENT, ["lambeth,2003-10,site,3"], ["lambeth,2003-10,Sites,3"],
             (2, "component", "site"), "'site' is not a component: did you mean sites"),
    row_case(Rule.UNKNOWN_TIER, [f"{GOOD},county"], [f"{GOOD},Magistrates' Court"],
             (2, "court_tier", "county"), "'county' is not a court tier"),
    row_case(Rule.UNKNOWN_COURT, [f"{GOOD},,Camberwel"],
             [f"{GOOD},,CAMBERWELL GREEN MAGISTRATES’ COURT"],
             (2, "court", "Camberwel"), "'Camberwel' is not a court: did you mean"),
    row_case(Rule.UNKNOWN_REASON, ["lambeth,2003-10,trials_cracked,3,,,Q7"],
             ["lambeth,2003-10,trials_cracked,3,,,a"],
             (2, "reason", "Q7"), "kept and counted as unmapped"),
    row_case(Rule.BLANK_VALUE, ["lambeth,2003-10,sites,"], ["lambeth,2003-10,sites,0"],
             (2, "value", ""), "write 0 for none"),
    row_case(Rule.NOT_A_NUMBER, ["lambeth,2003-10,sites,n/a"], ["lambeth,2003-10,sites,[x]"],
             (2, "value", "n/a"), "'n/a' is not a number"),
    row_case(Rule.NOT_A_NUMBER, ["lambeth,2003-10,sites,=1+1"], ["lambeth,2003-10,sites,2"],
             (2, "value", "=1+1"), "'=1+1' is not a number"),
    row_case(Rule.NOT_A_NUMBER, ["lambeth,2003-10,sites,1e3"], ["lambeth,2003-10,sites,1000"],
             (2, "value", "1e3"), "'1e3' is not a number"),
    row_case(Rule.THOUSANDS, ['lambeth,2003-10,lawyer_hours,"1,23"'],
             ['lambeth,2003-10,lawyer_hours,"1,234"'],
             (2, "value", "1,23"), "a comma that does not set off thousands"),
    row_case(Rule.NEGATIVE, ["lambeth,2003-10,sites,−1"], ["lambeth,2003-10,sites,1"],
             (2, "value", "−1"), "'-1' is negative"),
    row_case(Rule.TOO_LARGE, ["lambeth,2003-10,sites,1000000001"],
             ["lambeth,2003-10,sites,1000000000"],
             (2, "value", "1000000001"), "check the figure"),
    row_case(Rule.FRACTION, ["lambeth,2003-10,sites,2.5"],
             ["lambeth,2003-10,sites,2.0", "lambeth,2003-10,lawyer_hours,2.5"],
             (2, "value", "2.5"), "sites is counted in whole numbers"),
]  # fmt: skip

PLACES = [
    row_case(Rule.UNIT_MAY_NOT_REPORT, ["mps,2003-10,trials_listed,3"],
             ["lambeth,2003-10,trials_listed,3"], (2, "unit", "mps"),
             "Metropolitan Police Service does not report trials_listed: "
             "each borough or each Crown Court does"),
    row_case(Rule.UNIT_MAY_NOT_REPORT, ["court-camberwell,2003-10,trials_listed,3"],
             ["lambeth,2003-10,trials_listed,3,,court-camberwell"],
             (2, "unit", "court-camberwell"), "write the borough as unit"),
    row_case(Rule.NOT_IN_COLLECTION, ["court-snaresbrook,2003-10,sites,3"],
             ["lambeth,2003-10,sites,3"], (2, "unit", "court-snaresbrook"),
             "sites belongs to 'Charging decisions', which Snaresbrook Crown Court does not send"),
    row_case(Rule.TIERS_MIXED,
             ["lambeth,2003-10,trials_listed,3,magistrates",
              "lambeth,2003-10,trials_vacated,3,crown"],
             ["lambeth,2003-10,trials_listed,3,magistrates",
              "court-croydon,2003-10,trials_vacated,3,crown"],
             (3, "court_tier", "crown"), "never in one return"),
    row_case(Rule.CROWN_BY_COURT, ["lambeth,2003-10,trials_vacated,3,crown"],
             ["court-croydon,2003-10,trials_vacated,3,crown"],
             (2, "court_tier", "crown"), "write the Crown Court as unit"),
    row_case(Rule.CROWN_BY_COURT, ["lambeth,2003-10,sites,3,crown"],
             ["lambeth,2003-10,sites,3"],
             (2, "court_tier", "crown"), "cannot report Crown Court figures"),
    row_case(Rule.TIER_OF_OTHER_UNIT, ["court-croydon,2003-10,trials_vacated,3,magistrates"],
             ["court-croydon,2003-10,trials_vacated,3,crown"],
             (2, "court_tier", "magistrates"), "does not hold figures of a magistrates' court"),
    row_case(Rule.TIER_UNUSED, ["lambeth,2003-10,sites,3,magistrates"],
             ["lambeth,2003-10,sites,3"], (2, "court_tier", "magistrates"), "it is left out"),
    row_case(Rule.COURT_NOT_CARRIED, ["lambeth,2003-10,sites,3,,court-camberwell"],
             ["lambeth,2003-10,sites,3"], (2, "court", "court-camberwell"),
             "sites is not broken down by court"),
    row_case(Rule.COURT_OF_OTHER_TIER, ["lambeth,2003-10,trials_vacated,3,,court-croydon"],
             ["lambeth,2003-10,trials_vacated,3,,court-camberwell"],
             (2, "court", "court-croydon"), "Croydon Crown Court is not a magistrates' court"),
    row_case(Rule.COURT_IS_NOT_THE_UNIT,
             ["court-croydon,2003-10,trials_vacated,3,,court-snaresbrook"],
             ["court-croydon,2003-10,trials_vacated,3,,court-croydon"],
             (2, "court", "court-snaresbrook"), "is not the court that reports"),
    row_case(Rule.REASON_NOT_CARRIED, ["lambeth,2003-10,trials_vacated,3,,,A"],
             ["lambeth,2003-10,trials_cracked,3,,,A"], (2, "reason", "A"),
             "trials_vacated is not broken down by reason"),
    row_case(Rule.REASON_OF_OTHER_OUTCOME, ["lambeth,2003-10,trials_cracked,3,,,M1"],
             ["lambeth,2003-10,trials_ineffective,3,,,M1"], (2, "reason", "M1"),
             "M1 is a reason of ineffective trials"),
    row_case(Rule.REASON_OF_OTHER_TIER, ["lambeth,2003-10,trials_ineffective,3,,,z"],
             ["court-croydon,2003-10,trials_ineffective,3,,,z"], (2, "reason", "z"),
             "a reason of the Crown Court only"),
    row_case(Rule.PERIOD_IN_FUTURE, ["lambeth,2003-12,sites,3"], ["lambeth,2003-11,sites,3"],
             (2, "period", "2003-12"), "2003-12 lies in the future on 2003-11-30"),
    row_case(Rule.PERIOD_LENGTH, ["lambeth,2003-07/2003-09,sites,3"],
             ["lambeth,2003-07/2003-09,victims_satisfied,70.5"],
             (2, "period", "2003-07/2003-09"), "'Charging decisions' is reported for a month"),
    row_case(Rule.ABOVE_100, ["lambeth,2003-07/2003-09,victims_satisfied,100.5"],
             ["lambeth,2003-07/2003-09,victims_satisfied,100"],
             (2, "value", "100.5"), "cannot be above 100"),
    row_case(Rule.PERIOD_LENGTH, ["lambeth,2003-08/2003-10,victims_satisfied,70.5"],
             ["lambeth,2003–07 / 2003–09,victims_satisfied,70.5"],
             (2, "period", "2003-08/2003-10"), "'Survey' is reported for a quarter"),
    row_case(Rule.PERIOD_BEFORE_START, ["lambeth,2002-03,trials_vacated,3"],
             ["lambeth,2002-04,trials_vacated,3", "lambeth,2002-03,sites,3"],
             (2, "period", "2002-03"), "begins in 2002-04"),
]  # fmt: skip

SUMS = [
    row_case(Rule.DUPLICATE_ROW,
             ["lambeth,2003-10,trials_cracked,3,,,A", "croydon,2003-10,sites,1",
              "LB Lambeth,2003-10/2003-10,Trials cracked,3,magistrates,, a"],
             ["lambeth,2003-10,trials_cracked,3,,,A", "lambeth,2003-10,trials_cracked,3,,,B"],
             (4, "component", "Trials cracked"), "the same figure as line 2"),
    lambeth_case(Rule.COURTS_DO_NOT_ADD_UP,
             ["trials_vacated,9", "trials_vacated,3,,court-camberwell",
              "trials_vacated,5,,court-tower-bridge"],
             ["trials_vacated,9", "trials_vacated,4,,court-camberwell",
              "trials_vacated,5,,court-tower-bridge"],
             (2, "value", "9"), "courts of trials_vacated add up to 8, the total is given as 9"),
    lambeth_case(Rule.REASONS_DO_NOT_ADD_UP,
             ["trials_cracked,9", "trials_cracked,3,,,A",
              "trials_cracked,7,,,B"],
             ["trials_cracked,9", "trials_cracked,2,,,A",
              "trials_cracked,7,,,B"],
             (2, "value", "9"), "the reasons of trials_cracked add up to 10"),
    lambeth_case(Rule.REASONS_DO_NOT_ADD_UP,
             ["trials_cracked,9,,court-camberwell",
              "trials_cracked,3,,court-camberwell,A"],
             ["trials_cracked,3,,court-camberwell",
              "trials_cracked,3,,court-camberwell,A"],
             (2, "value", "9"), "the reasons of trials_cracked at court-camberwell add up to 3"),
    lambeth_case(Rule.COURTS_DO_NOT_ADD_UP,
             ["trials_cracked,9,,,A",
              "trials_cracked,3,,court-camberwell,A"],
             ["trials_cracked,3,,,A",
              "trials_cracked,3,,court-camberwell,A"],
             (2, "value", "9"), "the courts of trials_cracked for reason A add up to 3"),
    lambeth_case(Rule.REASONS_DO_NOT_ADD_UP,
             ["trials_cracked,9",
              "trials_cracked,3,,court-camberwell,A"],
             ["trials_cracked,3",
              "trials_cracked,3,,court-camberwell,A"],
             (2, "value", "9"), "add up to 3, the total is given as 9"),
    lambeth_case(Rule.REASONS_DO_NOT_ADD_UP,
             ["trials_cracked,9", "trials_cracked,10,,,A",
              "trials_cracked,[x],,,B"],
             ["trials_cracked,9", "trials_cracked,5,,,A",
              "trials_cracked,[x],,,B"],
             (2, "value", "9"), "add up to 10"),
    lambeth_case(Rule.PARTS_DO_NOT_ADD_UP,
             ["trials_listed,40", "trials_effective,20",
              "trials_cracked,10", "trials_ineffective,11"],
             ["trials_listed,41", "trials_effective,20",
              "trials_cracked,10", "trials_ineffective,11"],
             (2, "value", "40"), "trials_effective + trials_cracked + trials_ineffective come to "
             "41, trials_listed is given as 40"),
    lambeth_case(Rule.PARTS_DO_NOT_ADD_UP,
             ["trials_listed,40", "trials_effective,41"],
             ["trials_listed,40", "trials_effective,39"],
             (2, "value", "40"), "come to 41"),
    lambeth_case(Rule.PARTS_DO_NOT_ADD_UP,
             ["trials_listed,40", "trials_effective,20",
              "trials_cracked,10,,court-camberwell,A",
              "trials_ineffective,5,,,M1", "trials_ineffective,4,,,N1"],
             ["trials_listed,40", "trials_effective,20",
              "trials_cracked,10,,court-camberwell,A",
              "trials_ineffective,5,,,M1", "trials_ineffective,5,,,N1"],
             (2, "value", "40"), "come to 39"),
    lambeth_case(Rule.ABOVE_ITS_LIMIT,
             ["files_submitted,10", "files_accepted,11"],
             ["files_submitted,10", "files_accepted,10"],
             (3, "value", "11"), "files_accepted is 11, more than files_submitted with 10"),
]  # fmt: skip

CASES = [*FILES, *CELLS, *PLACES, *SUMS]


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.rule}: {c.says[:30]}")
def test_a_file_that_breaks_one_rule_has_one_fault(case: Case):
    result = checked(case.broken)
    assert rules(result) == [case.rule]
    (fault,) = result.faults
    assert (fault.row, fault.column, fault.value) == case.at
    assert case.says in fault.message
    assert fault.severity is case.rule.severity
    assert result.accepted == (case.rule.severity is Severity.WARNING)


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.rule}: {c.says[:30]}")
def test_the_same_file_mended_has_none(case: Case):
    result = checked(case.mended)
    assert result.faults == ()
    assert len(result.rows) > 0


OF_WORKBOOKS = {
    Rule.MACROS_IGNORED,
    Rule.EXTERNAL_LINKS,
    Rule.SHEET_LEFT_OUT,
    Rule.BESIDE_THE_TABLE,
    Rule.HIDDEN_ROWS,
    Rule.HIDDEN_COLUMNS,
    Rule.ERROR_CELL,
    Rule.FORMULA_WITHOUT_VALUE,
    Rule.MERGED_CELLS,
    Rule.MERGED_LABEL,
    Rule.TEMPLATE_VERSION,
    Rule.TEMPLATE_OF_ANOTHER,
    Rule.TEMPLATE_ROW_GONE,
    Rule.TEMPLATE_UNKNOWN,
    Rule.TEMPLATE_EDITION,
}
"""Each has its case in `test_workbooks` or in the tests of templates."""


OF_PROFILES = {
    Rule.TOTAL_NOT_CHECKED,
    Rule.PROFILE_DOES_NOT_FIT,
    Rule.PERIOD_NOT_NAMED,
    Rule.PERIOD_NAMED_TWICE,
    Rule.COPY_OF_ANOTHER_PERIOD,
    Rule.TOTAL_DOES_NOT_ADD_UP,
    Rule.REPEATED_DIFFERENTLY,
    Rule.OTHER_CONTENT,
    Rule.UNITS_MISSING,
}
"""Each has its case in `test_profiles`."""


def test_every_rule_of_files_and_rows_has_a_case():
    elsewhere = {
        Rule.FILE_TOO_LARGE,
        Rule.UNREADABLE,
        Rule.ROWS_OMITTED,
        Rule.JUMP,
        Rule.REVISION,
        Rule.SAME_AS_ANOTHER_PERIOD,
        *OF_WORKBOOKS,
        *OF_PROFILES,
    }
    assert {case.rule for case in CASES} == set(Rule) - elsewhere


def test_the_page_of_rules_is_what_the_rules_say():
    assert set(MEANINGS) == set(Rule)
    assert PAGE.read_text(encoding="utf-8") == rules_page()
