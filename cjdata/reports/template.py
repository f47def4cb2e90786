"""A workbook to fill in for one return: locked labels, checked cells, totals that check themselves.

Assumes that it comes back changed by somebody in a hurry: the lock has no password and keeps
nobody out, so that reading trusts none of it and holds every row against the hidden stamp.
"""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter

from cjdata.charts import words
from cjdata.reports.template_checks import (
    FILL_IN,
    LEFT_BLANK,
    OK,
    Places,
    check_formula,
    overall_formula,
    validation_formula,
)
from cjdata.reports.template_rows import WHOLE, Form, Line
from cjdata.returns.cells import LENGTH_LIMIT
from cjdata.returns.stamps import OWN_HEADINGS, STAMP_SHEET, VERSION, Stamp

SHEET, HELP, LISTS = "Return", "How to fill it in", "Lists"
WHAT, CHECK = OWN_HEADINGS
HEADINGS = (
    WHAT, "value", CHECK, "note", "component", "court", "reason", "unit", "period", "court_tier",
)  # fmt: skip
WIDTHS = (64, 12, 48, 30, 34, 24, 9, 16, 17, 13)
LETTERS_A_LINE, HEIGHT = 52, 15
"""How much of a label fits into its column, and how high a line is: some programs cut the rest."""
HEAD = 4
"""Row of the headings, counted from 0."""
FREE_ROWS = 15
ACCENT = "#1F3A4D"


