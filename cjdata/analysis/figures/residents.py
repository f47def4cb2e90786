"""What residents said in surveys that others publish: the youngest window of each question.

A published proportion without the number of people asked has no denominator and no interval, so
that nothing is judged; windows of twelve months overlap, so that none is added up or made a line.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Collection, Component, ComponentKind
from cjdata.domain.periods import Period
from cjdata.snapshot.reader import Reader

LONDON = "mps"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A question and the share of those asked who agreed, in per cent as published."""

    question: Component
    period: Period
    share: float | None
    """None where the publisher gives no figure."""
    london: float | None
    """London's own published share of the same window; None where there is none."""
    file: str
    known_on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidentSurvey:
    """The latest answers about a borough, in the order of the definitions."""

    unit: str
    collection: Collection
    answers: tuple[Answer, ...]


@lru_cache(maxsize=4)
def surveys(catalogue: Catalogue) -> Mapping[str, Collection]:
    """The collections of published proportions that no measure is made of."""
    used = {name for measure in catalogue.measures.values() for name in measure.components}
    return {
        name: catalogue.collections[name]
        for component in catalogue.components.values()
        if component.kind is ComponentKind.PROPORTION and component.id not in used
        for name in component.collections
    }


def resident_survey(
    reader: Reader, catalogue: Catalogue, unit: str, known_at: dt.date
) -> ResidentSurvey | None:
    """What is published about a borough by a day; None where nothing has been loaded."""
    found = surveys(catalogue)
    if not found.keys() & reader.reported_months(known_at).keys():
        return None
    frame = reader.latest_published(list(found), [unit, LONDON], known_at)
    own = frame[frame["unit"] == unit].set_index("component")
    london = frame[frame["unit"] == LONDON].set_index("component")
    questions = [c for c in catalogue.components.values() if c.id in own.index]
    if not questions:
        return None
    reported = catalogue.units[unit].kind
    return ResidentSurvey(
        unit=unit,
        collection=next(c for c in found.values() if c.reported_by is reported),
        answers=tuple(_answer(q, own.loc[q.id], london) for q in questions),
    )


def _answer(question: Component, row: pd.Series, london: pd.DataFrame) -> Answer:
    period = Period(int(row["first_month"]), int(row["last_month"]))
    beside = None
    if question.id in london.index:
        theirs = london.loc[question.id]
        if (int(theirs["first_month"]), int(theirs["last_month"])) == (period.first, period.last):
            beside = _per_cent(theirs["value"])
    return Answer(
        question=question,
        period=period,
        share=_per_cent(row["value"]),
        london=beside,
        file=str(row["file"]),
        known_on=pd.Timestamp(row["known_on"]).date(),
    )


def _per_cent(proportion: float) -> float | None:
    return None if pd.isna(proportion) else 100 * float(proportion)
