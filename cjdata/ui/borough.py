"""The sections of the borough page, each from one result."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pandas as pd

from cjdata.analysis.figures.comparison import CONFIDENCE, Standing
from cjdata.analysis.rollout.stages import InitiativeStatus
from cjdata.analysis.variation.counted_once import counted_once, set_of
from cjdata.charts import words
from cjdata.charts.rollout_texts import said_of_none
from cjdata.domain.states import Stage, Verdict
from cjdata.ui import reads
from cjdata.ui.address import View
from cjdata.ui.borough_table import standings_of
from cjdata.ui.choices import choose
from cjdata.ui.house import House, kept
from cjdata.ui.show import rendered
from cjdata.ui.turning import kept_between_comparisons, kept_between_words

MODEL = "justice-for-london-model"
SOURCE = "Returns in this store; intervals: Wilson, 95%"
NAMED_MOST = 3
"""Measures that the heading names at most."""
OF_MAGISTRATES = ", magistrates' courts"


def choose_borough(house: House, view: View) -> None:
    """The choice of the borough, kept in the address."""
    names = {unit.id: unit.name for unit in house.catalogue.boroughs}
    choose(view, "unit", "Borough", names)


@kept_between_comparisons
def heading(house: House, view: View) -> str:
    """Which measures leave London behind, and which fall behind it."""
    found = standings_of(house, view)
    name = house.catalogue.units[view.unit].name
    worse = [s for s in found if s.verdict is Verdict.WORSE]
    better = [s for s in found if s.verdict is Verdict.BETTER]
    if not found:
        return rendered("heading", title=f"{name}: no returns by this date.", below="")
    sets = set_of(house.catalogue, (s.measure for s in found))
    worse_ones, better_ones = (_first_of_each(group, sets) for group in (worse, better))
    judged = {sets[s.measure.id] for s in found if s.verdict is not Verdict.NOT_JUDGED}
    title = f"{name}: {_comparison(worse_ones, better_ones, len(judged))}"
    return rendered("heading", title=title, below=_excess(worse))


def _first_of_each(group: list[Standing], sets: Mapping[str, str]) -> list[Standing]:
    """One of each set of outcomes: what follows from it is not said again."""
    return list({sets[s.measure.id]: s for s in reversed(group)}.values())[::-1]


def _comparison(worse: list[Standing], better: list[Standing], looked_at: int) -> str:
    if not looked_at:
        return "no figure can be held against London by this date."
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
    found = standings_of(house, view)
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
    if not len(late) and not standings_of(house, view):
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
            for s in standings_of(house, view)
        ]
    )


@kept
def _of_all(house: House, known_at: dt.date) -> dict[str, str]:
    """By initiative, what is said of all boroughs where nobody speaks of one: `HMIC: not
    developed`."""
    return {s.initiative.id: _said_of_all(s, house) for s in reads.statuses(house, known_at)}


def _said_of_all(status: InitiativeStatus, house: House) -> str:
    body, _, said = said_of_none(status, house.catalogue).partition(": ")
    return f"no report of this borough; {body} of all of them: {said}" if said else "no report"


@kept_between_words
def rollout_rows(house: House, view: View) -> str:
    rows, of_all = [], _of_all(house, view.known_at)
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
                or of_all[status.initiative.id],
            }
        )
    return rendered("borough_rollout", name=house.catalogue.units[view.unit].name, rows=rows)