def template_bytes(form: Form) -> bytes:
    """The workbook of a form."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    title = f"{form.collection.label}: {form.unit.name}, {form.period.label}"
    book.set_properties({"title": title, "comments": f"template of {form.key}"})
    book.set_calc_mode("auto")
    page, guide, lists, stamp = (book.add_worksheet(n) for n in (SHEET, HELP, LISTS, STAMP_SHEET))
    _Page(book, page, form).write(title)
    _guide(book, guide, form, title)
    _lists(book, lists, form)
    for row, texts in enumerate(_stamp(form, title).lines()):
        for place, text in enumerate(texts):
            stamp.write_string(row, place, text)
    stamp.very_hidden()
    page.activate()
    book.close()
    return out.getvalue()


def _stamp(form: Form, title: str) -> Stamp:
    return Stamp(
        version=VERSION,
        unit=form.unit.id,
        period=str(form.period),
        collection=form.collection.id,
        edition=form.edition,
        sheet=SHEET,
        more_sheets=(HELP, LISTS),
        ignored=(WHAT, CHECK),
        may_be_blank=form.may_be_blank,
        asked=tuple(
            line.component.id
            for line in form.lines
            if not line.is_detail and line.component.id not in form.may_be_blank
        ),
        title=title,
        labels={(line.component.id, line.court, line.reason): line.label for line in form.lines},
    )


class _Page:
    """The sheet that is filled in."""

    def __init__(self, book: Any, sheet: Any, form: Form) -> None:
        self.sheet, self.form = sheet, form
        self.free = FREE_ROWS if form.broken_down else 0
        self.first = HEAD + 1
        self.last = self.first + len(form.lines) - 1 + (self.free + 1 if self.free else 0)
        box = {"valign": "top", "border": 1, "border_color": "#B8C2C9"}
        grey = {"font_color": "#5F6B73"}
        self.title = book.add_format({"bold": True, "font_size": 14, "font_color": ACCENT})
        self.head = book.add_format({"bold": True, "font_color": "white", "bg_color": ACCENT})
        self.total = book.add_format({"bold": True, "valign": "top", "text_wrap": True})
        self.detail = book.add_format({"indent": 2, "valign": "top", "text_wrap": True, **grey})
        self.label = book.add_format({"valign": "top", **grey})
        self.check = book.add_format({"valign": "top", "text_wrap": True})
        self.bold = book.add_format({"bold": True})
        self.number = book.add_format(
            {"locked": False, "num_format": "#,##0.######", "bg_color": "#FFF9E0", **box}
        )
        self.whole = book.add_format(
            {"locked": False, "num_format": "#,##0", "bg_color": "#FFF9E0", **box}
        )
        self.text = book.add_format(
            {"locked": False, "num_format": "@", "text_wrap": True, "bg_color": "#FFF9E0", **box}
        )
        self.wrong = book.add_format({"font_color": "#8C1C13", "bold": True})
        self.open = book.add_format({"font_color": "#7A5C00"})
        self.good = book.add_format({"font_color": "#1E6B3A"})

    def write(self, title: str) -> None:
        sheet, form = self.sheet, self.form
        for place, width in enumerate(WIDTHS):
            sheet.set_column(place, place, width)
            sheet.write_string(HEAD, place, HEADINGS[place], self.head)
        due = words.day(form.collection.due(form.period))
        sheet.write_string(0, 0, title, self.title)
        sheet.write_string(1, 0, f"Due by {due}. Fill in the yellow cells; write 0 for none, [x]")
        sheet.write_string(2, 0, "where it is not available, [z] where it cannot apply.")
        for number, line in enumerate(form.lines):
            self._line(self.first + number, line)
        if self.free:
            self._free_rows(self.first + len(form.lines))
        self._overall()
        self._colours()
        sheet.freeze_panes(HEAD + 1, 2)
        sheet.protect("", {"format_columns": True, "format_rows": True})
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEAD)

    def _line(self, row: int, line: Line) -> None:
        sheet, cell = self.sheet, f"$B${row + 1}"
        lines = -(-len(line.label) // LETTERS_A_LINE)
        if lines > 1:
            sheet.set_row(row, lines * HEIGHT)
        sheet.write_string(row, 0, line.label, self.detail if line.is_detail else self.total)
        sheet.write_blank(row, 1, None, self.whole if line.is_whole else self.number)
        sheet.data_validation(row, 1, row, 1, _asked(line, cell))
        labels = {each.component.id: each.component.label for each in self.form.lines}
        may_be_blank = line.component.id in self.form.may_be_blank
        formula = check_formula(line, cell, self._places(), labels, may_be_blank=may_be_blank)
        sheet.write_formula(row, 2, formula, self.check, "" if line.is_detail else FILL_IN)
        self._note(row)
        self._names(row, line.component.id, line.court, line.reason)

    def _note(self, row: int) -> None:
        self.sheet.write_blank(row, 3, None, self.text)
        longest = {
            "validate": "length", "criteria": "<=", "value": LENGTH_LIMIT,
            "error_title": "Too long", "error_message": f"At most {LENGTH_LIMIT:,} characters.",
        }  # fmt: skip
        self.sheet.data_validation(row, 3, row, 3, longest)

    def _names(self, row: int, component: str, court: str, reason: str) -> None:
        """What the row is about, as it is read; a blank is left truly blank."""
        tier = self.form.collection.court_tier or ""
        named = (component, court, reason, self.form.unit.id, str(self.form.period), tier)
        for place, text in enumerate(named, start=4):
            if text:
                self.sheet.write_string(row, place, text, self.label)

    def _free_rows(self, row: int) -> None:
        """Rows for a court or reason that is not printed, chosen from lists."""
        self.sheet.write_string(
            row, 0, "More detail: choose component, court and reason in the yellow cells", self.bold
        )
        whole = all(c.kind in WHOLE for c in self.form.broken_down)
        line = Line(component=self.form.broken_down[0], label="", reason="free")
        for free in range(row + 1, row + 1 + self.free):
            cell = f"$B${free + 1}"
            self.sheet.write_blank(free, 1, None, self.whole if whole else self.number)
            self.sheet.data_validation(free, 1, free, 1, _asked(line, cell))
            formula = (
                f'=IF({cell}="",IF(COUNTA($E${free + 1}:$G${free + 1})=0,"","{FILL_IN}"),'
                f'IF($E${free + 1}="","choose the component in column E","{OK}"))'
            )
            self.sheet.write_formula(free, 2, formula, self.check, "")
            self._note(free)
            self._names(free, "", "", "")
            for place, listed in enumerate(_list_ranges(self.form), start=4):
                if listed:
                    self.sheet.write_blank(free, place, None, self.text)
                    self.sheet.data_validation(
                        free, place, free, place,
                        {"validate": "list", "source": listed, "error_title": "Not in the list",
                         "error_message": "Choose an entry of the list: see the sheet Lists."},
                    )  # fmt: skip

    def _overall(self) -> None:
        checks = f"$C${self.first + 1}:$C${self.last + 1}"
        waiting = sum(not line.is_detail for line in self.form.lines)
        self.sheet.write_string(3, 0, "The return as a whole", self.bold)
        told = f"{waiting} still to fill in"
        self.sheet.write_formula(3, 1, overall_formula(checks), self.bold, told)

    def _colours(self) -> None:
        """Words first; colour only repeats them."""
        first = f"$C{self.first + 1}"
        area = (self.first, 2, self.last, 2)
        left = f'LEFT({first},{len(LEFT_BLANK)})="{LEFT_BLANK}"'
        rules = (
            (f'=OR({first}="{OK}",{left})', self.good),
            (f'={first}="{FILL_IN}"', self.open),
            (f'=AND({first}<>"",{first}<>"{OK}",NOT({left}))', self.wrong),
        )
        for criteria, form in rules:
            self.sheet.conditional_format(
                *area, {"type": "formula", "criteria": criteria, "format": form, "stop_if_true": 1}
            )

    def _places(self) -> Places:
        rows = f"${self.first + 1}:${{}}${self.last + 1}"
        totals = {
            line.component.id: f"$B${self.first + number + 1}"
            for number, line in enumerate(self.form.lines)
            if not line.is_detail
        }
        return Places(
            values=f"$B{rows.format('B')}",
            components=f"$E{rows.format('E')}",
            courts=f"$F{rows.format('F')}",
            reasons=f"$G{rows.format('G')}",
            totals=totals,
        )


def _asked(line: Line, cell: str) -> dict[str, Any]:
    """The rule that Excel holds a cell to while it is typed in."""
    whole = "A whole number" if line.is_whole else "A number"
    return {
        "validate": "custom",
        "value": validation_formula(line, cell),
        "ignore_blank": True,
        "error_title": "Not a figure of a return",
        "error_message": f"{whole} of 0 or more, [x] (not available) or [z] (not applicable).",
    }


def _list_ranges(form: Form) -> tuple[str, str, str]:
    """Where the choices of component, court and reason stand on the sheet of lists."""
    counts = len(form.broken_down), len(form.courts), len(form.reasons)
    has_reasons = any("reason" in c.breakdowns for c in form.broken_down)
    columns = ("A", "C", "E")
    ranges = [
        f"={LISTS}!${c}$2:${c}${n + 1}" if n else "" for c, n in zip(columns, counts, strict=True)
    ]
    return ranges[0], ranges[1], ranges[2] if has_reasons else ""


def _lists(book: Any, sheet: Any, form: Form) -> None:
    """What may be chosen, with its meaning beside it."""
    bold = book.add_format({"bold": True})
    for place, (heading, width) in enumerate(
        (("Component", 34), ("What it is", 40), ("Court", 40), ("", 3), ("Reason", 9), ("Of", 14),
         ("Meaning", 90))
    ):  # fmt: skip
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, heading, bold)
    for row, component in enumerate(form.broken_down, start=1):
        sheet.write_string(row, 0, component.id)
        sheet.write_string(row, 1, component.label)
    for row, court in enumerate(form.courts, start=1):
        sheet.write_string(row, 2, court.name)
    for row, reason in enumerate(form.reasons if form.broken_down else (), start=1):
        sheet.write_string(row, 4, reason.code)
        sheet.write_string(row, 5, reason.outcome)
        sheet.write_string(row, 6, reason.label)
    sheet.protect("")


def _guide(book: Any, sheet: Any, form: Form, title: str) -> None:
    head = book.add_format({"bold": True, "font_size": 14, "font_color": ACCENT})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 110)
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, title, head)
    for row, text in enumerate(_instructions(form), start=2):
        sheet.write_string(row, 0, text, wrapped)
    sheet.protect("")


def _instructions(form: Form) -> list[str]:
    own = form.collection
    texts = [
        f"This workbook is for one return: '{own.label}' of {form.unit.name} for "
        f"{form.period.label}. For another unit, period or collection take another template: "
        "rows of anything else are refused.",
        "Fill in the yellow cells of the sheet Return. Write a number of 0 or more; 0 means that "
        "there were none. Write [x] where the figure is not available and [z] where it cannot "
        "apply. A blank is neither.",
        "Lines in bold are asked for. Lines below them, by court and by reason, may be left blank; "
        "those that are given must add up to the line in bold.",
        "The column Check says 'ok', 'fill in', or what does not add up. It has no say in whether "
        "the return is accepted: that is checked anew, with more rules, when it is sent.",
    ]
    if form.may_be_blank:
        labels = [each.component.label for each in form.lines if not each.is_detail
                  and each.component.id in form.may_be_blank]  # fmt: skip
        texts.append(f"May be left blank, as other lines add up to it: {words.listing(labels)}.")
    if form.broken_down:
        texts.append(
            "For a court or reason that has no line use the rows at the end: choose component, "
            "court and reason from the lists, then give the value. The sheet Lists explains them."
        )
    texts += [
        "Other sheets may be added: they are left out when the return is read. The labels are "
        "locked, without a password, so that nothing slips by accident.",
        f"Due {own.due_days} days after the period ends, by {words.day(own.due(form.period))}. "
        "Send the file on the page Returns: Submit, or check it first with "
        "'python -m cjdata check FILE'.",
    ]
    noted = [c for c in dict.fromkeys(line.component for line in form.lines) if c.note]
    texts += [f"{component.label}: {component.note}" for component in noted]
    return [*texts, f"Template version {VERSION}, definitions {form.edition[:12]}."]
