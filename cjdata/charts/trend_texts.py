"""What the chart of one measure says in words: the heading, the line under it, the sentence."""

from __future__ import annotations

from collections.abc import Sequence

from cjdata.analysis.figures.like_for_like import LikeForLike
from cjdata.analysis.figures.published import Publication
from cjdata.analysis.figures.readings import Reading
from cjdata.analysis.figures.trend import Beside, GoLive, Trend, TrendPoint, too_few
from cjdata.charts import words
from cjdata.charts.completeness import come_words, lacking_words
from cjdata.domain.measures import Measure, Target
from cjdata.domain.periods import Grain
from cjdata.domain.states import Direction, State
from cjdata.domain.units import UnitKind
from cjdata.stats.differences import Difference

LONDON_NAME = "London"


def unit_name(trend: Trend) -> str:
    """How a reader calls the unit: the force's 32 boroughs are London."""
    if trend.publication is not None and trend.unit.members:
        return f"{trend.unit.name}, the criminal justice area"
    return LONDON_NAME if not trend.london and trend.unit.members else trend.unit.name


def measure_name(trend: Trend) -> str:
    """An area's published figures are of all courts, whatever courts the measure is of here."""
    if trend.publication is None:
        return trend.measure.name
    return f"{trend.measure.name.partition(', ')[0]} as published"


def of_period(trend: Trend, point: TrendPoint) -> str:
    """`October 2003`, `July to September 2003`, `the twelve months to October 2003`."""
    if trend.grain in (Grain.ROLLING3, Grain.ROLLING12):
        last = point.period.label.rpartition(" to ")[2]
        months = words.number(point.period.months)
        if trend.grain is Grain.ROLLING12:
            last = f"{point.period.end:%B %Y}"
        return f"the {months} months to {last}"
    return f"{'the ' if trend.grain is Grain.YEAR else ''}{point.period.label}"


def value_words(value: float | None, measure: Measure) -> str:
    decimals = measure.decimals if measure.unit != "count" else 0
    return words.figure(value, measure.unit, decimals)


def points_words(value: float, measure: Measure) -> str:
    """The size of a change: points for a percentage, never per cent."""
    unit = {"pct": " points", "count": ""}.get(measure.unit, f" {measure.unit}")
    return words.figure(abs(value), "count", measure.decimals) + unit


def changed_words(change: float, measure: Measure) -> str:
    """`3.1 points higher than`, `as high as`."""
    if float(words.figure(abs(change), "count", measure.decimals).replace(",", "")) == 0:
        return "the same as"
    return f"{points_words(change, measure)} {'higher' if change > 0 else 'lower'} than"


def trend_heading(trend: Trend) -> str:
    """The finding: the latest figure, and how far it is from the same period a year before."""
    name, measure, latest = unit_name(trend), trend.measure, trend.latest
    what = in_sentence(measure_name(trend))
    if latest is None:
        return f"{name}: no figure of {what} by this date."
    comma = "," if "," in what or trend.publication else ""
    said = f"{name}: {what}{comma} {value_words(latest.reading.value, measure)}"
    when = of_period(trend, latest)
    if latest.reading.state is State.INCOMPLETE:
        all_came = latest.reading.received + len(trend.not_available) >= latest.reading.expected
        without = words.listing([f"{m.end:%B}" for m in trend.not_available])
        when += f" without {without}" if all_came else " as far as returns have come"
    if trend.alike is not None:
        change = f"{changed_words(trend.alike.change, measure)} a year before"
        return f"{said} in {when}; {senders_words(trend.alike)}, like for like, {change}."
    if trend.change is None:
        return f"{said} in {when}."
    return f"{said} in {when}, {changed_words(trend.change, measure)} a year before."


def senders_words(alike: LikeForLike) -> str:
    """`31 of 32 boroughs`: whose figures a change like for like is of."""
    what = "boroughs" if alike.kind is UnitKind.BOROUGH else "courts"
    return f"{alike.senders} of {alike.of} {what}"


