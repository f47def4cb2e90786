"""Libraries that are put off: nothing is loaded until something is asked for, and then once."""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cjdata.ui.later import LATER, put_off

FIRST_PAGE = """
import sys
import streamlit
from cjdata.ui.later import put_off
with put_off():
    from cjdata.ui import frame, navigation, overview, replaced, server, signals, twin
print(*sorted(name for name in sys.modules if name in {libraries}))
"""


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A library nobody has loaded, which says so when it is."""
    (tmp_path / "seldom_used").mkdir()
    for name, source in {
        "__init__": "print('loaded')\nANSWER = 42\n",
        "part": "HALF = 21\n",
    }.items():
        (tmp_path / "seldom_used" / f"{name}.py").write_text(source, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield "seldom_used"
    for name in [name for name in sys.modules if name.startswith("seldom_used")]:
        del sys.modules[name]


def test_a_library_is_loaded_when_it_is_asked_for(library: str, capsys: pytest.CaptureFixture[str]):
    with put_off([library]):
        first, second = importlib.import_module(library), importlib.import_module(library)
    assert (capsys.readouterr().out, library in sys.modules) == ("", False)
    assert (first.ANSWER, second.ANSWER, first.ANSWER) == (42, 42, 42)
    assert capsys.readouterr().out == "loaded\n"
    assert vars(sys.modules[library])["ANSWER"] == 42


def test_a_part_of_a_library_is_found(library: str):
    with put_off([library]):
        assert importlib.import_module(f"{library}.part").HALF == 21
    assert importlib.import_module(library).part.HALF == 21


def test_what_a_library_lacks_is_missed_as_ever(library: str):
    with put_off([library]):
        stand_in = importlib.import_module(library)
    with pytest.raises(AttributeError, match="seldom_used"):
        _ = stand_in.nothing


def test_a_library_that_is_there_is_left_alone(library: str):
    loaded = importlib.import_module(library)
    with put_off([library]):
        assert importlib.import_module(library) is loaded
    assert sys.modules[library] is loaded


def test_what_the_first_page_imports_loads_neither(repository: Path):
    """A second of the three that a start may take."""
    script = FIRST_PAGE.format(libraries=set(LATER))
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=repository
    )
    assert ran.stdout.split() == []
