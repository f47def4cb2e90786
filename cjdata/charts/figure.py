"""Figures put together from plain parts.

Plotly checks each part that it is given by name, which took longer than all else that a chart
needs. Here parts are taken as they are; tests hold every page's figures to that check.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

Parts = dict[str, Any]


def scatter(**parts: Any) -> Parts:
    """A trace of lines, dots or texts, by Plotly's names."""
    return {"type": "scatter", **parts}


def figure_of(traces: Sequence[Parts], layout: Parts) -> go.Figure:
    return go.Figure(data=list(traces), layout=layout, _validate=False)
