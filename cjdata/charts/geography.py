"""Where the boroughs lie: tiles of equal size, and true outlines as SVG paths.

Longitude is shortened by the cosine of London's latitude, which keeps shapes true to within a
pixel over an area this small.
"""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from cjdata.definitions.layers import DATA

BOUNDARIES = DATA / "boundaries"
LATITUDE = math.radians(51.5)
WIDTH = 1000
"""Of the view box of the outlines, in whole units."""

ATTRIBUTION = (
    "Contains National Statistics data © Crown copyright and database right (2015)",
    "Contains Ordnance Survey data © Crown copyright and database right [2015]",
)
"""The licence of the outlines (Open Government Licence v3) asks for both wherever they show."""
ATTRIBUTION_TEXT = ". ".join(ATTRIBUTION) + "."

Ring = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Tile:
    """Where the tile of a unit stands, from the top left, and the code written on it."""

    code: str
    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Outline:
    """The outline of one area as an SVG path, and a point inside it for its sign."""

    gss: str
    name: str
    path: str
    label_at: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Geography:
    """All outlines in one view box of WIDTH by `height`."""

    height: int
    outlines: tuple[Outline, ...]


@cache
def tiles() -> dict[str, Tile]:
    """The tile of each borough, by unit."""
    with (BOUNDARIES / "tile_grid.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["unit"]: Tile(row["code"], int(row["column"]), int(row["row"]))
            for row in csv.DictReader(file)
        }


@cache
def geography() -> Geography:
    """The outlines of the boroughs and the City, projected once."""
    text = (BOUNDARIES / "london_boroughs.geojson").read_text(encoding="utf-8")
    areas = [
        (feature["properties"], [_flat(ring) for ring in _rings(feature["geometry"])])
        for feature in json.loads(text)["features"]
    ]
    points = [point for _, rings in areas for ring in rings for point in ring]
    left, top = min(x for x, _ in points), min(y for _, y in points)
    scale = WIDTH / (max(x for x, _ in points) - left)
    height = math.ceil((max(y for _, y in points) - top) * scale)

    def placed(ring: Ring) -> list[tuple[int, int]]:
        rounded = [(round((x - left) * scale), round((y - top) * scale)) for x, y in ring]
        return [p for i, p in enumerate(rounded) if i == 0 or p != rounded[i - 1]]

    return Geography(
        height,
        tuple(
            _outline(properties, [placed(ring) for ring in rings]) for properties, rings in areas
        ),
    )


def _rings(geometry: dict[str, object]) -> Iterable[Sequence[Sequence[float]]]:
    coordinates: list[list[list[float]]] | list[list[list[list[float]]]]
    coordinates = geometry["coordinates"]  # type: ignore[assignment]
    polygons = [coordinates] if geometry["type"] == "Polygon" else coordinates
    for polygon in polygons:
        yield from polygon  # type: ignore[misc]


def _flat(ring: Sequence[Sequence[float]]) -> Ring:
    return [(lon * math.cos(LATITUDE), -lat) for lon, lat, *_ in ring]


def _outline(properties: dict[str, str], rings: list[list[tuple[int, int]]]) -> Outline:
    drawn = [ring for ring in rings if len(ring) > 3]
    path = "".join("M" + "L".join(f"{x} {y}" for x, y in ring[:-1]) + "Z" for ring in drawn)
    largest = max(drawn, key=lambda ring: abs(_area_and_middle(ring)[0]))
    return Outline(properties["gss"], properties["name"], path, _area_and_middle(largest)[1])


def _area_and_middle(ring: list[tuple[int, int]]) -> tuple[float, tuple[int, int]]:
    """Signed area of a closed ring and its centre of gravity."""
    area = across = down = 0.0
    for (x1, y1), (x2, y2) in pairwise(ring):
        cross = x1 * y2 - x2 * y1
        area += cross / 2
        across += (x1 + x2) * cross / 6
        down += (y1 + y2) * cross / 6
    return area, (round(across / area), round(down / area)) if area else ring[0]
