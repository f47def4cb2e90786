"""Everything a committee paper rests on, asked once for one date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cjdata.analysis.authority.monitoring import Monitoring, monitoring_at
from cjdata.analysis.authority.register import Register, register_at
from cjdata.analysis.authority.since import Since, since
from cjdata.analysis.figures.latest import LatestFigure, latest_figures
from cjdata.analysis.figures.like_for_like import LikeForLike, like_for_like
from cjdata.analysis.returns.quality import Quality, quality
from cjdata.analysis.rollout.contradictions import Contradiction, contradictions
from cjdata.analysis.rollout.forecast_scores import Score, score
from cjdata.analysis.rollout.forecasting import DatedForecast, forecast_at, forecasts_since
from cjdata.analysis.rollout.plan import ImplementationPlan, plan_at
from cjdata.analysis.rollout.progress import Progress, progress, report_dates
from cjdata.analysis.rollout.stages import InitiativeStatus, rollout
from cjdata.analysis.rollout.statements import known_events
from cjdata.analysis.variation.explanations import Explanation, explanations
from cjdata.analysis.variation.signal_list import Signal, SignalList
from cjdata.analysis.variation.signals import signals
from cjdata.analysis.variation.standouts import Standout, Standouts, standouts
from cjdata.charts.rollout_texts import on_record
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Measure
from cjdata.domain.programme import Initiative
from cjdata.domain.states import Direction
from cjdata.domain.units import UnitKind
from cjdata.reports.committee.frozen import FrozenPaper, frozen_for
from cjdata.reports.committee.late import LateAddition, late_additions
from cjdata.reports.committee.small_counts import Counted, printable_figures
from cjdata.snapshot.reader import Reader

FORCE = "mps"
Progressing = Callable[[str], None]
"""Told what is being worked out, where somebody waits for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What is known at a date, for the sections to tell."""

    catalogue: Catalogue
    known_at: dt.date
    edition: str
    demo: bool
    statuses: tuple[InitiativeStatus, ...]
    before: tuple[InitiativeStatus, ...]
    """The same at the report before; empty where there was none."""
    model: Initiative
    """What the rollout is judged by: the initiative whose elements the others are."""
    progress: Progress
    forecasts: dict[str, DatedForecast]
    scored: Score | None
    """How the forecasts of earlier reports did; None until all boroughs are live."""
    london: tuple[LatestFigure, ...]
    alike: Mapping[str, LikeForLike]
    """Changes over the senders that are whole now and a year ago, by measure."""
    standouts: Standouts
    standouts_printed: tuple[Standout, ...]
    """Those that tell no small count."""
    signals: SignalList
    signals_printed: tuple[Signal, ...]
    """Those that tell no small count."""
    plan: ImplementationPlan
    contradictions: tuple[Contradiction, ...]
    register: Register
    monitoring: Monitoring
    since: Since | None
    """Held against the report before; None where there was none."""
    explanations: tuple[Explanation, ...]
    quality: Quality
    accepted: dict[str, int]
    """Returns that stand, by collection."""
    late: tuple[LateAddition, ...]
    frozen: tuple[FrozenPaper, ...]

    def status(self, initiative: str) -> InitiativeStatus:
        return next(s for s in self.statuses if s.initiative.id == initiative)

    @property
    def begun(self) -> bool:
        """Whether anybody had reported or planned anything by the date."""
        sources = self.catalogue.sources.values()
        reported = any(s.is_report and s.published <= self.known_at for s in sources)
        return reported or any(on_record(status) for status in self.statuses) or bool(self.london)

    @property
    def counted(self) -> InitiativeStatus:
        """The status of what reports of the date count for the model."""
        last = self.progress.points[-1].counted if self.progress.points else self.model.id
        return self.status(last)


def gather(
    reader: Reader,
    catalogue: Catalogue,
    known_at: dt.date,
    *,
    demo: bool,
    tell: Progressing = lambda _: None,
) -> Findings:
    """Ask for everything; takes seconds, so `tell` hears what is being done."""
    tell("the rollout")
    statuses = rollout(reader, catalogue, known_at)
    before = _report_before(reader, catalogue, known_at)
    model = model_of(catalogue)
    tell("the forecast")
    forecasts = {
        initiative.id: found
        for initiative in catalogue.initiatives.values()
        if (found := forecast_at(reader, catalogue, initiative, known_at)) is not None
    }
    tell("the figures")
    london = latest_figures(reader, catalogue, _headline_measures(catalogue), FORCE, known_at)
    standing_out = standouts(reader, catalogue, known_at)
    called = signals(reader, catalogue, known_at)
    outside, changed = _printed(standing_out, called, london)
    tell("the returns")
    return Findings(
        catalogue=catalogue,
        known_at=known_at,
        edition=reader.edition,
        demo=demo,
        statuses=statuses,
        before=rollout(reader, catalogue, before) if before else (),
        model=model,
        progress=progress(reader, catalogue, model, known_at),
        forecasts=forecasts,
        scored=_scored(reader, catalogue, model, forecasts.get(model.id)),
        london=london,
        alike=like_for_like(reader, catalogue, london, known_at),
        standouts=standing_out,
        standouts_printed=outside,
        signals=called,
        signals_printed=changed,
        plan=plan_at(reader, catalogue, known_at),
        contradictions=contradictions(reader, catalogue, known_at),
        register=register_at(reader, catalogue, known_at),
        monitoring=monitoring_at(reader, catalogue, known_at),
        since=since(reader, catalogue, before, known_at) if before else None,
        explanations=explanations(reader, known_at),
        quality=quality(reader, known_at),
        accepted={
            str(row.collection): int(row.standing)
            for row in reader.completeness(known_at).itertuples(index=False)
        },
        late=late_additions(reader, known_at),
        frozen=frozen_for(reader, known_at),
    )


def _scored(
    reader: Reader, catalogue: Catalogue, model: Initiative, now: DatedForecast | None
) -> Score | None:
    """The scores of the forecasts of each report date, made again from what was known on it."""
    if now is None or not now.forecast.done:
        return None
    days = report_dates(catalogue, known_events(reader, now.known_at))
    return score(forecasts_since(reader, catalogue, model, now.known_at, days))


def model_of(catalogue: Catalogue) -> Initiative:
    """The initiative that has the others as its elements, else the first with a target date."""
    every = list(catalogue.initiatives.values())
    wholes = [i for i in every if i.elements] or [i for i in every if i.target_date] or every
    return wholes[0]


def _headline_measures(catalogue: Catalogue) -> list[str]:
    """The core measures that are judged and stand for the force."""
    return [
        m.id
        for m in catalogue.measures.values()
        if m.core and m.made_from == "returns" and m.direction is not Direction.NEUTRAL
        and UnitKind.FORCE in m.levels
    ]  # fmt: skip


def _report_before(reader: Reader, catalogue: Catalogue, known_at: dt.date) -> dt.date | None:
    days = report_dates(catalogue, known_events(reader, known_at))
    return max((day for day in days if day < known_at), default=None)


def _printed(
    outside: Standouts, called: SignalList, london: tuple[LatestFigure, ...]
) -> tuple[tuple[Standout, ...], tuple[Signal, ...]]:
    """What may be printed of both lists, each held against the other too."""
    figures = [
        Counted(s.measure, s.unit, s.period, s.numerator, s.denominator) for s in outside.found
    ]
    figures += [_counted(s) for s in called.signals]
    may = printable_figures(figures, _force_figures(london), FORCE)
    first = len(outside.found)
    return (
        tuple(s for s, allowed in zip(outside.found, may[:first], strict=True) if allowed),
        tuple(s for s, allowed in zip(called.signals, may[first:], strict=True) if allowed),
    )


def _counted(signal: Signal) -> Counted:
    of = None if signal.denominator is None else round(signal.denominator)
    return Counted(signal.measure, signal.unit.id, signal.period, round(signal.numerator), of)


def _force_figures(london: tuple[LatestFigure, ...]) -> list[Counted]:
    """London's own figures as printed; sums of hours and days are no counts."""
    return [
        Counted(f.measure, f.unit, f.period, int(f.now.numerator), int(f.now.denominator))
        for f in london
        if _counts(f.measure) and f.now.numerator is not None and f.now.denominator is not None
    ]


def _counts(measure: Measure) -> bool:
    return measure.unit == "pct"
