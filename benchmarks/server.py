"""The dashboard with one page more: `?empty` shows nothing, in the same process as all others.

What an empty page costs is what Streamlit costs; the ratio to it is what the house adds.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
IMPORT = "import streamlit as st\n"
EMPTY = f'{IMPORT}if "empty" in st.query_params:\n    st.stop()\n'
START_LIMIT = 60.0
LONGEST_AHEAD = 480.0
"""Seconds that a server may look ahead (cjdata/ui/server.py) before nobody waits for it."""
COMPILED = {"PYTHONDONTWRITEBYTECODE": ""}
"""Compiled modules are kept, as the Makefile has it."""
QUIET = 0.03
"""Share of a core that a server takes at most when nobody asks it for anything."""


class Served(NamedTuple):
    """A server that answers: its port, when it was started, and its process."""

    port: int
    begun: float
    process: subprocess.Popen[bytes]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(folder: Path, store: Path) -> Iterator[Served]:
    """Serve the dashboard on a store from a scratch folder."""
    _lay_out(folder)
    port = free_port()
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)],
        cwd=folder,
        env={**os.environ, **COMPILED, "CJDATA_STORE": str(store), "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait(port, process)
        yield Served(port, begun, process)
    finally:
        process.terminate()
        process.wait()


def until_quiet(process: subprocess.Popen[bytes]) -> None:
    """Wait until a server has got ready what first visitors would wait for, as it is then for all
    its later life. How busy it is only Linux tells; elsewhere it has the longest time."""
    deadline = time.monotonic() + LONGEST_AHEAD
    told = Path(f"/proc/{process.pid}/stat")
    if not told.exists():
        time.sleep(LONGEST_AHEAD)
        return
    before = _worked(told)
    while time.monotonic() < deadline:
        time.sleep(5.0)
        now = _worked(told)
        if now - before < QUIET * 5.0:
            return
        before = now


def _worked(told: Path) -> float:
    """Processor seconds of a process so far."""
    user, system = told.read_text("utf-8").rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _lay_out(folder: Path) -> None:
    """The app with its empty page, beside links to everything that it serves."""
    source = (ROOT / "app.py").read_text("utf-8")
    if IMPORT not in source:
        raise SystemExit("app.py does not import streamlit as st: where does its empty page go?")
    (folder / "app.py").write_text(source.replace(IMPORT, EMPTY, 1), "utf-8")
    for name in ("pages", ".streamlit"):
        (folder / name).symlink_to(ROOT / name)


def wait(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_LIMIT
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise SystemExit("the server ended before it answered: try 'make run'")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.01)
    raise SystemExit("the server did not answer in time")
