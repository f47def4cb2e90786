"""What is sent past Streamlit's commands is what these would send."""

from __future__ import annotations

import json

import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

HTML = "<section><h2>A & B</h2><p style='color:red'>é</p></section>"


TEXTS = f"""
import streamlit as st
from cjdata.ui.sending import send_html, send_markup

st.html({HTML!r})
send_html({HTML!r})
st.markdown({HTML!r}, unsafe_allow_html=True)
send_markup({HTML!r})
"""
CHARTS = """
import datetime as dt
import streamlit as st
from cjdata.charts.figure import Figure, scatter
from cjdata.ui.sending import Chart, send_chart

days = [dt.date(2003, 11, 30), dt.date(2003, 12, 11)]
line = scatter(x=days, y=[1.5, float("nan")], mode="lines", name="live")
drawn = Figure([line], {"height": 320, "annotations": [{"text": "é"}]})
figure = drawn.checked()
config = {"displayModeBar": False}
st.plotly_chart(figure, theme=None, key="theirs", config=config, alt="Two days")
send_chart(Chart.of(drawn, "Two days"), key="ours", config=config)
"""


def test_a_text_is_sent_as_streamlit_sends_it():
    page = AppTest.from_string(TEXTS).run()
    for kind in ("html", "markdown"):
        theirs, ours = page.get(kind)
        assert ours.proto == theirs.proto
        assert ours.proto.body == HTML


@pytest.fixture(scope="module")
def charts():
    found = AppTest.from_string(CHARTS, default_timeout=30).run()
    assert not found.exception
    return [element.proto for element in found.get("plotly_chart")]


def test_a_chart_is_sent_as_st_plotly_chart_sends_it(charts):
    theirs, ours = charts
    for name in ("theme", "alt", "form_id", "selection_mode"):
        assert getattr(ours, name) == getattr(theirs, name), name
    assert json.loads(ours.config) == json.loads(theirs.config)
    assert go.Figure(json.loads(ours.spec)) == go.Figure(json.loads(theirs.spec))
    assert json.loads(ours.spec)["data"][0]["x"] == ["2003-11-30", "2003-12-11"]


def test_charts_are_told_apart(charts):
    theirs, ours = charts
    assert ours.id
    assert ours.id != theirs.id
