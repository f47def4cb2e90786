"""What the committee is asked to decide: each follows from the record, with its reason."""

from __future__ import annotations

from collections.abc import Iterator

from cjdata.analysis.decisions import Standing
from cjdata.analysis.register import Neglect
from cjdata.charts import words
from cjdata.charts.forecast_strip import chance_words
from cjdata.charts.progress_texts import completed, furthest_plan, own_plans
from cjdata.charts.rollout_texts import borough_names
from cjdata.domain.states import Stage
from cjdata.reports.committee.content import Paragraph, Section
from cjdata.reports.committee.explained import unexplained
from cjdata.reports.committee.findings import Findings
from cjdata.stats.forecast import Verdict as Outlook

TITLE = "Decisions asked for"
LIKELY = 0.5
"""A chance below this asks for a decision on the target date."""


def section(found: Findings) -> Section:
    asked = list(decisions(found))
    if asked:
        return Section(TITLE, tuple(asked))
    return Section(TITLE, (Paragraph("Nothing on record by this date asks for a decision."),))


def decisions(found: Findings) -> Iterator[Paragraph]:
    """In the order of what they weigh: the plan first, missing returns last."""
    if not found.begun:
        return
    if not completed(found.progress):
        yield from _plan(found)
        yield from _forecast(found)
        yield from _overdue(found)
        yield from _undated(found)
    yield from _review(found)
    yield from _no_plan(found)
    yield from _actions(found)
    yield from _exceptions(found)
    yield from _returns(found)


def _plan(found: Findings) -> Iterator[Paragraph]:
    furthest, target = furthest_plan(own_plans(found.progress)), found.model.target_date
    if furthest is None or target is None:
        return
    plan, step = furthest
    of = found.progress.of
    if step.count >= of and step.by <= target:
        return
    past = found.known_at > target
    yield Paragraph(
        f"The plan of {words.day(plan.said_on)} {'was for' if past else 'reaches'} {step.count} of "
        f"{of} boroughs by {words.day(step.by)}; the target {'was' if past else 'is'} {of} by "
        f"{words.day(target)}. The committee is asked to require a plan that reaches all {of}, or "
        "to restate the target.",
        lead="Plan and target contradict each other.",
    )


def _forecast(found: Findings) -> Iterator[Paragraph]:
    dated = found.forecasts.get(found.model.id)
    if dated is None or dated.forecast.p_by_target is None:
        return
    forecast = dated.forecast
    if forecast.verdict is Outlook.CANNOT_TELL or found.known_at > forecast.target_date:
        return
    if forecast.p_by_target is not None and forecast.p_by_target < LIKELY:
        yield Paragraph(
            f"The chance of all {forecast.of} by {words.day(forecast.target_date)} is put at "
            f"{chance_words(forecast)}. The committee is asked to decide whether to restate the "
            "date, or what is to go faster from here on and how.",
            lead="The target date is not likely to be met.",
        )


def _overdue(found: Findings) -> Iterator[Paragraph]:
    late = [u for u in found.counted.units if u.due is not None and u.due < found.known_at]
    if late:
        names = words.listing(borough_names(found.catalogue, [u.unit for u in late]))
        verb = "is" if len(late) == 1 else "are"
        yield Paragraph(
            f"{names} {verb} past the planned date and not reported live. The committee is asked "
            "to require a new date with its reason.",
            lead="Dates have passed.",
        )


def _undated(found: Findings) -> Iterator[Paragraph]:
    undated = sum(u.due is None for u in found.counted.units if u.stage is not Stage.LIVE)
    undated -= found.counted.not_named
    if undated > 0:
        noun = "borough has" if undated == 1 else "boroughs have"
        yield Paragraph(
            f"{words.opening(words.number(undated))} {noun} no date. The committee is asked to "
            "require one for each.",
            lead="Boroughs without a date.",
        )


def _no_plan(found: Findings) -> Iterator[Paragraph]:
    silent = [item.recommendation.name for item in found.register.silent]
    if silent:
        yield Paragraph(
            f"Those who carry them out have said nothing for six months of {_inside(silent)}. The "
            "committee is asked to have each reported on, or to record that it is not pursued, "
            "and why.",
            lead="Recommendations nobody reports on.",
        )
    ownerless = [i for i in found.register.neglected if Neglect.NO_OWNER in i.neglected]
    if ownerless:
        count = len(ownerless)
        yield Paragraph(
            f"{words.opening(words.number(count))} of "
            f"{words.number(len(found.register.items))} recommendations {words.have(count)} no "
            "owner entered. The committee is asked to have one named for each.",
            lead="Recommendations without an owner.",
        )


def _inside(names: list[str]) -> str:
    """Names as they stand within a sentence."""
    return words.listing([_lower(name) for name in names])


def _lower(name: str) -> str:
    """Without its capital, unless it is one of an abbreviation or a number such as R1."""
    plain = name[1:2] in ("", " ") or (name[1:2].isalpha() and name[1:] == name[1:].lower())
    return name[:1].lower() + name[1:] if plain else name


def _review(found: Findings) -> Iterator[Paragraph]:
    for state in found.monitoring.overdue:
        yield Paragraph(
            f"A review of the plan is overdue by {state.overdue_days} days: no paper that reports "
            "on this plan has come since. The committee is asked to call for one.",
            lead="A review is overdue.",
        )


def _actions(found: Findings) -> Iterator[Paragraph]:
    late = [d for d in found.monitoring.decisions if d.standing is Standing.OVERDUE]
    if late:
        told = words.listing([f"{d.number} ({d.owner or 'no owner'})" for d in late])
        yield Paragraph(
            f"Past their day and not done: {told}. The committee is asked to call for them.",
            lead="Actions are overdue.",
        )


def _exceptions(found: Findings) -> Iterator[Paragraph]:
    worse = unexplained(found)
    if worse:
        units = list(dict.fromkeys(s.unit for s in worse))
        names = words.listing(borough_names(found.catalogue, units))
        figures = "a figure" if len(worse) == 1 else "figures"
        yield Paragraph(
            f"{names} {words.have(len(units))} {figures} worse than chance explains, and "
            "nobody has said why. The committee is asked to have the reason and the action "
            "reported.",
            lead="Exceptions to explain.",
        )


def _returns(found: Findings) -> Iterator[Paragraph]:
    owed = found.quality.outstanding
    if owed:
        noun = "return is" if len(owed) == 1 else "returns are"
        senders = [found.catalogue.units[unit].name for unit in found.quality.owing]
        from_whom = words.listing(senders) if len(senders) < 5 else f"{len(senders)} senders"
        yield Paragraph(
            f"{words.opening(words.number(len(owed)))} {noun} outstanding, from {from_whom}. The "
            "committee is asked to have them sent.",
            lead="Figures that are missing.",
        )
