"""Entering what somebody says of a figure; it must name a figure that there is.

Nothing of an explanation is read by the program: it is kept and shown as it was written.
"""

from __future__ import annotations

import datetime as dt

from cjdata.analysis.variation.explanations import (
    TOPIC,
    Explanation,
    Figure,
    explanations,
    standing_explanations,
)
from cjdata.domain.catalogue import Catalogue, look_up
from cjdata.domain.errors import PeriodError, RefusedError, UnknownNameError
from cjdata.domain.measures import Measure
from cjdata.domain.periods import Period, first_day
from cjdata.intake.desk import Desk, open_desk, said_by
from cjdata.intake.keeping import Saying, keep_at
from cjdata.intake.wording import visible
from cjdata.ledger import Kind, Store

LONGEST = {"explanation": 2000, "action": 1000, "owner": 120}
"""Letters of each part: what is longer belongs in a paper."""


def explain(
    store: Store,
    *,
    measure: str,
    unit: str,
    period: Period | str,
    text: str,
    action: str = "",
    owner: str = "",
    due: dt.date | None = None,
    done: bool = False,
    by: str,
    known_on: dt.date | None = None,
) -> Explanation:
    """Keep an explanation of a figure; raises RefusedError where it cannot be one.

    A due date lies ahead when it is first said; it may stand when more is said after it has passed.
    """
    day = said_by(known_on)
    parts = {"explanation": text, "action": action, "owner": owner}
    said = {name: _checked(name, part) for name, part in parts.items()}
    if not said["explanation"]:
        raise RefusedError("an explanation says something: its text is empty; nothing was changed")
    if done and not said["action"]:
        raise RefusedError("it is said to be done, and no action is named; nothing was changed")
    with open_desk(store) as desk:
        defined, name, span = _figure(desk.ground.catalogue, measure, unit, period)
        if first_day(span.first) > day:
            raise RefusedError(
                f"{span.label} had not begun on {day.isoformat()}, the day this is said on: "
                "there is no figure to explain; nothing was changed"
            )
        if (
            due is not None
            and due < day
            and due != _due_before(desk, (defined.id, name, span), day)
        ):
            raise RefusedError(
                f"the due date {due.isoformat()} lies before the day this is said on "
                f"({day.isoformat()}); nothing was changed"
            )
        detail = {
            "measure": defined.id,
            "unit": name,
            "period": str(span),
            **said,
            "due": due.isoformat() if due else "",
            "done": done,
        }
        saying = Saying(kind=Kind.NOTE, topic=TOPIC, detail=detail)
        (entry,) = keep_at(desk, [saying], by=by, day=day)
    return Explanation(
        measure=defined.id,
        unit=name,
        period=span,
        explanation=said["explanation"],
        action=said["action"],
        owner=said["owner"],
        due=due,
        said_by=entry.by,
        known_on=day,
        seq=entry.seq,
        done=done,
    )


def _due_before(desk: Desk, figure: Figure, day: dt.date) -> dt.date | None:
    """The due date that stands on the day."""
    standing = standing_explanations(explanations(desk.reader, day)).get(figure)
    return standing.due if standing else None


def _checked(name: str, text: str) -> str:
    """The text without blanks around it and without signs that no reader can see."""
    kept = visible(text).strip()
    if len(kept) > LONGEST[name]:
        raise RefusedError(
            f"the {name} has {len(kept):,} letters, more than {LONGEST[name]:,}: "
            "say it shorter; nothing was changed"
        )
    return kept


def _figure(
    catalogue: Catalogue, measure: str, unit: str, period: Period | str
) -> tuple[Measure, str, Period]:
    """The figure that is meant; raises RefusedError where there is none."""
    try:
        defined = look_up("measure", measure, catalogue.measures)
        meant = look_up("unit", unit, catalogue.units)
        span = period if isinstance(period, Period) else Period.parse(period)
    except (UnknownNameError, PeriodError) as error:
        raise RefusedError(f"{error}; nothing was changed") from None
    if meant.kind not in defined.levels:
        raise RefusedError(
            f"{defined.id}, {defined.name}, is not counted for {meant.name}; nothing was changed"
        )
    return defined, meant.id, span
