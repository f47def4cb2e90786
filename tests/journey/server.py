"""A real server on a free port, as somebody would start it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile

from cjdata.ledger.where import VARIABLE
from cjdata.ui.server import LOOK_AHEAD
from tests.house.repository import ROOT

PATIENCE = 90.0
"""Seconds a server may take to answer on a busy machine."""


@contextmanager
def serving(store: Path, *, look_ahead: bool = False) -> Iterator[str]:
    """The address of a server that has just started and that nobody has visited.

    Most visitors here look at little; only with `look_ahead` does it work as for users.
    """
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    ahead = {} if look_ahead else {LOOK_AHEAD: "0"}
    with TemporaryFile("w+") as log:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, VARIABLE: str(store), **ahead},
            stdout=log,
            stderr=log,
        )
        try:
            _wait(f"http://127.0.0.1:{port}", process)
            yield f"http://127.0.0.1:{port}"
        except RuntimeError as error:
            log.seek(0)
            raise AssertionError(f"{error}: {log.read()[-2000:]}") from None
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(20)
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError, urllib.error.URLError):
            if urllib.request.urlopen(f"{address}/_stcore/health", timeout=5).status == 200:
                return
        time.sleep(0.1)
    raise RuntimeError("the server does not answer")
