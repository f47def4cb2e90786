"""The page on progress in Dash under gunicorn: as many reruns a second as the dashboard gives?

The Dash page shows the same heading, choice, chart and source; both are served by one process and
asked for the same view by a few visitors who never pause. Dash is measured twice: with every answer
kept as the dashboard keeps it, and with the chart drawn anew at each call, as a page in Dash does
that keeps its data alone. Needs benchmarks/requirements.txt besides.
Run it from the repository: python -m benchmarks.dash_page
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from benchmarks.client import session
from benchmarks.machine import described
from benchmarks.server import ROOT, free_port, serving, wait
from cjdata.charts.progress_chart import progress_figure
from cjdata.demo.store import make_demo_store
from cjdata.ui import reads, rollout
from cjdata.ui.address import View
from cjdata.ui.house import open_house

INITIATIVE, KNOWN_AT = "justice-for-london-model", "2003-11-30"
VISITORS, SECONDS, TIMES = 4, 8.0, 2.0


def page(drawn: str) -> Any:
    """The page as a WSGI application, its chart `kept` or drawn `anew` at each call."""
    dash = importlib.import_module("dash")
    house = open_house()
    app = dash.Dash(__name__)
    names = {i.id: i.short for i in house.catalogue.initiatives.values()}
    html, dcc = dash.html, dash.dcc
    app.layout = html.Div(
        [
            dcc.Input(id="known-at", value=KNOWN_AT),
            dcc.RadioItems(names, INITIATIVE, id="initiative"),
            dcc.Markdown(id="heading", dangerously_allow_html=True),
            dcc.Graph(id="chart"),
            dcc.Markdown(rollout.SOURCE),
        ]
    )

    def figure_of(view: View) -> Any:
        progress = reads.progress_of(house, view.known_at, view.initiative)
        return progress_figure(progress, house.catalogue).checked()

    kept_figure = lru_cache(figure_of)

    @app.callback(  # type: ignore[untyped-decorator]
        dash.Output("heading", "children"),
        dash.Output("chart", "figure"),
        dash.Input("known-at", "value"),
        dash.Input("initiative", "value"),
    )
    def show(known_at: str, initiative: str) -> tuple[str, Any]:
        view = View(known_at=dt.date.fromisoformat(known_at), initiative=initiative)
        figure = (kept_figure if drawn == "kept" else figure_of)(view)
        return rollout.progress_heading_of(house, view), figure

    return app.server


def dash_visitor(port: int) -> Callable[[], None]:
    asked = json.dumps(
        {
            "output": "..heading.children...chart.figure..",
            "outputs": [
                {"id": "heading", "property": "children"},
                {"id": "chart", "property": "figure"},
            ],
            "inputs": [
                {"id": "known-at", "property": "value", "value": KNOWN_AT},
                {"id": "initiative", "property": "value", "value": INITIATIVE},
            ],
            "changedPropIds": ["known-at.value"],
        }
    )
    connection = HTTPConnection("127.0.0.1", port, timeout=60)

    def visit() -> None:
        connection.request(
            "POST", "/_dash-update-component", asked, {"Content-Type": "application/json"}
        )
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200 or b"chart" not in body:
            raise SystemExit(f"Dash answered {answer.status}: its time says nothing")

    return visit


def reruns_a_second(visits: list[Callable[[], object]]) -> float:
    """Reruns a second, all visitors together, each asking again as soon as it is answered."""
    until = time.monotonic() + SECONDS

    def go_on(visit: Callable[[], object]) -> int:
        done = 0
        while time.monotonic() < until:
            visit()
            done += 1
        return done

    with ThreadPoolExecutor(len(visits)) as pool:
        return sum(pool.map(go_on, visits)) / SECONDS


def of_dash(store: Path, drawn: str) -> float:
    port = free_port()
    process = subprocess.Popen(
        [
            sys.executable, "-m", "gunicorn", "--workers", "1", "--threads", str(VISITORS),
            "--bind", f"127.0.0.1:{port}", f"benchmarks.dash_page:page({drawn!r})",
        ],
        cwd=ROOT,
        env={**os.environ, "CJDATA_STORE": str(store)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait(port, process)
        visits = [dash_visitor(port) for _ in range(VISITORS)]
        for visit in visits:
            visit()
        return reruns_a_second([*visits])
    finally:
        process.terminate()
        process.wait()


def of_ours(store: Path, folder: Path) -> float:
    with (
        serving(folder, store) as (port, *_),
        session(port) as a, session(port) as b, session(port) as c, session(port) as d,
    ):  # fmt: skip

        def visiting(who: Any) -> Callable[[], object]:
            return lambda: who.visit("rollout-progress", known_at=KNOWN_AT, initiative=INITIATIVE)

        visits = [visiting(who) for who in (a, b, c, d)]
        for visit in visits:
            visit()
        return reruns_a_second(visits)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--store", type=Path, help="by default a demo store made for this")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        store = chosen.store.resolve() if chosen.store else make_demo_store(folder / "demo").root
        (folder / "served").mkdir()
        ours = of_ours(store, folder / "served")
        found = {drawn: of_dash(store, drawn) for drawn in ("anew", "kept")}
    sys.stdout.write(
        f"{described()}\nreruns a second of the page on progress, {VISITORS} visitors: {ours:.0f}\n"
    )
    for drawn, dash in found.items():
        sign = "" if ours >= TIMES * dash else ", below the aim"
        sys.stdout.write(
            f"Dash under gunicorn, chart {drawn}: {dash:.0f}, the dashboard {ours / dash:.2f} "
            f"times as many (aim: {TIMES:g}{sign})\n"
        )


if __name__ == "__main__":
    main()
