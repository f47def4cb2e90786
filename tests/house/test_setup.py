"""The files a newcomer meets first: requirements, settings, README, Makefile, CI."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib import metadata

import pytest
from streamlit import config

from tests.house.imports import imported
from tests.house.repository import ROOT, name, python_files

MARKER = r"(?:python_version [<>=]+ \"3\.\d+\"|sys_platform != \"win32\")"
PIN = re.compile(rf"([A-Za-z0-9_.-]+)==([\w.]+)(?:; {MARKER})?")
RUN_BY_MAKE = {
    "ruff": "-m ruff",
    "mypy": "-m mypy",
    "import-linter": "lint-imports",
    "pytest-xdist": "-n auto --dist loadfile",
}
"""What `make test` runs rather than imports."""
TAKEN_BY_STREAMLIT = {"uvloop"}
"""What Streamlit imports where it is there."""


def pins(file: str) -> dict[str, set[str]]:
    """Distribution -> the versions it is pinned to; every line of a requirements file is one."""
    found: dict[str, set[str]] = {}
    for line in (ROOT / file).read_text("utf-8").splitlines():
        text = line.partition("#")[0].strip()
        if not text or text == "-r requirements.txt":
            continue
        match = PIN.fullmatch(text)
        assert match, f"{file}: '{line}' is not a pin"
        found.setdefault(match[1].lower(), set()).add(match[2])
    return found


def imported_by(*folders: str) -> set[str]:
    """The distributions, in lower case, of whatever the files of some folders import."""
    provided_by = metadata.packages_distributions()
    modules = {m.split(".")[0] for path in python_files(*folders) for m in imported(path)}
    return {d.lower() for module in modules for d in provided_by.get(module, [])}


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned_and_there_is_what_is_installed(file):
    for distribution, versions in pins(file).items():
        if distribution not in TAKEN_BY_STREAMLIT or sys.platform != "win32":
            assert metadata.version(distribution) in versions


def test_what_runs_imports_what_it_requires_and_requires_what_it_imports():
    used = imported_by("app.py", "pages", "cjdata")
    assert set(pins("requirements.txt")) - TAKEN_BY_STREAMLIT == used


def test_what_tests_need_is_used():
    used = imported_by("tests", "benchmarks")
    makefile = (ROOT / "Makefile").read_text("utf-8")
    used |= {tool for tool, command in RUN_BY_MAKE.items() if command in makefile}
    wanted = set(pins("requirements-dev.txt"))
    assert wanted <= used
    assert used - set(pins("requirements.txt")) <= wanted


def test_streamlit_is_set_as_it_must_be():
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    server, client = settings["server"], settings["client"]
    assert settings["browser"]["gatherUsageStats"] is False
    assert server["address"] == "127.0.0.1"
    assert server["headless"] is True
    assert server["fileWatcherType"] == "none"
    assert server["enableAgentApi"] is False
    assert server["maxUploadSize"] <= 25
    assert client["showErrorDetails"] == "none"
    assert client["showErrorLinks"] is False
    assert client["toolbarMode"] == "minimal"
    assert not {"light", "dark"} & set(settings["theme"]), "either would let the appearance change"


def test_streamlit_knows_every_setting():
    """A misspelt option would be passed over with no more than a warning."""
    known = set(config.get_config_options(force_reparse=True))
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert {f"{section}.{key}" for section, key in _flat(settings)} <= known


def _flat(settings: dict[str, object], prefix: str = "") -> list[tuple[str, str]]:
    found = []
    for key, value in settings.items():
        if isinstance(value, dict):
            found += _flat(value, f"{prefix}.{key}" if prefix else key)
        else:
            found.append((prefix, key))
    return found


def test_readme_opens_with_the_two_commands():
    readme = (ROOT / "README.md").read_text("utf-8")
    first = re.search(r"```\w*\n(.*?)```", readme, re.DOTALL)
    assert first
    assert re.findall(r"^make \w+", first[1], re.MULTILINE) == ["make run", "make test"]


def test_links_of_the_documents_lead_somewhere():
    link = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
    documents = [ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")]
    lost = {
        f"{name(document)}: {target}"
        for document in documents
        for target in link.findall(document.read_text("utf-8"))
        if "://" not in target and not (document.parent / target).exists()
    }
    assert not lost


@pytest.mark.skipif(shutil.which("make") is None, reason="no make on this machine")
def test_make_says_plainly_when_no_python_is_new_enough(tmp_path):
    shutil.copy(ROOT / "Makefile", tmp_path)
    shutil.copy(ROOT / "requirements.txt", tmp_path)
    bare = {"PATH": os.defpath, "HOME": str(tmp_path), "PYTHON": "no-such-python"}
    result = subprocess.run(
        ["make", "-e", "run"], cwd=tmp_path, env=bare, capture_output=True, text=True, check=False
    )
    assert result.returncode != 0
    assert "Python 3.11 or later" in result.stderr
    assert not (tmp_path / ".venv").exists()


def test_ci_needs_a_browser_and_calls_make_test():
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert "export CJDATA_REQUIRE_BROWSER=1" in script
    assert "make --keep-going --no-print-directory test" in script
    assert "set -euo pipefail" in script
