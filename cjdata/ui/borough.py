"""The sections of the borough page, each from one result."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd
from markupsafe import Markup

from cjdata.analysis.figures.comparison import CONFIDENCE, Standing
from cjdata.analysis.figures.latest import national_target
from cjdata.analysis.rollout.stages import InitiativeStatus
from cjdata.analysis.variation.counted_once import counted_once, set_of
from cjdata.charts import words
from cjdata.charts.rollout_texts import said_of_none
from cjdata.charts.word_size import interval_strip
from cjdata.domain.periods import grain_of
from cjdata.domain.states import Stage, State, Verdict
from cjdata.ui import peers, reads
from cjdata.ui.address import View
from cjdata.ui.choices import choose
from cjdata.ui.house import House, kept
from cjdata.ui.overview import counts_words
from cjdata.ui.show import rendered
from cjdata.ui.turning import kept_between_comparisons, kept_between_words

MODEL = "justice-for-london-model"
SOURCE = "Returns in this store; intervals: Wilson, 95%"
NAMED_MOST = 3
"""Measures that the heading names at most."""
VERDICTS = {
    Verdict.BETTER: "better ▶",
    Verdict.WORSE: "◀ worse",
    Verdict.ALIKE: "like London",
    Verdict.HIGHER: "higher",
    Verdict.LOWER: "lower",
    Verdict.NOT_JUDGED: "not judged",
}
OF_MAGISTRATES = ", magistrates' courts"


def choose_borough(house: House, view: View) -> None:
    """The choice of the borough, kept in the address."""
    names = {unit.id: unit.name for unit in house.catalogue.boroughs}
    choose(view, "unit", "Borough", names)


def _standings(house: House, view: View) -> tuple[Standing, ...]:
    found: tuple[Standing, ...] = reads.standings_of(
        house, view.known_at, view.unit, peers.peers_of(house, view)
    )
    return found


@kept_between_comparisons
def heading(house: House, view: View) -> str:
    """Which measures leave London behind, and which fall behind it."""
    found = _standings(house, view)
    name = house.catalogue.units[view.unit].name
    worse = [s for s in found if s.verdict is Verdict.WORSE]
    better = [s for s in found if s.verdict is Verdict.BETTER]
    if not found:
        return rendered("heading", title=f"{name}: no returns by this date.", below="")
    sets = set_of(house.catalogue, (s.measure for s in found))
    worse_ones, better_ones = (_first_of_each(group, sets) for group in (worse, better))
    title = f"{name}: {_comparison(worse_ones, better_ones, len(set(sets.values())))}"
    return rendered("heading", title=title, below=_excess(worse))


def _first_of_each(group: list[Standing], sets: Mapping[str, str]) -> list[Standing]:
    """One of each set of outcomes: what follows from it is not said again."""
    return list({sets[s.measure.id]: s for s in reversed(group)}.values())[::-1]


def _comparison(worse: list[Standing], better: list[Standing], looked_at: int) -> str:
    if not worse and not better:
        return f"not told apart from London on any of {looked_at} measures."
    parts = [
        f"{verb} on {_names(group)}"
        for verb, group in (("worse than London", worse), ("better than London", better))
        if group
    ]
    return "; ".join(parts) + "."


def _names(group: list[Standing]) -> str:
    short = [_in_sentence(s.measure.name) for s in group]
    if len(short) > NAMED_MOST:
        return f"{words.number(len(short))} measures"
    return words.listing(short)


def _in_sentence(name: str) -> str:
    """`effective trial rate`: all of a borough's trials are those of the magistrates' courts."""
    short = name.removesuffix(OF_MAGISTRATES)
    return short if short[:2].isupper() else short[:1].lower() + short[1:]


def _excess(worse: list[Standing]) -> str:
    """The largest gap in cases a month, so that a rate is read as work."""
    sized = [(more, s) for s in worse if (more := s.more_than_at_londons_rate) is not None]
    if not sized:
        return "A borough is called better or worse only where its 95% interval leaves London out."
    more, most = max(sized, key=lambda pair: abs(pair[0]))
    a_month = f"about {abs(more) / most.period.months:,.0f} a month"
    than = f"{'more' if more > 0 else 'fewer'} than at London's rate"
    name = most.measure.name.removesuffix(OF_MAGISTRATES)
    return f"{name}: {a_month} {than}, {most.period.label}."


@kept
def cards(house: House, view: View) -> str:
    return rendered(
        "cards",
        cards=[_rollout_card(house, view), _verdict_card(house, view), _returns_card(house, view)],
    )


def _rollout_card(house: House, view: View) -> dict[str, object]:
    if MODEL not in house.catalogue.initiatives:
        return {"figure": "–", "unit": "", "context": "no model defined", "tone": "known"}
    unit = reads.status_of(house, view.known_at, MODEL).unit(view.unit)
    word = unit.word
    said = f"{word.source}" if word else "no report names this borough by this date"
    due = f"; due {words.by(unit.due, unit.due_as_said)}" if unit.due else ""
    return {
        "figure": unit.stage.sign or "–",
        "unit": unit.stage.label,
        "context": f"Justice for London model: {said}{due}",
        "tone": "known" if unit.stage is Stage.LIVE else "act",
    }


def _verdict_card(house: House, view: View) -> dict[str, object]:
    found = _standings(house, view)
    judged = [s for s in found if s.verdict is not Verdict.NOT_JUDGED]
    if not judged:
        context = "no whole figure to compare with London by this date"
        return {"figure": "–", "unit": "", "context": context, "tone": "known"}
    counted = counted_once(
        house.catalogue,
        ((s.measure, s.unit, s.verdict is not Verdict.ALIKE) for s in judged),
        1 - CONFIDENCE,
    )
    return {
        "figure": counted.apart,
        "unit": f"of {counted.of} differ from London",
        "context": f"chance alone would raise about {counted.by_chance:.1f}; outcomes of the same "
        "cases count once",
        "tone": "known",
    }


def _returns_card(house: House, view: View) -> dict[str, object]:
    late = reads.outstanding_at(house, view.known_at).of_unit(view.unit)
    if not len(late) and not _standings(house, view):
        context = "no return is known at this date, and none is awaited"
        return {"figure": "–", "unit": "", "context": context, "tone": "known"}
    names = [
        house.catalogue.collections[c].label for c in dict.fromkeys(o.collection for o in late)
    ]
    context = "; ".join(names) if names else "all that was due has come"
    context += reads.end_of_illustration(house, late)
    tone = "late" if len(late) else "known"
    noun = "return outstanding" if len(late) == 1 else "returns outstanding"
    return {"figure": len(late), "unit": noun, "context": context, "tone": tone}


@kept_between_comparisons
def standings_table(house: House, view: View) -> str:
    found = _standings(house, view)
    name = house.catalogue.units[view.unit].name
    usual = Counter(s.period for s in found).most_common(1)
    period = usual[0][0].label if usual else ""
    strands = [s.measure.strand for s in found]
    trends = view.link("performance-trends", "unit")
    rows = [
        _row(
            trends,
            view.known_at,
            s,
            name,
            period,
            "" if s.measure.strand == before else s.measure.strand,
        )
        for s, before in zip(found, ["", *strands], strict=False)
    ]
    note = (
        f"Bars: 95% interval (Wilson), for shares of cases only: counts grow with the borough and "
        "means have none, so neither is judged. Verdicts are held against the boroughs whose "
        f"figure is complete, together. {peers.peers_words(house, view)} "
        "Crown Court trials stand by court, not by borough."
    )
    where_else = reads.where_else(house, view.known_at)
    return rendered(
        "borough", name=name, period=period, rows=rows, where_else=where_else, note=note
    )


class Row(NamedTuple):
    """A measure's row of the table, as it is read."""

    strand: str
    """Named in its first row alone."""
    address: str
    short: str
    period: str
    own: str
    own_counts: str
    london: str
    london_note: str
    peers: str
    strip: Markup
    verdict: str
    tone: str


