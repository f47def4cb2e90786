"""What import-linter cannot check: `app.py` and the scripts in `pages/`."""

from __future__ import annotations

import re

import pytest

from tests.house.imports import imported, within
from tests.house.repository import ROOT, name, python_files

OURS = ("cjdata.ui", "cjdata.charts", "cjdata.domain")
"""Pages speak the vocabulary of the house and ask `ui` for everything else."""
THEIRS = (
    "streamlit", "__future__", "collections", "dataclasses", "datetime", "functools", "gc",
    "os", "pathlib", "sys", "typing",
)  # fmt: skip
SCRIPTS = python_files("app.py", "pages")
LONGEST = 100


def test_there_is_an_app():
    assert ROOT / "app.py" in SCRIPTS


@pytest.mark.parametrize("script", SCRIPTS, ids=name)
def test_a_script_imports_only_what_shows(script):
    others = {m for m in imported(script) if not within(m, *OURS, *THEIRS)}
    assert not others, f"{name(script)} imports {sorted(others)}: logic belongs into cjdata"


@pytest.mark.parametrize("script", SCRIPTS, ids=name)
def test_a_script_stays_short(script):
    lines = len(script.read_text("utf-8").splitlines())
    assert lines <= LONGEST, f"{name(script)} has {lines} lines: a page reads, asks and shows"


def test_every_script_is_in_the_registry():
    app = (ROOT / "app.py").read_text("utf-8")
    assert not [name(p) for p in python_files("pages") if f'"{name(p)}"' not in app]


def test_no_script_stands_directly_in_pages():
    """Streamlit would serve one without app.py on a cold server's first visit to its address."""
    assert not [name(p) for p in python_files("pages") if p.parent == ROOT / "pages"]


def test_a_page_ends_by_returning():
    """`st.stop()` would lose what `sending.together` has not sent yet."""
    scripts = [*SCRIPTS, *python_files("cjdata/ui")]
    assert not [
        name(p) for p in scripts if re.search(r"\bst\.stop\(\)$", p.read_text("utf-8"), re.M)
    ]
