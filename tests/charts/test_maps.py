from __future__ import annotations

import dataclasses
import re
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest

from cjdata.analysis.rollout.stages import InitiativeStatus, UnitStatus
from cjdata.charts.geography import ATTRIBUTION, BOUNDARIES, WIDTH, geography, tiles
from cjdata.charts.maps import CODE_SIZE, MAP_SIGN_SIZE, TILE_STEP, geographic_map, tile_map
from cjdata.charts.palette import STAGE_LOOKS
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.states import Stage
from cjdata.domain.units import Unit, UnitKind
from tests.charts.record import (
    APRIL,
    FEBRUARY,
    JULY,
    LAWYERS,
    MODEL,
    UNITS,
    catalogue,
    disputed,
    status,
)

SVG = "{http://www.w3.org/2000/svg}"
NARROW = 343
"""Pixels that a page leaves for a map on a screen 375 wide."""


def parsed(markup: str) -> ElementTree.Element:
    return ElementTree.fromstring(markup)


def links(markup: str) -> dict[str, ElementTree.Element]:
    """Each borough's link by its unit."""
    found = {}
    for link in parsed(markup).iter(f"{SVG}a"):
        address = urlsplit(link.get("href", ""))
        assert address.path == "performance-borough"
        found[parse_qs(address.query)["unit"][0]] = link
    return found


@pytest.mark.parametrize("draw", [tile_map, geographic_map])
def test_each_of_the_32_is_a_link_with_a_title_and_its_stage(draw):
    found = links(draw(status(MODEL, FEBRUARY), catalogue()))
    assert len(found) == 32
    assert found["southwark"].findtext(f"{SVG}title") == (
        "Southwark: live since some time between 8 May 2003 and 9 October 2003 "
        "(MPS, 12 February 2004)"
    )
    assert "known_at=2004-02-12" in found["southwark"].get("href", "")
    shape = found["southwark"].find(f"{SVG}path")
    shape = found["southwark"].find(f"{SVG}rect") if shape is None else shape
    assert shape.get("fill") == STAGE_LOOKS[Stage.LIVE].fill


def test_tiles_carry_code_and_sign():
    found = links(tile_map(disputed(LAWYERS, APRIL), catalogue()))
    assert [t.text for t in found["croydon"].iter(f"{SVG}text")] == ["CRD", "●"]
    assert [t.text for t in found["lambeth"].iter(f"{SVG}text")] == ["LAM", "◐ ≠"]
    assert "HMIC, 1 March 2004" in found["lambeth"].findtext(f"{SVG}title", "")


def test_a_total_without_names_colours_no_tile():
    told = links(tile_map(status(UNITS, JULY), catalogue()))
    live = [u for u, a in told.items() if a.find(f"{SVG}rect").get("fill") == "#12436D"]
    assert len(live) == 13


def test_text_is_large_enough_on_a_narrow_screen():
    columns = max(tile.column for tile in tiles().values()) + 1
    assert CODE_SIZE * NARROW / (columns * TILE_STEP) >= 11
    assert MAP_SIGN_SIZE * NARROW / WIDTH >= 11


def test_maps_are_groups_with_words():
    for draw in (tile_map, geographic_map):
        root = parsed(draw(status(UNITS, APRIL), catalogue()))
        assert root.get("role") == "group"
        assert "13 live, 6 planned, 13 not heard of" in root.get("aria-label", "")


def test_every_borough_has_an_outline_and_the_city_is_none_of_them():
    outlines = {o.gss: o for o in geography().outlines}
    boroughs = {u.gss for u in catalogue().boroughs}
    assert set(outlines) - boroughs == {"E09000001"}
    assert boroughs <= set(outlines)
    markup = geographic_map(status(MODEL, FEBRUARY), catalogue())
    assert "City of London: none of the boroughs" in markup


def test_paths_are_whole_numbers_within_the_view_box():
    land = geography()
    assert land is geography()
    for outline in land.outlines:
        assert re.fullmatch(r"(M\d+ \d+(L\d+ \d+)+Z)+", outline.path)
        numbers = [int(n) for n in re.findall(r"\d+", outline.path)]
        assert max(numbers[0::2]) <= WIDTH
        assert max(numbers[1::2]) <= land.height


def test_london_is_wider_than_high_by_its_true_measure():
    """About 58 km from west to east and 45 km from south to north."""
    assert WIDTH / geography().height == pytest.approx(58 / 45, rel=0.03)


def test_no_two_tiles_share_a_place():
    places = {(t.column, t.row) for t in tiles().values()}
    assert len(places) == len(tiles()) == 32


def test_attribution_is_that_of_the_file():
    text = (BOUNDARIES / "ATTRIBUTION.md").read_text(encoding="utf-8")
    for line in ATTRIBUTION:
        assert line in text


def test_names_are_escaped():
    known = catalogue()
    units = dict(known.units) | {
        "brent": dataclasses.replace(known.units["brent"], name='Brent <script>"&')
    }
    hostile = dataclasses.replace(known, units=units)
    markup = tile_map(status(MODEL, FEBRUARY), hostile)
    assert "<script>" not in markup
    title = links(markup)["brent"].findtext(f"{SVG}title", "")
    assert title.startswith('Brent <script>"&: live')


def elsewhere(count: int) -> tuple[InitiativeStatus, Catalogue]:
    """A force whose divisions stand on no tile and have no outline."""
    names = [f"division-{i}" for i in range(count)]
    units = {n: Unit(id=n, name=n.title(), kind=UnitKind.BOROUGH, short=n[-3:]) for n in names}
    found = dataclasses.replace(
        status(MODEL, FEBRUARY),
        of=count,
        units=tuple(UnitStatus(unit=n, stage=Stage.LIVE, claims=()) for n in names),
    )
    return found, dataclasses.replace(catalogue(), units=dict(catalogue().units) | units)


def test_units_of_another_force_stand_in_plain_rows_and_on_no_map():
    found, known = elsewhere(11)
    drawn = links(tile_map(found, known))
    assert len(drawn) == 11
    places = {
        (a.find(f"{SVG}rect").get("x"), a.find(f"{SVG}rect").get("y")) for a in drawn.values()
    }
    assert len(places) == 11
    assert geographic_map(found, known) == ""
