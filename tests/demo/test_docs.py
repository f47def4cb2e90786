"""What docs/demo-data.md says of the illustrative returns is what the code does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from cjdata.demo.anchors import PATHS, SOURCE
from cjdata.demo.arrivals import LATE_SHARE, MISSING_SHARE, REVISED_SHARE, UNAVAILABLE_SHARE
from cjdata.demo.generate import demo_files
from cjdata.demo.go_lives import LAWYERS_BEFORE_UNIT_DAYS
from cjdata.demo.planted import PLANTED
from cjdata.demo.shape import BOROUGH_SIZE_SPREAD

from .conftest import read_rows, standing_rows

TEXT = (Path(__file__).parents[2] / "docs" / "demo-data.md").read_text(encoding="utf-8")


def test_the_table_lists_the_planted_effects_and_no_other():
    section = TEXT.split("## The effects that are planted")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")][2:]
    assert len(lines) == len(PLANTED)
    for line, effect in zip(lines, PLANTED, strict=True):
        rate, initiative, *numbers = [cell.strip() for cell in line.strip("|").split("|")]
        assert rate.startswith(f"{effect.component} of {effect.of}")
        assert initiative == effect.initiative
        stated = (effect.points, effect.lag_months, effect.ramp_months)
        assert tuple(float(number) for number in numbers) == stated


def test_the_published_points_are_quoted_with_their_source():
    assert SOURCE in TEXT
    for path in PATHS.values():
        assert all(f"{anchor.rate}%" in TEXT for anchor in path.anchors)


@pytest.mark.parametrize(
    "words",
    [
        f"about {LATE_SHARE * 100:.0f} in 100",
        f"about {REVISED_SHARE * 100:.0f} in 100",
        f"about {MISSING_SHARE * 1000:.0f} in 1,000",
        f"about {UNAVAILABLE_SHARE * 1000:.0f} of 1,000",
        f"{LAWYERS_BEFORE_UNIT_DAYS[1]} to {LAWYERS_BEFORE_UNIT_DAYS[0]} days",
        f"standard deviation {BOROUGH_SIZE_SPREAD * 100:.0f}%",
    ],
)
def test_the_shares_are_the_documented_ones(words):
    assert words in TEXT


@pytest.mark.parametrize("tier", ["magistrates", "crown"])
def test_as_few_listings_are_moved_as_the_page_says(standing, catalogue, events, tier):
    """An effect of no size turns the settling off and changes nothing else."""
    nothing = replace(PLANTED[0], points=0.0)
    drawn = standing_rows(read_rows(demo_files(catalogue, events, effects=(*PLANTED, nothing))))
    settled, plain = (ineffective_by_court(rows, tier) for rows in (standing, drawn))
    assert f"{(settled - plain).abs().sum():,.0f} of {settled.sum():,.0f}" in TEXT


def ineffective_by_court(rows, tier):
    own = rows[(rows["collection"] == f"trials-{tier}") & (rows["reason"] == "")]
    own = own[(own["component"] == "trials_ineffective")]
    own = own[(own["court"] != "") | (tier == "crown")]
    return own.set_index(["unit", "period", "court"])["count"]
