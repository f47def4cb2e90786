"""The sections of the page on recommendations, each from one result."""

from __future__ import annotations

import pandas as pd

from cjdata.analysis.authority.register import Register, RegisterItem, register_at
from cjdata.charts import words
from cjdata.charts.register_texts import (
    GROUPS,
    SHORT,
    condition_words,
    conditions_of,
    last_word,
    register_heading,
    register_subheading,
)
from cjdata.domain.register import Read
from cjdata.intake.register import RecommendationChange
from cjdata.ui.address import View
from cjdata.ui.choices import choose
from cjdata.ui.entering import Box, Form, entering
from cjdata.ui.house import House, kept
from cjdata.ui.show import rendered

SOURCE = (
    "Register of recommendations: papers and reports on record by the date, as far as they were "
    "read, and what was entered in this store"
)
PAGE = "authority-recommendations"
NOTE = (
    "Word is what those who carry a recommendation out report; what inspectors find is shown "
    "and is no such word. Of most papers only the opening was read, so that a silence can be one "
    "of this record. The review's full list of recommendations was not found."
)

NOT_GROUPED = "Nobody had told by this date which of them Blueprint for Change made too."


@kept
def register(house: House, view: View) -> Register:
    return register_at(house.reader, house.catalogue, view.known_at)


@kept
def heading(house: House, view: View) -> str:
    found = register(house, view)
    return rendered("heading", title=register_heading(found), below=register_subheading(found))


@kept
def groups(house: House, view: View) -> str:
    """The groups side by side, once a source had told of any."""
    found = register(house, view)
    if not found.grouped:
        return ""
    held = [found.group(stood_in) for stood_in in GROUPS]
    rows = [
        [
            {"text": GROUPS[g.stood_in], "address": ""},
            len(g.items), g.reported, g.owned, g.planned, conditions_of(g),
        ]
        for g in held
        if g.items
    ]  # fmt: skip
    heads = ("Where it stood", "All", "Word in six months", "Owner", "Plan", "How far")
    return rendered(
        "returns_table",
        title="How those fared that the other review shared, and those it did not",
        aside="",
        heads=_heads(heads, "", "end figure", "end", "end wide", "end wide", ""),
        rows=rows,
        empty="Nothing had been recommended.",
        note="",
    )


@kept
def table_of_all(house: House, view: View) -> str:
    """The register: how far each has come, when it was last heard of, and what it lacks."""
    heads = ("Recommendation", "How far", "Last word", "Owner", "Plan", "Neglected")
    return rendered(
        "returns_table",
        title="The register",
        aside="",
        heads=_heads(heads, "", "wide", "", "wide", "wide", ""),
        rows=[_row(view, item) for item in register(house, view).items],
        empty="Nothing had been recommended.",
        note=NOTE if register(house, view).grouped else f"{NOTE} {NOT_GROUPED}",
    )


def _row(view: View, item: RegisterItem) -> list[object]:
    one = item.recommendation
    return [
        {
            "text": one.name,
            "address": view.link(PAGE, recommendation=one.id),
            "below": "; ".join(part for part in (SHORT[one.stood_in], one.paragraph) if part),
        },
        condition_words(item),
        last_word(item),
        item.owner.text if item.owner else "unknown",
        item.plan.text if item.plan else "unknown",
        "done" if item.done else ", ".join(fault.value for fault in item.neglected) or "no",
    ]


def _heads(names: tuple[str, ...], *tones: str) -> list[dict[str, str]]:
    return [{"name": name, "tone": tone} for name, tone in zip(names, tones, strict=True)]


def choose_recommendation(house: House, view: View) -> None:
    """Which one's history is shown, kept in the address."""
    items = register(house, view).items
    names = {i.recommendation.id: i.recommendation.name for i in items}
    if names:
        choose(view, "recommendation", "History of", {"": "choose one", **names}, width=340)


