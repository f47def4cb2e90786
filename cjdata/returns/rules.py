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
    PASSWORD = "locked-with-password"
    MACROS_IGNORED = "macros-ignored"
    EXTERNAL_LINKS = "external-links"
    SHEET_LEFT_OUT = "sheet-left-out"
    BESIDE_THE_TABLE = "beside-the-table"
    HIDDEN_ROWS = "hidden-rows"
    HIDDEN_COLUMNS = "hidden-columns"
    ERROR_CELL = "error-in-cell"
    FORMULA_WITHOUT_VALUE = "formula-without-value"
    MERGED_CELLS = "merged-cells"
    MERGED_LABEL = "merged-label"
    TEMPLATE_VERSION = "template-of-another-version"
    TEMPLATE_OF_ANOTHER = "template-of-another-return"
    TEMPLATE_MOVED = "template-labels-moved"
    TEMPLATE_ROW_GONE = "template-row-gone"
    TEMPLATE_UNKNOWN = "template-without-its-hidden-sheet"
    TEMPLATE_EDITION = "template-of-other-definitions"
    PROFILE_DOES_NOT_FIT = "profile-does-not-fit"
    PERIOD_NOT_NAMED = "period-not-named"
    PERIOD_NAMED_TWICE = "period-named-twice"
    PERIOD_SAID = "period-said"
    COPY_OF_ANOTHER_PERIOD = "copy-of-another-period"
    TOTAL_DOES_NOT_ADD_UP = "total-does-not-add-up"
    TOTAL_NOT_CHECKED = "total-not-checked"
    SHARE_DIFFERS = "share-differs"
    REPEATED_DIFFERENTLY = "repeated-differently"
    OTHER_CONTENT = "other-content"
    UNITS_MISSING = "units-missing"
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
    EXCHANGED = "exchanged-cells"
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
    ABOVE_100 = "proportion-above-100"
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
        Rule.MACROS_IGNORED,
        Rule.EXTERNAL_LINKS,
        Rule.SHEET_LEFT_OUT,
        Rule.BESIDE_THE_TABLE,
        Rule.HIDDEN_ROWS,
        Rule.HIDDEN_COLUMNS,
        Rule.MERGED_LABEL,
        Rule.TEMPLATE_EDITION,
        Rule.PERIOD_SAID,
        Rule.UNITS_MISSING,
        Rule.TOTAL_NOT_CHECKED,
        Rule.SHARE_DIFFERS,
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


