"""The sections of the rollout pages, each from one result."""

from __future__ import annotations

import datetime as dt
from typing import Any

import streamlit as st
from markupsafe import Markup

from cjdata.analysis.rollout.stages import InitiativeStatus
from cjdata.analysis.rollout.statements import Claim
from cjdata.charts import words
from cjdata.charts.geography import ATTRIBUTION_TEXT
from cjdata.charts.maps import geographic_map, tile_map
from cjdata.charts.palette import STAGE_LOOKS
from cjdata.charts.progress_chart import progress_figure
from cjdata.charts.progress_texts import (
    progress_heading,
    progress_sentence,
    progress_subheading,
)
from cjdata.charts.rollout_texts import (
    borough_names,
    map_heading,
    map_subheading,
    reports_without_number,
)
from cjdata.charts.stage_strip import stage_legend
from cjdata.charts.target_words import target_note
from cjdata.domain.states import Stage
from cjdata.ui import address, reads
from cjdata.ui.address import View
from cjdata.ui.cells import cell, in_a_row
from cjdata.ui.house import House, kept
from cjdata.ui.resending import resent
from cjdata.ui.sending import Chart
from cjdata.ui.show import rendered
from cjdata.ui.turning import kept_between_ratings, kept_between_words

SOURCE = (
    "Public record: papers to the Planning, Performance and Review Committee of the Metropolitan "
    "Police Authority, and the inspection report of October 2003"
)
LABEL_WIDTH = 10.5
"""Room that a date needs, in per cent of the line."""


def choose_initiative(house: House, view: View) -> None:
    """The choice of the initiative, kept in the address."""
    resent(_initiatives, house, view.initiative)


def _initiatives(house: House, chosen: str) -> None:
    names = {i.id: i.short for i in house.catalogue.initiatives.values()}
    widget = f"initiative-{chosen}"
    st.pills(
        "Initiative",
        list(names),
        default=chosen,
        format_func=names.__getitem__,
        key=widget,
        required=True,
        on_change=address.change,
        args=("initiative", widget),
        label_visibility="collapsed",
    )


@kept
def map_heading_of(house: House, view: View) -> str:
    status = reads.status_of(house, view.known_at, view.initiative)
    before = house.calendar.before(view.known_at)
    earlier = reads.status_of(house, before, view.initiative) if before else None
    return rendered(
        "heading",
        title=map_heading(status, house.catalogue),
        below=map_subheading(status, house.catalogue, earlier),
    )


@kept
def progress_heading_of(house: House, view: View) -> str:
    progress = reads.progress_of(house, view.known_at, view.initiative)
    status = reads.status_of(house, view.known_at, view.initiative)
    return rendered(
        "heading",
        title=progress_heading(progress, status, house.catalogue),
        below=progress_subheading(progress, house.catalogue),
    )


@kept
def progress_chart(house: House, view: View) -> Chart:
    """The live boroughs over time, with the sentence that says the same."""
    progress = reads.progress_of(house, view.known_at, view.initiative)
    status = reads.status_of(house, view.known_at, view.initiative)
    sentence = progress_sentence(progress, house.catalogue, status)
    return Chart.of(progress_figure(progress, house.catalogue), sentence)


@kept
def stepper(house: House, view: View) -> str:
    """The report dates on one line, with the target; each is an address."""
    days = sorted({*house.calendar.stops, view.known_at})
    target = house.catalogue.initiatives[view.initiative].target_date
    first, last = days[0], max(days[-1], target or days[-1])
    span = max((last - first).days, 1)
    places = [100 * (day - first).days / span for day in days]
    levels = _label_levels(places, days.index(view.known_at))
    stops = [
        {
            "day": day,
            "place": round(place, 2),
            "label": words.day_short(day) if level is not None else "",
            "current": day == view.known_at,
            "tone": _tone(day, view.known_at, level),
            "address": view.link("rollout-map", "initiative", known_at=day.isoformat()),
        }
        for day, place, level in zip(days, places, levels, strict=True)
    ]
    marked = None
    if target is not None:
        marked = {"place": round(100 * (target - first).days / span, 2), "label": _target(target)}
    note = target_note(house.catalogue.initiatives[view.initiative], house.catalogue, view.known_at)
    below = rendered("note", text=f"{words.opening(note)}.") if note else ""
    return rendered("stepper", stops=stops, target=marked) + below


