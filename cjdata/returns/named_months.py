"""The months that a text such as the name of a file speaks of, however they are written."""

from __future__ import annotations

import calendar
import re

from cjdata.domain.periods import YEAR_START

NAMES = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
NAME = "|".join(sorted(NAMES, key=len, reverse=True))
GAP = r"[\W_]{0,3}"
YEAR = r"(?:(?:19|20)[0-9]{2})"
NO_QUARTER = r"(?<![0-9a-z])(?<!quarter[-_. ])(?<!qtr[-_. ])"
"""The third quarter, `Q3 2019`, is not the third month."""
FORMS = (
    re.compile(rf"(?<![a-z])(?P<name>{NAME})(?![a-z]){GAP}'?(?P<year>{YEAR}|[0-9]{{2}})(?![0-9])"),
    re.compile(rf"(?<![0-9])(?P<year>{YEAR}){GAP}(?P<name>{NAME})(?![a-z])"),
    re.compile(rf"(?<![0-9])(?P<year>{YEAR})[-_. ](?P<number>0?[1-9]|1[0-2])(?![0-9])"),
    re.compile(rf"{NO_QUARTER}(?P<number>0?[1-9]|1[0-2])[-_. ](?P<year>{YEAR})(?![0-9])"),
    re.compile(rf"(?<![0-9])(?P<year>{YEAR})(?P<number>0[1-9]|1[0-2])(?![0-9])"),
    re.compile(rf"(?<![0-9])(?P<number>0[1-9]|1[0-2])(?P<year>{YEAR})(?![0-9])"),
)
"""`april_2014`, `Apr 14`; `2014 april`; `2014-04`; `04-2014`; `201404`; `042014`. The first that
fits a place in the text is taken there."""
NEXT_YEAR = re.compile(r"[-_/ ](?:20)?([0-9]{2})(?![0-9])")
"""What makes a year a financial one, from April on: `-14` after `2013`."""
AND = r"(?:[\W_]{0,3}|[\W_]+(?:to|and|until)[\W_]+)"
LISTED = re.compile(
    rf"(?<![a-z])(?P<name>{NAME}){AND}(?=(?:(?:{NAME}){AND}){{0,11}}(?:{NAME}){GAP}'?(?P<year>{YEAR}))"
)
"""`april` of `april_may_2014` and of `april to june 2014`: its year follows another month."""
PUBLISHED = re.compile(
    r"\b(?:published|publication date|date of publication|released|release date|extracted|"
    r"last updated|date printed)[\s:]{1,3}(?:(?:on|in)\s)?(?:the\s)?"
    r"(?:[0-9]{1,2}(?:st|nd|rd|th)?\s(?:of\s)?)?"
    rf"(?:(?:{NAME}),?\s{YEAR}|{YEAR}-[0-9]{{2}})"
)
"""`published in March 2016`, `last updated: 3 March 2016`: when a table was made, not what is in
it. `published for March 2016` may be either and is left."""
NAME_ALONE = re.compile(rf"(?<![a-z])(?:{NAME})(?![a-z])")
YEAR_ALONE = re.compile(rf"(?<![0-9]){YEAR}(?![0-9])")
TITLE = 1_000
"""Letters in which a title says what it is for: a longer text must not cost seconds."""


def months_of_all(title: str) -> list[int]:
    """The months that a title is for: also those that share the year of one that follows."""
    text = title[:TITLE]
    shared = [
        int(match["year"]) * 12 + NAMES[match["name"]] - 1
        for match in LISTED.finditer(text.lower())
    ]
    return list(dict.fromkeys([*shared, *months_in(text)]))


def months_inside(title: str) -> list[int]:
    """The months that a title within a file is for: not the one in which it was published."""
    return months_of_all(PUBLISHED.sub("|", title[:TITLE].lower()))


def against(text: str, month: int) -> str:
    """What a text names that the month is not of: a month without its year, or a year alone.

    A year may be the financial one that begins in it. Blank where it leaves the month open.
    """
    low = text[:TITLE].lower()
    names = NAME_ALONE.findall(low)
    if names and month % 12 + 1 not in {NAMES[name] for name in names}:
        return str(names[0])
    years = YEAR_ALONE.findall(low)
    of_the_month = {str(month // 12), str((month - YEAR_START) // 12)}
    return str(years[0]) if years and not of_the_month & set(years) else ""


def is_half(title: str) -> bool:
    """Whether a title is nothing but a month without its year, or a year without its month."""
    text = title.strip().lower()
    return bool(NAME_ALONE.fullmatch(text) or YEAR_ALONE.fullmatch(text))


def months_in(text: str) -> list[int]:
    """The months (year * 12 + month - 1) that a text names, each once, in their order.

    January of `2013-14` may be that of either year: both are named.
    """
    left, found = text.lower(), []
    for form in FORMS:
        for match in form.finditer(left):
            parts = match.groupdict()
            year = int(parts["year"])
            year += 2000 if year < 80 else 1900 if year < 100 else 0
            number = NAMES[parts["name"]] if parts.get("name") else int(parts["number"])
            found.append((match.start(), year * 12 + number - 1))
            follows = NEXT_YEAR.match(left, match.end())
            if number <= 3 and follows and int(follows[1]) == (year + 1) % 100:
                found.append((match.start(), (year + 1) * 12 + number - 1))
        left = form.sub(lambda match: "|" * len(match[0]), left)
    return list(dict.fromkeys(month for _, month in sorted(found)))
