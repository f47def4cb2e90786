"""What the record asks somebody to decide: one finding and one request each, for paper and pages.

A request follows from what is on record by the date alone; what was passed over in silence is not
taken for undone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cjdata.analysis.rollout.progress import Progress
from cjdata.analysis.rollout.stages import InitiativeStatus
from cjdata.charts import words
from cjdata.charts.progress_texts import completed, furthest_plan, own_plans, plan_in_words
from cjdata.charts.rollout_texts import borough_names
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.states import Stage

if TYPE_CHECKING:
    from cjdata.analysis.rollout.forecasting import DatedForecast

LIKELY = 0.5
"""A chance below this asks for a decision on the target date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A decision that is asked for."""

    lead: str
    finding: str
    """Whole sentences."""
    ask: str
    """What somebody is asked to do: `require a new date with its reason`."""
    urgent: bool = True

    @property
    def whole(self) -> str:
        """The finding, and what to do about it."""
        return f"{self.finding} {words.opening(self.ask)}."


def plan_short_of_target(progress: Progress) -> Asked | None:
    """A plan that cannot meet the target, or that could not."""
    furthest, target = furthest_plan(own_plans(progress)), progress.initiative.target_date
    if furthest is None or target is None or completed(progress):
        return None
    (plan, step), of, now = furthest, progress.of, progress.known_at
    if step.count >= of and step.by <= target:
        return None
    past, over = now > target, now > step.by
    finding = (
        f"The plan of {words.day(plan.said_on)} {'was for' if over else 'reaches'} {step.count} of "
        f"{of} boroughs {words.by(step.by, step.as_said)}; the target {'was' if past else 'is'} "
        f"{of} by {words.day(target)}."
    )
    unnumbered = plan_in_words(own_plans(progress))
    if unnumbered:
        said_on, text = unnumbered
        finding += f" The plan of {words.day(said_on)} gives no number: “{text}”."
    if not past:
        lead = "Plan and target contradict each other"
        ask = f"require a plan that reaches all {of}, or restate the target"
    elif step.count >= of and not over:
        lead, ask = "The target was missed", "restate the target, and hold the new plan to it"
    else:
        lead, ask = "The target was missed", f"require a new plan that reaches all {of}"
    return Asked(lead=lead, finding=finding, ask=ask)


def target_not_likely(dated: DatedForecast | None) -> Asked | None:
    """A target that is more likely missed than met, while it can still be met."""
    # What makes forecasts is much of it, and the first page shows none.
    from cjdata.charts.forecast_strip import chance_words  # noqa: PLC0415
    from cjdata.stats.forecast import Verdict  # noqa: PLC0415

    if dated is None or dated.forecast.p_by_target is None or dated.forecast.done:
        return None
    forecast = dated.forecast
    if forecast.verdict is Verdict.CANNOT_TELL or dated.known_at > forecast.target_date:
        return None
    if forecast.p_by_target is None or forecast.p_by_target >= LIKELY:
        return None
    return Asked(
        lead="The target date is not likely to be met",
        finding=(
            f"The chance of all {forecast.of} by {words.day(forecast.target_date)} is put at "
            f"{chance_words(forecast)}."
        ),
        ask="decide whether to restate the date, or what is to go faster from here on and how",
    )


def days_passed(status: InitiativeStatus, catalogue: Catalogue) -> Asked | None:
    """Boroughs whose planned day is over and that no report names as live."""
    late: dict[str, list[str]] = {}
    for unit in status.units:
        if unit.due is not None and unit.due < status.known_at:
            late.setdefault(words.by(unit.due, unit.due_as_said), []).append(unit.unit)
    if not late:
        return None
    told = []
    for planned, units in late.items():
        names = words.listing(borough_names(catalogue, units))
        was, is_now = ("was", "is") if len(units) == 1 else ("were", "are")
        told.append(f"{names} {was} to be live {planned} and {is_now} not named as live since.")
    ask = "require a new date with its reason"
    if status.not_named:
        told.append(
            f"{words.opening(words.boroughs(status.not_named))} reported live "
            f"{words.are(status.not_named)} not named and may be among them."
        )
        ask = "have every borough that is live named, and require a new date for the others"
    return Asked(lead="Dates have passed", finding=" ".join(told), ask=ask, urgent=False)


def without_day(status: InitiativeStatus) -> Asked | None:
    """Boroughs that are neither reported live nor named with a day."""
    undated = sum(u.due is None for u in status.units if u.stage is not Stage.LIVE)
    undated -= status.not_named
    if undated <= 0:
        return None
    are = words.are(undated)
    return Asked(
        lead="Boroughs without a date",
        finding=(
            f"{words.opening(words.boroughs(undated))} {are} neither reported live nor named with "
            "a day."
        ),
        ask="require a day for each",
        urgent=False,
    )
