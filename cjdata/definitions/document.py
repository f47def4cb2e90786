"""Writes `docs/components.md` and `docs/measures.md` from the catalogue.

Run `python -m cjdata.definitions.document` after a definition has changed: a test holds the
committed pages equal to what is written now.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path

from cjdata.definitions.layers import DATA
from cjdata.definitions.load import load
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Collection, Component, Measure, Part, Target
from cjdata.domain.periods import Grain

DOCS = DATA.parent / "docs"
GENERATED = "<!-- Written by `python -m cjdata.definitions.document`: do not edit. -->"
SIGNS = {"increase": "more is better", "decrease": "less is better", "neutral": "no judgement"}
SHORTEST = {
    Grain.MONTH: "",
    Grain.QUARTER: "a quarter or more",
    Grain.YEAR: "a year or more",
    Grain.ROLLING3: "three months or more",
    Grain.ROLLING12: "twelve months or more",
}
SPANS = {"sum": "added up", "last": "the last one stands", "none": "never joined"}


def write_documents(folder: Path = DOCS) -> None:
    """Writes both pages with line feeds on every system."""
    catalogue = load()
    for name, page in (
        ("components.md", components_page(catalogue)),
        ("measures.md", measures_page(catalogue)),
    ):
        (folder / name).write_text(page, encoding="utf-8", newline="\n")


def components_page(catalogue: Catalogue) -> str:
    """What is counted and who sends it, as Markdown."""
    collections = [_collection_row(c) for c in catalogue.collections.values()]
    components = [_component_row(c, catalogue) for c in catalogue.components.values()]
    return _page(
        "# Components and collections",
        GENERATED,
        "A return is complete for one collection, one reporting unit and one period. Its rows "
        "name the components below. Figures are ratios of components of one counting unit.",
        "## Collections",
        _table(
            ("Collection", "What it is", "Who reports", "Court", "Every", "Due after", "From"),
            collections,
        ),
        "Days until a return is due are this project's own choice: no source gives them.",
        _bullets(_collection_note(c) for c in catalogue.collections.values() if c.note),
        "## Components",
        _table(
            ("Component", "What it is", "Counted in", "Over time", "Broken down by",
             "Comes with", "Reported by", "Must agree with", "Note"),
            components,
        ),
    )  # fmt: skip


def measures_page(catalogue: Catalogue) -> str:
    """What each figure means and where it comes from, as Markdown."""
    index = [
        (f"[{m.id}](#{m.id.lower()})", m.name, m.strand, SIGNS[m.direction], m.status)
        for m in catalogue.measures.values()
    ]
    return _page(
        "# Measures",
        GENERATED,
        "Rates are summed, never averaged: numerators and denominators are added up over "
        "periods, units and courts, and divided once. A change in a percentage is in percentage "
        "points. Smallest important change, minimum denominator and lag are this project's own.",
        _table(("Measure", "Name", "Strand", "Direction", "Status"), index),
        "## Aims",
        _table(("Aim or subject area", "Paragraph", "Measures"), _aim_rows(catalogue)),
        *(_measure_section(m, catalogue) for m in catalogue.measures.values()),
    )


def date_text(day: dt.date) -> str:
    """9 October 2003, as dates are written for readers."""
    return f"{day.day} {day:%B %Y}"


def _collection_row(c: Collection) -> Sequence[str]:
    court = {"magistrates": "magistrates' courts", "crown": "Crown Court"}.get(c.court_tier or "")
    start = date_text(c.starts) if c.starts else "first return"
    reporter = f"each {c.reported_by.label}"
    if c.reporters:
        reporter = f"{c.reported_by.label}: {_codes(c.reporters)}"
    return (f"`{c.id}`", c.label, reporter, court or "", c.frequency,
            f"{c.due_days} days" if c.owed else "owed by nobody", start)  # fmt: skip


def _collection_note(c: Collection) -> str:
    read_in = f" Read in: {c.evidence}." if c.evidence else ""
    return f"`{c.id}`: {c.note}{read_in}"


def _component_row(c: Component, catalogue: Catalogue) -> Sequence[str]:
    reporters = {catalogue.collections[name].reported_by.label for name in c.collections}
    agrees = [f"sum of {_codes(c.sum_of)}"] if c.sum_of else []
    agrees += [f"not above `{c.not_above}`"] if c.not_above else []
    return (
        f"`{c.id}`",
        c.label,
        f"{c.counts} ({c.kind.value})",
        SPANS[c.over_time],
        ", ".join(c.breakdowns),
        _codes(c.collections),
        ", ".join(sorted(reporters, key=str.lower)),
        "; ".join(agrees),
        c.note,
    )


def _aim_rows(catalogue: Catalogue) -> Iterable[Sequence[str]]:
    for aim in catalogue.aims.values():
        served = [m.id for m in catalogue.measures.values() if aim.id in (m.aim, m.subject)]
        yield f"{aim.label} ({aim.kind})", aim.paragraph, ", ".join(served) or "**none**"


def _measure_section(m: Measure, catalogue: Catalogue) -> str:
    aims = catalogue.aims
    facts = [
        ("Counted", m.counted or _parts(m.numerator, catalogue)),
        ("Out of", m.out_of or _parts(m.denominator, catalogue)),
        ("Made from", "the public record and the ledger" if m.made_from == "record" else ""),
        ("Court tier", "that of the unit" if m.tier_by_unit else ""),
        ("Two counting units", m.unlike_units),
        ("Includes", m.includes),
        ("Excludes", m.excludes),
        ("Direction", SIGNS[m.direction]),
        ("Stands by", ", ".join(level.label for level in m.levels)),
        ("Serves", "; ".join(aims[a].label for a in (m.aim, m.subject) if a)),
        ("Read beside", ", ".join(m.paired)),
        ("Read over", SHORTEST[m.grain]),
        ("Interval", _interval(m)),
        ("Smallest important change", _change(m)),
        ("Lag behind an initiative", _months(m.lag_months)),
        ("Not applicable before", m.exists_from and catalogue.initiatives[m.exists_from].name),
        ("Owner", m.owner),
        ("Controllable by", m.controllable_by),
        ("Evidence", m.evidence),
    ]
    caveats = (*m.caveats, *(f"Since {c.told}: {c.text}" for c in m.later_caveats))
    return _page(
        f"## {m.id}\n\n**{m.name}** ({m.strand}, {m.status})",
        m.why,
        "\n".join(f"- {name}: {text}" for name, text in facts if text),
        *([f"Caveats:\n\n{_bullets(caveats)}"] if caveats else []),
        *([f"Targets:\n\n{_bullets(map(_target, m.targets))}"] if m.targets else []),
    ).rstrip()


def _parts(parts: tuple[Part, ...], catalogue: Catalogue) -> str:
    return " + ".join(
        f"`{p.component}`"
        + (f", {p.court_tier}" if p.court_tier else "")
        + (f", reasons {', '.join(p.reasons)}" if p.reasons else "")
        + f" ({catalogue.components[p.component].counts})"
        for p in parts
    )


def _interval(measure: Measure) -> str:
    least = measure.minimum_denominator
    return f"{measure.interval}, from a denominator of {least}" if least else measure.interval


def _change(measure: Measure) -> str:
    if measure.smallest_important is None:
        return ""
    unit = "percentage points" if measure.unit == "pct" else measure.unit
    return f"{measure.smallest_important:g} {unit}"


def _months(count: int | None) -> str:
    return "" if count is None else f"{count} month{'' if count == 1 else 's'}"


def _target(t: Target) -> str:
    said = f", said on {date_text(t.said_on)}" if t.said_on else ""
    text = f" {t.text}" if t.text else ""
    return f"{t.kind} {t.value:g} for `{t.area}` by {date_text(t.by)} ({t.source}{said}).{text}"


def _codes(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _bullets(texts: Iterable[str]) -> str:
    return "\n".join(f"- {text}" for text in texts)


def _table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heading, ["---"] * len(heading), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _page(*blocks: str) -> str:
    return "\n\n".join(blocks) + "\n"


if __name__ == "__main__":
    write_documents()
