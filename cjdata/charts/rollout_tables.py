"""The same facts as maps and strips as tables: for twins and downloads.

Headings are the words of the page; a cell is empty where nothing was said.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from cjdata.analysis.rollout.progress import Plan, Progress, ReportPoint
from cjdata.analysis.rollout.stages import InitiativeStatus
from cjdata.charts import words
from cjdata.charts.progress_texts import states_target
from cjdata.charts.rollout_texts import borough_names, live_words, said_of_none
from cjdata.charts.target_words import target_note
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.states import Stage

INITIATIVE = "Initiative"
BOROUGH = "Borough"


def rollout_table(statuses: Sequence[InitiativeStatus], catalogue: Catalogue) -> pd.DataFrame:
    """One row an initiative: how many boroughs at each stage, named and reported."""
    return pd.DataFrame(
        [
            {
                INITIATIVE: s.initiative.name,
                "In words": said_of_none(s, catalogue) or live_words(s),
                "Reported live": s.reported_live,
                "Named live": s.live,
                "Partly live": s.count_of(Stage.PARTIAL),
                "In progress": s.count_of(Stage.IN_PROGRESS),
                "Planned": s.count_of(Stage.PLANNED),
                "Not heard of": s.count_of(Stage.UNKNOWN),
                "Of": s.of,
                "Target": s.initiative.target_date,
                "Target note": target_note(s.initiative, catalogue, s.known_at),
                "Known at": s.known_at,
            }
            for s in statuses
        ]
    )


def stage_matrix(statuses: Sequence[InitiativeStatus], catalogue: Catalogue) -> pd.DataFrame:
    """One row a borough, one column an initiative: the stage with its sign, in words."""
    if not statuses:
        return pd.DataFrame(columns=[BOROUGH])
    units = [u.unit for u in statuses[0].units]
    columns: dict[str, list[str]] = {BOROUGH: [catalogue.units[unit].name for unit in units]}
    for status in statuses:
        stages = {u.unit: u.stage for u in status.units}
        columns[status.initiative.name] = [stage_words(stages[unit]) for unit in units]
    return pd.DataFrame(columns)


def stage_words(stage: Stage) -> str:
    """`● live`; the word alone where a stage has no sign."""
    return f"{stage.sign} {stage.label}".strip()


def unit_table(status: InitiativeStatus, catalogue: Catalogue) -> pd.DataFrame:
    """One row a borough for one initiative: the twin of the maps."""
    rows = []
    for unit in status.units:
        word = unit.word
        rows.append(
            {
                BOROUGH: catalogue.units[unit.unit].name,
                "Stage": unit.stage.label,
                "Extent": word.extent if word else "",
                "Not before": word.not_before if word else None,
                "Not after": word.not_after if word else None,
                "Due by": unit.due,
                "Due as said": unit.due_as_said,
                "Said by": word.body if word else "",
                "Said on": word.said_on if word else unit.due_said_on,
                "Source": word.source if word else "",
                "Bodies differ": "yes" if unit.disputed else "",
            }
        )
    return pd.DataFrame(rows)


def claims_table(
    statuses: Sequence[InitiativeStatus], catalogue: Catalogue, unit: str | None = None
) -> pd.DataFrame:
    """Who says what of which borough, the bodies side by side: one row a claim."""
    columns = [
        BOROUGH, INITIATIVE, "Body", "Stage", "Extent", "Not before", "Not after",
        "Said on", "As part of", "Bodies differ", "Source", "Note",
    ]  # fmt: skip
    rows = [
        (
            catalogue.units[u.unit].name,
            s.initiative.name,
            c.body,
            c.stage.label,
            c.extent,
            c.not_before,
            c.not_after,
            c.said_on,
            catalogue.initiatives[c.implied_by].name if c.implied_by else "",
            "yes" if u.disputed else "",
            c.source,
            c.note,
        )
        for s in statuses
        for u in s.units
        if unit in (None, u.unit)
        for c in u.claims
    ]
    return pd.DataFrame(rows, columns=columns)


def progress_table(progress: Progress, catalogue: Catalogue) -> pd.DataFrame:
    """The twin of the progress chart: one row a report, a plan's step and the target, by date."""
    rows = [
        *(_report_row(point, progress, catalogue) for point in progress.points),
        *(row for plan in progress.plans for row in _plan_rows(plan, progress, catalogue)),
    ]
    target = progress.initiative.target_date
    if target is not None:
        source = progress.initiative.target_source
        note = target_note(progress.initiative, catalogue, progress.known_at)
        rows.append(
            {
                "What": "target",
                "By": target,
                "Boroughs": progress.of,
                "Note": note,
                "Source": source,
            }
        )
    columns = [
        "What", "Said on", "By", "Boroughs", "Of", "Named", "Counted", "Which", "Note", "Source",
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=columns)
    texts = ["Counted", "Which", "Note", "Source"]
    frame[texts] = frame[texts].fillna("")
    frame["Of"] = progress.of
    counts = ["Boroughs", "Of", "Named"]
    frame[counts] = frame[counts].astype("Int64")
    order = frame["Said on"].fillna(frame["By"])
    return frame.iloc[order.argsort(kind="stable")].reset_index(drop=True)


def _report_row(point: ReportPoint, progress: Progress, catalogue: Catalogue) -> dict[str, object]:
    changed = point.said_on == progress.changed_on
    return {
        "What": "report",
        "Said on": point.said_on,
        "By": point.said_on,
        "Boroughs": point.count,
        "Named": point.named,
        "Counted": catalogue.initiatives[point.counted].name,
        "Note": "what is counted changes here" if changed else "",
        "Source": "; ".join(point.sources),
    }


def _plan_rows(plan: Plan, progress: Progress, catalogue: Catalogue) -> list[dict[str, object]]:
    """A row a step with its number, and one for what the plan says without any."""
    kind = "target restated" if states_target(plan, progress) else "plan"
    said = {"What": kind, "Said on": plan.said_on, "Source": plan.source}
    steps = [
        said
        | {
            "By": step.by,
            "Boroughs": step.count,
            "Note": step.as_said,
            "Which": words.listing(borough_names(catalogue, step.units)),
        }
        for step in plan.steps
    ]
    return steps + [
        said | {"By": event.not_after, "Note": event.note or event.extent}
        for event in plan.without_number
    ]
