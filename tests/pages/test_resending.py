"""A page that is sent again is the page that Streamlit makes, for everybody who asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from benchmarks import server
from benchmarks.client import Session, session
from cjdata.ledger import Store
from cjdata.ui.resending import EACH, Sent, Shelf
from cjdata.ui.server import LOOK_AHEAD
from tests.pages.registry import PAGES
from tests.pages.served import answer, ask, run, serving

PAGE = """
from pathlib import Path
from types import SimpleNamespace

import streamlit as st

from cjdata.ui.resending import resent
from cjdata.ui.sending import send_markup

DAYS = ["monday", "tuesday"]
OUTCOME = "outcome"


def to_day(widget):
    st.query_params["day"] = st.session_state[widget]


def part(house, asked):
    with Path("made.txt").open("a") as made:
        made.write("part\\n")
    opened = st.expander("Part", key="part", on_change="rerun")
    with opened:
        if opened.open:
            send_markup("its inside")


def page(house, asked):
    day, what = asked
    with Path("made.txt").open("a") as made:
        made.write(f"{day} {what}\\n")
    if told := st.session_state.pop(OUTCOME, ""):
        send_markup(told)
    send_markup(f"<p>{day}</p>" + what * 20_000)
    with st.container(horizontal=True, key="choices"):
        widget = f"day-{day}"
        st.selectbox(
            "Day", DAYS, index=DAYS.index(day), key=widget, on_change=to_day, args=(widget,)
        )
        st.pills("Hour", ["one", "two"], default="one", required=True, key=f"hour-{day}")
        st.multiselect("Who", ["me", "you"], default=["me"], key=f"who-{day}")
        if st.button("Press"):
            send_markup("pressed")
    st.code("to copy", language=None)
    opened = st.expander("More", key="more", on_change="rerun")
    with opened:
        if opened.open:
            send_markup("inside")
    if what == "file":
        st.download_button("Take", "text")
    if what == "form":
        with st.form("form"):
            st.form_submit_button("Send")
    if what == "part":
        resent(part, SimpleNamespace(key="house"), "part")
        send_markup("after it")
    if what == "fault":
        raise ValueError("a fault")
    send_markup("the end")


asked = (st.query_params.get("day", "monday"), st.query_params.get("what", "x"))
if "enter" in st.query_params:
    st.session_state[OUTCOME] = "entered"
if "plain" in st.query_params:
    page(None, asked)
else:
    resent(page, SimpleNamespace(key="house"), asked)
send_markup("below")
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("resending")


@pytest.fixture(scope="module")
def port(folder: Path) -> Iterator[int]:
    with serving(PAGE, folder) as found:
        yield found


@pytest.fixture
def made(folder: Path) -> Callable[[], int]:
    """How often a page was made since it was last asked."""
    kept = folder / "made.txt"
    kept.write_text("", "utf-8")

    def count() -> int:
        found = len(kept.read_text("utf-8").splitlines())
        kept.write_text("", "utf-8")
        return found

    return count


def elements(messages: list[ForwardMsg]) -> list[bytes]:
    """All that a browser is told of the page, and where each part stands."""
    return [
        one.SerializeToString(deterministic=True)
        for one in messages
        if one.WhichOneof("type") == "delta"
    ]


def texts(messages: list[ForwardMsg]) -> list[str]:
    found = [one.delta.new_element for one in messages if one.WhichOneof("type") == "delta"]
    return [one.markdown.body[:12] for one in found if one.WhichOneof("type") == "markdown"]


def id_of(messages: list[ForwardMsg], kind: str) -> str:
    """The id of the widget of a kind."""
    for one in messages:
        if one.delta.add_block.WhichOneof("type") == kind:
            return one.delta.add_block.id
        if one.delta.new_element.WhichOneof("type") == kind:
            return getattr(one.delta.new_element, kind).id
    raise AssertionError(f"there is no {kind}")


def touch(visitor: Session, *states: WidgetState, **parameters: str) -> list[ForwardMsg]:
    """Ask for the page with widgets as a browser says they are."""
    asked = BackMsg()
    asked.rerun_script.query_string = urlencode(parameters)
    asked.rerun_script.widget_states.widgets.extend(states)
    visitor.send(asked)
    return answer(visitor)


def test_a_page_is_made_once_and_sent_to_everybody(port, made):
    with session(port) as first, session(port) as second:
        plain = run(first, plain="1", day="tuesday")
        made()
        once = run(first, day="tuesday")
        assert made() == 1
        for visitor in (second, first):
            assert elements(run(visitor, day="tuesday")) == elements(once) == elements(plain)
        assert made() == 0
    assert texts(once) == ["<p>tuesday</", "the end", "below"]
    assert [m.metadata.cacheable for m in once if "xxx" in m.delta.new_element.markdown.body]


def test_another_view_is_another_page(port, made):
    with session(port) as visitor:
        for what in ("a", "b", "a"):
            assert texts(run(visitor, what=what))[-1] == "below"
    assert made() == 2


