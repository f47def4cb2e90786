"""A small file that breaks one rule, and the same file mended."""

from __future__ import annotations

from dataclasses import dataclass

from cjdata.returns.rules import Rule
from tests.returns.world import file_of

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