def in_sentence(name: str) -> str:
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def trend_below(trend: Trend, where_else: str = "step to a later date") -> str:
    """The counts, whether the change may be chance, London beside it; else where to look."""
    latest = trend.latest
    if latest is None:
        return f"{words.opening(where_else)}, or choose another measure or unit."
    parts = [counts_words(trend.measure, latest.reading), *_compared(trend, latest)]
    interval = trend.alike.interval if trend.alike else trend.change_interval
    if interval is not None:
        parts.append(chance_words(interval, trend.measure))
    elif too_few(trend.measure, *trend.compared):
        parts.append(too_few_words(trend.measure))
    london = trend.london_at(latest)
    if london is not None and london.reading.value is not None:
        lacking = lacking_words(london.reading)
        parts.append(
            f"{LONDON_NAME}, same period: {value_words(london.reading.value, trend.measure)}"
            + (f" ({lacking})" if lacking else "")
        )
    parts.append(direction_words(trend.measure))
    return f"{'. '.join(part for part in parts if part)}."


def _compared(trend: Trend, latest: TrendPoint) -> list[str]:
    """What has come of the latest figure, and why or over whom it is held against another."""
    if latest.reading.state is State.INCOMPLETE:
        come = come_words(latest.reading, trend.not_available)
        return [f"{come}: the whole is not judged" if trend.alike else f"{come}: not judged"]
    if trend.alike is not None:
        return ["The figure of a year before is incomplete: the whole is not compared"]
    return [_no_change(trend, latest)] if trend.change is None else []


def _no_change(trend: Trend, latest: TrendPoint) -> str:
    before = trend.year_before(latest)
    if before is None or before.reading.state is State.NOT_RECEIVED:
        return "There is no figure of a year before to hold it against"
    if before.reading.state is State.NOT_APPLICABLE:
        return "A year before it was not applicable"
    return "The figure of a year before is incomplete: not compared"


def counts_words(measure: Measure, reading: Reading) -> str:
    """`32 of 112`; `12,832 days over 196`, where a mean and no share is made of them."""
    if reading.numerator is None or reading.denominator is None:
        return ""
    of = "of" if measure.unit == "pct" else f"{measure.unit} over"
    return f"{reading.numerator:,.0f} {of} {reading.denominator:,.0f}"


def chance_words(interval: Difference, measure: Measure) -> str:
    """Whether a change is more than chance makes, with the interval that says so."""
    said = f"95% interval {between_words(interval, measure)} points"
    if interval.told_apart:
        return f"The change is more than chance makes: {said}"
    return f"The change may be chance: {said}"


def too_few_words(measure: Measure) -> str:
    """Why a change between two shares is neither chance nor more."""
    few = measure.minimum_denominator
    return f"With fewer than {few} in one of the two periods the change is not judged"


def between_words(interval: Difference, measure: Measure) -> str:
    """`−2.1 to +0.3`."""
    low, high = (_signed(v, measure) for v in (interval.lower, interval.upper))
    return f"{low} to {high}"


def _signed(value: float, measure: Measure) -> str:
    size = words.figure(abs(value), "count", measure.decimals)
    return size if float(size.replace(",", "")) == 0 else f"{'+' if value > 0 else '−'}{size}"


def direction_words(measure: Measure) -> str:
    return {
        Direction.INCREASE: "Higher is better",
        Direction.DECREASE: "Lower is better",
        Direction.NEUTRAL: "Neither more nor less is better in itself",
    }[measure.direction]


def trend_sentence(trend: Trend) -> str:
    """All that the chart shows, for those who do not see it."""
    known = [p for p in trend.points if p.reading.value is not None]
    if not known:
        parts = [f"No figure of {in_sentence(measure_name(trend))} for {unit_name(trend)}"]
        return "; ".join([*parts, *(_beside(trend, other) for other in trend.beside)]) + "."
    shown = (
        f"{len(known)} figures from {of_period(trend, known[0])} to "
        f"{of_period(trend, known[-1])}, {_from_to_last(trend, known)}"
    )
    if len(known) == 1:
        value = value_words(known[0].reading.value or 0.0, trend.measure)
        shown = f"one figure, {value} in {of_period(trend, known[0])}"
    parts = [f"{measure_name(trend)}, {unit_name(trend)}, {trend.grain.label}: {shown}"]
    missing = len(trend.points) - len(known)
    incomplete = sum(p.reading.state is State.INCOMPLETE for p in known)
    if missing:
        parts.append(f"{missing} without a figure")
    if incomplete:
        parts.append(f"{incomplete} incomplete, drawn hollow")
    parts += [_beside(trend, other) for other in trend.beside]
    return "; ".join(parts) + "."


