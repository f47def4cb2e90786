"""Decisions that are asked for, as the box of a page has them."""

from __future__ import annotations

from collections.abc import Iterable

from cjdata.charts.decision_texts import Asked
from cjdata.ui.show import rendered


def asked_for(title: str, found: Iterable[Asked | None]) -> str:
    """The box, with each decision that there is; a sentence where there is none."""
    items = [
        {"what": one.lead, "why": one.whole, "tone": "act" if one.urgent else "late"}
        for one in found
        if one is not None
    ]
    return rendered("decide", title=title, items=items)
