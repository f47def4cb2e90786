"""What the comparison of the boroughs says in words: who lies outside, who takes no part."""

from __future__ import annotations

from collections.abc import Sequence

from cjdata.analysis.variation.boroughs_compared import NO_SHARE, Compared, Excluded, HeatMap
from cjdata.charts import words
from cjdata.charts.completeness import lacking_words
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Measure
from cjdata.domain.states import Direction, Verdict
from cjdata.stats.funnel import FunnelFlag

FLAG_WORDS = {
    FunnelFlag.HIGH_998: "high, beyond 99.8%",
    FunnelFlag.HIGH_95: "high, beyond 95%",
    FunnelFlag.WITHIN: "within",
    FunnelFlag.LOW_95: "low, beyond 95%",
    FunnelFlag.LOW_998: "low, beyond 99.8%",
}
CELL_SIGNS = {
    Verdict.BETTER: "▲",
    Verdict.WORSE: "▼",
    Verdict.ALIKE: "·",
    Verdict.HIGHER: "△",
    Verdict.LOWER: "▽",
    Verdict.NOT_JUDGED: "",
}
CELL_WORDS = {
    Verdict.BETTER: "better",
    Verdict.WORSE: "worse",
    Verdict.ALIKE: "like London",
    Verdict.HIGHER: "higher",
    Verdict.LOWER: "lower",
    Verdict.NOT_JUDGED: "not judged",
}
NAMED_MOST = 4


def compare_heading(found: Compared, catalogue: Catalogue) -> str:
    """The finding: which boroughs lie outside what chance and the usual scatter explain."""
    name = in_sentence(found.measure)
    if found.funnel is None or found.period is None:
        return f"{words.opening(name)} {found.why_none}."
    outside = {
        flag: _named(found, catalogue, [flag]) for flag in (FunnelFlag.HIGH_998, FunnelFlag.LOW_998)
    }
    when = found.period.label
    total = sum(len(names) for names in outside.values())
    if not total:
        near = len(_named(found, catalogue, [FunnelFlag.HIGH_95, FunnelFlag.LOW_95]))
        rest = f"; {words.number(near)} beyond 95%" if near else ""
        return f"{words.opening(name)}: no borough lies outside the 99.8% limits in {when}{rest}."
    parts = [
        f"{_names(names)} {'higher' if flag is FunnelFlag.HIGH_998 else 'lower'}"
        for flag, names in outside.items()
        if names
    ]
    return f"{words.opening(name)}: {', '.join(parts)} than 99.8% limits allow in {when}."


def _named(found: Compared, catalogue: Catalogue, flags: Sequence[FunnelFlag]) -> list[str]:
    assert found.funnel is not None
    flagged = zip(found.funnel.index.tolist(), found.funnel.columns["flag"].tolist(), strict=True)
    return [catalogue.units[unit].name for unit, flag in flagged if flag in flags]


def _names(names: Sequence[str]) -> str:
    return words.listing(names) if len(names) <= NAMED_MOST else words.boroughs(len(names))


def compare_below(found: Compared, where_else: str = "step to a later date") -> str:
    """How many take part, the rate of all together, who is left out; else where to look."""
    if found.why_none == NO_SHARE:
        return "Choose another measure; the map below has every share of cases."
    if found.funnel is None:
        return f"{words.opening(where_else)}, or choose another measure or other periods."
    of = len(found.funnel.index)
    rate = words.figure(100 * found.funnel.target, "pct", found.measure.decimals)
    chance = 0.05 * of
    flagged = of - found.funnel.number(FunnelFlag.WITHIN)
    return (
        f"{words.opening(words.boroughs(of))} with complete figures, {rate} together. "
        f"{flagged} beyond 95%, where chance alone would put about {chance:.1f}. "
        f"{direction_words(found.measure)}."
    )


def dispersion_words(found: Compared) -> str:
    """Whether boroughs scatter by more than chance, and what was done about it."""
    if found.funnel is None or found.funnel.dispersion is None or found.plain is None:
        return ""
    phi = found.funnel.dispersion.phi
    if not found.widened:
        return (
            f"The boroughs scatter no more than chance explains (ratio {phi:.1f}, 1 by chance): "
            "limits are those of chance alone."
        )
    plain = len(found.plain.index) - found.plain.number(FunnelFlag.WITHIN)
    return (
        f"The boroughs scatter {phi:.1f} times as widely as chance alone (winsorised at 10%): "
        f"limits are widened by what they differ in anyway (additive, tau "
        f"{found.funnel.dispersion.tau_squared**0.5:.3f} on the arcsine scale). Without that "
        f"{plain} would lie beyond 95%."
    )


def excluded_words(excluded: Sequence[Excluded]) -> str:
    """Who takes no part and why: by name, or how many where one reason keeps out many."""
    if not excluded:
        return "All boroughs take part."
    names: dict[str, list[str]] = {}
    for one in excluded:
        found = one.reading
        lacking = lacking_words(found)
        why = f"incomplete, {lacking}" if lacking else found.state.label
        names.setdefault(why, []).append(one.unit.name)
    parts = [
        f"{words.boroughs(len(units))} ({why})"
        if len(units) > NAMED_MOST
        else words.listing([f"{unit} ({why})" for unit in units])
        for why, units in names.items()
    ]
    return f"Not taking part: {'; '.join(parts)}."


def funnel_sentence(found: Compared, catalogue: Catalogue) -> str:
    """All that the funnel shows, for those who do not see it."""
    if found.funnel is None or found.period is None:
        return f"{found.measure.name} {found.why_none}."
    parts = [
        f"{FLAG_WORDS[flag]}: {words.listing(names)}"
        for flag in FLAG_WORDS
        if flag is not FunnelFlag.WITHIN and (names := _named(found, catalogue, [flag]))
    ]
    within = found.funnel.number(FunnelFlag.WITHIN)
    flagged = f"{'; '.join(parts)}; " if parts else ""
    return (
        f"{found.measure.name} by number of cases, {found.period.label}: {flagged}"
        f"within the limits {within} of {len(found.funnel.index)}."
    )


def map_words(found: HeatMap) -> str:
    """How many cells differ from London, and how many chance would raise."""
    counted = found.counted
    return (
        f"{counted.apart} of {counted.of} figures differ from London's by more than their 95% "
        "interval, outcomes of the same cases counted once; chance alone would raise about "
        f"{counted.by_chance:.0f}. London is the boroughs whose figure is complete, together, as "
        "in the funnel; each borough is a part of it. "
        "▲ better, ▼ worse, △ higher, ▽ lower where neither is better, · like London, "
        "a blank is not judged: no complete figure, or fewer than three."
    )


def direction_words(measure: Measure) -> str:
    return {
        Direction.INCREASE: "Higher is better",
        Direction.DECREASE: "Lower is better",
        Direction.NEUTRAL: "Neither more nor less is better in itself",
    }[measure.direction]


def in_sentence(measure: Measure) -> str:
    name = measure.name
    return name if name[:2].isupper() else name[:1].lower() + name[1:]
