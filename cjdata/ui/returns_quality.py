"""The sections of the page on returns, each from one result."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from itertools import groupby
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from cjdata.analysis.returns.accepted_with import warnings_accepted
from cjdata.analysis.returns.quality import Arrival, Quality, ReturnLine, matrix, quality
from cjdata.charts import words
from cjdata.charts.returns_texts import quality_below, quality_heading, reminder
from cjdata.domain.periods import Period, month_label_short
from cjdata.ledger import Journal
from cjdata.ui.address import View
from cjdata.ui.cells import cell, in_a_row
from cjdata.ui.choices import choose
from cjdata.ui.house import House, kept
from cjdata.ui.show import rendered
from cjdata.ui.turning import kept_between_returns, return_day

SOURCE = "The ledger of this store: when each return was received, against its calendar"
LISTED = 12
"""Rows of a list before the rest is left to the table."""
TONES = {
    Arrival.IN_TIME: "came",
    Arrival.LATE: "late",
    Arrival.MISSING: "missing",
    Arrival.WITHDRAWN: "missing",
}


@kept
def quality_at(house: House, known_at: dt.date) -> Quality:
    return quality(house.reader, known_at)


@kept
def heading(house: House, view: View) -> str:
    found = quality_at(house, view.known_at)
    below = quality_below(found, house.catalogue)
    if len(found):
        below += " Looked back on: twelve months, and what is still owed from before."
    return rendered("heading", title=quality_heading(found), below=below)


@kept_between_returns
def collections(house: House, view: View) -> str:
    """How each collection comes in; nothing where nothing was due, as the heading says."""
    found = quality_at(house, view.known_at)
    if not len(found):
        return ""
    return rendered(
        "returns_table",
        title="By collection",
        aside="",
        heads=_heads(
            "Collection", "Due/wide", "In time", "Late/wide", "Outstanding", "Corrected/wide"
        ),
        rows=[
            _collection_row(found, view, c.id, c.label)
            for c in house.catalogue.collections.values()
            if found.number(c.id)
        ],
        empty="",
        note="Due days are this project's own choice: no source gives them.",
    )


def _heads(first: str, *rest: str) -> list[dict[str, str]]:
    """Column heads: numbers to the right; `/wide` for wide pages only."""
    made = [{"name": first, "tone": ""}]
    for name in rest:
        plain, _, wide = name.partition("/")
        made.append({"name": plain, "tone": f"end {wide}".strip()})
    return made


def _list_heads(*rest: str) -> list[dict[str, str]]:
    """Heads of a list of returns: who and which, then numbers."""
    return [{"name": "Who", "tone": ""}, {"name": "Return", "tone": ""}, *_heads("", *rest)[1:]]


def _collection_row(found: Quality, view: View, collection: str, label: str) -> list[Any]:
    due, in_time = found.number(collection), found.count(Arrival.IN_TIME, collection)
    address = view.link("returns-quality", "collection", collection=collection)
    return [
        {"text": label, "address": address},
        f"{due:,}",
        f"{in_time:,} · {words.figure(100 * in_time / due, 'pct', 1)}",
        f"{found.count(Arrival.LATE, collection):,}",
        f"{found.count_outstanding(collection):,}",
        f"{found.count_corrected(collection):,}",
    ]


@kept
def outstanding(house: House, view: View) -> str:
    """What is due and has not come, longest first."""
    found = quality_at(house, view.known_at)
    if not len(found):
        return ""
    listed = found.owed_together[:LISTED]
    more = found.count_outstanding() - sum(len(owed.lines) for owed in listed)
    return rendered(
        "returns_table",
        title="Outstanding",
        aside="longest first",
        heads=_list_heads("Due", "Days late"),
        rows=[
            [
                {"text": house.catalogue.units[owed.first.unit].name, "address": ""},
                f"{house.catalogue.collections[owed.first.collection].label}, {owed.periods}",
                words.day_short(owed.first.due),
                f"{owed.first.days_late:,}",
            ]
            for owed in listed
        ],
        empty="All that was due has come.",
        note=f"{more:,} more are in the table." if more > 0 else "",
    )


def choose_collection(house: House, view: View) -> None:
    if not len(quality_at(house, view.known_at)):
        return
    shown = house.catalogue.collections.values()
    names = {c.id: c.label for c in shown if c.owed or c.id == view.collection}
    choose(view, "collection", "Collection", names, width=320)


@kept
def arrivals(house: House, view: View) -> str:
    """Unit by month: how each return of a collection came in."""
    if not len(quality_at(house, view.known_at)):
        return ""
    periods, units = _grid(house, return_day(house, view.known_at), view.collection)

    def seen(one: Markup | ReturnLine) -> Markup:
        return _cell(one.seen_on(view.known_at)) if isinstance(one, ReturnLine) else one

    rows = [{"name": name, "cells": in_a_row(map(seen, row))} for name, row in units]
    return rendered(
        "arrivals",
        title="Who sent what when",
        aside=house.catalogue.collections[view.collection].label,
        who="Unit",
        periods=periods,
        rows=rows,
    )


@kept
def _grid(
    house: House, day: dt.date, collection: str
) -> tuple[list[str], list[tuple[str, list[Markup | ReturnLine]]]]:
    """The periods, and by unit the cells between that day and the next that changes any, those
    side by side as one; of what is owed the line, since it is later each day."""
    periods, units = matrix(quality_at(house, day).recent(collection))

    def row(lines: Mapping[Period, ReturnLine]) -> list[Markup | ReturnLine]:
        found = [lines.get(period) for period in periods]
        made: list[Markup | ReturnLine] = []
        for owed, group in groupby(found, lambda one: one is not None and one.outstanding):
            beside = list(group)
            made += filter(None, beside) if owed else [in_a_row(map(_cell, beside))]
        return made

    named = {house.catalogue.units[unit].name: lines for unit, lines in units.items()}
    labels = [month_label_short(period.last) for period in periods]
    return labels, [(name, row(named[name])) for name in sorted(named)]


def _cell(line: ReturnLine | None) -> Markup:
    if line is None:
        return cell("arrival_cell", sign="", words="not yet due", tone="")
    return _came(line.arrival, line.days_late, bool(line.corrections), line.words)


@lru_cache(maxsize=1024)
def _came(arrival: Arrival, days_late: int, corrected: bool, words: str) -> Markup:
    days = f" {days_late}" if arrival is not Arrival.IN_TIME else ""
    sign = f"{arrival.sign}{days}{' ↻' if corrected else ''}"
    return cell("arrival_cell", sign=sign, words=words, tone=TONES[arrival])


def reminder_heading(house: House, view: View) -> str:
    """The heading above the reminder; nothing where nobody is to be reminded."""
    owing = quality_at(house, view.known_at).owing
    return "<section><h2>Reminder to copy</h2></section>" if owing else ""


def reminders(house: House, view: View) -> None:
    """A text to copy for a unit that owes returns."""
    found = quality_at(house, view.known_at)
    if not found.owing:
        return
    names = {unit: house.catalogue.units[unit].name for unit in found.owing}
    unit = st.selectbox(
        "To", list(names), format_func=names.__getitem__, key=f"reminder-{view.known_at}", width=280
    )
    if unit is not None:
        st.code(reminder(found, house.catalogue, unit), language=None, wrap_lines=True)


@kept_between_returns
def corrections(house: House, view: View) -> str:
    """Returns that were sent again with other figures, the latest first."""
    lines = quality_at(house, view.known_at).corrected
    more = len(lines) - LISTED
    return rendered(
        "returns_table",
        title="Corrected",
        aside="latest first",
        heads=_list_heads("First came", "Last corrected"),
        rows=[
            [
                {"text": house.catalogue.units[line.unit].name, "address": ""},
                f"{house.catalogue.collections[line.collection].label}, {line.period.label}",
                words.day_short(line.first_known) if line.first_known else "–",
                words.day_short(line.last_known) if line.last_known else "–",
            ]
            for line in lines[:LISTED]
        ],
        empty="No return of these months was sent again with other figures.",
        note=f"{more} more are in the table." if more > 0 else "",
    )


def table(house: House, view: View) -> pd.DataFrame:
    """The twin: one row a return."""
    return pd.DataFrame(
        [
            {
                "collection": line.collection,
                "unit": line.unit,
                "period": str(line.period),
                "due": line.due,
                "first_received": line.first_known,
                "last_received": line.last_known,
                "state": line.arrival.value,
                "days_late": line.days_late,
                "corrections": line.corrections,
                "sender": line.sender,
                "file": line.file,
            }
            for line in quality_at(house, view.known_at).lines
        ]
    )


def warnings(house: House, view: View) -> pd.DataFrame:
    """One row a warning; read from the ledger when it is asked for."""
    return warnings_accepted(Journal(house.store), view.known_at)
