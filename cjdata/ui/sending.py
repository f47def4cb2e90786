"""Texts and charts as the messages that Streamlit sends: written once, sent as often as wanted.

`st.markdown` and `st.html` look through a text several times before they send it, `st.plotly_chart`
checks the whole figure, copies it and writes it as JSON: 2 ms for each chart and for every 40 kB,
at every rerun. This is the one place that hands messages to Streamlit past its public commands;
tests/pages/test_sending.py holds them to what these send.
"""

from __future__ import annotations

import json
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from threading import Lock
from typing import Any

import orjson
from streamlit import util
from streamlit.delta_generator_singletons import get_dg_singleton_instance
from streamlit.elements.lib.layout_utils import LayoutConfig
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Html_pb2 import Html
from streamlit.proto.Markdown_pb2 import Markdown
from streamlit.proto.PlotlyChart_pb2 import PlotlyChart
from streamlit.runtime.scriptrunner import get_script_run_ctx

from cjdata.charts.figure import Figure
from cjdata.charts.style import PLOTLY_CONFIG

PATIENCE = 0.05
"""Seconds for which what a page has ready waits for the rest of it."""

UNSHARED = 2047
"""Bytes that `hashlib` hashes without letting another thread have the interpreter meanwhile."""


@contextmanager
def together() -> Iterator[None]:
    """Send what a page has to say when it is whole, or, if it takes longer, as it comes.

    Streamlit looks for messages every 5 ms: a page that trickles in is sent in as many parts, and
    sending takes time from the script that makes the next. Within this block `st.stop()` would
    lose what waits: a page that has no more to say returns.
    """
    run = get_script_run_ctx()
    assert run is not None  # only Streamlit runs pages
    held = Held(run._enqueue, run.yield_check, until=time.monotonic() + PATIENCE)
    run._enqueue = held.add
    try:
        yield
    finally:
        run._enqueue = held.send
        held.release()


class Held:
    """Messages that wait for one another until a moment, after which they go as they come."""

    def __init__(
        self, send: Callable[[ForwardMsg], None], interrupt: Callable[[], None], *, until: float
    ) -> None:
        """`interrupt` ends the run where a rerun was asked for, as sending does by itself."""
        self.send = send
        self._interrupt = interrupt
        self._waiting: deque[ForwardMsg] = deque()
        self._in_turn = Lock()  # a spinner's message comes from a thread of its own
        self._until = until

    def add(self, message: ForwardMsg) -> None:
        self._interrupt()
        self._waiting.append(message)
        if time.monotonic() > self._until:
            self.release()

    def release(self) -> None:
        with self._in_turn:
            while self._waiting:
                self.send(self._waiting.popleft())


def hash_in_one_go() -> None:
    """Let Streamlit hash the messages of a page without handing the interpreter away.

    It hashes each message before it is held, and at each large one the loop that sends took over:
    it looked for messages before the page was whole, and once more after it.
    """
    util.calc_hash = hash_of


def hash_of(s: bytes | str) -> str:
    """What Streamlit's `calc_hash` gives, taken in pieces."""
    view = memoryview(s.encode() if isinstance(s, str) else s)
    hasher = util.create_fast_hasher()
    for start in range(0, len(view), UNSHARED):
        hasher.update(view[start : start + UNSHARED])
    return hasher.hexdigest()


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
