"""A browser as the server sees one: a session over a websocket that asks for pages.

It speaks Streamlit's own messages, draws nothing and keeps nothing, so that what is timed is the
server's work. The load on the machine is the server's too: client and server share its cores.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

NO_LIMIT = None
QUICK_ACK: int | None = getattr(socket, "TCP_QUICKACK", None)
PATIENCE = 60.0
"""Seconds to wait for one page."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One finished run of a page."""

    seconds: float
    elements: int
    bytes: int
    exceptions: int


@dataclass(frozen=True, slots=True)
class Session:
    """One visitor."""

    socket: ClientConnection

    def visit(self, page: str, **parameters: str) -> Visit:
        """Ask for a page with its parameters and wait until its script has finished."""
        asked = BackMsg()
        asked.rerun_script.query_string = urlencode(parameters)
        asked.rerun_script.page_name = page
        begun = time.perf_counter()
        self.socket.send(asked.SerializeToString())
        return self._until_finished(begun)

    def _until_finished(self, begun: float) -> Visit:
        elements = size = exceptions = 0
        while True:
            data = self.receive()
            size += len(data)
            message = ForwardMsg.FromString(data)
            kind = message.WhichOneof("type")
            if kind == "delta":
                elements += 1
                exceptions += message.delta.new_element.WhichOneof("type") == "exception"
            elif kind == "script_finished":
                if message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    continue
                return Visit(time.perf_counter() - begun, elements, size, exceptions)

    def receive(self) -> bytes:
        """The next message, acknowledged at once."""
        acknowledge_at_once(self.socket.socket)
        data = self.socket.recv(timeout=PATIENCE)
        assert isinstance(data, bytes)
        return data


def acknowledge_at_once(connection: socket.socket) -> None:
    """Let the next packet be acknowledged without delay.

    The server's socket waits with a small packet until the one before it is acknowledged, and
    Linux holds that back for 40 ms: longer than most pages take, and no work of theirs.
    """
    if QUICK_ACK is not None:
        connection.setsockopt(socket.IPPROTO_TCP, QUICK_ACK, 1)


@contextmanager
def session(port: int) -> Iterator[Session]:
    """A visitor who has come to the server on a port of this machine and has asked for nothing."""
    with connect(
        f"ws://127.0.0.1:{port}/_stcore/stream",
        subprotocols=["streamlit"],
        max_size=NO_LIMIT,
        compression=None,
        open_timeout=PATIENCE,
    ) as connection:
        yield Session(connection)
