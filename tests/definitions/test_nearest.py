"""What is offered for a name that is unknown: what it was meant to be, or nothing."""

from __future__ import annotations

import pytest

from cjdata.definitions import load
from cjdata.domain.catalogue import nearest

UNITS = load().units


@pytest.mark.parametrize("name", ["narnia", "nowhere", "mars"])
def test_nothing_is_offered_for_what_is_like_no_unit(name):
    assert nearest(name, UNITS) == []


@pytest.mark.parametrize(
    ("name", "meant"),
    [("lambeht", "lambeth"), ("Barking & Dagenham", "barking-and-dagenham"), ("kennt", "kent")],
)
def test_a_misspelt_one_is_offered_as_it_is_spelt(name, meant):
    assert nearest(name, UNITS)[0] == meant
