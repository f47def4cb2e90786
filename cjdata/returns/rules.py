"""Every rule that a return is held to: its identifier, its severity and what it says.

An error refuses the file, a warning does not. `docs/return-rules.md` is `rules_page()`.
"""

from __future__ import annotations

from enum import StrEnum

from cjdata.domain.returns import Fault, Severity
from cjdata.returns.texts import shown


class Rule(StrEnum):
    """Identifier of a rule, as it stands in a fault."""

    FILE_TOO_LARGE = "file-too-large"
    UNREADABLE = "unreadable-file"
    WORKBOOK = "excel-workbook"
    BINARY = "binary-file"
    EMPTY_FILE = "empty-file"
    NO_ROWS = "no-rows"
    MISSING_HEADING = "missing-heading"
    UNKNOWN_HEADING = "unknown-heading"
    DUPLICATE_HEADING = "duplicate-heading"
    TOO_MANY_CELLS = "too-many-cells"
    TOO_FEW_CELLS = "too-few-cells"
    UNCLOSED_QUOTE = "unclosed-quote"
    STRAY_QUOTE = "stray-quote"
    CELL_TOO_LONG = "cell-too-long"
    CONTROL_CHARACTER = "control-character"
    BLANK_CELL = "blank-cell"
    UNKNOWN_UNIT = "unknown-unit"
    UNKNOWN_PERIOD = "unknown-period"
    UNKNOWN_COMPONENT = "unknown-component"
    UNKNOWN_TIER = "unknown-court-tier"
    UNKNOWN_COURT = "unknown-court"
    UNKNOWN_REASON = "unknown-reason"
    UNIT_MAY_NOT_REPORT = "unit-may-not-report"
    NOT_IN_COLLECTION = "component-not-in-collection"
    TIERS_MIXED = "court-tiers-mixed"
    CROWN_BY_COURT = "crown-stands-by-court"
    TIER_OF_OTHER_UNIT = "court-tier-of-other-unit"
    TIER_UNUSED = "court-tier-unused"
    COURT_NOT_CARRIED = "court-not-carried"
    COURT_OF_OTHER_TIER = "court-of-other-tier"
    COURT_IS_NOT_THE_UNIT = "court-is-not-the-unit"
    REASON_NOT_CARRIED = "reason-not-carried"
    REASON_OF_OTHER_OUTCOME = "reason-of-other-outcome"
    REASON_OF_OTHER_TIER = "reason-of-other-tier"
    PERIOD_IN_FUTURE = "period-in-future"
    PERIOD_LENGTH = "period-of-wrong-length"
    PERIOD_BEFORE_START = "period-before-start"
    BLANK_VALUE = "blank-value"
    NOT_A_NUMBER = "not-a-number"
    THOUSANDS = "misplaced-thousands-comma"
    NEGATIVE = "negative-value"
    TOO_LARGE = "value-too-large"
    FRACTION = "fraction-in-count"
    DUPLICATE_ROW = "duplicate-row"
    COURTS_DO_NOT_ADD_UP = "courts-do-not-add-up"
    REASONS_DO_NOT_ADD_UP = "reasons-do-not-add-up"
    PARTS_DO_NOT_ADD_UP = "parts-do-not-add-up"
    ABOVE_ITS_LIMIT = "above-its-limit"
    ROWS_OMITTED = "rows-omitted"
    JUMP = "jump"
    REVISION = "revision"
    SAME_AS_ANOTHER_PERIOD = "same-content-as-another-period"

    @property
    def severity(self) -> Severity:
        return Severity.WARNING if self in WARNINGS else Severity.ERROR


WARNINGS = frozenset(
    {
        Rule.UNKNOWN_REASON,
        Rule.TIER_UNUSED,
        Rule.ROWS_OMITTED,
        Rule.JUMP,
        Rule.REVISION,
        Rule.SAME_AS_ANOTHER_PERIOD,
    }
)


def fault(
    rule: Rule,
    message: str,
    *,
    row: int | None = None,
    column: str | None = None,
    value: str | None = None,
    sheet: str | None = None,
) -> Fault:
    """A fault of a rule, with its severity and with the cell cut to what can be shown."""
    return Fault(
        rule=rule.value,
        severity=rule.severity,
        message=message,
        sheet=sheet,
        row=row,
        column=None if column is None else shown(column),
        value=None if value is None else shown(value),
    )
