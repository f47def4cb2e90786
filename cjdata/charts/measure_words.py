"""A measure's definition in words: what is divided by what, and how it may be read."""

from __future__ import annotations

from collections.abc import Iterable

from cjdata.charts import words
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Measure, Part, Target
from cjdata.domain.states import Direction

RECORD = "worked out from the public record and the ledger, not from returns"
STATUS = {
    "official": "an official measure",
    "local": "a local measure",
    "derived": "derived by this project",
}
INTERVALS = {
    "wilson": "Wilson, 95%, for a share of cases",
    "byar": "Byar, 95%, for a rate of events",
    "none": "none: it is no share of independent cases",
}


def parts_words(catalogue: Catalogue, parts: Iterable[Part]) -> str:
    """`Ineffective trials, magistrates, reasons N1, N2 and N3 (trial listings)`."""
    return " plus ".join(
        f"{catalogue.components[p.component].label}"
        + (f", {_court(p.court_tier)}" if p.court_tier else "")
        + (f", {_reasons(p)}" if p.reasons else "")
        + f" (counted in {catalogue.components[p.component].counts})"
        for p in parts
    )


def numerator_words(catalogue: Catalogue, measure: Measure) -> str:
    """What is counted, and that the record says so where no return does."""
    if measure.made_from == "record":
        return f"{measure.counted}, {RECORD}"
    return parts_words(catalogue, measure.numerator)


def denominator_words(catalogue: Catalogue, measure: Measure) -> str:
    """Out of what; nothing for a count."""
    return measure.out_of or parts_words(catalogue, measure.denominator)


def _court(tier: str) -> str:
    return "Crown Court" if tier == "crown" else "magistrates' courts"


def _reasons(part: Part) -> str:
    noun = "reason" if len(part.reasons) == 1 else "reasons"
    return f"{noun} {words.listing(part.reasons)}"


def direction_words(measure: Measure) -> str:
    return {
        Direction.INCREASE: "higher is better",
        Direction.DECREASE: "lower is better",
        Direction.NEUTRAL: "context: neither more nor less is better in itself",
    }[measure.direction]


def definition(catalogue: Catalogue, measure: Measure) -> list[tuple[str, str]]:
    """Term and text of every line of the card that says something."""
    aims = [catalogue.aims[a] for a in (measure.aim, measure.subject) if a in catalogue.aims]
    begins = catalogue.initiatives.get(measure.exists_from)
    lines = [
        ("Numerator", numerator_words(catalogue, measure)),
        ("Denominator", denominator_words(catalogue, measure) or "none: it is a count"),
        ("Two counting units", measure.unlike_units),
        ("Includes", measure.includes),
        ("Excludes", measure.excludes),
        ("Direction", direction_words(measure)),
        ("Serves", "; ".join(f"{a.label} ({_paragraph(a.paragraph)})" for a in aims)),
        ("Stands by", words.listing([k.label for k in measure.levels])),
        ("Status", STATUS[measure.status]),
        ("Interval", INTERVALS[measure.interval]),
        ("Least denominator", _least(measure)),
        ("Smallest important change", _smallest(measure)),
        ("Shows an initiative after", _lag(measure)),
        ("Not applicable before", begins.name if begins else ""),
        ("History of the definition", history_words(measure)),
        ("Owner", measure.owner or "none named"),
        ("Who can do something about it", measure.controllable_by),
        ("Evidence", measure.evidence),
    ]
    return [(term, text) for term, text in lines if text]


def history_words(measure: Measure) -> str:
    """Each change with its day; that there was none where none is recorded."""
    if not measure.history:
        return "unchanged since it was first defined here: no change is recorded"
    return "; ".join(f"{words.day(change.on)}: {change.text}" for change in measure.history)


def _paragraph(paragraph: str) -> str:
    return f"paragraph {paragraph}" if paragraph else "no paragraph"


def _least(measure: Measure) -> str:
    least = measure.minimum_denominator
    return f"{least}: on fewer it is not judged" if least else ""


def _smallest(measure: Measure) -> str:
    if measure.smallest_important is None:
        return ""
    unit = {"pct": "points", "count": ""}.get(measure.unit, measure.unit)
    return f"{measure.smallest_important:g} {unit}".strip()


def _lag(measure: Measure) -> str:
    if measure.lag_months is None:
        return ""
    if measure.lag_months == 0:
        return "at once, an estimate"
    noun = "month" if measure.lag_months == 1 else "months"
    return f"{words.number(measure.lag_months)} {noun}, an estimate"


def target_words(catalogue: Catalogue, measure: Measure, target: Target) -> tuple[str, str, str]:
    """What, by when and where, and who said so when."""
    area = catalogue.units[target.area].name if target.area in catalogue.units else target.area
    value = words.figure(target.value, measure.unit, measure.decimals)
    said = f", said {words.day(target.said_on)}" if target.said_on else ""
    text = f"{target.text} " if target.text else ""
    return (
        f"{target.kind} {value}",
        f"{area}, by {words.day(target.by)}",
        f"{text}{target.source}{said}",
    )


def change_words(difference: float | None, measure: Measure) -> str:
    """A change in words: points for a percentage, never per cent."""
    if difference is None:
        return "not comparable"
    unit = "points" if measure.unit == "pct" else {"count": ""}.get(measure.unit, measure.unit)
    size = words.change_size(difference, measure.decimals)
    if size == words.NO_CHANGE:
        return size
    return f"{size} {unit} {'higher' if difference > 0 else 'lower'}".replace("  ", " ")
