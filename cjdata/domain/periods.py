"""Months and the spans of months that figures are counted over.

A month is one integer, `year * 12 + month - 1`, so that spans and windows are plain arithmetic.
The reporting year begins in April: quarters are April to June and so on, as in the returns.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from cjdata.domain.errors import PeriodError

MONTH_TEXT = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
YEAR_START = 3
"""Zero-based month in which the reporting year begins (April)."""


class Grain(StrEnum):
    """How long the window of one figure is, and how far apart two windows stand."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    ROLLING3 = "rolling3"
    ROLLING12 = "rolling12"

    @property
    def months(self) -> int:
        return MONTHS_OF[self]

    @property
    def step(self) -> int:
        return 1 if self in (Grain.ROLLING3, Grain.ROLLING12) else MONTHS_OF[self]

    @property
    def label(self) -> str:
        return {
            "month": "by month",
            "quarter": "by quarter",
            "year": "by financial year",
            "rolling3": "rolling 3 months",
            "rolling12": "rolling 12 months",
        }[self.value]


MONTHS_OF = {
    Grain.MONTH: 1,
    Grain.QUARTER: 3,
    Grain.YEAR: 12,
    Grain.ROLLING3: 3,
    Grain.ROLLING12: 12,
}


@lru_cache(maxsize=4096)
def grain_of(period: Period) -> Grain:
    """The grain that has the period among its windows: the calendar's before a rolling one."""
    for grain in Grain:
        if grain.months == period.months and period in windows(grain, period.first, period.last):
            return grain
    return Grain.MONTH


def month_of(day: dt.date) -> int:
    """The month that a day lies in."""
    return day.year * 12 + day.month - 1


def parse_month(text: str) -> int:
    """`2003-10` as a month; raises PeriodError for anything else."""
    match = MONTH_TEXT.fullmatch(text)
    if match is None:
        raise PeriodError(f"'{text}' is not a month: write it as YYYY-MM, such as 2003-10")
    return int(match[1]) * 12 + int(match[2]) - 1


def month_text(month: int) -> str:
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def month_label(month: int) -> str:
    return f"{calendar.month_name[month % 12 + 1]} {month // 12}"


def month_label_short(month: int) -> str:
    return f"{calendar.month_abbr[month % 12 + 1]} {month // 12}"


def first_day(month: int) -> dt.date:
    return dt.date(month // 12, month % 12 + 1, 1)


def last_day(month: int) -> dt.date:
    return first_day(month + 1) - dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A span of whole months, first and last included."""

    first: int
    last: int

    @classmethod
    def parse(cls, text: str) -> Period:
        """`YYYY-MM` or `YYYY-MM/YYYY-MM`; raises PeriodError for anything else."""
        first, _, last = text.strip().partition("/")
        period = cls(parse_month(first), parse_month(last or first))
        if period.last < period.first:
            raise PeriodError(f"'{text}' ends before it begins")
        return period

    @property
    def months(self) -> int:
        return self.last - self.first + 1

    @property
    def end(self) -> dt.date:
        return last_day(self.last)

    @property
    def label(self) -> str:
        """As a reader would say it: October 2003, July to September 2003, year 2003/04."""
        return _label(self)

    def __str__(self) -> str:
        first, last = month_text(self.first), month_text(self.last)
        return first if self.months == 1 else f"{first}/{last}"


@lru_cache(maxsize=4096)
def _label(period: Period) -> str:
    if period.months == 1:
        return month_label(period.last)
    if period.months == 12 and period.first % 12 == YEAR_START:
        return f"year {period.first // 12}/{(period.first // 12 + 1) % 100:02d}"
    if period.first // 12 == period.last // 12:
        return f"{calendar.month_name[period.first % 12 + 1]} to {month_label(period.last)}"
    return f"{month_label(period.first)} to {month_label(period.last)}"


def windows(grain: Grain, first: int, last: int) -> list[Period]:
    """Every whole window of the grain that lies within the months first to last, oldest first."""
    return list(_windows(grain, first, last))


@lru_cache(maxsize=1024)
def _windows(grain: Grain, first: int, last: int) -> tuple[Period, ...]:
    """Made once: what is kept by a row of windows is found sooner where they are the same ones."""
    if grain.step == 1:
        ends = range(first + grain.months - 1, last + 1)
    else:
        offset = (YEAR_START - first) % grain.months
        ends = range(first + offset + grain.months - 1, last + 1, grain.months)
    return tuple(Period(end - grain.months + 1, end) for end in ends)
