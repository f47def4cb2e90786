"""Numbers, dates and lists as a sentence says them."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache

NUMBER_WORDS = (
    "no", "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
NEAR_MONTHS = 8
"""A month closer than this is named without its year."""


def number(count: int) -> str:
    """A count within a sentence where words read better: up to twelve as a word."""
    return NUMBER_WORDS[count] if 0 <= count < len(NUMBER_WORDS) else f"{count:,}"


def how_many(count: int) -> str:
    """A count that stands without what it counts: `none`, `one`, `26`."""
    return number(count) if count else "none"


def opening(text: str) -> str:
    """The text as the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def boroughs(count: int) -> str:
    """`no borough`, `one borough`, `eight boroughs`, `26 boroughs`."""
    return f"{number(count)} {'borough' if count < 2 else 'boroughs'}"


def have(count: int) -> str:
    return "has" if count < 2 else "have"


def are(count: int) -> str:
    return "is" if count < 2 else "are"


def listing(names: Sequence[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def names_or_number(names: Sequence[str], most: int = 6) -> str:
    """The names, or how many boroughs they are where they are too many to read."""
    return listing(names) if len(names) <= most else boroughs(len(names))


def day(date: dt.date) -> str:
    """`30 November 2003`."""
    return f"{date.day} {calendar.month_name[date.month]} {date.year}"


def day_short(date: dt.date) -> str:
    """`30 Nov 2003`."""
    return f"{date.day} {calendar.month_abbr[date.month]} {date.year}"


def by(date: dt.date, as_said: str = "") -> str:
    """`by 31 December 2003`, or the words of a source that named no day."""
    return as_said or f"by {day(date)}"


def by_short(date: dt.date, as_said: str = "") -> str:
    """`31 Dec 2003`, or the words of a source that named no day."""
    return as_said or day_short(date)


def is_month_end(date: dt.date) -> bool:
    return (date + dt.timedelta(days=1)).day == 1


def months_apart(one: dt.date, other: dt.date) -> int:
    return abs((one.year - other.year) * 12 + one.month - other.month)


def month(date: dt.date, *, seen_from: dt.date) -> str:
    """`March`, with its year where that is far from the day that one looks from."""
    name = calendar.month_name[date.month]
    return name if months_apart(date, seen_from) < NEAR_MONTHS else f"{name} {date.year}"


def by_when(date: dt.date, *, seen_from: dt.date) -> str:
    """`March` for the last day of March, else the day itself."""
    return month(date, seen_from=seen_from) if is_month_end(date) else day(date)


def part_of_month(date: dt.date, *, year: bool = True) -> str:
    """`mid-July 2004`, `early November 2004`, `late May 2004`."""
    part = "early " if date.day <= 10 else "mid-" if date.day <= 20 else "late "
    return f"{part}{calendar.month_name[date.month]}{f' {date.year}' if year else ''}"


def between(after: dt.date, by: dt.date) -> str:
    """`between mid-July and early November 2004`, in days where the parts would be the same."""
    if part_of_month(after) == part_of_month(by):
        return f"between {day(after)} and {day(by)}"
    return f"between {part_of_month(after, year=after.year != by.year)} and {part_of_month(by)}"


def duration(days: int) -> str:
    """`one day`, `13 days`, `eleven weeks`: whole weeks, rounded, from a fortnight on."""
    if days < 14:
        return f"{number(days)} {'day' if days == 1 else 'days'}"
    return f"{number(round(days / 7))} weeks"


def days_to(target: dt.date | None, known_at: dt.date) -> str:
    """`152 days to the end of April 2004`, and how it is said on the day and after it."""
    if target is None:
        return "no target date on record"
    name = day(target)
    if is_month_end(target):
        name = f"the end of {calendar.month_name[target.month]} {target.year}"
    left = (target - known_at).days
    if left == 0:
        return "today is the target date"
    count = f"{abs(left):,} {'day' if abs(left) == 1 else 'days'}"
    return f"{count} to {name}" if left > 0 else f"{count} after {name}"


@lru_cache(maxsize=16_384)
def figure(value: float | None, unit: str = "count", decimals: int = 0) -> str:
    """A figure with its unit, rounded half up; `no figure` for None and NaN."""
    if value is None or value != value:
        return "no figure"
    size = abs(value) * 10.0**decimals
    if size > EXACT or abs(size % 1 - 0.5) < NEAR_HALF:  # only there may it lie on a half
        exact = Decimal(str(value + 0)).quantize(_places(decimals), rounding=ROUND_HALF_UP)
        return f"{exact:,}{UNITS.get(unit, '')}"
    return f"{value + 0:,.{decimals}f}{UNITS.get(unit, '')}"


@cache
def _places(decimals: int) -> Decimal:
    return Decimal(1).scaleb(-decimals)


EXACT = 1e9
NEAR_HALF = 1e-6
"""Far more than arithmetic adds to a number below `EXACT`."""


UNITS = {"pct": "%", "days": " days", "hours": " hours"}


NO_CHANGE = "no change"
NOUGHT = 1e-9
"""A smaller change is one of the arithmetic."""


def change_size(change: float, decimals: int) -> str:
    """How large a change is, whatever its sign; one that rounds to nought is not called none."""
    if abs(change) < NOUGHT:
        return NO_CHANGE
    size = figure(abs(change), "count", decimals)
    least = figure(10.0**-decimals, "count", decimals)
    return f"under {least}" if float(size.replace(",", "")) == 0 else size


def signed_change(change: float, decimals: int, unit: str) -> str:
    """`+3.1 points`, with a true minus; `under 0.1 points`, `no change`."""
    size = change_size(change, decimals)
    if size == NO_CHANGE:
        return size
    sign = "" if size.startswith("under") else "+" if change > 0 else "−"
    return f"{sign}{size} {unit}".rstrip()
