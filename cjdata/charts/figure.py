"""Figures put together from plain parts.

Plotly checks and copies each part that it is given, which took longer than all else that a chart
needs. Here parts are taken as they are; tests hold figures to that check.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

Parts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Figure:
    """Traces and layout by Plotly's names."""

    traces: list[Parts]
    layout: Parts

    def as_dict(self) -> Parts:
        return {"data": self.traces, "layout": self.layout}

    def checked(self) -> go.Figure:
        """As Plotly's own figure; raises ValueError on a part that Plotly does not know."""
        return go.Figure(self.as_dict())


def scatter(**parts: Any) -> Parts:
    """A trace of lines, dots or texts."""
    return {"type": "scatter", **parts}
