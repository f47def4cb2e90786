"""What is sent past Streamlit's commands is what these would send."""

from __future__ import annotations

import json

import plotly.graph_objects as go
import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_cache import populate_hash_if_needed
from streamlit.testing.v1 import AppTest

from benchmarks.client import session
from tests.pages.served import run, serving

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


WHOLE = f"""
import streamlit as st
from cjdata.ui.sending import send_html, send_markup

theirs, ours = st.container(), st.container()
for text in ({HTML!r}, {"<p>" + 50_000 * "x" + "</p>"!r}):
    with theirs:
        st.html(text)
        st.markdown(text, unsafe_allow_html=True, width="stretch")
    with ours:
        send_html(text)
        send_markup(text)
"""


def test_what_a_server_sends_is_the_same_but_for_its_place(tmp_path):
    """Hash and mark included, by which a browser knows a text that it has already."""
    with serving(WHOLE, tmp_path) as port, session(port) as visitor:
        for _ in range(2):  # written, and remembered
            found = {0: [], 1: []}
            for message in run(visitor):
                if message.delta.WhichOneof("type") == "new_element":
                    found[message.metadata.delta_path[1]].append(message)
            for theirs, ours in zip(found[0], found[1], strict=True):
                assert ours.metadata.delta_path[2] == theirs.metadata.delta_path[2]
                assert ours.metadata.cacheable == theirs.metadata.cacheable
                assert hashed_again(ours) == ours.hash
                theirs.delta.new_element.ClearField("text_alignment_config")  # said by st.markdown
                assert ours.delta == theirs.delta
    assert [message.metadata.cacheable for message in found[1]] == [False, False, True, True]


def hashed_again(message: ForwardMsg) -> str:
    bare = ForwardMsg(delta=message.delta)
    populate_hash_if_needed(bare)
    return bare.hash


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
