"""What changed since the authority last met: each kind of change under its own heading."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from cjdata.analysis.authority.figure_changes import FigureChange, Why
from cjdata.analysis.authority.since import Since, since
from cjdata.charts import words
from cjdata.charts.register_texts import figure_sentence, rollout_sentence, since_sentence
from cjdata.ui.address import View
from cjdata.ui.choices import choose
from cjdata.ui.house import House, kept
from cjdata.ui.show import rendered

SOURCE = "Returns, public record and entries of this store, as known at the two dates"
SEASONS = "Quarters of unlike seasons are compared; what is judged is held against chance."
NOT_BEFORE = "The date in the address does not lie before this one: the report before is shown. "
MOST = 10
"""Late entries that are listed; of more the number is said."""


def earlier_date(house: House, view: View) -> dt.date | None:
    """The earlier of the two dates: the one asked for, else the report before."""
    asked = dt.date.fromisoformat(view.since) if view.since else None
    return asked if asked and asked < view.known_at else house.calendar.before(view.known_at)


def choose_earlier(house: House, view: View) -> None:
    """Since when, kept in the address."""
    day = earlier_date(house, view)
    stops = {s for s in house.calendar.stops if s < view.known_at}
    before = sorted(stops | ({day} if day else set()))
    if day is None:
        return
    names = {s.isoformat(): words.day(s) for s in reversed(before)}
    choose(
        View(known_at=view.known_at, since=day.isoformat()), "since", "Since you last met on", names
    )


@kept
def changes(house: House, view: View) -> Since | None:
    day = earlier_date(house, view)
    return None if day is None else since(house.reader, house.catalogue, day, view.known_at)


@kept
def since_you_met(house: House, view: View) -> str:
    """What changed between the two dates, each kind under its own heading."""
    found = changes(house, view)
    if found is None:
        return rendered("since", sentence="There is no report before this date.", parts=[])
    asked = view.since and dt.date.fromisoformat(view.since) >= view.known_at
    return rendered(
        "since",
        sentence=(NOT_BEFORE if asked else "") + since_sentence(found),
        parts=[part for part in _parts(found) if part["lines"]],
    )


def _parts(found: Since) -> list[dict[str, object]]:
    """Each kind of change with its lines."""
    data = [_figure(f) for f in found.figures if f.why is Why.REVISED]
    data += _late(found)
    data += [
        f"{e.what}: known on {words.day(e.known_on)}, written down on {words.day(e.recorded_on)}, "
        "so that the earlier date looks different now."
        for e in found.late_entries[:MOST]
    ]
    defined = [f"From {words.day(d.on)} {d.text}." for d in found.definitions]
    defined += [_figure(f) for f in found.figures if f.why is Why.DEFINITION]
    heard = _heard(found)
    decided = [f"{d.number} entered: {d.text}." for d in found.decided]
    decided += [f"{d.number} {d.standing.value}: {d.text}." for d in found.closed]
    decided += [
        f"The review due by {words.day(r.due_by)} was not held." for r in found.reviews_missed
    ]
    return [
        _part("Really changed", _changed(found), SEASONS),
        _part("Rolled out", [rollout_sentence(m) for m in found.rollout]),
        _part("Data that came late or was revised", data, _more(len(found.late_entries) - MOST)),
        _part("Counted or aimed at otherwise", defined),
        _part("Recommendations", heard),
        _part("Decided, closed, missed", decided),
    ]


def _changed(found: Since) -> list[str]:
    """What moved by more than chance would give, each figure; the rest in a line a kind."""
    moved = [f for f in found.figures if f.why is Why.CHANGED]
    lines = [_figure(f) for f in moved if f.told_apart]
    for apart, said in ((False, "No more than chance could give"), (None, "Moved, not judged")):
        names = [f.measure.name for f in moved if f.told_apart is apart]
        if names:
            lines.append(f"{said}: {'; '.join(names)}.")
    return lines


def _late(found: Since) -> list[str]:
    """One line a quarter that was not whole then and is now."""
    late: dict[str, list[str]] = {}
    for f in found.figures:
        if f.why is Why.LATE:
            late.setdefault(f.before_period.label, []).append(f.measure.name)
    return [f"{when} was not whole then and is now: {'; '.join(n)}." for when, n in late.items()]


def _heard(found: Since) -> list[str]:
    """One line a paper, with the recommendations it speaks of; then those fallen silent."""
    papers: dict[str, list[str]] = {}
    for item, mention in found.heard:
        papers.setdefault(mention.paper, []).append(item.recommendation.name)
    lines = [f"{paper} speaks of: {'; '.join(names)}." for paper, names in papers.items()]
    silent = [i.recommendation.name for i in found.fallen_silent]
    return lines + ([f"No word for six months now: {'; '.join(silent)}."] if silent else [])


def _part(title: str, lines: list[str], note: str = "") -> dict[str, object]:
    return {"title": title, "lines": lines, "note": note}


def _figure(change: FigureChange) -> str:
    return f"{change.measure.name}: {figure_sentence(change)}"


def _more(count: int) -> str:
    return f"And {count} more entries." if count > 0 else ""


def since_table(house: House, view: View) -> pd.DataFrame:
    """The twin of what changed: one row a figure that differs."""
    found = changes(house, view)
    if found is None:
        return pd.DataFrame()
    return pd.DataFrame(
        [
            {
                "measure": f.measure.id,
                "name": f.measure.name,
                "unit": f.unit,
                "why": f.why.value,
                "before_period": str(f.before_period),
                "before": f.before,
                "after_period": str(f.after_period),
                "after": f.after,
                "more_than_chance": f.told_apart,
                "earlier": found.earlier,
                "later": found.later,
            }
            for f in found.figures
        ]
    )
