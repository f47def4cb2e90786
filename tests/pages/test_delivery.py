"""What is delivered in one go is what Streamlit delivers, in its order, to whoever is there."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.testing.v1 import AppTest

from benchmarks.client import session
from cjdata.ui.delivery import AT_ONCE, Held
from tests.pages.served import answer, ask, run, serving

PAGE = """
import time
from contextlib import nullcontext

import streamlit as st
from streamlit.runtime import runtime

from cjdata.ui.delivery import together

asked = st.query_params
runtime.MESSAGE_FLUSH_INTERVAL_SECS = float(asked.get("look", 0.005))
with together() if "together" in asked else nullcontext():
    with st.container(horizontal=True):
        st.button("Before")
        st.selectbox("Day", [1, 2, 3])
    for number in range(int(asked.get("texts", 12))):
        st.text(f"{asked.get('who', 'line')} {number}")
        if "slowly" in asked:
            time.sleep(0.1)
    if "again" in asked and not st.session_state.get("been"):
        st.session_state["been"] = True
        st.rerun()
    if "fault" in asked:
        raise ValueError("a fault")
    st.text("the end")
"""


@pytest.fixture(scope="module")
def port(tmp_path_factory) -> Iterator[int]:
    with serving(PAGE, tmp_path_factory.mktemp("delivery")) as found:
        yield found


def elements(messages: list[ForwardMsg]) -> list[tuple[tuple[int, ...], bytes]]:
    return [
        (tuple(one.metadata.delta_path), one.delta.SerializeToString(deterministic=True))
        for one in messages
        if one.WhichOneof("type") == "delta"
    ]


def texts(messages: list[ForwardMsg]) -> list[str]:
    found = [one.delta.new_element for one in messages if one.WhichOneof("type") == "delta"]
    return [one.text.body for one in found if one.WhichOneof("type") == "text"]


@pytest.mark.parametrize("how", [{}, {"again": "1"}, {"texts": str(6 * AT_ONCE)}, {"texts": "0"}])
def test_a_page_delivered_in_one_go_is_the_page(port, how):
    with session(port) as plain, session(port) as ours:
        theirs, found = run(plain, **how), run(ours, together="1", **how)
    if "again" not in how:  # how much of a run that is cut short is seen is a matter of time
        assert elements(found) == elements(theirs)
    wanted = [f"line {n}" for n in range(int(how.get("texts", 12)))] + ["the end"]
    assert texts(found)[-len(wanted) :] == wanted
    kinds = [one.WhichOneof("type") for one in found]
    assert kinds.index("new_session") < kinds.index("delta")
    assert kinds[-1] == "script_finished"


def test_a_fault_is_told_after_what_was_said_before_it(port):
    with session(port) as visitor:
        found = run(visitor, together="1", fault="1")
    *said, told = [one.delta.new_element for one in found if one.WhichOneof("type") == "delta"]
    assert told.WhichOneof("type") == "exception"
    assert [one.text.body for one in said if one.WhichOneof("type") == "text"][-1] == "line 11"


def test_a_page_that_is_whole_does_not_wait_for_the_next_look(tmp_path):
    """Where Streamlit looks every two seconds, its own page waits for that and ours does not."""
    seconds = {}
    with serving(PAGE, tmp_path) as slow:
        for how in ("plain", "together"):
            with session(slow) as visitor:
                run(visitor, look="2", **{how: "1"})  # it has looked just now
                begun = time.monotonic()
                run(visitor, look="2", **{how: "1"})
                seconds[how] = time.monotonic() - begun
    assert seconds["together"] < 1 < seconds["plain"]


def test_long_work_is_seen_while_it_lasts(port):
    with session(port) as visitor:
        ask(visitor, together="1", slowly="1", texts="10")
        arrived = {}
        while "end" not in arrived:
            message = ForwardMsg.FromString(visitor.receive())
            kind = message.WhichOneof("type")
            if kind == "script_finished":
                arrived["end"] = time.monotonic()
            elif kind == "delta" and message.delta.new_element.text.body == "line 1":
                arrived["begin"] = time.monotonic()
    assert arrived["end"] - arrived["begin"] > 0.4


def test_many_visitors_get_their_own_pages_in_order(port):
    wrong = []

    def visit(who: str) -> None:
        with session(port) as visitor:
            for _ in range(15):
                found = texts(run(visitor, together="1", who=who))
                if found != [f"{who} {n}" for n in range(12)] + ["the end"]:
                    wrong.append((who, found))

    visitors = [threading.Thread(target=visit, args=(f"visitor-{n}",)) for n in range(12)]
    for one in visitors:
        one.start()
    for one in visitors:
        one.join()
    assert wrong == []


def test_who_clicks_again_gets_the_last_page_alone(port):
    with session(port) as visitor:
        ask(visitor, together="1", slowly="1", who="first")
        time.sleep(0.3)
        found = run(visitor, together="1", who="second")
        while "the end" not in texts(found):  # what was cut short may end first
            found = answer(visitor)
    assert texts(found)[-13:] == [f"second {n}" for n in range(12)] + ["the end"]


def test_who_leaves_does_not_take_the_others_along(port):
    with session(port) as stays:
        for _ in range(5):
            with session(port) as leaves:
                ask(leaves, together="1", slowly="1", texts="3")
            assert texts(run(stays, together="1"))[-1] == "the end"
        time.sleep(0.5)
        assert texts(run(stays, together="1"))[-1] == "the end"


ALONE = """
import streamlit as st
from cjdata.ui.delivery import together

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
def test_without_a_server_a_page_is_whole_too(ends, texts):
    page = AppTest.from_string(ALONE.format(ends=ends)).run()
    assert [text.value for text in page.text] == texts
    assert [button.label for button in page.button] == ["Inside"]
    assert len(page.exception) == ("fault" in ends)


def test_messages_wait_for_one_another_and_go_in_their_order():
    sent = []
    held = Held(sent.extend, lambda: None, until=time.monotonic() + 60)
    for message in "abc":
        held.add(message)
    assert sent == []
    held.release()
    assert sent == ["a", "b", "c"]


def test_after_a_moment_messages_go_as_they_come():
    sent = []
    held = Held(sent.append, lambda: None, until=time.monotonic() + 0.01)
    held.add("bar at 0")
    time.sleep(0.02)
    held.add("bar at 1")
    assert sent == [["bar at 0", "bar at 1"]]


def test_a_run_ends_where_another_was_asked_for():
    def asked():
        raise InterruptedError

    sent = []
    held = Held(sent.extend, asked, until=time.monotonic() + 60)
    with pytest.raises(InterruptedError):
        held.add("a")
    held.release()
    assert sent == []
