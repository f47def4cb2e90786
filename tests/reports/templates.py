"""Templates of returns, made once, and their cells by what is filled in there."""

from __future__ import annotations

import datetime as dt
import functools

from cjdata.definitions import load
from cjdata.reports.template import template_bytes
from cjdata.reports.template_rows import Form, form_of
from cjdata.returns.checks import Checked, check
from cjdata.returns.readers import read_bytes
from tests.reports.books import sheets
from tests.reports.filling import filled

CATALOGUE = load()
DAY = dt.date(2003, 11, 30)
TRIALS = {"unit": "lambeth", "period": "2003-10", "collection": "trials-magistrates"}


@functools.cache
def form(unit: str = "lambeth", period: str = "2003-10", collection: str = "charging") -> Form:
    return form_of(CATALOGUE, unit=unit, period=period, collection=collection)


@functools.cache
def template(unit: str, period: str, collection: str) -> bytes:
    return template_bytes(form(unit, period, collection))


def trials() -> bytes:
    return template(**TRIALS)


def cell_of(data: bytes, component: str, *, court: str = "", reason: str = "") -> str:
    """The cell in which a figure is filled in."""
    return cells_of(data)[component, court, reason]


@functools.lru_cache(maxsize=64)
def cells_of(data: bytes) -> dict[tuple[str, ...], str]:
    """What a row is about -> its value's cell."""
    rows = sheets(data)["Return"]
    return {tuple(row[4:7]): f"B{number}" for number, row in enumerate(rows, start=1) if row[4]}


def of_trials(**figures: object) -> dict[str, object]:
    """Cells of the trials' template; `cracked__A` is a reason."""
    found = {}
    for name, value in figures.items():
        component, _, reason = name.partition("__")
        found[cell_of(trials(), f"trials_{component}", reason=reason)] = value
    return found


def checked(data: bytes) -> Checked:
    return check(read_bytes(data, "back.xlsx"), catalogue=CATALOGUE, known_on=DAY, today=DAY)


GOOD = {"effective": 96, "cracked": 61, "ineffective": 74, "vacated": 30}


def whole() -> bytes:
    return filled(trials(), of_trials(**GOOD))
