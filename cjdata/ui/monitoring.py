"""The sections of the page on monitoring, each from one result."""

from __future__ import annotations

import pandas as pd

from cjdata.analysis.authority.decisions import Standing
from cjdata.analysis.authority.monitoring import DueReview, Held, Monitoring, monitoring_at
from cjdata.charts import words
from cjdata.charts.register_texts import monitoring_heading, monitoring_subheading
from cjdata.ui.address import View
from cjdata.ui.house import House, kept
from cjdata.ui.show import rendered

SOURCE = "Papers to the authority as far as they were read, and what was entered in this store"

SHOWN = 6
"""Reviews that are shown, the next one among them; the table has all of them."""


@kept
def monitoring(house: House, view: View) -> Monitoring:
    return monitoring_at(house.reader, house.catalogue, view.known_at)


@kept
def heading(house: House, view: View) -> str:
    found = monitoring(house, view)
    below = monitoring_subheading(found.cycles[0]) if found.cycles else ""
    return rendered("heading", title=monitoring_heading(found), below=below)


@kept
def cards(house: House, view: View) -> str:
    """Reviews on time, the alarm, what is open, and aims that moved."""
    found = monitoring(house, view)
    if not found.cycles:
        return ""
    due = sum(len(c.due) for c in found.cycles)
    on_time = sum(c.on_time for c in found.cycles)
    overdue = max(c.overdue_days for c in found.cycles)
    late = sum(d.standing is Standing.OVERDUE for d in found.decisions)
    still_open = sum(d.is_open for d in found.decisions)
    moved = len(found.aim_changes)
    return rendered(
        "cards",
        cards=[
            {
                "figure": on_time, "unit": f"of {due} reviews", "tone": _tone(on_time < due),
                "context": "held on time and about this plan",
            },
            {
                "figure": f"{overdue:,}" if overdue else "none",
                "unit": "days overdue" if overdue else "overdue",
                "tone": _tone(bool(overdue)),
                "context": f"on {words.day(found.cycles[0].record_ends)}, where the record ends"
                if found.cycles[0].record_ends
                else f"next due by {words.day(found.cycles[0].next_due)}",
            },
            {
                "figure": still_open, "unit": "open", "tone": "late" if late else "known",
                "context": f"decisions and actions, {late} past their date",
            },
            {
                "figure": moved, "unit": "changes of aims", "tone": _tone(bool(moved)),
                "context": "entered since the first wording on record",
            },
        ],
    )  # fmt: skip


def _tone(alarm: bool) -> str:
    return "act" if alarm else "known"


@kept
def reviews(house: House, view: View) -> str:
    """Every review due so far, and the next: held or not, and what came in its place."""
    rows = [
        [
            {"text": words.day(review.due_by), "address": ""},
            _held(review),
            review.paper.paper if review.paper else "none",
            "; ".join(p.paper for p in review.others) or "none",
        ]
        for cycle in monitoring(house, view).cycles
        for review in cycle.reviews[-SHOWN:]
    ]
    left_out = sum(max(len(c.reviews) - SHOWN, 0) for c in monitoring(house, view).cycles)
    notes = [f.text for f in monitoring(house, view).about("monitoring")]
    notes += [f"{left_out} earlier ones stand in the table below."] if left_out else []
    names = ("Due by", "Review", "Paper on this plan", "Papers on something else meanwhile")
    tones = ("", "", "", "wide")
    return rendered(
        "returns_table",
        title="Reviews of the plan",
        aside="a paper counts only if it reports on this plan",
        heads=[{"name": n, "tone": t} for n, t in zip(names, tones, strict=True)],
        rows=rows,
        empty="No plan was to be reviewed.",
        note=" ".join(notes),
    )


def _held(review: DueReview) -> str:
    return {Held.NOT_HELD: "not held: overdue"}.get(review.held, review.held.value)


@kept
def decisions(house: House, view: View) -> str:
    """Decisions and actions with owner and date."""
    rows = [
        [
            {"text": f"{d.number}: {d.text}", "address": ""},
            d.owner or "no owner",
            words.day_short(d.due) if d.due else "no date",
            d.standing.value + (f", {words.day_short(d.closed_on)}" if d.closed_on else ""),
        ]
        for d in monitoring(house, view).decisions
    ]
    return rendered(
        "returns_table",
        title="Decisions and actions",
        aside="",
        heads=[{"name": name, "tone": ""} for name in ("What", "Owner", "Due", "Stands")],
        rows=rows,
        empty="None has been entered by this date.",
        note="",
    )


@kept
def aims(house: House, view: View) -> str:
    """Each wording of each aim, with date, reason and approver; those without a measure."""
    found, labels = monitoring(house, view), house.catalogue.aims
    return rendered(
        "aims",
        rows=[
            {
                "label": labels[a.aim].label if a.aim in labels else a.aim,
                "text": a.text,
                "day": words.day(a.set_on),
                "change": a.change,
                "why": a.why,
                "approver": a.approver or "not on record",
                "by": a.by,
            }
            for a in found.aims
        ],
        before=[f.text for f in found.about("aims")],
        unmeasured=[a.label for a in found.aims_without_measure],
    )


@kept
def judgements(house: House, view: View) -> str:
    """The two judgements of the inspectors, and the log of the challenge panel."""
    found = monitoring(house, view)
    return rendered(
        "judgements",
        judgements=[
            {
                "question": f.text,
                "grade": f.grade,
                "scale": f.scale.split("|"),
                "where": f.paragraph,
            }
            for f in found.judgements
        ],
        told=[{"text": f.text, "where": f.paragraph} for f in found.about("challenge panel")],
        log=[
            {"day": words.day(c.known_on), "text": c.text, "answer": c.answer, "by": c.by}
            for c in found.challenges
        ],
    )


def reviews_table(house: House, view: View) -> pd.DataFrame:
    """The twin of the reviews: one row a review due."""
    return pd.DataFrame(
        [
            {
                "plan": cycle.cycle.id,
                "due_by": review.due_by,
                "held": review.held.value,
                "paper": review.paper.paper if review.paper else "",
                "papers_on_something_else": len(review.others),
            }
            for cycle in monitoring(house, view).cycles
            for review in cycle.reviews
        ]
    )
