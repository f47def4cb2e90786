"""The verdict on a target date and its reason in one sentence.

Assumption: before two units are live the pace of a rollout is unknown, so that only a chance near
0 or 1 (from the plans, or from too little time left) may be called.
"""

from __future__ import annotations

from datetime import date

from cjdata.stats.forecast.record import RolloutRecord
from cjdata.stats.forecast.result import Verdict

ON_COURSE, UNLIKELY = 0.8, 0.2
CALLED_WITHOUT_PACE = 0.9
SILENT_DAYS = 60


def verdict_of(p: float, live: int) -> Verdict:
    """The verdict for a chance `p` of all units by the target, with `live` of them live so far."""
    if live < 2 and 1 - CALLED_WITHOUT_PACE < p < CALLED_WITHOUT_PACE:
        return Verdict.CANNOT_TELL
    if p >= ON_COURSE:
        return Verdict.ON_COURSE
    return Verdict.AT_RISK if p > UNLIKELY else Verdict.UNLIKELY


def verdict_when_done(after: float, until: float, target: int) -> Verdict:
    """The verdict when the last go-live lies after day `after` and up to day `until`."""
    if until <= target:
        return Verdict.DONE_IN_TIME
    return Verdict.DONE_LATE if after >= target else Verdict.DONE


def reason_when_done(verdict: Verdict, of: int, until: date, target: date) -> str:
    """Why a finished rollout is judged as it is."""
    told = f"All {of} units are live as told on {_day(until)}"
    if verdict is Verdict.DONE_IN_TIME:
        return f"{told}, within the target of {_day(target)}."
    if verdict is Verdict.DONE_LATE:
        return f"{told}; the last went live after the target of {_day(target)}."
    return f"{told}; the reports do not tell whether the last went live by {_day(target)}."


def reason_when_open(
    verdict: Verdict, record: RolloutRecord, p: float, middle: date, target: date, known: date
) -> str:
    """Why a rollout that is not finished is judged as it is."""
    last = date.fromordinal(int(record.days[-1]))
    state = f"{record.live} of {record.of} units were live at the last report ({_day(last)})"
    if (known - last).days > SILENT_DAYS:
        state += f", since when {(known - last).days} days have passed without a word"
    if target <= last:
        return f"{state} and the target of {_day(target)} has passed."
    if verdict is Verdict.CANNOT_TELL:
        return f"{state}, too few to tell the pace, and the plans do not settle it."
    basis = "the pace so far and how the plans have held" if record.plans else "the pace so far"
    return (
        f"{state}; {basis} give a chance of {_percent(p)} for all by {_day(target)}, "
        f"and completion as likely before as after {_day(middle)}."
    )


NOTHING_SAID = "Nothing has been reported or planned yet for the units in scope."


def _percent(p: float) -> str:
    if p < 0.01:
        return "less than 1%"
    return "more than 99%" if p > 0.99 else f"{p:.0%}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
