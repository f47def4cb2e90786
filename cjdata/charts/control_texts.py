"""What a control chart says in words: variation, assurance, limits, rebases, and each flag."""

from __future__ import annotations

from collections.abc import Sequence

from cjdata.analysis.variation.chart_choice import ChartKind
from cjdata.analysis.variation.control_chart import ControlChart, ControlPoint
from cjdata.analysis.variation.rebases import Rebase
from cjdata.analysis.variation.since_when import SinceWhen
from cjdata.charts import words
from cjdata.charts.signal_texts import JUDGEMENT_WORDS, rules_words, value_words
from cjdata.domain.periods import month_label
from cjdata.stats.xmr import Assurance, Judgement, Rule

KIND_WORDS = {
    ChartKind.XMR: "Limits from the moving ranges of neighbouring figures (XmR chart)",
    ChartKind.P: "Limits follow the cases of each period (p-chart), since they are few",
    ChartKind.P_PRIME: (
        "Limits follow the cases of each period, widened since periods scatter by more than "
        "chance (Laney's p′-chart)"
    ),
    ChartKind.U: "Limits follow chance in small counts (u-chart)",
    ChartKind.U_PRIME: (
        "Limits follow small counts, widened since periods scatter by more than chance "
        "(Laney's u′-chart)"
    ),
    ChartKind.NONE: "",
}
SHORT_WORDS = {
    Judgement.IMPROVEMENT: "better",
    Judgement.CONCERN: "worse",
    Judgement.NEUTRAL: "changed",
    Judgement.COMMON_CAUSE: "chance alone",
    Judgement.CANNOT_TELL: "cannot tell",
    Judgement.MISSING: "no figure",
}


def variation_words(chart: ControlChart) -> str:
    """`Variation: worse, the last figure is outside the process limits`."""
    last = chart.last
    if chart.variation is Judgement.CANNOT_TELL or last is None:
        return f"Variation: cannot tell. {chart.why_none}".rstrip()
    if chart.variation is Judgement.COMMON_CAUSE and (few := _few_words(chart)):
        return f"Variation: {few}"
    if chart.variation is Judgement.COMMON_CAUSE:
        return "Variation: common cause, the last figure is what this process gives by chance"
    word = JUDGEMENT_WORDS[chart.variation]
    side = "high or rising" if chart.direction > 0 else "low or falling"
    return f"Variation: special cause, {word} ({side}): {rules_words(last.rules)}"


def _few_words(chart: ControlChart) -> str:
    """What limits in force that rest on few figures let be said; blank where they do not."""
    if len(chart.in_phase) - 1 not in chart.trial:
        return ""
    count = chart.in_phase[-1]
    if count == 1:
        return "cannot tell from one figure"
    return f"nothing told apart from chance, by limits that rest on {count} figures"


def assurance_words(chart: ControlChart) -> str:
    """What the process as it runs will do to the target; a national one stays context."""
    if chart.target is None and chart.measure.targets and not chart.measure.denominator:
        return "Assurance: not judged, what a country is to count is no measure of one unit"
    if chart.target is None:
        return "Assurance: not judged, no target is on record"
    target = value_words(chart.target.value, chart.measure)
    due = f"{chart.target.by:%B} {chart.target.by.year}"
    name = f"the target of {target} by {due}"
    if not chart.local:
        name = f"the national {chart.target.kind} of {target} by {due}"
    found = {
        Assurance.CONSISTENT_PASS: f"as the process runs it meets {name}",
        Assurance.CONSISTENT_FAIL: f"as the process runs it does not reach {name}",
        Assurance.INCONSISTENT: f"as the process runs it meets {name} by chance, or not",
        Assurance.CANNOT_TELL: f"cannot tell for {name}",
        Assurance.NOT_JUDGED: f"not judged against {name}: the measure has no direction",
    }[chart.assurance]
    context = "" if chart.local else " (context: no local target, so nothing is missed)"
    if chart.target.each_area and not chart.local:
        context = f" (context: {chart.target.reach})"
    return f"Assurance: {found}{context}"


def limits_words(chart: ControlChart) -> str:
    """The mean and limits now in force, how they were made, and what they rest on; why there are
    none is said with the variation."""
    last = chart.last
    if chart.why_none or last is None or last.mean is None:
        return ""
    if last.lower is None or last.upper is None:
        return "Two neighbouring figures are needed for limits, and there are none."
    mean, low, high = (value_words(v, chart.measure) for v in (last.mean, last.lower, last.upper))
    in_force = f"In force: mean {mean}, limits {low} to {high}"
    return ". ".join([KIND_WORDS[chart.kind], in_force, *trial_words(chart)]) + "."


def trial_words(chart: ControlChart) -> list[str]:
    """Where limits rest on fewer than twelve points."""
    many = len(chart.in_phase) > 1
    found = []
    for phase in chart.trial:
        which = f" of phase {phase + 1}" if many else ""
        count = chart.in_phase[phase]
        noun = "figure" if count == 1 else "figures"
        found.append(f"Trial limits{which}: they rest on {count} {noun}, fewer than twelve")
    return found


def rebase_words(rebase: Rebase) -> str:
    """`Limits begin anew in June 2003: X (said by A on 3 July 2003)`."""
    return (
        f"Limits begin anew in {month_label(rebase.month)}: {rebase.why} "
        f"(said by {rebase.said_by} on {words.day(rebase.known_on)})"
    )


def flagged_words(chart: ControlChart) -> str:
    """How many figures are flagged, and by which rules."""
    count = len(chart.flagged)
    if not count:
        limits = chart.last is not None and chart.last.lower is not None
        return "No figure is flagged" if limits else ""
    by_rule = [
        f"{rules_words([rule])} ({number})"
        for rule in Rule
        if (number := sum(rule in p.rules for p in chart.flagged))
    ]
    return f"{count} flagged of {_known(chart.points)}: {'; '.join(by_rule)}"


def since_words(found: SinceWhen) -> str:
    """`better since April 2003 (seven or more in a row on one side of the mean)`, or why not."""
    chart, row = found.chart, found.row
    last = chart.last
    if chart.why_none or last is None or chart.variation is Judgement.CANNOT_TELL:
        return f"cannot tell. {chart.why_none}".rstrip(". ")
    if not row and (few := _few_words(chart)):
        return few
    if not row:
        return (
            f"no change of late, {last.period.label} lies within what chance makes of the months "
            "before it"
        )
    when = f"since {row[0].period.label}" if len(row) > 1 else f"in {row[0].period.label} alone"
    rules = [rule for rule in Rule if any(rule in p.rules for p in row)]
    return f"{SHORT_WORDS[row[-1].judgement]} {when} ({rules_words(rules)})"


def _known(points: Sequence[ControlPoint]) -> int:
    return sum(p.value is not None for p in points)


def control_notes(chart: ControlChart) -> list[str]:
    """All that stands under the chart about its limits, one sentence each."""
    notes = [limits_words(chart), flagged_words(chart)]
    if chart.single_figures:
        notes.append(
            "A month here counts fewer than ten cases in the middle: quarters are shown first"
        )
    notes += [rebase_words(r) for r in chart.rebases]
    return [f"{n.removesuffix('.')}." for n in notes if n]


def control_sentence(chart: ControlChart) -> str:
    """Variation and assurance as one sentence for those who do not see the chart."""
    return f"{variation_words(chart)}. {assurance_words(chart)}. {flagged_words(chart)}".strip(". ")
