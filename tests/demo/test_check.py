"""The illustrative returns against the rules that every outside file meets."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from cjdata.demo.sheet import HEADING
from cjdata.returns.checks import check
from cjdata.returns.readers import read_bytes


def kind_of(name: str) -> str:
    found = re.search("late|corrected", name)
    return found[0] if found else "monthly"


@pytest.mark.parametrize("kind", ["monthly", "late", "corrected"])
def test_every_row_passes_every_rule(files, catalogue, kind):
    """All files of a kind in one go, which no return is in twice: the rules are the same."""
    chosen = [f for f in files if kind == kind_of(f.name)]
    lines = [line for f in chosen for line in f.data.decode().splitlines()[1:]]
    sheet = read_bytes("\n".join([HEADING, *lines]).encode(), f"all-{kind}.csv")
    known_on = max(f.known_on for f in chosen)
    checked = check(sheet, catalogue=catalogue, known_on=known_on, today=dt.date(2006, 1, 1))
    assert checked.faults == ()
    assert len(checked.rows) == len(lines)


@pytest.mark.parametrize("place", [0, 200, -1])
def test_a_single_file_is_accepted_on_the_day_it_came(files, catalogue, place):
    file = files[place]
    sheet = read_bytes(file.data, file.name)
    checked = check(sheet, catalogue=catalogue, known_on=file.known_on, today=file.known_on)
    assert checked.accepted
    assert checked.faults == ()
