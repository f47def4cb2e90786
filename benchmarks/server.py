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

ROOT = Path(__file__).resolve().parents[1]
IMPORT = "import streamlit as st\n"
EMPTY = f'{IMPORT}if "empty" in st.query_params:\n    st.stop()\n'
START_LIMIT = 60.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(folder: Path, store: Path) -> Iterator[tuple[int, float]]:
    """Serve the dashboard on a store from a scratch folder: its port, and when it was started."""
    _lay_out(folder)
    port = free_port()
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)],
        cwd=folder,
        env={**os.environ, "CJDATA_STORE": str(store), "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait(port, process)
        yield port, begun
    finally:
        process.terminate()
        process.wait()


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