def _row(
    trends: str, known_at: dt.date, standing: Standing, name: str, usual: str, strand: str
) -> Row:
    measure, own, grain = standing.measure, standing.own, grain_of(standing.period)
    target = national_target(measure, known_at) if measure.unit == "pct" else None
    incomplete = standing.london.state is State.INCOMPLETE
    together = ["all boroughs"] if measure.unit == "count" and standing.london.value else []
    received = f"{standing.london.received} of {standing.london.expected}"
    return Row(
        strand=strand,
        address=f"{trends}&measure={measure.id}&grain={grain}",
        short=measure.short,
        period="" if standing.period.label == usual else standing.period.label,
        own=_figure(own.value, standing),
        own_counts=counts_words(own, measure.unit),
        london=_figure(standing.london.value, standing),
        london_note=", ".join([*together, *([received] if incomplete else [])]),
        peers=_figure(standing.peers, standing),
        strip=interval_strip(
            own.value,
            standing.lower,
            standing.upper,
            standing.others,
            None if measure.unit == "count" else standing.london.value,
            direction=measure.direction,
            verdict=standing.verdict,
            name=name,
            peers=standing.peers,
            target=target.value if target else None,
            target_name=f"national {target.kind}, context" if target else "target",
            unit=measure.unit,
            decimals=measure.decimals,
        ),
        verdict=VERDICTS[standing.verdict],
        tone=standing.verdict.value.replace(" ", "-"),
    )


