"""Texts and charts as the messages that Streamlit sends: written once, sent as often as wanted.

`st.markdown` and `st.html` look through a text several times before they send it, `st.plotly_chart`
checks the whole figure, copies it and writes it as JSON: 2 ms for each chart and for every 40 kB,
at every rerun. Here a message is written and hashed once, and each rerun gives it its place. This
is the one place that hands messages to Streamlit past its public commands;
tests/pages/test_sending.py holds them to what these send.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import orjson
from streamlit.delta_generator_singletons import get_dg_singleton_instance
from streamlit.elements.lib.layout_utils import get_height_config, get_width_config
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Html_pb2 import Html
from streamlit.proto.Markdown_pb2 import Markdown
from streamlit.proto.PlotlyChart_pb2 import PlotlyChart
from streamlit.runtime.forward_msg_cache import populate_hash_if_needed
from streamlit.runtime.scriptrunner_utils.script_run_context import enqueue_message

from cjdata.charts.figure import Figure
from cjdata.charts.style import PLOTLY_CONFIG
from cjdata.ui.replaced import hash_of

MOST = 128
"""Messages of one kind that are remembered: the one sent longest ago is forgotten first."""


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
        return cls(spec, figure.layout["height"], sentence, hash_of(f"{spec}{sentence}"))


def send_markup(html: str) -> None:
    """Put HTML with drawings (SVG) on the page, all on one line."""
    _send(_markup(html))


def send_html(html: str) -> None:
    """Put HTML on the page that the browser cleans before it is shown: of drawings too."""
    _send(_html(html))


def send_chart(chart: Chart, *, key: str, config: Mapping[str, Any] = PLOTLY_CONFIG) -> None:
    """Put a chart on the page; `key` tells it from every other one on that page."""
    _send(_plotly(chart, key, json.dumps(config)))


@lru_cache(MOST)
def _markup(html: str) -> ForwardMsg:
    native = Markdown(body=html, allow_html=True, element_type=Markdown.NATIVE, wrap=True)
    return _written("markdown", native)


@lru_cache(MOST)
def _html(html: str) -> ForwardMsg:
    return _written("html", Html(body=html))


@lru_cache(MOST)
def _plotly(chart: Chart, key: str, config: str) -> ForwardMsg:
    drawn = PlotlyChart(
        id=f"{chart.content}-{key}", spec=chart.spec, config=config, alt=chart.sentence
    )
    return _written("plotly_chart", drawn, chart.height)


def _written(kind: str, content: Html | Markdown | PlotlyChart, height: int = 0) -> ForwardMsg:
    """All that Streamlit says of an element but where it stands."""
    message = ForwardMsg()
    element = message.delta.new_element
    getattr(element, kind).CopyFrom(content)
    element.width_config.CopyFrom(get_width_config("stretch"))
    if height:
        element.height_config.CopyFrom(get_height_config(height))
    populate_hash_if_needed(message)
    return message


def _send(written: ForwardMsg) -> None:
    """Send a message for the next place of the page, or of the container that is open."""
    message = ForwardMsg()
    message.CopyFrom(written)
    cursor = get_dg_singleton_instance().main_dg._active_dg._cursor
    assert cursor is not None  # only an element that was already written has none
    message.metadata.delta_path[:] = cursor.delta_path
    enqueue_message(message)
    cursor.lock_element()
