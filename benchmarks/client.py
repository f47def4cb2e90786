"""A browser as the server sees one: a session over a websocket that asks for pages.

It speaks Streamlit's own messages, draws nothing and keeps nothing, so that what is timed is the
server's work. The load on the machine is the server's too: client and server share its cores.
"""

from __future__ import annotations

import socket
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.client import ClientProtocol
from websockets.frames import Frame, Opcode
from websockets.protocol import State
from websockets.typing import Subprotocol
from websockets.uri import parse_uri

NO_LIMIT = None
QUICK_ACK: int | None = getattr(socket, "TCP_QUICKACK", None)
PATIENCE = 60.0
"""Seconds to wait for one page."""
READ_AT_ONCE = 1 << 18
"""Bytes that are taken from the socket at once, at most."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One finished run of a page."""

    seconds: float
    elements: int
    bytes: int
    exceptions: int


class Connection:
    """A websocket that is read by whoever waits for its next message.

    A thread of its own, as clients usually have one, hands each message over: a millisecond for the
    twenty of a page, in which nobody works on it. So it answers the server's pings only while it is
    read: one that nobody reads for a minute is given up.
    """

    def __init__(self, port: int) -> None:
        """Come to the server on a port of this machine; ConnectionError where it refuses."""
        uri = parse_uri(f"ws://127.0.0.1:{port}/_stcore/stream")
        self._protocol = ClientProtocol(
            uri, subprotocols=[Subprotocol("streamlit")], max_size=NO_LIMIT
        )
        self._socket = socket.create_connection((uri.host, uri.port), timeout=PATIENCE)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._unread: deque[bytes] = deque()
        self._protocol.send_request(self._protocol.connect())
        self._say()
        while self._protocol.state is State.CONNECTING:
            self._hear()

    def send(self, message: bytes) -> None:
        self._protocol.send_binary(message)
        self._say()

    def receive(self) -> bytes:
        """The next message; ConnectionError if the server ends the connection before it comes."""
        while not self._unread:
            self._hear()
        return self._unread.popleft()

    def close(self) -> None:
        self._socket.close()

    def _say(self) -> None:
        for data in self._protocol.data_to_send():
            self._socket.sendall(data)

    def _hear(self) -> None:
        acknowledge_at_once(self._socket)
        data = self._socket.recv(READ_AT_ONCE)
        if not data:
            raise ConnectionError("the server has ended the connection")
        self._protocol.receive_data(data)
        self._say()
        if refused := self._protocol.handshake_exc:
            raise ConnectionError("the server takes no websocket") from refused
        for event in self._protocol.events_received():
            if isinstance(event, Frame) and event.opcode is Opcode.BINARY:
                self._unread.append(bytes(event.data))


@dataclass(frozen=True, slots=True)
class Session:
    """One visitor."""

    connection: Connection

    def visit(self, page: str, **parameters: str) -> Visit:
        """Ask for a page with its parameters and wait until its script has finished."""
        asked = BackMsg()
        asked.rerun_script.query_string = urlencode(parameters)
        asked.rerun_script.page_name = page
        begun = time.perf_counter()
        self.send(asked)
        return self._until_finished(begun)

    def send(self, asked: BackMsg) -> None:
        self.connection.send(asked.SerializeToString())

    def receive(self) -> bytes:
        """The next message."""
        return self.connection.receive()

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
    connection = Connection(port)
    try:
        yield Session(connection)
    finally:
        connection.close()