def test_what_a_visitor_opens_is_made_for_that_visitor(port, made):
    with session(port) as one, session(port) as other:
        closed = run(one)
        state = WidgetState(id=id_of(closed, "expandable"), bool_value=True)
        made()
        for _ in range(2):
            assert "inside" in texts(touch(one, state))
        assert made() == 2
        assert elements(run(other)) == elements(closed)
        state.bool_value = False
        assert "inside" not in texts(touch(one, state))
        assert made() == 0


@pytest.mark.parametrize(
    ("kind", "chosen"),
    [
        ("button_group", {"string_array_value": {"data": ["two"]}}),
        ("multiselect", {"string_array_value": {"data": ["me", "you"]}}),
    ],
)
def test_what_a_visitor_chooses_is_kept_for_that_visitor(port, made, kind, chosen):
    with session(port) as visitor:
        found = run(visitor)
        made()
        state = WidgetState(id=id_of(found, kind), **chosen)
        assert len(elements(touch(visitor, state))) == len(elements(found))
        assert made() == 1


def test_a_part_of_a_page_is_sent_again_in_views_that_have_not_been_made(port, made):
    with session(port) as visitor:
        run(visitor, what="part")
        assert made() == 2
        found = run(visitor, what="part", day="tuesday")
        assert made() == 1
        assert texts(found)[-3:] == ["after it", "the end", "below"]
        with session(port) as other:  # the whole page, with what was sent again within it
            assert elements(run(other, what="part", day="tuesday")) == elements(found)
        assert made() == 0
        part = next(
            one.delta.add_block.id
            for one in found
            if one.delta.add_block.expandable.label == "Part"
        )
        opened = touch(visitor, WidgetState(id=part, bool_value=True), what="part", day="tuesday")
        assert "its inside" in texts(opened)
        assert made() == 2


def test_what_is_pressed_is_heard_once(port, made):
    with session(port) as visitor:
        found = run(visitor)
        state = WidgetState(id=id_of(found, "button"), trigger_value=True)
        assert "pressed" in texts(touch(visitor, state))
        made()
        assert elements(run(visitor)) == elements(found)
        assert made() == 0


def test_a_choice_on_a_page_sent_again_is_heard(port, made):
    with session(port) as before:
        run(before)
    made()
    with session(port) as visitor:
        found = run(visitor)
        assert made() == 0
        state = WidgetState(id=id_of(found, "selectbox"), string_value="tuesday")
        after = touch(visitor, state)
    assert [m.page_info_changed.query_string for m in after if m.HasField("page_info_changed")] == [
        "day=tuesday"
    ]
    assert texts(after)[0] == "<p>tuesday</"


def test_what_came_of_an_entry_is_told_once_to_who_entered_it(port):
    with session(port) as enters, session(port) as other:
        usual = elements(run(other, what="y"))
        assert texts(run(enters, what="y", enter="1"))[0] == "entered"
        assert elements(run(other, what="y")) == usual == elements(run(enters, what="y"))
    with session(port) as first:  # of a view that nobody has had
        assert texts(run(first, what="z", enter="1"))[0] == "entered"
        assert "entered" not in texts(run(first, what="z"))
        assert "entered" not in texts(run(first, what="z"))


@pytest.mark.parametrize("what", ["file", "form", "fault"])
def test_what_is_no_lasting_page_is_made_each_time(port, made, what):
    with session(port) as visitor:
        first, second = run(visitor, what=what), run(visitor, what=what)
    assert made() == 2
    kinds = {one.delta.new_element.WhichOneof("type") for one in second}
    assert {"file": "download_button", "form": "button", "fault": "exception"}[what] in kinds
    assert len(elements(first)) == len(elements(second))


def test_who_asks_for_another_page_meanwhile_gets_that(port):
    with session(port) as visitor:
        run(visitor, what="a")
        for _ in range(5):
            ask(visitor, what="a")
            found = run(visitor, what="a", day="tuesday")
            while "<p>tuesday</" not in texts(found):  # the first of two may be answered alone
                found = answer(visitor)


def test_what_was_asked_for_longest_ago_is_dropped():
    sent = {}
    for name in "abc":
        message = ForwardMsg()
        message.delta.new_element.markdown.body = name * 1000
        sent[name] = Sent((message,), (), (), 1)
    shelf = Shelf(2500 + 2 * EACH)
    for name in ("a", "b", "b"):
        shelf.put(name, sent[name])
    assert shelf.get("a") is sent["a"]
    shelf.put("c", sent["c"])
    assert [shelf.get(name) for name in "abc"] == [sent["a"], None, sent["c"]]


def test_every_page_of_the_dashboard_is_the_same_again(
    demo_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv(LOOK_AHEAD, "0")
    different = []
    with server.serving(tmp_path, demo_store.root) as (port, *_):
        for page in PAGES:
            found = []
            for _ in range(3):
                with session(port) as visitor:
                    asked = BackMsg()
                    asked.rerun_script.page_name = page.address
                    asked.rerun_script.query_string = "known_at=2003-12-11"
                    visitor.send(asked)
                    answered = answer(visitor)
                    found.append(elements([one for one in answered if not hands_out(one)]))
            if not found[0] == found[1] == found[2]:
                different.append(page.address)
    assert different == []


def hands_out(message: ForwardMsg) -> bool:
    """Whether it is a file: it has another address for each visitor."""
    return message.delta.new_element.WhichOneof("type") == "download_button"
