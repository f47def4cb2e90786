"""Governance measures: whether the change is managed, from the record and never from returns.

What a measure counts may not exist in the store yet: then it is not available, with the reason in
words. That nobody has said anything of an initiative is no nought.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import pandas as pd

from cjdata.analysis.authority.monitoring import FIRST, Monitoring, monitoring_at
from cjdata.analysis.authority.register import Register, register_at
from cjdata.analysis.figures.figures import COLUMNS
from cjdata.analysis.rollout.plan import ImplementationPlan, plan_at
from cjdata.analysis.rollout.stages import InitiativeStatus, rollout
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Measure
from cjdata.domain.periods import Period, month_of
from cjdata.domain.states import Stage, State
from cjdata.snapshot.reader import Reader

GOVERNANCE_COLUMNS = (*COLUMNS, "initiative", "note")
FORCE = "mps"
LIVE_BY_STRAND = "G01"
OVERDUE = "G03"
PLANNED, REVIEWED, AIMS = "G02", "G04", "G05"
RECORD_PAGES = {
    LIVE_BY_STRAND: "rollout-progress",
    PLANNED: "authority-recommendations",
    OVERDUE: "rollout-plan",
    REVIEWED: "authority-monitoring",
    AIMS: "authority-monitoring",
}
"""Measure -> the page that shows what it counts."""


def governance_figures(
    reader: Reader,
    catalogue: Catalogue,
    known_at: dt.date,
    measures: Iterable[str] | None = None,
    boroughs: Iterable[str] = (),
) -> pd.DataFrame:
    """The measures made from the record as known at a date, the period being its month.

    One row a measure, for G01 one an initiative, and for G03 one more for each of the boroughs;
    see GOVERNANCE_COLUMNS. `received` and `expected` are 0: no return stands behind any of them.
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
            plan = plan_at(reader, catalogue, known_at)
            rows.append(_overdue(measure, plan))
            rows += [_overdue(measure, plan, borough) | {"unit": borough} for borough in boroughs]
        elif measure.id == PLANNED:
            rows.append(_planned(measure, register_at(reader, catalogue, known_at)))
        elif measure.id in (REVIEWED, AIMS):
            followed = monitoring_at(reader, catalogue, known_at)
            count = _reviewed if measure.id == REVIEWED else _revised
            rows.append(count(measure, followed))
        else:
            rows.append(_not_available(measure, "nothing counts it yet"))
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


def _overdue(measure: Measure, plan: ImplementationPlan, unit: str = "") -> dict[str, object]:
    """Open milestones past the day first planned, of all open ones that were planned for a day.

    Of one unit, or of all of them.
    """
    late, planned = (
        sum(unit in ("", m.key.unit) for m in found)
        for found in (plan.overdue, plan.open_with_baseline)
    )
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


def _planned(measure: Measure, register: Register) -> dict[str, object]:
    """Recommendations with both an owner and a plan, of all made by the date."""
    if not register.items:
        return _not_available(measure, "nothing had been recommended by this date")
    planned = sum(i.owner is not None and i.plan is not None for i in register.items)
    note = "as far as the recommendations are on record: the review's full list is not known"
    return _share(measure, planned, len(register.items), note)


def _reviewed(measure: Measure, followed: Monitoring) -> dict[str, object]:
    """Reviews held on time, of those due by the date."""
    due = sum(len(cycle.due) for cycle in followed.cycles)
    if not due:
        return _not_available(measure, "no review of the plan was due by this date")
    note = "papers of the record count as far as they were read: their openings"
    return _share(measure, sum(cycle.on_time for cycle in followed.cycles), due, note)


def _revised(measure: Measure, followed: Monitoring) -> dict[str, object]:
    """Changes of aims since the first wording on record."""
    first = [a.set_on for a in followed.aims if a.change == FIRST]
    if not first:
        return _not_available(measure, "no wording of an aim was on record by this date")
    count = len(followed.aim_changes)
    earlier = "; the inspectors tell of several before, undated" if followed.about("aims") else ""
    return {
        "measure": measure.id,
        "numerator": float(count),
        "denominator": None,
        "value": float(count),
        "state": (State.VALUE if count else State.ZERO).value,
        "initiative": "",
        "note": f"entered since {min(first).isoformat()}, the first wording on record{earlier}",
    }


def _share(measure: Measure, count: int, of: int, note: str) -> dict[str, object]:
    return {
        "measure": measure.id,
        "numerator": float(count),
        "denominator": float(of),
        "value": 100.0 * count / of,
        "state": (State.VALUE if count else State.ZERO).value,
        "initiative": "",
        "note": note,
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
