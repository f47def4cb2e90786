"""The sections of the trials page, each from one result."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import streamlit as st

from cjdata.analysis.figures.trend import LONDON
from cjdata.analysis.process.trials import (
    VACATED,
    OutcomeReasons,
    Part,
    Trials,
    trials,
    trials_periods,
)
from cjdata.charts import words
from cjdata.charts.change_bar import change_bar
from cjdata.charts.completeness import out_of, returns_words
from cjdata.charts.reason_words import hindsight, reason_name
from cjdata.charts.trials_texts import (
    OUTCOME_WORDS,
    before_words,
    controller_words,
    counts_of,
    is_known,
    party_words,
    signed_points,
    trials_below,
    trials_heading,
)
from cjdata.domain.periods import Period, grain_of
from cjdata.domain.units import UnitKind
from cjdata.snapshot.turning import turning_day
from cjdata.ui import address, explained, reads
from cjdata.ui.address import View
from cjdata.ui.choices import choose
from cjdata.ui.house import House, kept
from cjdata.ui.resending import resent
from cjdata.ui.show import rendered
from cjdata.ui.turning import kept_between_turns

SOURCE = "Returns in this store"
ROWS_SHOWN = (10, 6)
"""Reasons of ineffective and of cracked trials before the rest is left to the table."""


def unit_of(view: View) -> str:
    """Whose trials are shown: a Crown Court where one is named, else the unit's."""
    return view.court or view.unit


def name_of(house: House, view: View) -> str:
    unit = unit_of(view)
    return "London" if unit == LONDON else house.catalogue.units[unit].name


def trials_of(
    house: House, unit: str, known_at: dt.date, period: str = "", against: str = ""
) -> Trials | None:
    """The trials of a unit, of the two periods named or of those that stand by themselves."""
    return _trials_on(house, unit, turning_day(house.reader, known_at), period, against)


@kept
def _trials_on(house: House, unit: str, day: dt.date, period: str, against: str) -> Trials | None:
    now, before = (Period.parse(text) if text else None for text in (period, against))
    return trials(house.reader, house.catalogue, unit, day, now, before)


@kept
def period_names(house: House, known_at: dt.date) -> dict[str, str]:
    """The periods that can be chosen, as the address writes them, with what they are called."""
    found = trials_periods(house.reader, house.catalogue, known_at)
    return {str(period): period.label for period in found}


def choose_periods(house: House, view: View) -> None:
    """Which three months, and which others they are held against."""
    names = dict(period_names(house, view.known_at))
    for text in (view.period, view.against):
        if text:
            names.setdefault(text, Period.parse(text).label)
    with st.container(horizontal=True):
        choose(view, "period", "Period", {"": "Latest three months", **names}, width=280)
        choose(view, "against", "Held against", {"": "A year before", **names}, width=280)


def found_of(house: House, view: View) -> Trials | None:
    """The trials that the page shows."""
    return trials_of(house, unit_of(view), view.known_at, view.period, view.against)


def choose_whose(house: House, view: View) -> None:
    """One list: London, the boroughs, then the Crown Courts; the choice stands in the address."""
    resent(_whose, house, unit_of(view))


def _whose(house: House, unit: str) -> None:
    catalogue = house.catalogue
    names = {LONDON: "London, magistrates' trials"}
    names |= {u.id: f"{u.name}, magistrates' trials" for u in catalogue.boroughs}
    names |= {u.id: u.name for u in catalogue.of_kind(UnitKind.CROWN_COURT)}
    widget = f"whose-{unit}"
    st.selectbox(
        "Whose trials", list(names), index=list(names).index(unit),
        format_func=names.__getitem__, key=widget, on_change=_chosen, args=(house, widget),
        width=360,
    )  # fmt: skip


def _chosen(house: House, widget: str) -> None:
    unit = str(st.session_state[widget])
    if house.catalogue.units[unit].kind is UnitKind.CROWN_COURT:
        st.query_params["court"] = unit
    else:
        address.forget("court")
        st.query_params["unit"] = unit


