"""What the committee is asked to decide: each follows from the record, with its reason."""

from __future__ import annotations

from collections.abc import Iterator

from cjdata.analysis.authority.decisions import Standing
from cjdata.analysis.authority.register import Neglect
from cjdata.charts import words
from cjdata.charts.decision_texts import (
    days_passed,
    plan_short_of_target,
    target_not_likely,
    without_day,
)
from cjdata.charts.progress_texts import completed
from cjdata.charts.register_texts import overdue_words, record_end_words
from cjdata.charts.rollout_texts import borough_names
from cjdata.reports.committee.content import Paragraph, Section
from cjdata.reports.committee.explained import unexplained
from cjdata.reports.committee.findings import Findings

TITLE = "Decisions asked for"


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
        yield from _rollout(found)
    yield from _review(found)
    yield from _no_plan(found)
    yield from _actions(found)
    yield from _exceptions(found)
    yield from _returns(found)


def _rollout(found: Findings) -> Iterator[Paragraph]:
    asked = (
        plan_short_of_target(found.progress),
        target_not_likely(found.forecasts.get(found.model.id)),
        days_passed(found.counted, found.catalogue),
        without_day(found.counted),
    )
    for one in asked:
        if one is not None:
            text = f"{one.finding} The committee is asked to {one.ask}."
            yield Paragraph(text, lead=f"{one.lead}.")


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
    first = name.partition(" ")[0]
    plain = len(first) == 1 or (first.isalpha() and first[1:] == first[1:].lower())
    return name[:1].lower() + name[1:] if plain else name


def _review(found: Findings) -> Iterator[Paragraph]:
    for state in found.monitoring.overdue:
        said = (
            f"A review of the plan {'was' if state.record_ends else 'is'} {overdue_words(state)}: "
            "no paper that reports on this plan has come since.",
            record_end_words(state),
            "The committee is asked to call for one.",
        )
        yield Paragraph(" ".join(filter(None, said)), lead="A review is overdue.")


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
