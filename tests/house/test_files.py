"""What holds of every file of the repository."""

from __future__ import annotations

import re

import pytest

from tests.house.imports import imported, within
from tests.house.repository import ROOT, files, name, python_files, text_files

LONGEST = 350
LONGER_WITH_REASON: dict[str, str] = {}
"""Path in cjdata -> why it may be longer than LONGEST lines."""

MACHINES = re.compile(
    r"(?<![\w.])/(home|Users|root|work|workspace|mnt|private)/[\w.-]+|[A-Z]:\\\\?Users"
)
REGISTRIES = re.compile(
    r"py" r"pi\.org|python" r"hosted\.org|npm" r"js\.org|deb" r"ian\.org|(extra-)?index" r"-url",
    re.IGNORECASE,
)


@pytest.mark.parametrize("path", text_files(), ids=name)
def test_text_is_utf8_with_line_feeds(path):
    data = path.read_bytes()
    assert b"\r" not in data
    assert not data.startswith(b"\xef\xbb\xbf")
    data.decode("utf-8")


@pytest.mark.parametrize("pattern", [MACHINES, REGISTRIES], ids=["machine", "registry"])
def test_no_file_names_a_machine_or_a_registry(pattern):
    named = {
        f"{name(path)}: {match[0]}"
        for path in text_files()
        for match in pattern.finditer(path.read_text("utf-8"))
    }
    assert not named


def test_the_patterns_would_find_what_they_look_for():
    slash = "/"
    assert MACHINES.search(slash.join(["see ", "home", "anna", "x.py"]))
    assert not MACHINES.search("committees/x-ppr/root/cause")
    assert REGISTRIES.search("https:" + slash * 2 + "py" + "pi.org/simple")


def test_no_module_is_too_long():
    lengths = {name(p): len(p.read_text("utf-8").splitlines()) for p in python_files("cjdata")}
    long = {path for path, lines in lengths.items() if lines > LONGEST}
    assert long == set(LONGER_WITH_REASON)


def test_nothing_of_ours_is_patched():
    """Results are asserted, not wiring: real files, a real database, a real browser."""
    patching = {
        f"{name(path)}: {module}"
        for path in python_files("tests")
        for module in imported(path)
        if within(module, "unittest.mock", "mock", "pytest_mock")
    }
    assert not patching
    setting = re.compile(r"monkeypatch\.(setattr|setitem|delattr)|mocker\b")
    own = ROOT / "tests" / "house" / "test_files.py"
    assert not [
        name(p) for p in python_files("tests") if p != own and setting.search(p.read_text("utf-8"))
    ]


def test_nothing_made_is_committed():
    made = {".venv", ".cjdata", "__pycache__", ".pytest_cache", ".ruff_cache", ".mypy_cache"}
    assert not [name(p) for p in files() if made & set(p.relative_to(ROOT).parts)]