def _figure(value: float | None, standing: Standing) -> str:
    if value is None:
        return "–"
    return words.figure(value, standing.measure.unit, standing.measure.decimals)


def standings_frame(house: House, view: View) -> pd.DataFrame:
    """The twin of the comparison: one row a measure."""
    return pd.DataFrame(
        [
            {
                "measure": s.measure.id,
                "name": s.measure.name,
                "unit": s.unit,
                "period": str(s.period),
                "numerator": s.own.numerator,
                "denominator": s.own.denominator,
                "value": s.own.value,
                "state": s.own.state.value,
                "received": s.own.received,
                "expected": s.own.expected,
                "lower_95": s.lower,
                "upper_95": s.upper,
                "london": s.london.value,
                "london_received": s.london.received,
                "london_expected": s.london.expected,
                "peers": s.peers,
                "peer_boroughs": " ".join(s.peer_units),
                "verdict": s.verdict.value,
            }
            for s in _standings(house, view)
        ]
    )


def _of_all(status: InitiativeStatus, house: House) -> str:
    """What is said of all boroughs where nobody speaks of this one: `HMIC: not developed`."""
    body, _, said = said_of_none(status, house.catalogue).partition(": ")
    return f"no report of this borough; {body} of all of them: {said}" if said else "no report"


@kept_between_words
def rollout_rows(house: House, view: View) -> str:
    rows = []
    for status in reads.statuses(house, view.known_at):
        unit = status.unit(view.unit)
        rows.append(
            {
                "name": status.initiative.name,
                "address": view.link("rollout-map", initiative=status.initiative.id),
                "sign": unit.stage.sign,
                "stage": unit.stage.label,
                "due": f"due {words.by(unit.due, unit.due_as_said)}" if unit.due else "",
                "said": "; ".join(
                    f"{c.body}: {c.stage.label}{f' ({c.extent})' if c.extent else ''}, {c.source}"
                    for c in unit.claims
                )
                or (f"planned: {unit.due_source}" if unit.due_source else "")
                or _of_all(status, house),
            }
        )
    return rendered("borough_rollout", name=house.catalogue.units[view.unit].name, rows=rows)
