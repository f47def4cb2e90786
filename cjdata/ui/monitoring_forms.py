"""What can be entered on the page on monitoring: decisions, papers, aims, challenges."""

from __future__ import annotations

from cjdata.domain.catalogue import Catalogue
from cjdata.intake.register import (
    AimChanged,
    DecisionClosed,
    DecisionMade,
    PanelChallenge,
    PaperEntered,
)
from cjdata.ui.address import View
from cjdata.ui.entering import Box, Form, entering
from cjdata.ui.house import House
from cjdata.ui.monitoring import monitoring

NOTHING = {"": "none"}


def enter(house: House, view: View) -> None:
    """Everything that can be entered here, in one place."""
    entering(
        house, view, lambda: _forms(house, view), name="monitoring",
        title="Enter a decision, a paper, a change of an aim or a challenge",
    )  # fmt: skip


def _forms(house: House, view: View) -> dict[str, Form]:
    waiting = {
        d.number: f"{d.number}: {d.text[:60]}"
        for d in monitoring(house, view).decisions
        if d.is_open
    }
    return {
        "decision": _decision(house.catalogue),
        **({"close": _close(waiting)} if waiting else {}),
        "paper": _paper(house.catalogue),
        "aim": _aim(house.catalogue),
        "challenge": CHALLENGE,
    }


def _decision(catalogue: Catalogue) -> Form:
    named = {r.id: r.name for r in catalogue.recommendations.values()}
    return Form(
        "A decision or an action",
        DecisionMade,
        (
            Box("what", "What", options={"decision": "Decision", "action": "Action"}),
            Box("text", "What was decided", long=True),
            Box("owner", "Owner"),
            Box("due", "Due", date=True),
            Box("recommendation", "Recommendation", options=NOTHING | named),
            Box("why", "Why"),
        ),
    )


def _close(waiting: dict[str, str]) -> Form:
    return Form(
        "The end of a decision or an action",
        DecisionClosed,
        (
            Box("number", "Which", options=waiting),
            Box("closes", "It is", options={"done": "done", "withdrawn": "withdrawn"}),
            Box("why", "What shows it"),
        ),
    )


def _paper(catalogue: Catalogue) -> Form:
    plans = {cycle.id: cycle.name for cycle in catalogue.review_cycles.values()}
    return Form(
        "A paper",
        PaperEntered,
        (
            Box("paper", "Title"),
            Box("day", "Date", date=True),
            Box("read", "Read", options={"whole": "whole", "opening": "opening", "no": "no"}),
            Box("reviews", "Plan that it reports on", options=NOTHING | plans),
            Box("about", "What it is about"),
        ),
        asks_day=False,
    )


def _aim(catalogue: Catalogue) -> Form:
    named = {a.id: a.label for a in catalogue.aims.values() if a.kind == "aim"}
    changes = {change: change for change in ("text", "measure", "target", "withdrawn")}
    return Form(
        "A change of an aim",
        AimChanged,
        (
            Box("aim", "Aim", options=named),
            Box("change", "What changes", options=changes),
            Box("text", "As it is from now on", long=True),
            Box("why", "Why"),
            Box("approver", "Approved by"),
        ),
    )


CHALLENGE = Form(
    "A challenge of the panel",
    PanelChallenge,
    (
        Box("text", "What the panel asked", long=True),
        Box("answer", "Answer", long=True),
        Box("why", "Why"),
    ),
)
