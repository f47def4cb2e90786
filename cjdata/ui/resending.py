"""What was sent of a page is sent again to whoever asks for the same view of it.

A page rests on its house, its view, and on what its visitor has chosen in it. Where nothing has
been chosen Streamlit makes the same messages anew, and each choice or expander takes it a fifth to
a third of a millisecond: on most pages that is all the work of a view seen before. Here the
messages are kept, with the widgets that belong to them. As soon as a visitor opens, chooses or
enters something, the page is made as it always is.

This is the one place that repeats what Streamlit made; tests/pages/test_resending.py holds it to
what Streamlit sends by itself.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeVar

from streamlit import config
from streamlit.cursor import Cursor
from streamlit.delta_generator_singletons import get_dg_singleton_instance
from streamlit.elements.lib.utils import _register_element_id
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext, ThreadState
from streamlit.runtime.state.common import WidgetMetadata, is_element_id
from streamlit.runtime.state.session_state import STREAMLIT_INTERNAL_KEY_PREFIX
from streamlit.runtime.state.widgets import register_widget_from_metadata

from cjdata.ui.address import HERE, REMEMBERED
from cjdata.ui.keeping import Keyed

MOST_BYTES = 48_000_000
"""Of all that is kept: a few hundred views."""
EACH = 4_000
"""Bytes that an entry takes besides its messages: most parts of pages are smaller than that."""

LASTING = {
    "markdown", "html", "code", "plotly_chart",
    "selectbox", "button_group", "multiselect", "button",
}  # fmt: skip
"""Elements that are the same for every visitor: none of them hands out a file or tells of what was
entered. A page with any other is made each time."""
BLOCKS = {"flex_container", "expandable"}
"""Containers that may be sent again; a form may not."""

OF_THE_VIEW = {HERE, REMEMBERED}
"""What a session holds when nothing was entered in it."""
ASIDE = "aside "
"""How the key of what a session holds begins on which no page rests that is sent again."""

Place = TypeVar("Place", bound=Keyed)
Asked = TypeVar("Asked", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Widget:
    """A choice or an expander, with the value that it has before its visitor touches it."""

    metadata: WidgetMetadata[Any]
    untouched: Any

    def stands(self, run: ScriptRunContext) -> bool:
        """Whether this visitor has not touched it."""
        try:
            return bool(run.session_state[self.metadata.id] == self.untouched)
        except KeyError:  # this visitor has not had it yet
            return True


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent of a page that nobody had touched, and how many places it took."""

    messages: tuple[ForwardMsg, ...]
    ids: tuple[str, ...]
    widgets: tuple[Widget, ...]
    places: int

    def again(self, run: ScriptRunContext, cursor: Cursor) -> None:
        """Send it to one more visitor: Streamlit changes no message that it is given."""
        for name in self.ids:
            _register_element_id(run, "widget", name)
        for widget in self.widgets:
            register_widget_from_metadata(widget.metadata, run)
        for message in self.messages:
            run.enqueue(message)
        for _ in range(self.places):
            cursor.lock_element()


class Shelf:
    """What was sent, up to a number of bytes; what was asked for longest ago is dropped first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = 0
        self._held: OrderedDict[Hashable, tuple[Sent, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> Sent | None:
        with self._lock:
            if key not in self._held:
                return None
            self._held.move_to_end(key)
            return self._held[key][0]

    def put(self, key: Hashable, sent: Sent) -> None:
        size = EACH + sum(message.ByteSize() for message in sent.messages)
        with self._lock:
            self._size += size - self._held.pop(key, (sent, 0))[1]
            self._held[key] = sent, size
            while self._size > self._most:
                self._size -= self._held.popitem(last=False)[1][1]


SHELF = Shelf(MOST_BYTES)


def resent(page: Callable[[Place, Asked], None], place: Place, asked: Asked) -> None:
    """Make a page or a part of one, or send again what was sent when it was made.

    It must rest on nothing but its arguments and what its visitor chooses or enters in it. A part
    that rests on less than the whole page is sent again in views that nobody has asked for before.
    """
    run = get_script_run_ctx()
    cursor = get_dg_singleton_instance().main_dg._active_dg._cursor
    assert run is not None  # only Streamlit runs pages
    assert cursor is not None
    # Streamlit's tests of a page read more of its widgets than a browser is sent.
    if config.get_option("global.appTest") or _entered(run):
        page(place, asked)
        return
    of_page = ThreadState.get().active_script_hash
    key = (of_page, page.__qualname__, place.key, asked, *cursor.delta_path)
    sent = SHELF.get(key)
    if sent is None:
        made = _made(lambda: page(place, asked), run, cursor)
        if made is not None:
            SHELF.put(key, made)
    elif all(widget.stands(run) for widget in sent.widgets):
        sent.again(run, cursor)
    else:
        page(place, asked)


def _entered(run: ScriptRunContext) -> bool:
    """Whether the session holds more than choices and where the reader is."""
    state = run.session_state._state
    return any(
        key not in OF_THE_VIEW
        and not is_element_id(key)
        and not key.startswith((ASIDE, STREAMLIT_INTERNAL_KEY_PREFIX))
        for held in (state._new_session_state, state._old_state)
        for key in held
    )


def _made(make: Callable[[], None], run: ScriptRunContext, cursor: Cursor) -> Sent | None:
    """Make a page, and say what was sent if that can be sent again."""
    messages: list[ForwardMsg] = []
    enqueue = run.enqueue
    first, before = cursor.index, run.shared.widget_ids_this_run.snapshot()

    def note(message: ForwardMsg) -> None:
        enqueue(message)
        messages.append(message)

    run.enqueue = note  # type: ignore[assignment,method-assign]
    try:
        make()
    finally:
        run.enqueue = enqueue  # type: ignore[method-assign]
    ids = tuple(run.shared.widget_ids_this_run.snapshot() - before)
    known = run.session_state._state._new_widget_state.widget_metadata
    found = [known[name] for name in ids if name in known]  # a container has an id and no state
    widgets = tuple(Widget(metadata, metadata.deserializer(None)) for metadata in found)
    untouched = all(widget.stands(run) for widget in widgets) and not _entered(run)
    if not untouched or not all(map(_lasts, messages)):
        return None
    return Sent(tuple(messages), ids, widgets, cursor.index - first)


def _lasts(message: ForwardMsg) -> bool:
    """Whether a message is the same for everybody at all times."""
    if message.delta.WhichOneof("type") == "add_block":
        return message.delta.add_block.WhichOneof("type") in BLOCKS
    return message.delta.new_element.WhichOneof("type") in LASTING
