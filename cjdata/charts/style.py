"""Type, spacing and the one Plotly layout that every figure starts from."""

from __future__ import annotations

from typing import Any

from cjdata.charts import palette

FONT_FAMILY = '"Source Sans", "Source Sans 3", "Source Sans Pro", "DejaVu Sans", Arial, sans-serif'
TEXT_SIZE = 14
LABEL_SIZE = 12
SMALL_SIZE = 11
"""The smallest text anywhere, in pixels at the size shown."""

HALO: dict[str, Any] = {"bgcolor": "rgba(255,255,255,0.6)", "borderpad": 0}
"""For a label that may come to lie on a line: a ground that it can be read on."""

DETAIL: dict[str, Any] = {"opacity": 0.99}
"""For a label that a phone has no room for and that is said below the chart as well: Plotly gives
its labels no class, and the stylesheet knows them by this."""

GAP = 8
"""Unit of spacing; everything stands at a multiple of it."""
CHART_HEIGHT = 500

PLOTLY_CONFIG: dict[str, Any] = {
    "displayModeBar": False,
    "responsive": True,
    "scrollZoom": False,
    "doubleClick": False,
    "showTips": False,
}
"""For every figure: no tool bar, nothing that needs the network."""


def with_picture(name: str) -> dict[str, Any]:
    """As `PLOTLY_CONFIG`, with one button over the chart that saves it as a picture (SVG)."""
    return PLOTLY_CONFIG | {
        "displayModeBar": "hover",
        "displaylogo": False,
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {"format": "svg", "filename": name},
    }


def illustrative_mark() -> dict[str, Any]:
    """The word that goes with a chart of invented figures wherever its picture goes.

    It stands below the labels at the ends of the lines, where the margins leave room for it.
    """
    return {
        "name": "illustrative",
        "xref": "paper",
        "yref": "paper",
        "x": 1,
        "y": 0,
        "xshift": 96,
        "yshift": -22,
        "text": "Illustrative",
        "showarrow": False,
        "xanchor": "right",
        "yanchor": "top",
        "font": {"size": LABEL_SIZE, "color": palette.QUIET_INK},
    }


def layout(*, height: int = CHART_HEIGHT) -> dict[str, Any]:
    """The common layout: no frame, no legend, hairline grid, fonts and margins of the house."""
    axis = {
        "showline": False,
        "zeroline": False,
        "showgrid": False,
        "ticks": "",
        "fixedrange": True,
        "automargin": False,
        "tickfont": {"size": LABEL_SIZE, "color": palette.QUIET_INK},
    }
    return {
        "template": {},
        "height": height,
        "margin": {"l": 28, "r": 16, "t": 64, "b": 100},
        "font": {"family": FONT_FAMILY, "size": LABEL_SIZE, "color": palette.INK},
        "paper_bgcolor": palette.WHITE,
        "plot_bgcolor": palette.WHITE,
        "showlegend": False,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": palette.WHITE,
            "bordercolor": palette.QUIET_INK,
            "font": {"family": FONT_FAMILY, "size": LABEL_SIZE, "color": palette.INK},
            "align": "left",
        },
        "xaxis": dict(axis),
        "yaxis": axis | {"showgrid": True, "gridcolor": "#EEF0F2"},
    }
