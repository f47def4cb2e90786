"""The trend chart can be taken away as a picture, and says so where its figures are invented."""

from __future__ import annotations

import json
from pathlib import Path

from cjdata.ledger import Store
from tests.pages.conftest import Open
from tests.pages.visit import Visit


def chart(found: Visit) -> tuple[dict, dict]:
    """The first chart of a page, and how it is shown."""
    proto = found.app.get("plotly_chart")[0].proto
    return json.loads(proto.spec), json.loads(proto.config)


def texts(figure: dict) -> list[str]:
    return [a["text"] for a in figure["layout"]["annotations"]]


def test_the_trend_is_offered_as_a_picture_named_after_what_it_shows(
    visit: Open, demo_store: Store
):
    page = visit(demo_store, "performance-trends", measure="T05", unit="lambeth", grain="month")
    figure, config = chart(page)
    assert config["modeBarButtons"] == [["toImage"]]
    assert config["displayModeBar"] == "hover"
    wanted = {"format": "svg", "filename": "trend-T05-lambeth-month"}
    assert config["toImageButtonOptions"] == wanted
    assert texts(figure).count("Illustrative") == 1


def test_a_picture_of_real_returns_is_not_called_illustrative(visit: Open, live_store: Path):
    page = visit(live_store, "performance-trends", measure="T05", unit="lambeth", grain="month")
    assert "Illustrative" not in texts(chart(page)[0])