@kept
def heading(house: House, view: View) -> str:
    found, name = found_of(house, view), name_of(house, view)
    if found is None:
        title = f"{name}: no trials are known by this date."
        below = f"{words.opening(reads.where_else(house, view.known_at))}."
        return rendered("heading", title=title, below=below)
    below = trials_below(found, house.catalogue)
    return rendered("heading", title=trials_heading(found, name), below=below)


@kept
def cards(house: House, view: View) -> str:
    """Effective, cracked and ineffective as shares of those listed, vacated beside them."""
    found = found_of(house, view)
    if found is None:
        return ""
    made = [_card(part, OUTCOME_WORDS[key], found) for key, part in found.outcomes.items()]
    return rendered("cards", cards=[*made, _vacated_card(found)])


def _card(part: Part, unit: str, found: Trials) -> dict[str, object]:
    since = "in a year" if found.is_year_before else f"on {found.before.label}"
    change = f"{signed_points(part.change)} {since}" if found.compared else "not compared"
    figure = words.figure(part.share, "pct", 1) if part.share is not None else "–"
    context = f"{counts_of(part)}; {change}"
    return {"figure": figure, "unit": unit, "context": context, "tone": "known"}


def _vacated_card(found: Trials) -> dict[str, object]:
    part = found.vacated
    if part is None:
        context = "a return could not give them"
        return {"figure": "–", "unit": "vacated", "context": context, "tone": "known"}
    before = f"; {part.before:,.0f} {before_words(found)}" if part.before is not None else ""
    context = f"left the list before the day, in no share{before}"
    return {"figure": f"{part.now:,.0f}", "unit": "vacated", "context": context, "tone": "known"}


@kept_between_turns
def outcomes(house: House, view: View) -> str:
    """Two bars: what became of the trials listed, now and a year before."""
    found = found_of(house, view)
    if found is None:
        return ""
    parts = list(found.outcomes.values())
    rows = [_bar(found.now.label, parts[0].listed_now, [(p.key, p.share) for p in parts])]
    if parts[0].listed_before:
        shares = [(p.key, p.share_before) for p in parts]
        rows.append(_bar(found.before.label, parts[0].listed_before, shares))
    return rendered(
        "outcomes",
        title="What became of them",
        listed=f"{parts[0].listed_now:,.0f}",
        rows=rows,
        label="; ".join(f"{row['period']}: {row['words']}" for row in rows),
        note=_completeness(found),
    )


def _bar(period: str, listed: float, shares: list[tuple[str, float | None]]) -> dict[str, Any]:
    made = [
        {
            "key": OUTCOME_WORDS[key],
            "name": OUTCOME_WORDS[key],
            "share": round(share or 0.0, 2),
            "percent": words.figure(share, "pct", 1),
        }
        for key, share in shares
    ]
    said = ", ".join(f"{m['percent']} {m['name']}" for m in made)
    return {"period": period, "of": f"{listed:,.0f} listed", "parts": made, "words": said}


def _completeness(found: Trials) -> str:
    now, before = found.listed, found.listed_before
    said = (
        f"{returns_words(now.received, now.expected)} of {found.now.label}, "
        f"{out_of(before.received, before.expected)} of {found.before.label}"
    )
    rule = "Magistrates' and Crown Court trials are never added up"
    return f"{said}. {rule}."


