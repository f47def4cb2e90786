"""The funnel: each borough at its number of cases, within limits that narrow as cases grow.

Flags are shapes with the borough's name beside them, never colour alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cjdata.analysis.variation.boroughs_compared import Compared
from cjdata.charts import palette, style, words
from cjdata.charts.compare_texts import FLAG_WORDS
from cjdata.charts.figure import Figure, Parts, scatter
from cjdata.charts.funnel_names import Plot, name_places
from cjdata.domain.catalogue import Catalogue
from cjdata.stats.funnel import FloatArray, Funnel, FunnelFlag

Limits = Mapping[str, NDArray[Any]]
HEIGHT = 430
STEPS = 60
ROOM = 1.08
SEGMENT = 6
"""Steps of a limit that are one straight line to a name that keeps clear of it."""
SYMBOLS = {
    FunnelFlag.HIGH_998: "triangle-up",
    FunnelFlag.HIGH_95: "triangle-up-open",
    FunnelFlag.WITHIN: "circle",
    FunnelFlag.LOW_95: "triangle-down-open",
    FunnelFlag.LOW_998: "triangle-down",
}


def funnel_figure(found: Compared, catalogue: Catalogue) -> Figure:
    """Limits as lines, boroughs as dots; those outside are shaped and named."""
    assert found.funnel is not None
    units = found.funnel.columns
    smallest, largest = float(units["denominator"].min()), float(units["denominator"].max())
    sizes = np.unique(np.round(np.geomspace(max(1.0, smallest * 0.6), largest * ROOM, STEPS)))
    limits = found.funnel.limits_at(sizes)
    layout = style.layout(height=HEIGHT)
    layout["margin"] = {"l": 48, "r": 70, "t": 14, "b": 52}
    layout["xaxis"] |= {
        "range": [0, float(sizes.max()) * 1.01],
        "nticks": 5,
        "title": {"text": "cases of the borough in the period", "font": {"size": style.SMALL_SIZE}},
    }
    layout["yaxis"] |= {"range": _range(units, limits), "ticksuffix": "%", "nticks": 6}
    layout["annotations"] = [
        *_labels(found.funnel, limits, float(sizes[-1])),
        *_names(found, catalogue, sizes, limits, layout),
    ]
    traces = [_limit_line(sizes, limits[name], name) for name in limits]
    traces.append(_target_line(found.funnel, sizes))
    traces += [
        _dots(found, catalogue, np.flatnonzero(units["flag"] == flag), flag)
        for flag in SYMBOLS
        if found.funnel.number(flag)
    ]
    return Figure(traces, layout)


def _range(units: Limits, limits: Limits) -> list[float]:
    low = min(float(units["proportion"].min()), float(np.median(limits["lower_998"])))
    high = max(float(units["proportion"].max()), float(np.median(limits["upper_998"])))
    room = max((high - low) * 0.12, 0.01)
    return [100 * max(low - room, -0.01), 100 * min(high + room, 1.01)]


def _limit_line(sizes: FloatArray, limit: FloatArray, name: str) -> Parts:
    outer = name.endswith("998")
    return scatter(
        name=f"{name.replace('_', ' limit, ').replace('998', '99.8')}%",
        x=sizes.tolist(),
        y=(100 * limit).tolist(),
        mode="lines",
        line={
            "color": palette.QUIET_INK if outer else palette.NO_SIGNAL,
            "width": 1.3,
            "dash": "solid" if outer else "dash",
        },
        hoverinfo="skip",
    )


def _target_line(found: Funnel, sizes: FloatArray) -> Parts:
    level = 100 * found.target
    return scatter(
        name="all together",
        x=[0, float(sizes.max())],
        y=[level, level],
        mode="lines",
        line={"color": palette.INK, "width": 1},
        hoverinfo="skip",
    )


def _dots(
    found: Compared, catalogue: Catalogue, chosen: NDArray[np.intp], flag: FunnelFlag
) -> Parts:
    assert found.funnel is not None
    units = found.funnel.columns
    names = [catalogue.units[u].name for u in found.funnel.index[chosen].tolist()]
    shares = (100 * units["proportion"][chosen]).tolist()
    cases, sizes = (units[name][chosen].tolist() for name in ("numerator", "denominator"))
    within = flag is FunnelFlag.WITHIN
    return scatter(
        name=FLAG_WORDS[flag],
        x=sizes,
        y=shares,
        mode="markers",
        marker={
            "symbol": SYMBOLS[flag],
            "size": 8 if within else 11,
            "color": palette.NO_SIGNAL if within else palette.DARK_BLUE,
            "line": {"width": 2 if "open" in SYMBOLS[flag] else 0, "color": palette.DARK_BLUE},
        },
        hovertext=[
            f"<b>{words.figure(share, 'pct', found.measure.decimals)}</b> {name}<br>"
            f"{count:,.0f} of {size:,.0f}<br>{FLAG_WORDS[flag]}"
            for name, share, count, size in zip(names, shares, cases, sizes, strict=True)
        ],
        hoverinfo="text",
        cliponaxis=False,
    )


def _names(
    found: Compared, catalogue: Catalogue, sizes: FloatArray, limits: Limits, layout: Parts
) -> list[Parts]:
    """The name of each borough outside the limits, beside its shape."""
    assert found.funnel is not None
    units = found.funnel.columns
    outside = np.flatnonzero(units["flag"] != FunnelFlag.WITHIN)
    names = [catalogue.units[u].name for u in found.funnel.index[outside].tolist()]
    dots = list(
        zip(units["denominator"].tolist(), (100 * units["proportion"]).tolist(), strict=True)
    )
    named = [dots[place] for place in outside.tolist()]
    low, high = layout["yaxis"]["range"]
    margin = layout["margin"]
    plot = Plot(layout["xaxis"]["range"][1], low, high, HEIGHT - margin["t"] - margin["b"])
    lines = [[(0.0, 100 * found.funnel.target), (plot.right, 100 * found.funnel.target)]]
    lines += [
        list(zip(sizes[::SEGMENT].tolist(), (100 * limit[::SEGMENT]).tolist(), strict=True))
        for limit in limits.values()
    ]
    places = name_places(names, named, dots, lines, plot)
    return [
        {
            "name": "outside",
            "x": size,
            "y": share,
            "text": name,
            "showarrow": False,
            "xanchor": place.anchor,
            "xshift": place.across,
            "yshift": -place.down,
            "font": {"size": style.SMALL_SIZE, "color": palette.INK},
            **style.HALO,
        }
        for name, (size, share), place in zip(names, named, places, strict=True)
    ]


def _labels(found: Funnel, limits: Limits, right: float) -> list[Parts]:
    """The names of the lines at their right ends."""
    last = {name: float(limit[-1]) for name, limit in limits.items()}
    ends = [("99.8%", last["upper_998"]), ("95%", last["upper_95"])]
    ends += [("95%", last["lower_95"]), ("99.8%", last["lower_998"])]
    ends.append((f"all {words.figure(100 * found.target, 'pct', 1)}", found.target))
    return [
        {
            "name": "limit",
            "x": right,
            "y": 100 * value,
            "text": text,
            "showarrow": False,
            "xanchor": "left",
            "xshift": 4,
            "font": {"size": style.SMALL_SIZE, "color": palette.QUIET_INK},
        }
        for text, value in ends
    ]
