"""For each rule a small file that breaks it and only it, and the same file mended."""

from __future__ import annotations

from pathlib import Path

import pytest

from cjdata.domain.returns import Severity
from cjdata.returns.rules import MEANINGS, Rule, rules_page
from tests.returns.case import Case
from tests.returns.cases_of_cells import CELLS, FILES
from tests.returns.cases_of_figures import PLACES, SUMS
from tests.returns.world import checked, rules

PAGE = Path(__file__).parents[2] / "docs" / "return-rules.md"
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
    Rule.TEMPLATE_MOVED,
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
    Rule.PERIOD_SAID,
    Rule.COPY_OF_ANOTHER_PERIOD,
    Rule.TOTAL_DOES_NOT_ADD_UP,
    Rule.SHARE_DIFFERS,
    Rule.REPEATED_DIFFERENTLY,
    Rule.OTHER_CONTENT,
    Rule.UNITS_MISSING,
}
"""Each has its case in `test_profile_of_prosecutors`, `test_profile_of_attitudes` or
`test_month_of_a_file`."""


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
