"""Checks of the register: each recommendation, paper and aim names what it is about and its source.

Nothing in it may be told by a paper before the paper's day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cjdata.definitions.checks.wrong import Wrong, unknown
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.register import AimVersion, Finding, Paper, RecommendationReport, StoodIn


def check_recommendations(catalogue: Catalogue) -> Iterator[Wrong]:
    """Recommendations and cycles of review."""
    sources, initiatives = catalogue.sources, catalogue.initiatives
    for one in catalogue.recommendations.values():
        kind = "recommendations"
        yield from unknown(kind, one.id, "source", "source", (one.source,), sources)
        yield from unknown(kind, one.id, "initiative", "initiative", (one.initiative,), initiatives)
        if (one.made_by == "inspection") != (one.stood_in == "inspection"):
            reason = "is 'inspection' for what an inspection recommends, and for nothing else"
            yield Wrong(kind, one.id, "stood_in", reason)
        if one.stood_in is StoodIn.NOT_TOLD:
            yield Wrong(
                kind, one.id, "stood_in", "follows from the day of its source: say 'not known'"
            )
    for cycle in catalogue.review_cycles.values():
        kind = "review_cycles"
        yield from unknown(kind, cycle.id, "source", "source", (cycle.source,), sources)
        if cycle.every_months < 1:
            yield Wrong(kind, cycle.id, "every_months", "is below 1")


def check_papers(catalogue: Catalogue) -> Iterator[Wrong]:
    """Papers: a source of its own day, or one that a source tells of."""
    for paper in catalogue.papers.values():
        yield from _paper(paper, catalogue)


def _paper(paper: Paper, catalogue: Catalogue) -> Iterator[Wrong]:
    source = catalogue.sources.get(paper.paper)
    plans = catalogue.review_cycles
    yield from unknown("papers", paper.paper, "reviews", "plan", (paper.reviews,), plans)
    sources = catalogue.sources
    yield from unknown("papers", paper.paper, "told_by", "source", (paper.told_by,), sources)
    if source is None and not paper.told_by:
        yield Wrong("papers", paper.paper, "told_by", "is not given, and the paper is no source")
    if source is not None and source.published != paper.day:
        yield Wrong("papers", paper.paper, "day", f"is not that of its source, {source.published}")


def check_register(
    placed: Mapping[str, Mapping[str, Any]], catalogue: Catalogue
) -> Iterator[Wrong]:
    """What papers say of recommendations, versions of aims, findings; by the place of each."""
    for place, report in placed["recommendation_reports"].items():
        yield from _report(place, report, catalogue)
    for place, version in placed["aim_versions"].items():
        yield from _version(place, version, catalogue)
    for place, finding in placed["findings"].items():
        yield from _finding(place, finding, catalogue)


def _report(place: str, report: RecommendationReport, catalogue: Catalogue) -> Iterator[Wrong]:
    kind, known = "recommendation_reports", catalogue.recommendations
    name, paper = report.recommendation, catalogue.papers.get(report.paper)
    yield from unknown(kind, place, "recommendation", "recommendation", (name,), known)
    yield from unknown(kind, place, "paper", "paper", (report.paper,), catalogue.papers)
    if paper is not None and paper.read == "no":
        yield Wrong(kind, place, "paper", "was not read, so nothing is known of what it says")


def _version(place: str, version: AimVersion, catalogue: Catalogue) -> Iterator[Wrong]:
    kind = "aim_versions"
    yield from unknown(kind, place, "aim", "aim", (version.aim,), catalogue.aims)
    yield from unknown(kind, place, "source", "source", (version.source,), catalogue.sources)


def _finding(place: str, finding: Finding, catalogue: Catalogue) -> Iterator[Wrong]:
    yield from unknown("findings", place, "source", "source", (finding.source,), catalogue.sources)
    if bool(finding.grade) != bool(finding.scale):
        yield Wrong("findings", place, "scale", "stands with a grade, or neither does")
    if finding.grade and finding.grade not in finding.scale.split("|"):
        yield Wrong("findings", place, "grade", f"is none of {finding.scale.replace('|', ', ')}")
