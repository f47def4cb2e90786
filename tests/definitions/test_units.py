"""The places of the project are those of London in 2003."""

from __future__ import annotations

import csv
import json

import pytest

from cjdata.definitions.layers import DATA
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.units import UnitKind

GREATER_LONDON, CITY = 7_172_091, 7_185


def test_there_are_32_boroughs_and_their_people_add_up(catalogue: Catalogue) -> None:
    assert len(catalogue.boroughs) == 32
    total = sum(b.population_2001 or 0 for b in catalogue.boroughs)
    assert total == GREATER_LONDON - CITY == 7_164_906


def test_every_borough_has_its_codes_and_peers(catalogue: Catalogue) -> None:
    for borough in catalogue.boroughs:
        assert borough.gss.startswith("E090000")
        assert borough.code_2003.startswith("00")
        assert len(borough.met_code) == 2
        assert len(borough.short) == 3
        assert catalogue.peers(borough.id)
        assert "unsourced" in borough.evidence


def test_wandsworth_and_westminster_are_not_confused(catalogue: Catalogue) -> None:
    assert catalogue.units["wandsworth"].met_code == "WW"
    assert catalogue.units["westminster"].met_code == "CW"


@pytest.mark.parametrize(
    ("kind", "count"),
    [
        (UnitKind.AREA, 42),
        (UnitKind.CROWN_COURT, 12),
        (UnitKind.MAGISTRATES_COURT, 34),
        (UnitKind.FORCE, 1),
        (UnitKind.NATIONAL, 1),
        (UnitKind.SITE, 2),
    ],
)
def test_how_many_units_there_are_of_a_kind(
    catalogue: Catalogue, kind: UnitKind, count: int
) -> None:
    assert len(catalogue.of_kind(kind)) == count


def test_courts_say_that_27_were_counted_where_34_are_listed(catalogue: Catalogue) -> None:
    for court in catalogue.of_kind(UnitKind.MAGISTRATES_COURT):
        assert "27 were counted" in court.evidence
        assert "unsourced" in court.evidence


@pytest.mark.parametrize("unit", ["mps", "london"])
def test_london_is_made_up_of_boroughs_and_crown_courts(catalogue: Catalogue, unit: str) -> None:
    parts = {u.id for u in (*catalogue.boroughs, *catalogue.of_kind(UnitKind.CROWN_COURT))}
    assert set(catalogue.units[unit].members) == parts
    assert len(catalogue.units[unit].members) == 44


def test_london_says_what_of_the_city(catalogue: Catalogue) -> None:
    assert "City of London" in catalogue.units["london"].evidence


def test_southwark_crown_court_is_not_the_court_of_southwark(catalogue: Catalogue) -> None:
    court = catalogue.units["court-southwark"]
    assert court.name == "Southwark Crown Court"
    assert "southwark" not in court.members
    assert "southwark" in catalogue.units["court-inner-london"].members


def test_every_borough_has_a_court_of_each_tier(catalogue: Catalogue) -> None:
    for kind in (UnitKind.MAGISTRATES_COURT, UnitKind.CROWN_COURT):
        served = {name for court in catalogue.of_kind(kind) for name in court.members}
        assert served == {b.id for b in catalogue.boroughs}


def test_the_seven_comparators_are_those_of_the_inspection(catalogue: Catalogue) -> None:
    assert {u.name for u in catalogue.units.values() if u.comparator} == {
        "Merseyside", "South Yorkshire", "West Midlands", "Thames Valley",
        "Kent", "Surrey", "South Wales",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("spelling", "unit"),
    [
        ("City of Westminster", "westminster"),
        ("GreaterManchester", "greater-manchester"),
        ("Hampshire", "hampshire-and-isle-of-wight"),
        ("Dyfed Powys", "dyfed-powys"),
        ("Metropolitan and City", "london"),
        ("Greater London", "london"),
        ("National", "england-and-wales"),
    ],
)
def test_other_spellings_are_known(catalogue: Catalogue, spelling: str, unit: str) -> None:
    assert spelling in catalogue.units[unit].aliases


def test_every_borough_has_an_outline_and_a_tile(catalogue: Catalogue) -> None:
    outlines = json.loads(
        (DATA / "boundaries" / "london_boroughs.geojson").read_text(encoding="utf-8")
    )
    drawn = {f["properties"]["gss"] for f in outlines["features"]}
    assert {b.gss for b in catalogue.boroughs} == drawn - {"E09000001"}
    with (DATA / "boundaries" / "tile_grid.csv").open(encoding="utf-8", newline="") as file:
        tiles = {row["unit"]: row["code"] for row in csv.DictReader(file)}
    assert tiles == {b.id: b.short for b in catalogue.boroughs}


def test_the_attribution_stands_beside_the_outlines() -> None:
    text = (DATA / "boundaries" / "ATTRIBUTION.md").read_text(encoding="utf-8")
    assert "Contains National Statistics data © Crown copyright and database right (2015)" in text
    assert "Contains Ordnance Survey data © Crown copyright and database right [2015]" in text
