"""One visit to a page in Streamlit's simulation of a browser, and what a reader finds on it."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from functools import cache

import plotly.graph_objects as go
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.testing.v1 import AppTest

from tests.house.repository import ROOT
from tests.pages.registry import BY_ADDRESS

STYLESHEET = re.compile("<style>.*?</style>", re.DOTALL)
PATIENCE = 60.0
"""Seconds a run may take on a busy machine."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A visitor, who may click on."""

    app: AppTest

    @property
    def parameters(self) -> dict[str, str]:
        """What stands in the address."""
        asked = dict(self.app.query_params)
        return {n: v[0] if isinstance(v, list) else v for n, v in asked.items()}

    @property
    def markup(self) -> str:
        """Everything that the page shows as HTML, without the stylesheet."""
        bodies = [element.proto.body for element in self.app.get("html")]
        shown = [STYLESHEET.sub("", body) for body in bodies]
        return "\n".join([*shown, *(element.value for element in self.app.markdown)])

    @property
    def text(self) -> str:
        """The words of the page as they are read."""
        return words(self.markup)

    @property
    def headings(self) -> list[str]:
        """The headings of the first rank."""
        return [words(found) for found in re.findall(r"<h1>(.*?)</h1>", self.markup)]

    @property
    def heading(self) -> str:
        (only,) = self.headings
        return only

    @property
    def below(self) -> str:
        """The line under the heading."""
        found = re.search(r"</h1>\s*<p>(.*?)</p>", self.markup)
        return words(found.group(1)) if found else ""

    def rows(self, title: str) -> list[list[str]]:
        """The body of the table under the heading that begins so, a list of cells a row."""
        section = re.search(rf"<h2>{re.escape(title)}.*?<tbody>(.*?)</tbody>", self.markup)
        assert section, f"no table under '{title}'"
        return [
            [words(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
            for row in re.findall(r"<tr>(.*?)</tr>", section.group(1))
        ]

    def charts(self) -> list[go.Figure]:
        """Every chart as it was sent; raises ValueError on a part that Plotly does not know."""
        return [go.Figure(json.loads(e.proto.spec)) for e in self.app.get("plotly_chart")]

    def click(self, key: str) -> Visit:
        self.app.button(key=key).click().run()
        return self

    def failures(self) -> list[str]:
        return [error.value for error in self.app.exception]


def words(markup: str) -> str:
    """HTML as the words it shows."""
    plain = html.unescape(re.sub(r"<[^>]+>", " ", markup))
    return re.sub(r"\s+", " ", plain).strip()


def open_page(address: str = "", **parameters: str) -> Visit:
    """The page at an address, first visited through `app.py` as a browser does."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=PATIENCE)
    app._bidi_component_manager = _components()
    if address:
        app.query_params["known_at"] = "none"  # a first run must be; it stops before any page
        app.run()
        app.switch_page(BY_ADDRESS[address].script)
        app.query_params.clear()
    for name, value in parameters.items():
        app.query_params[name] = value
    return Visit(app.run())


@cache
def _components() -> BidiComponentManager:
    """What a server finds out once when it starts, and each AppTest again for itself: no installed
    distribution brings a component. Reading through all of them takes longer than most pages."""
    found = BidiComponentManager()
    found.discover_and_register_components(start_file_watching=False)
    return found