def _from_to_last(trend: Trend, known: Sequence[TrendPoint]) -> str:
    values = [p.reading.value for p in known if p.reading.value is not None]
    low, high, last = (
        value_words(v, trend.measure) for v in (min(values), max(values), values[-1])
    )
    return f"between {low} and {high}, last {last}"


def _beside(trend: Trend, other: Beside) -> str:
    """`beside it Camden, 8 figures between 30.1% and 42.0%, last 38.0% in June 2003`."""
    known = [p for p in other.points if p.reading.value is not None]
    if not known:
        return f"beside it {other.unit.name}, no figure"
    incomplete = sum(p.reading.state is State.INCOMPLETE for p in known)
    return (
        f"beside it {other.unit.name}, {len(known)} figures {_from_to_last(trend, known)} in "
        f"{of_period(trend, known[-1])}{f', {incomplete} incomplete' if incomplete else ''}"
    )


def publication_words(of: Publication) -> str:
    """Where an area's figures come from, and that returns have no part in them."""
    file = ""
    if of.file and of.known_on:
        file = f" The latest is from the file {of.file}, known since {words.day(of.known_on)}."
    return f"{of.label}. {of.note}{file} Returns have no part in these figures."


def no_target_words(measure: Measure) -> str:
    """That no target had been stated by the date, and when the first was; empty if undated."""
    first = min((t.said_on for t in measure.targets if t.said_on), default=None)
    if first is None:
        return ""
    return f"No target is on record by this date; the first was said {words.day(first)}."


def context_notes(trend: Trend) -> list[str]:
    """Targets, published figures and go-live days in words, each with its source."""
    notes = [] if trend.publication is None else [publication_words(trend.publication)]
    notes += [_target_note(trend, t) for t in trend.targets]
    if trend.measure.targets and not trend.targets:
        notes += filter(None, [no_target_words(trend.measure)])
    notes += [
        f"Published: {p.area} {value_words(p.value, trend.measure)} in {p.period.label}. {p.source}"
        f"{f' ({p.note})' if p.note else ''}."
        for p in trend.published
    ]
    notes += [f"{go_live_words(g)}: {g.source}." for g in trend.go_lives]
    return notes


def _target_note(trend: Trend, target: Target) -> str:
    """A target with its source; the way to it where it is the unit's own, others are context."""
    whose = unit_name(trend) if trend.is_own(target) else "National"
    kind = f", {target.kind}" if trend.is_own(target) else f" {target.kind}"
    said = " ".join(part for part in (target.text, target.source) if part)
    note = f"{whose}{kind}: {value_words(target.value, trend.measure)} by {words.day(target.by)}. "
    if not trend.is_own(target):
        own = any(trend.is_own(t) for t in trend.targets)
        why = "" if own else f": {target.reach}"
        return f"{note}{said}. Context{why}."
    start = trend.start_of(target)
    if start is None:
        return f"{note}{said}."
    way = f"The thin line goes evenly from {value_words(start.value, trend.measure)}"
    return f"{note}{said}. {way} on {words.day(start.by)}."


def go_live_words(mark: GoLive) -> str:
    """`Lawyers partly live on 28 January 2003`, `JfL model live by 9 October 2003`, `CPUs went live
    between early June and mid-September 2003`: not only between these."""

    live = "partly live" if mark.partial else "live"
    what = f"{words.listing(mark.names)} {live}"
    if mark.not_before and mark.not_after:
        if mark.not_before == mark.not_after:
            return f"{what} on {words.day(mark.not_after)}"
        between = words.between(mark.not_before, mark.not_after)
        return f"{words.listing(mark.names)} went {live} {between}"
    if mark.not_after:
        return f"{what} by {words.day(mark.not_after)}"
    assert mark.not_before is not None
    return f"{what} after {words.day(mark.not_before)}"
