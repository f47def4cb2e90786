"""A page reaches its reader when it is whole, and then at once.

Streamlit takes over each message of a run by itself, looks every 5 ms for what there is to send,
and sends one message a turn of its loop. A page that trickles in is sent in many parts, each of
which takes time from the script that makes the next; one that is whole waits for the next look.
This is the one place that goes past that; tests/pages/test_delivery.py holds what arrives to what
Streamlit delivers by itself.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Lock
from typing import Any

from streamlit import runtime
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import ScriptRunner, get_script_run_ctx
from streamlit.runtime.scriptrunner.script_runner import ScriptRunnerEvent
from streamlit.runtime.session_manager import SessionClientDisconnectedError

PATIENCE = 0.05
"""Seconds for which what a page has ready waits for the rest of it."""

AT_ONCE = 100
"""Messages that may be sent in one go: a socket that holds 500 unsent ones is closed."""


@contextmanager
def together() -> Iterator[None]:
    """Send what a page has to say when it is whole, or, if it takes longer, as it comes.

    Within this block `st.stop()` would lose what waits: a page that has no more to say returns.
    """
    run = get_script_run_ctx()
    assert run is not None  # only Streamlit runs pages
    enqueue = run._enqueue
    held = Held(_way(run.session_id, enqueue), run.yield_check, until=time.monotonic() + PATIENCE)
    run._enqueue = held.add
    try:
        yield
    finally:
        run._enqueue = enqueue
        held.release()


class Held:
    """Messages that wait for one another until a moment, after which they go as they come."""

    def __init__(
        self,
        send: Callable[[Sequence[ForwardMsg]], None],
        interrupt: Callable[[], None],
        *,
        until: float,
    ) -> None:
        """`interrupt` ends the run where a rerun was asked for, as sending does by itself."""
        self._send = send
        self._interrupt = interrupt
        self._waiting: list[ForwardMsg] = []
        self._in_turn = Lock()  # a spinner's message comes from a thread of its own
        self._until = until

    def add(self, message: ForwardMsg) -> None:
        self._interrupt()
        self._waiting.append(message)
        if time.monotonic() > self._until:
            self.release()

    def release(self) -> None:
        with self._in_turn:
            ready, self._waiting = self._waiting, []
            if ready:
                self._send(ready)


def _way(
    session: str, enqueue: Callable[[ForwardMsg], None]
) -> Callable[[Sequence[ForwardMsg]], None]:
    """How the messages of a run reach the loop that sends: all at once where there is one."""
    sessions = getattr(runtime.get_instance(), "_session_mgr", None)  # a page tested alone has none
    found = sessions and sessions.get_active_session_info(session)
    if found:
        return _Delivery(found.session, enqueue.__self__).hand_over  # type: ignore[attr-defined]

    def one_by_one(messages: Sequence[ForwardMsg]) -> None:
        for message in messages:
            enqueue(message)

    return one_by_one


class _Delivery:
    """Takes the messages of one run to the loop that sends, and sends them when the run is over."""

    def __init__(self, session: AppSession, runner: ScriptRunner) -> None:
        self._session = session
        self._runner = runner
        runner.on_event.connect(self._heard, weak=False)

    def hand_over(self, messages: Sequence[ForwardMsg]) -> None:
        """Let the session take over some messages in one turn of the loop."""
        self._session._call_soon_on_event_loop(lambda: self._take(messages))

    def _take(self, messages: Sequence[ForwardMsg]) -> None:
        if self._session._scriptrunner is not self._runner:  # another run has taken its place
            return
        for message in messages:
            self._session._browser_queue.enqueue(message)
        if self._session._message_enqueued_callback:
            self._session._message_enqueued_callback()

    def _heard(self, _runner: ScriptRunner, *, event: ScriptRunnerEvent, **_rest: Any) -> None:
        if event is ScriptRunnerEvent.SHUTDOWN:
            self._session._call_soon_on_event_loop(self._send)

    def _send(self) -> None:
        """Send what the session has, unless Streamlit is sending: it comes to this session then."""
        server = runtime.get_instance()
        found = server._session_mgr.get_active_session_info(self._session.id)
        sender = server._loop_coroutine_task
        waits = getattr(sender, "_fut_waiter", None) is not None
        if found is None or not waits or len(self._session._browser_queue._queue) > AT_ONCE:
            return
        try:
            for message in self._session.flush_browser_queue():
                server._send_message(found, message)
        except SessionClientDisconnectedError:
            server.disconnect_session(self._session.id, client=found.client)
        self._session.on_flushed_messages_sent()
