"""Governance measures: whether the change is managed, from the record and never from returns.

What a measure counts may not exist in the store yet: then it is not available, with the reason in
words. That nobody has said anything of an initiative is no nought.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import pandas as pd

from cjdata.analysis.figures import COLUMNS
from cjdata.analysis.plan import ImplementationPlan, plan_at
from cjdata.analysis.rollout import InitiativeStatus, rollout
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Measure
from cjdata.domain.periods import Period, month_of
from cjdata.domain.states import Stage, State
from cjdata.snapshot.reader import Reader

GOVERNANCE_COLUMNS = (*COLUMNS, "initiative", "note")
FORCE = "mps"
LIVE_BY_STRAND = "G01"
OVERDUE = "G03"
MISSING = {
    "G02": "no recommendation with owner and milestones is kept in the store yet",
    "G04": "no reviews of the plan are kept in the store yet",
    "G05": "no versions of the aims are kept in the store yet",
}
"""Why a measure is not available: what it counts does not exist."""


def governance_figures(
    reader: Reader, catalogue: Catalogue, known_at: dt.date, measures: Iterable[str] | None = None
) -> pd.DataFrame:
    """The measures made from the record as known at a date, the period being its month.

    One row a measure, for G01 one an initiative; see GOVERNANCE_COLUMNS. `received` and `expected`
    are 0: no return stands behind any of them.
    """
    asked = [
        m
        for m in catalogue.measures.values()
        if m.made_from == "record" and (measures is None or m.id in set(measures))
    ]
    period = Period(month_of(known_at), month_of(known_at))
    rows: list[dict[str, object]] = []
    for measure in asked:
        if measure.id == LIVE_BY_STRAND:
            rows += [_live(measure, status) for status in rollout(reader, catalogue, known_at)]
        elif measure.id == OVERDUE:
            rows.append(_overdue(measure, plan_at(reader, catalogue, known_at)))
        else:
            rows.append(_not_available(measure, MISSING.get(measure.id, "nothing counts it yet")))
    common = {
        "unit": FORCE, "first_month": period.first, "last_month": period.last,
        "period": str(period), "received": 0, "expected": 0, "revised": False,
    }  # fmt: skip
    frame = pd.DataFrame([common | row for row in rows], columns=list(GOVERNANCE_COLUMNS))
    return frame.astype({"numerator": float, "denominator": float, "value": float})


def _live(measure: Measure, status: InitiativeStatus) -> dict[str, object]:
    """Boroughs reported live with one initiative, of those in scope."""
    name, live = status.initiative.id, status.reported_live
    if not _spoken_of(status):
        note = "nothing had been said of it by this date"
        return _not_available(measure, note) | {"initiative": name}
    return {
        "measure": measure.id,
        "numerator": float(live),
        "denominator": float(status.of),
        "value": 100.0 * live / status.of,
        "state": (State.VALUE if live else State.ZERO).value,
        "initiative": name,
        "note": f"{status.live} of them named" if status.not_named else "",
    }


def _overdue(measure: Measure, plan: ImplementationPlan) -> dict[str, object]:
    """Open milestones past the day first planned, of all open ones that were planned for a day."""
    late, planned = len(plan.overdue), len(plan.open_with_baseline)
    if not planned:
        return _not_available(measure, "no open milestone with a date is on record by this date")
    return {
        "measure": measure.id,
        "numerator": float(late),
        "denominator": float(planned),
        "value": 100.0 * late / planned,
        "state": (State.VALUE if late else State.ZERO).value,
        "initiative": "",
        "note": "go-lives planned on record, and milestones of the plan in the store",
    }


def _spoken_of(status: InitiativeStatus) -> bool:
    heard = any(unit.stage is not Stage.UNKNOWN for unit in status.units)
    return heard or bool(status.totals or status.unnamed)


def _not_available(measure: Measure, note: str) -> dict[str, object]:
    return {
        "measure": measure.id,
        "numerator": None,
        "denominator": None,
        "value": None,
        "state": State.NOT_AVAILABLE.value,
        "initiative": "",
        "note": note,
    }
