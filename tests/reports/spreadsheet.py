"""A spreadsheet of one sheet, small enough to read: what the formulas of a template come to.

Written from Excel's documentation of each function, for the functions that templates use.
"""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

from cjdata.returns.sheet_xml import column_letters, column_number
from tests.reports.books import SPACE, part, sheets

TOKEN = re.compile(
    r'\s*("(?:[^"]|"")*"|\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?|[A-Z]+(?=\()|\d+(?:\.\d+)?'
    r"|<>|<=|>=|[=<>&+\-*(),])"
)
Value = Any


class Page:
    """The first sheet of a workbook: its cells by address, formulas worked out on demand."""

    def __init__(self, data: bytes) -> None:
        rows = next(iter(sheets(data).values()))
        self.cells: dict[str, Value] = {
            f"{column_letters(c)}{r}": cell
            for r, row in enumerate(rows, start=1)
            for c, cell in enumerate(row)
        }
        self.formulas: dict[str, str] = {}
        self.known: dict[str, Value] = {}
        tree: ElementTree.Element = part(data, "xl/worksheets/sheet1.xml")
        for cell in tree.iter(f"{SPACE}c"):
            formula = cell.find(f"{SPACE}f")
            if formula is not None and formula.text:
                self.formulas[str(cell.get("r"))] = formula.text

    def value(self, address: str) -> Value:
        address = address.replace("$", "")
        if address in self.formulas:
            if address not in self.known:
                self.known[address] = Formula(self, self.formulas[address]).result()
            return self.known[address]
        found = self.cells.get(address, "")
        return "" if found is None else found

    def area(self, text: str) -> list[Value]:
        first, _, last = text.replace("$", "").partition(":")
        (a, top), (b, end) = (
            re.fullmatch(r"([A-Z]+)(\d+)", t).groups() for t in (first, last or first)
        )  # type: ignore[union-attr]
        return [
            self.value(f"{column_letters(c)}{r}")
            for r in range(int(top), int(end) + 1)
            for c in range(column_number(a), column_number(b) + 1)
        ]


class Formula:
    """One formula, read from left to right."""

    def __init__(self, page: Page, text: str) -> None:
        self.page, self.tokens = page, TOKEN.findall(text)
        assert "".join(self.tokens).replace(" ", "") == text.replace(" ", ""), text
        self.at = 0

    def result(self) -> Value:
        found = self.comparison()
        assert self.at == len(self.tokens)
        return found

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1]

    def comparison(self) -> Value:
        left = self.joined()
        while self.peek() in ("=", "<>", "<", ">", "<=", ">="):
            left = _compared(left, self.take(), self.joined())
        return left

    def joined(self) -> Value:
        left = self.added()
        while self.peek() == "&":
            self.take()
            left = _text(left) + _text(self.added())
        return left

    def added(self) -> Value:
        left = self.multiplied()
        while self.peek() in ("+", "-"):
            sign, right = self.take(), self.multiplied()
            left = _number(left) + _number(right) * (1 if sign == "+" else -1)
        return left

    def multiplied(self) -> Value:
        left = self.single()
        while self.peek() == "*":
            self.take()
            left = _number(left) * _number(self.single())
        return left

    def single(self) -> Value:
        token = self.take()
        if token == "(":
            found = self.comparison()
            self.take()
            return found
        if token.startswith('"'):
            return token[1:-1].replace('""', '"')
        if token[0].isdigit():
            return float(token)
        if self.peek() == "(":
            return self.called(token)
        return self.page.area(token) if ":" in token else self.page.value(token)

    def called(self, name: str) -> Value:
        self.take()
        given: list[Value] = []
        while self.peek() != ")":
            given.append(self.argument(name, given))
            if self.peek() == ",":
                self.take()
        self.take()
        return FUNCTIONS[name](*given)

    def argument(self, name: str, given: list[Value]) -> Value:
        """An argument; the branch of IF that is not taken may be an error and is passed over."""
        skipped = name == "IF" and given and bool(given[0]) == (len(given) == 2)
        if not skipped:
            return self.comparison()
        depth = 0
        while depth or self.peek() not in (",", ")"):
            depth += {"(": 1, ")": -1}.get(self.take(), 0)
        return None


def _number(value: Value) -> float:
    assert isinstance(value, (int, float)), f"#VALUE!: {value!r}"
    return float(value)


def _text(value: Value) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _compared(left: Value, sign: str, right: Value) -> bool:
    """Numbers come before texts; a blank is like an empty text or like 0."""
    if left == "" and isinstance(right, float):
        left = 0.0
    key = [(isinstance(v, str), v.casefold() if isinstance(v, str) else v) for v in (left, right)]
    return {
        "=": key[0] == key[1], "<>": key[0] != key[1], "<": key[0] < key[1],
        ">": key[0] > key[1], "<=": key[0] <= key[1], ">=": key[0] >= key[1],
    }[sign]  # fmt: skip


def _meets(cell: Value, criterion: str) -> bool:
    if criterion in ("=", "<>"):
        return (cell == "") == (criterion == "=")
    if not isinstance(cell, str):
        return False
    pattern = criterion.casefold().replace("[", "[[]")
    return fnmatch.fnmatchcase(cell.casefold(), pattern)


def _which(pairs: tuple[Value, ...]) -> list[bool]:
    areas, criteria = pairs[::2], pairs[1::2]
    return [
        all(_meets(cell, criterion) for cell, criterion in zip(row, criteria, strict=True))
        for row in zip(*areas, strict=True)
    ]


def _sum(values: list[Value]) -> float:
    return float(sum(v for v in values if isinstance(v, (int, float))))


FUNCTIONS: dict[str, Callable[..., Value]] = {
    "IF": lambda condition, yes, no: yes if condition else no,
    "AND": lambda *given: all(given),
    "OR": lambda *given: any(given),
    "NOT": lambda given: not given,
    "ISNUMBER": lambda cell: isinstance(cell, (int, float)),
    "INT": lambda cell: _number(cell) // 1,
    "MAX": lambda *given: max(map(_number, given)),
    "SUM": lambda *given: _sum(list(given)),
    "COUNTA": lambda area: float(sum(cell != "" for cell in area)),
    "COUNTIF": lambda area, criterion: float(sum(_which((area, criterion)))),
    "COUNTIFS": lambda *pairs: float(sum(_which(pairs))),
    "SUMIFS": lambda area, *pairs: _sum(
        [cell for cell, met in zip(area, _which(pairs), strict=True) if met]
    ),
}
