"""A paper put together: the sections in the order in which a committee reads them."""

from __future__ import annotations

import datetime as dt

from cjdata.charts import words
from cjdata.charts.forecast_strip import forecast_heading
from cjdata.charts.progress_texts import overview_heading
from cjdata.charts.returns_texts import quality_heading
from cjdata.domain.catalogue import Catalogue
from cjdata.reports.committee import (
    data_quality,
    decisions,
    exceptions,
    explained,
    performance,
    recommendations,
    risks,
    rollout,
    since_then,
    sources,
)
from cjdata.reports.committee.content import Paper, numbered
from cjdata.reports.committee.findings import Findings, Progressing, gather
from cjdata.snapshot.reader import Reader

TITLE = "Bringing offenders to justice"
AUDIENCE = "Paper to the police authority's committee."


def committee_paper(
    reader: Reader,
    catalogue: Catalogue,
    known_at: dt.date,
    *,
    demo: bool,
    tell: Progressing = lambda _: None,
) -> Paper:
    """The paper as it can be made of what was known at a date."""
    found = gather(reader, catalogue, known_at, demo=demo, tell=tell)
    return Paper(
        title=TITLE,
        subtitle=f"Progress as known at {words.day(known_at)}",
        audience=AUDIENCE,
        known_at=known_at,
        edition=found.edition,
        demo=demo,
        headline=headline(found),
        summary=_summary(found),
        sections=numbered(
            [
                decisions.section(found),
                rollout.section(found),
                since_then.section(found),
                performance.section(found),
                exceptions.section(found),
                explained.section(found),
                recommendations.section(found),
                risks.section(found),
                data_quality.section(found),
                sources.section(found),
            ]
        ),
    )


def headline(found: Findings) -> str:
    """The one finding that the paper is about."""
    return overview_heading(found.status(found.model.id), found.progress, found.catalogue)


def _summary(found: Findings) -> tuple[str, ...]:
    forecast = found.forecasts.get(found.model.id)
    parts = [
        words.opening(forecast_heading(forecast)) if forecast is not None else "",
        exceptions.summary(found),
        quality_heading(found.quality),
        _late(found),
    ]
    return tuple(part for part in parts if part)


def _late(found: Findings) -> str:
    count = len(found.late)
    if not count:
        return ""
    noun = "entry was" if count == 1 else "entries were"
    return (
        f"{words.opening(words.number(count))} {noun} made after {words.day(found.known_at)} of "
        "what was said or received by then; they count here and are listed under data quality."
    )
