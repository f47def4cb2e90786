"""Which period a foreign file, or a row of it, is for: out of its name, a title or a date.

A text that names two periods names none; nobody can tell from the figures which is meant.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from cjdata.domain.periods import Period, month_label, month_of
from cjdata.domain.profiles import Profile
from cjdata.returns.named_months import (
    against,
    is_half,
    months_in,
    months_inside,
    months_of_all,
)
from cjdata.returns.profile_reading import Reading
from cjdata.returns.records import Record
from cjdata.returns.rules import Rule, fault
from cjdata.returns.texts import or_list, quoted

ISO = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S")


def needs_a_period(profile: Profile, name: str) -> bool:
    """Whether the sender has to say what period a file is for."""
    return profile.period.source == "file name" and not months_of_all(_stem(name))


def period_of_file(reading: Reading, name: str, said: Period | None = None) -> Period | None:
    """The period in the file's name, or else the one that the sender says it is for.

    Held against titles that name one too. What the sender says of a file whose name is silent is
    a warning: it is kept with the return.
    """
    rule = reading.profile.period
    if rule.source != "file name":
        return None
    months = months_of_all(_stem(name))
    if not months and said is None:
        message = (
            f"the name {quoted(name)} names no month with its year: say what the file is for, as "
            "in --period 2014-04, or call it for what it holds, such as '..._april_2014.csv'"
        )
        reading.faults.append(fault(Rule.PERIOD_NOT_NAMED, message))
        return None
    titles = reading.table.above + list(reading.table.layout.texts)
    inside = [month for title in titles for month in months_inside(title)]
    every = list(dict.fromkeys([*months, *inside]))
    if said is not None:
        other = _other_than(said.last, every, name, titles)
        if other:
            message = (
                f"the file is said to be for {month_label(said.last)}, and its name or content "
                f"names {other}: mend whichever is wrong"
            )
            reading.faults.append(fault(Rule.PERIOD_NAMED_TWICE, message))
            return None
        if not months:
            message = f"the sender says that the file is for {said.label}: its name does not tell"
            reading.faults.insert(0, fault(Rule.PERIOD_SAID, message))
        return said
    if len(every) > 1:
        both = or_list([month_label(month) for month in every])
        where = "its name names" if len(months) > 1 else "its name and its content name"
        message = f"the file is for {both}: {where} different months, mend whichever is wrong"
        if len(months) == 1:
            message += "; where the other is not the month of the figures, take it out of the title"
        reading.faults.append(fault(Rule.PERIOD_NAMED_TWICE, message))
        return None
    return rule.ending(every[0])


def _stem(name: str) -> str:
    return name.rpartition(".")[0] or name


def _other_than(month: int, named: list[int], name: str, titles: list[str]) -> str:
    """What speaks against a month: another one, or half of one in the name or alone in a title."""
    others = [month_label(other) for other in named if other != month]
    if others:
        return or_list(others)
    halves = [_stem(name), *(title for title in titles if is_half(title))]
    return next((quoted(half) for text in halves if (half := against(text, month))), "")


def period_of_row(
    reading: Reading, record: Record, known: dict[str, Period | None]
) -> Period | None:
    """The period that ends in the month of a date; a text that is none, or two, is a fault."""
    rule = reading.profile.period
    text = reading.cell(record, rule.column)
    place = reading.table.layout.places.get(rule.column)
    if place is None:
        return None
    months = _months(text, rule.formats)
    if text not in known:
        known[text] = rule.ending(months[0]) if len(months) == 1 else None
    if known[text] is None:
        forms = or_list([dt.date(2019, 3, 31).strftime(form) for form in rule.formats])
        hint = f"write it as {forms} or 2019-03-31" if forms else "write it as 2019-03-31"
        message = f"{quoted(text)} is not a date of '{reading.profile.id}': {hint}"
        if months:
            said = or_list([month_label(month) for month in months])
            message = f"{quoted(text)} could be in {said}: write it as 2019-03-31"
        reading.wrong(Rule.UNKNOWN_PERIOD, message, record.line, place, text)
    return known[text]


@lru_cache(maxsize=1024)
def _months(text: str, formats: tuple[str, ...]) -> list[int]:
    """The months that a date may be in: as the profile writes it, an ISO date, or in words."""
    found = [_month(text, form) for form in (*formats, *ISO)]
    months = list(dict.fromkeys(month for month in found if month is not None))
    return months or months_in(text)


def _month(text: str, form: str) -> int | None:
    try:
        return month_of(dt.datetime.strptime(text, form).date())
    except ValueError:
        return None
