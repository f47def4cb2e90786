"""What is sent past Streamlit's commands is what these would send."""

from __future__ import annotations

import json
import time

import plotly.graph_objects as go
import pytest
from streamlit import util
from streamlit.testing.v1 import AppTest

from cjdata.ui.sending import UNSHARED, Held, hash_of

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


TOGETHER = """
import streamlit as st
from cjdata.ui.sending import together

runs = st.session_state["runs"] = st.session_state.get("runs", 0) + 1
with together():
    with st.container():
        st.button("Inside")
    st.text(f"Run {{runs}}")
    {ends}
    st.text("After")
st.text("Outside")
"""


@pytest.mark.parametrize(
    ("ends", "texts"),
    [
        ("", ["Run 1", "After", "Outside"]),
        ("if runs == 1: st.rerun()", ["Run 2", "After", "Outside"]),
        ("raise ValueError('a fault')", ["Run 1"]),
    ],
)
def test_what_a_page_says_together_is_said_however_it_ends(ends, texts):
    page = AppTest.from_string(TOGETHER.format(ends=ends)).run()
    assert [text.value for text in page.text] == texts
    assert [button.label for button in page.button] == ["Inside"]
    assert len(page.exception) == ("fault" in ends)


def test_messages_wait_for_one_another_and_go_in_their_order():
    sent = []
    held = Held(sent.append, lambda: None, until=time.monotonic() + 60)
    for message in "abc":
        held.add(message)
    assert sent == []
    held.release()
    assert sent == ["a", "b", "c"]


def test_long_work_is_seen_while_it_lasts():
    sent = []
    held = Held(sent.append, lambda: None, until=time.monotonic() + 0.01)
    held.add("bar at 0")
    time.sleep(0.02)
    held.add("bar at 1")
    assert sent == ["bar at 0", "bar at 1"]


def test_a_run_ends_where_another_was_asked_for():
    def asked():
        raise InterruptedError

    sent = []
    held = Held(sent.append, asked, until=time.monotonic() + 60)
    with pytest.raises(InterruptedError):
        held.add("a")
    held.release()
    assert sent == []


@pytest.mark.parametrize("size", [0, 1, UNSHARED, UNSHARED + 1, 3 * UNSHARED + 5])
def test_a_hash_in_pieces_is_streamlits(size):
    content = (bytes(range(256)) * (size // 256 + 1))[:size]
    at_once = util.create_fast_hasher()
    at_once.update(content)
    assert hash_of(content) == at_once.hexdigest()
    assert hash_of("é" * size) == hash_of(("é" * size).encode())