@kept_between_turns
def why(house: House, view: View, place: int) -> str:
    """The reasons of one outcome with what each made of the change, most first."""
    found = found_of(house, view)
    if found is None:
        return ""
    part = found.why[place]
    outcome = OUTCOME_WORDS[part.outcome]
    there = [r for r in part.reasons if r.now or r.before]
    shown = there[: ROWS_SHOWN[place]]
    more, largest = len(there) - len(shown), _largest(part.reasons)
    rows = [_reason_row(house, view, part, r, largest, found) for r in shown]
    late = hindsight(house.catalogue, [r.key for r in part.reasons], found.now)
    rest = f"{more} rarer reasons are in the table. " if more else ""
    return rendered(
        "reasons",
        title=f"Why trials were {outcome}" if place == 0 else "Why trials cracked",
        period=found.now.label,
        before=_other(found),
        what="Reason; choose one for the court behind it",
        by="Who can do something",
        rows=rows,
        total=_total_row(found.outcomes[part.outcome], f"All {outcome}", found),
        note=f"{rest}{late}",
    )


def _largest(parts: Sequence[Part]) -> float:
    """The size of the largest change."""
    return max((abs(c) for part in parts if (c := part.change) is not None), default=0.0)


def _reason_row(
    house: House, view: View, part: OutcomeReasons, reason: Part, largest: float, found: Trials
) -> dict[str, Any]:
    known = house.catalogue.reasons.get(reason.key)
    link = view.link(
        "performance-trends",
        measure=part.measure.id,
        unit=unit_of(view),
        grain=grain_of(found.now),
        reason=reason.key,
    )
    return {
        "name": reason_name(house.catalogue, reason.key),
        "address": link if is_known(house.catalogue, reason.key) else "",
        "by": controller_words(known.controllable_by) if known else "unmapped",
        "bar": change_bar(reason.change if found.compared else None, largest),
        **_numbers(reason, found),
    }


def _numbers(part: Part, found: Trials) -> dict[str, str]:
    before = "–" if part.before is None else f"{part.before:,.0f}"
    if part.share_before is not None:
        before += f" · {words.figure(part.share_before, 'pct', 1)}"
    return {
        "count": f"{part.now:,.0f}",
        "share": words.figure(part.share, "pct", 1),
        "before": before,
        "change": signed_points(part.change) if found.compared else "–",
    }


def _total_row(part: Part, name: str, found: Trials) -> dict[str, str]:
    return {"name": name, **_numbers(part, found)}


@kept_between_turns
def who(house: House, view: View, place: int) -> str:
    """Who can do something about the reasons of one outcome."""
    found = found_of(house, view)
    if found is None:
        return ""
    part = found.why[place]
    largest = _largest(part.controllers)
    rows = [
        {
            "name": words.opening(controller_words(c.key)),
            "address": "",
            "by": "",
            "bar": change_bar(c.change if found.compared else None, largest),
            **_numbers(c, found),
        }
        for c in part.controllers
    ]
    parties = words.listing([f"{party_words(p.key)} {p.now:,.0f}" for p in part.parties])
    return rendered(
        "reasons",
        title="Who can do something about it",
        period=f"{OUTCOME_WORDS[part.outcome]} trials, {found.now.label}",
        before=_other(found),
        what="Who",
        by="",
        rows=rows,
        total=_total_row(found.outcomes[part.outcome], "All", found),
        note=f"By the party that the reason lies with: {parties}.",
    )


def _other(found: Trials) -> str:
    """The head of the column of the other period."""
    return "A year before" if found.is_year_before else found.before.label


def said_of(house: House, view: View) -> str:
    """What is said of the figures of the page."""
    found = found_of(house, view)
    if found is None:
        return ""
    shown = frozenset([*found.outcomes, VACATED])
    return explained.of_components(house, view, found.unit, found.now, shown)


@kept
def caveats(house: House, view: View) -> str:
    """How trials were recorded at the time, from the measure and the lists of reasons."""
    found = found_of(house, view)
    if found is None:
        return ""
    scheme = "CREST-2003-CC" if found.tier == "crown" else "CIT-2002-MAG"
    known = house.catalogue.schemes.get(scheme)
    notes = list(found.why[0].measure.caveats_at(view.known_at))
    if known is not None:
        notes.append(f"{known.label}: {known.note_at(view.known_at)}")
    return rendered("notes", title="How this was recorded", notes=notes)