MEANINGS: dict[Rule, str] = {
    Rule.FILE_TOO_LARGE: "Larger than 100 MB, or more than two million lines; it is not read.",
    Rule.UNREADABLE: "The file cannot be opened.",
    Rule.WORKBOOK: "A workbook that cannot be read: damaged, or an archive that is none. Read are "
    ".xlsx, .xlsm and .xls.",
    Rule.PASSWORD: "A workbook that is locked with a password.",
    Rule.MACROS_IGNORED: "The workbook holds macros: they are not run, its cells are read.",
    Rule.EXTERNAL_LINKS: "The workbook refers to others: figures are read as they were saved.",
    Rule.SHEET_LEFT_OUT: "A sheet that is hidden, or without the heading of a return.",
    Rule.BESIDE_THE_TABLE: "A cell beside the headed columns, or a text alone in its row.",
    Rule.HIDDEN_ROWS: "Rows that are hidden or filtered away are read like all others.",
    Rule.HIDDEN_COLUMNS: "A column that is hidden is read like all others.",
    Rule.ERROR_CELL: "A cell shows an error such as #REF!.",
    Rule.FORMULA_WITHOUT_VALUE: "A formula whose result the workbook does not hold.",
    Rule.MERGED_CELLS: "Merged cells that are not one label over several rows, or merged headings.",
    Rule.MERGED_LABEL: "A label merged over several rows: it is taken for each of them.",
    Rule.TEMPLATE_VERSION: "A template of another version than this program reads.",
    Rule.TEMPLATE_OF_ANOTHER: "Rows, a title or a name of the file of a unit, "
    "period or collection that the template is not for.",
    Rule.TEMPLATE_MOVED: "A row of a template beside another label than was printed there: labels "
    "and figures were sorted or moved without the columns that are read.",
    Rule.TEMPLATE_ROW_GONE: "A row of a template that has to be filled in was deleted.",
    Rule.TEMPLATE_UNKNOWN: "The sheet of a template without the hidden one that "
    "says what it is for.",
    Rule.TEMPLATE_EDITION: "A template made from other definitions than those in force.",
    Rule.PROFILE_DOES_NOT_FIT: "The file has not the layout that the profile describes.",
    Rule.PERIOD_NOT_NAMED: "The profile takes the period from the file's name, none is there, and "
    "the sender says none.",
    Rule.PERIOD_NAMED_TWICE: "Two months in the name of a file, another one in its content, "
    "another one said by its sender, or two files of one load for the same period.",
    Rule.PERIOD_SAID: "The period is what the sender says: the file's name does not tell it.",
    Rule.COPY_OF_ANOTHER_PERIOD: "The same figures as those of another period, in this load or in "
    "the store: a copy under another month's name.",
    Rule.TOTAL_DOES_NOT_ADD_UP: "A row of totals is not the sum of the rows that it is given for.",
    Rule.TOTAL_NOT_CHECKED: "No row of totals that the figures could be held against.",
    Rule.SHARE_DIFFERS: "A percentage of the file is not that of its figures: one is wrong, or two "
    "columns are exchanged.",
    Rule.REPEATED_DIFFERENTLY: "A figure that every row repeats is not the same in all of them.",
    Rule.OTHER_CONTENT: "A row of something that the profile does not read, as of another survey.",
    Rule.UNITS_MISSING: "Units that the publication should have are not in the file.",
    Rule.BINARY: "The file is neither text nor a workbook: a picture, a PDF.",
    Rule.EMPTY_FILE: "Nothing in the file but blanks.",
    Rule.NO_ROWS: "A heading without rows.",
    Rule.MISSING_HEADING: "A column that every return has is missing, or the whole heading is.",
    Rule.UNKNOWN_HEADING: "A column that no return has, or one under another name.",
    Rule.DUPLICATE_HEADING: "A column stands twice.",
    Rule.TOO_MANY_CELLS: "A row has more cells than the heading.",
    Rule.TOO_FEW_CELLS: "A row has fewer cells than the heading.",
    Rule.UNCLOSED_QUOTE: "A quotation mark is never closed; nothing after it can be read.",
    Rule.STRAY_QUOTE: "A quotation mark in the middle of a quoted cell; the row is not read.",
    Rule.CELL_TOO_LONG: "A cell of more than 2,000 characters, or a reason code of more than 80.",
    Rule.CONTROL_CHARACTER: "A cell holds a character that cannot be printed.",
    Rule.EXCHANGED: "Two cells of a row stand in each other's columns, or two headings do.",
    Rule.BLANK_CELL: "Unit, period or component is blank, or all of them are, or a court tier that "
    "nothing else tells.",
    Rule.UNKNOWN_UNIT: "No unit has this identifier, name or alias, or several do.",
    Rule.UNKNOWN_PERIOD: "The text is neither YYYY-MM nor YYYY-MM/YYYY-MM.",
    Rule.UNKNOWN_COMPONENT: "Nothing that is counted has this name.",
    Rule.UNKNOWN_TIER: "The court tier is neither magistrates nor crown.",
    Rule.UNKNOWN_COURT: "No court has this identifier, name or alias.",
    Rule.UNKNOWN_REASON: "A reason code of no scheme: it is kept and counted as unmapped.",
    Rule.UNIT_MAY_NOT_REPORT: "The collection is sent by units of another kind.",
    Rule.NOT_IN_COLLECTION: "The unit sends returns, but none that holds this component.",
    Rule.TIERS_MIXED: "Magistrates' and Crown Court figures in one unit's return.",
    Rule.CROWN_BY_COURT: "Crown Court figures under a unit that is not the Crown Court.",
    Rule.TIER_OF_OTHER_UNIT: "The court tier is not that of the court that reports.",
    Rule.TIER_UNUSED: "The collection does not tell court tiers apart: the tier is left out.",
    Rule.COURT_NOT_CARRIED: "A court on a component that is not broken down by court.",
    Rule.COURT_OF_OTHER_TIER: "The court is not of the row's court tier.",
    Rule.COURT_IS_NOT_THE_UNIT: "A Crown Court reports for another court.",
    Rule.REASON_NOT_CARRIED: "A reason on a component that is not broken down by reason.",
    Rule.REASON_OF_OTHER_OUTCOME: "A reason of cracked trials on ineffective ones, or the reverse.",
    Rule.REASON_OF_OTHER_TIER: "A reason of the Crown Court in magistrates' figures.",
    Rule.PERIOD_IN_FUTURE: "The period had not ended when the return was known, or has not today.",
    Rule.PERIOD_LENGTH: "A quarter where months are reported, or the reverse.",
    Rule.PERIOD_BEFORE_START: "The period is before the first one of the collection.",
    Rule.BLANK_VALUE: "The value is blank; blank is never zero.",
    Rule.NOT_A_NUMBER: "The value is neither a number nor [x] or [z].",
    Rule.THOUSANDS: "A comma that does not set off thousands, such as 1,23.",
    Rule.NEGATIVE: "The value is below 0.",
    Rule.TOO_LARGE: "The value is above 1,000,000,000.",
    Rule.ABOVE_100: "A published proportion of more than 100%.",
    Rule.FRACTION: "A fraction of something that is counted in whole numbers.",
    Rule.DUPLICATE_ROW: "Two rows about one figure, however they spell it.",
    Rule.COURTS_DO_NOT_ADD_UP: "The courts of a figure do not add up to it.",
    Rule.REASONS_DO_NOT_ADD_UP: "The reasons of a figure do not add up to it.",
    Rule.PARTS_DO_NOT_ADD_UP: "Components do not add up to the one that they make up, such as "
    "effective + cracked + ineffective to listed.",
    Rule.ABOVE_ITS_LIMIT: "A component exceeds the one that it is a part of.",
    Rule.ROWS_OMITTED: "The standing return has rows that the new one leaves out.",
    Rule.JUMP: "A figure far outside the unit's own earlier months: beyond 4 times their usual "
    "spread from their middle, with at least 6 and at most 24 months.",
    Rule.REVISION: "The return supersedes an earlier one: what it changes.",
    Rule.SAME_AS_ANOTHER_PERIOD: "All figures are those of the month before or after, at least 5 "
    "of them other than 0.",
}


def rules_page() -> str:
    """`docs/return-rules.md`: every rule with its severity."""
    rows = [f"| `{rule}` | {rule.severity} | {MEANINGS[rule]} |" for rule in Rule]
    return "\n".join([PAGE_TOP, "| Rule | Severity | What it says |", "|---|---|---|", *rows, ""])


PAGE_TOP = """\
# Rules for returns

A file is held against all of these at once, and every fault names line, column, value, rule and
severity. An error refuses the file; a warning does not. A row with a bad cell is left out of
every sum that it may belong to, so that one mistake is one fault.

This page is written from the rules themselves (`cjdata.returns.rules.rules_page`).
"""
