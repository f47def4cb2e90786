"""Texts and charts as the messages that Streamlit sends: written once, sent as often as wanted.

`st.markdown` and `st.html` look through a text several times before they send it, `st.plotly_chart`
checks the whole figure, copies it and writes it as JSON: 2 ms for each chart and for every 40 kB,
at every rerun. This is the one place that hands messages to Streamlit past its public commands;
tests/pages/test_sending.py holds them to what these send.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import orjson
from streamlit.delta_generator_singletons import get_dg_singleton_instance
from streamlit.elements.lib.layout_utils import LayoutConfig
from streamlit.proto.Html_pb2 import Html
from streamlit.proto.Markdown_pb2 import Markdown
from streamlit.proto.PlotlyChart_pb2 import PlotlyChart

from cjdata.charts.figure import Figure
from cjdata.charts.style import PLOTLY_CONFIG


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure ready to be sent, with the sentence that says the same."""

    spec: str
    height: int
    sentence: str
    content: str
    """Hash of figure and sentence, which tells the browser whether it has them already."""

    @classmethod
    def of(cls, figure: Figure, sentence: str) -> Chart:
        """Write the figure down; its layout must give its height in pixels."""
        spec = orjson.dumps(figure.as_dict()).decode()
        content = blake2b(f"{spec}{sentence}".encode(), digest_size=16).hexdigest()
        return cls(spec, figure.layout["height"], sentence, content)


def send_markup(html: str) -> None:
    """Put HTML with drawings (SVG) on the page, all on one line."""
    _send("markdown", Markdown(body=html, allow_html=True, element_type=Markdown.NATIVE, wrap=True))


def send_html(html: str) -> None:
    """Put HTML on the page that the browser cleans before it is shown: of drawings too."""
    _send("html", Html(body=html))


def send_chart(chart: Chart, *, key: str, config: Mapping[str, Any] = PLOTLY_CONFIG) -> None:
    """Put a chart on the page; `key` tells it from every other one on that page."""
    message = PlotlyChart(
        id=f"{chart.content}-{key}", spec=chart.spec, config=json.dumps(config), alt=chart.sentence
    )
    _send("plotly_chart", message, chart.height)


def _send(kind: str, message: Html | Markdown | PlotlyChart, height: int | None = None) -> None:
    page = get_dg_singleton_instance().main_dg
    page._enqueue(kind, message, layout_config=LayoutConfig(width="stretch", height=height))