@kept
def history(house: House, view: View) -> str:
    """One recommendation: what it asks for, its names, each paper, each change."""
    item = register(house, view).item(view.recommendation)
    if item is None:
        return _not_made_yet(house, view)
    one = item.recommendation
    said = {m.paper: m for m in item.mentions}
    papers = [
        {
            "day": words.day(paper.day),
            "paper": paper.paper,
            "told": told.value,
            "text": said[paper.paper].text if paper.paper in said else "",
            "paragraph": said[paper.paper].paragraph if paper.paper in said else "",
        }
        for paper, told in reversed(item.told)
    ]
    papers += [
        {
            "day": words.day(m.day), "paper": m.paper, "told": f"reported by {m.body}",
            "text": m.text, "paragraph": m.paragraph,
        }
        for m in item.mentions
        if m.paper not in {paper.paper for paper, _ in item.told}
    ]  # fmt: skip
    owner = next((c.owner for c in house.catalogue.review_cycles.values() if c.owner), "")
    return rendered(
        "recommendation",
        item=item,
        one=one,
        where=GROUPS[one.stood_in],
        condition=condition_words(item),
        papers=papers,
        whole_owner=owner if one.made_by == "review" else "",
        changes=[
            {
                "day": words.day(c.known_on),
                "what": c.what.replace("_", " "),
                "text": c.text or "taken away",
                "why": c.why,
                "by": c.by,
            }
            for c in reversed(item.changes)
        ],
    )


def _not_made_yet(house: House, view: View) -> str:
    """A plain word where the one in the address had not been made by the date."""
    if not view.recommendation:
        return ""
    one = house.catalogue.recommendations[view.recommendation]
    text = f"'{one.name}' had not been recommended by this date: it was on"
    return rendered("note", text=f"{text} {words.day(one.made_on)}")


def enter(house: House, view: View) -> None:
    """The form that says something of the recommendation that is chosen."""
    item = register(house, view).item(view.recommendation)
    if item is None:
        return
    name = f"recommendation-{item.recommendation.id}"
    title = f"Enter something of '{item.recommendation.name}'"
    entering(house, view, lambda: {name: _form(title, view.recommendation)}, name=name, title=title)


def _form(title: str, recommendation: str) -> Form:
    what = {
        "owner": "Owner", "plan": "Plan", "superseded_by": "Superseded by",
        "reported": "Reported by a paper", "note": "Note",
    }  # fmt: skip
    conditions = {c: c for c in ("in progress", "planned", "proposed", "done", "not developed")}
    return Form(
        title,
        RecommendationChange,
        (
            Box("what", "What", options=what),
            Box("text", "What it is; empty takes an owner, plan or successor away", long=True),
            Box("why", "Why, or how you know"),
            Box("paper", "Paper that says so, for a report or a successor from outside"),
            Box("condition", "How far it has come, for a report", options=conditions),
        ),
        fixed={"recommendation": recommendation},
    )


def table(house: House, view: View) -> pd.DataFrame:
    """The twin: one row a recommendation."""
    rows = []
    for item in register(house, view).items:
        one, heard, progress = item.recommendation, item.last_heard, item.last_progress
        rows.append(
            {
                "recommendation": one.id,
                "name": one.name,
                "made_by": one.made_by,
                "stood_in": one.stood_in.value,
                "paragraph": one.paragraph,
                "condition": item.condition.value,
                "live": item.status.reported_live if item.status else None,
                "of": item.status.of if item.status else None,
                "owner": item.owner.text if item.owner else "unknown",
                "plan": item.plan.text if item.plan else "unknown",
                "superseded_by": item.superseded_by,
                "last_progress": progress.day if progress else None,
                "last_progress_in": progress.paper if progress else "",
                "last_heard": heard.day if heard else None,
                "last_heard_in": heard.paper if heard else "",
                "neglected": ", ".join(fault.value for fault in item.neglected),
                "papers_reporting": sum(m is not None for m in item.mentions),
                "papers_not_read_whole": sum(
                    paper.read is not Read.WHOLE for paper, _ in item.told
                ),
            }
        )
    return pd.DataFrame(rows)
