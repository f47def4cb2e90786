"""What a signal says in words: the figure, what its past led to expect, its size, who can act."""

from __future__ import annotations

from collections.abc import Sequence

from cjdata.analysis.process.controllers import Controllers
from cjdata.analysis.variation.signal_list import Signal, SignalList
from cjdata.charts import words
from cjdata.domain.measures import Measure
from cjdata.stats.xmr import Judgement, Rule

RULE_WORDS = {
    Rule.OUTSIDE_LIMITS: "outside the process limits",
    Rule.SEVEN_TREND: "seven or more in a row rising or falling",
    Rule.TWO_OF_THREE: "two of three near a limit",
    Rule.SEVEN_ONE_SIDE: "seven or more in a row on one side of the mean",
}
JUDGEMENT_WORDS = {
    Judgement.IMPROVEMENT: "better",
    Judgement.CONCERN: "worse",
    Judgement.NEUTRAL: "changed, neither better nor worse in itself",
}
JUDGEMENT_SIGNS = {Judgement.IMPROVEMENT: "▲", Judgement.CONCERN: "▼", Judgement.NEUTRAL: "◆"}


def rules_words(rules: Sequence[Rule]) -> str:
    """The rules by name; empty without any."""
    return "; ".join(RULE_WORDS[rule] for rule in rules)


def size_words(signal: Signal) -> str:
    """`about 11 fewer ineffective trials than expected`."""
    more = "more" if signal.size > 0 else "fewer"
    return f"about {abs(signal.size):,.0f} {more} {signal.counted} than expected"


def value_words(value: float, measure: Measure) -> str:
    decimals = measure.decimals if measure.unit != "count" else 0
    return words.figure(value, measure.unit, decimals)


def signal_sentence(signal: Signal) -> str:
    """Everything that is said of one signal, as one text."""
    parts = [f"{figure_words(signal)}, where {expected_words(signal)}: {size_words(signal)}"]
    parts.append(words.opening(JUDGEMENT_WORDS[signal.judgement]))
    if signal.rules:
        parts.append(f"On the control chart: {rules_words(signal.rules)}")
    if signal.controllers is not None:
        parts.append(controllers_words(signal.controllers))
    return ". ".join(parts) + "."


def figure_words(signal: Signal) -> str:
    """`Croydon, ineffective trial rate, magistrates' courts: 38.8% (48 of 124) in October 2003`."""
    name = signal.measure.name
    counts = ""
    if signal.denominator is not None:
        counts = f" ({signal.numerator:,.0f} of {signal.denominator:,.0f})"
        if signal.measure.unit in ("hours", "days"):
            counts = f" (over {signal.denominator:,.0f} cases)"
    value = value_words(signal.value, signal.measure)
    return f"{signal.unit.name}, {_lower(name)}: {value}{counts} in {signal.period.label}"


def expected_words(signal: Signal) -> str:
    expected, low, high = (
        value_words(v, signal.measure) for v in (signal.expected, signal.lower, signal.upper)
    )
    return f"its own past led to expect {expected} (95% of chance: {low} to {high})"


def who_words(found: Controllers | None) -> str:
    """The same in a column of its own."""
    if found is None:
        return "asked of what is called"
    if not found.by_reason:
        return f"{found.defined}, by definition" if found.defined else "not defined"
    return words.listing([_part(name, more) for name, more in found.moved]) or "nobody's reasons"


def controllers_words(found: Controllers) -> str:
    """Who could do something about it, from the reasons given, or why that cannot be said."""
    if found.names:
        if not found.by_reason:
            return f"Who can do something about it: {found.defined}, by its definition"
        parts = [_part(name, more) for name, more in found.moved]
        return f"Who can do something about it, by reason: {words.listing(parts)}"
    if found.by_reason:
        return "No party's reasons moved with it"
    return "Who can do something about it is not defined: no reasons are returned for it"


def _part(name: str, more: float) -> str:
    return f"{name} ({'+' if more > 0 else '−'}{abs(more):,.0f})"


def looked_at_words(found: SignalList) -> str:
    """How many were looked at, what was called, and what chance alone would give."""
    if not found.looked_at:
        return (
            "No figure could be looked at: at least twelve earlier months with complete "
            "figures are needed."
        )
    called = len(found.signals)
    at_most = f", of which on average at most {found.false_at_most:.1f} by chance" if called else ""
    return (
        f"{found.looked_at:,} latest monthly figures were looked at (outcomes of one listing "
        f"count once); {words.how_many(called)} {words.are(called)} called at a false "
        f"discovery rate of {found.false_discovery:.0%}{at_most}. {found.at_level} lie beyond "
        f"the plain {found.level:.0%} level, where chance alone would put about "
        f"{found.expected_by_chance:.0f}."
    )


def not_looked_at_words(found: SignalList) -> str:
    """What could not be judged, and which measures were left out and why."""
    parts = [f"{count:,} not judged: {why}" for why, count in found.not_judged.items()]
    groups: dict[str, list[str]] = {}
    for left in found.left_out:
        groups.setdefault(left.why, []).append(left.measure.id)
    parts += [f"{words.listing(names)} left out: {why}" for why, names in groups.items()]
    return ". ".join(words.opening(p) for p in parts) + ("." if parts else "")


def _lower(name: str) -> str:
    return name if name[:2].isupper() else name[:1].lower() + name[1:]