def _label_levels(places: list[float], current: int) -> list[int | None]:
    """The line of text that each label stands on, None where there is room on neither.

    The label of the current stop comes first; the others keep clear of it and of one another.
    """
    taken: tuple[list[float], list[float]] = ([places[current]], [])
    levels: list[int | None] = [None] * len(places)
    levels[current] = 0
    for index, place in enumerate(places):
        if index == current:
            continue
        for level, others in enumerate(taken):
            if all(abs(place - other) >= LABEL_WIDTH for other in others):
                others.append(place)
                levels[index] = level
                break
    return levels


def _tone(day: dt.date, known_at: dt.date, level: int | None) -> str:
    tone = "current" if day == known_at else "past" if day < known_at else "ahead"
    return f"{tone} low" if level == 1 else tone


def _target(target: dt.date) -> str:
    return f"target: {words.month(target, seen_from=dt.date.min)}"


@kept_between_ratings
def maps(house: House, view: View) -> str:
    status = reads.status_of(house, view.known_at, view.initiative)
    return rendered(
        "maps",
        legend=stage_legend(),
        tiles=tile_map(status, house.catalogue),
        land=geographic_map(status, house.catalogue),
        attribution=ATTRIBUTION_TEXT,
    )


@kept_between_words
def claims(house: House, view: View) -> str:
    """What each body says of the boroughs that anybody speaks of, side by side."""
    status = reads.status_of(house, view.known_at, view.initiative)
    elements = [
        reads.status_of(house, view.known_at, name)
        for name in house.catalogue.initiatives[view.initiative].elements
    ]
    spoken: dict[str, list[tuple[InitiativeStatus, Claim]]] = {}
    for each in (status, *elements):
        for unit in each.units:
            for claim in unit.claims:
                if each is status or not claim.implied_by:
                    spoken.setdefault(unit.unit, []).append((each, claim))
    bodies = sorted({claim.body for said in spoken.values() for _, claim in said})[::-1]
    rows: dict[str, dict[str, Any]] = {}
    for borough, said in spoken.items():
        row = _claims_of(status, borough, said, bodies)
        rows.setdefault(repr(row), {**row, "units": []})["units"].append(borough)
    return rendered(
        "claims",
        title="Who says what",
        bodies=bodies,
        rows=[
            {**row, "name": words.listing(borough_names(house.catalogue, row["units"]))}
            for row in rows.values()
        ],
        unnamed=_unnamed(status),
    )


def _claims_of(
    status: InitiativeStatus,
    unit: str,
    said: list[tuple[InitiativeStatus, Claim]],
    bodies: list[str],
) -> dict[str, Any]:
    """What is said of one borough; boroughs of which the same is said share a line."""

    def text(of: InitiativeStatus, claim: Claim) -> str:
        stage = claim.stage.label + (f" ({claim.extent})" if claim.extent else "")
        what = stage if of is status else f"{of.initiative.short}: {stage}"
        return f"{what}, as part of the model" if claim.implied_by else what

    return {
        "disputed": status.unit(unit).disputed,
        "said": [
            [
                {"sign": claim.stage.sign, "text": text(of, claim), "source": claim.source}
                for of, claim in said
                if claim.body == body
            ]
            for body in bodies
        ],
    }


def _unnamed(status: InitiativeStatus) -> list[str]:
    totals = [
        f"{t.count} of {t.of} were reported on {words.day(t.said_on)} without naming them all: "
        f"{t.source}."
        for t in status.totals
        if t.count > status.live
    ]
    quoted = [
        f"Of boroughs not named it was said: {text}." for text in reports_without_number(status)
    ]
    return totals + quoted


@kept_between_words
def matrix(house: House, view: View) -> str:
    statuses = reads.statuses(house, view.known_at)
    rows = [
        {
            "name": house.catalogue.units[unit.unit].name,
            "address": view.link("performance-borough", unit=unit.unit),
            "cells": in_a_row(_stage_cell(status.units[place].stage) for status in statuses),
        }
        for place, unit in enumerate(statuses[0].units if statuses else ())
    ]
    return rendered("matrix", statuses=statuses, rows=rows)


def _stage_cell(stage: Stage) -> Markup:
    look = STAGE_LOOKS[stage]
    return cell("stage_cell", fill=look.fill, ink=look.ink, sign=stage.sign, words=stage.label)
