"""A page on a real server, and what that sends to who visits it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.client import Session
from benchmarks.server import free_port, wait
from tests.house.repository import ROOT


@contextmanager
def serving(page: str, folder: Path) -> Iterator[int]:
    """The port of a server that has one page, set up in a folder as ours is."""
    (folder / "app.py").write_text(page, "utf-8")
    port = free_port()
    shutil.copytree(ROOT / ".streamlit", folder / ".streamlit")
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait(port, process)
        yield port
    finally:
        process.terminate()
        process.wait()


def ask(visitor: Session, **parameters: str) -> None:
    asked = BackMsg()
    asked.rerun_script.query_string = urlencode(parameters)
    visitor.send(asked)


def answer(visitor: Session) -> list[ForwardMsg]:
    """What comes until a run has ended that no other one follows."""
    found = []
    while True:
        found.append(ForwardMsg.FromString(visitor.receive()))
        kind = found[-1].WhichOneof("type")
        early = found[-1].script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN
        if kind == "script_finished" and not early:
            return found


def run(visitor: Session, **parameters: str) -> list[ForwardMsg]:
    ask(visitor, **parameters)
    return answer(visitor)
