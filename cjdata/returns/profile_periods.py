"""Which period a foreign file, or a row of it, is for: out of its name, a title or a date.

A text that names two periods names none; nobody can tell from the figures which is meant.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from cjdata.domain.periods import Period, month_label, month_of
from cjdata.returns.named_months import months_in, months_of_all
from cjdata.returns.profile_reading import Reading
from cjdata.returns.records import Record
from cjdata.returns.rules import Rule, fault
from cjdata.returns.texts import or_list, quoted

ISO = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S")


def period_of_file(reading: Reading, name: str) -> Period | None:
    """The period in the file's name, held against titles that name one too."""
    rule = reading.profile.period
    if rule.source != "file name":
        return None
    months = months_of_all(name.rpartition(".")[0] or name)
    if not months:
        message = (
            f"the name {quoted(name)} names no month with its year: call the file for what it "
            "holds, such as '..._april_2014.csv' or '...-2014-04.csv'"
        )
        reading.faults.append(fault(Rule.PERIOD_NOT_NAMED, message))
        return None
    titles = reading.table.above + list(reading.table.layout.texts)
    inside = [month for title in titles for month in months_of_all(title)]
    every = list(dict.fromkeys([*months, *inside]))
    if len(every) > 1:
        said = or_list([month_label(month) for month in every])
        where = "its name names" if len(months) > 1 else "its name and its content name"
        message = f"the file is for {said}: {where} different months, mend whichever is wrong"
        reading.faults.append(fault(Rule.PERIOD_NAMED_TWICE, message))
        return None
    return Period(every[0] - rule.months + 1, every[0])


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
        known[text] = Period(months[0] - rule.months + 1, months[0]) if len(months) == 1 else None
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
