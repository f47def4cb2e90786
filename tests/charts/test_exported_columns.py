"""Every column of the tables that docs/exports.md explains stands in it, and no other does."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

import pytest

from cjdata.analysis.answers.common import figures_answer
from cjdata.analysis.rollout.plan import plan_at
from cjdata.charts.plan_tables import milestone_table
from cjdata.charts.rollout_tables import claims_table, progress_table, rollout_table, unit_table
from cjdata.domain.periods import Grain
from cjdata.ledger import Store
from cjdata.reports.columns import with_value_unit
from cjdata.snapshot.reader import Reader
from tests.charts.record import FEBRUARY, MODEL, catalogue, over_time, status, statuses
from tests.conftest import REPOSITORY

TITLES = (
    "Initiatives", "Boroughs of an initiative", "Who said what", "Progress", "Plan", "Figures",
)  # fmt: skip


def explained(title: str) -> list[str]:
    """The columns under a title, in their order; those named again in brackets left out."""
    text = (REPOSITORY / "docs" / "exports.md").read_text(encoding="utf-8")
    found = re.search(rf"^\*\*{title}\*\*(.*?)\n\n", f"{text}\n", re.MULTILINE | re.DOTALL)
    assert found, f"docs/exports.md has no columns of {title}"
    return re.findall(r"`([^`]+)`", re.sub(r"\([^)]*\)", "", found[1]))


def columns(title: str, store: Store) -> Iterable[str]:
    if title == "Figures":
        day = dt.date(2003, 11, 30)
        answer = figures_answer(
            store, measure="T05", units=["lambeth"], grain=Grain.MONTH, known_at=day, today=day
        )
        return with_value_unit(answer, {"T05": "pct"}).columns
    if title == "Plan":
        plan = plan_at(Reader.open(store), catalogue(), FEBRUARY)
        return milestone_table(plan.milestones, catalogue()).columns
    return {
        "Initiatives": rollout_table(statuses(FEBRUARY), catalogue()),
        "Boroughs of an initiative": unit_table(status(MODEL, FEBRUARY), catalogue()),
        "Who said what": claims_table(statuses(FEBRUARY), catalogue()),
        "Progress": progress_table(over_time(MODEL, FEBRUARY), catalogue()),
    }[title].columns


@pytest.mark.parametrize("title", TITLES)
def test_the_document_names_every_column(empty_live_store: Store, title: str):
    assert explained(title) == list(columns(title, empty_live_store))
