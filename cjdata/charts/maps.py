"""One initiative on two maps: tiles of equal size, and true geography.

Every borough is a link to its page and says on its title who reported what. A borough is coloured
by what is said of it by name: totals that name none colour nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from urllib.parse import urlencode

from markupsafe import Markup

from cjdata.analysis.rollout.stages import InitiativeStatus, UnitStatus
from cjdata.charts import palette
from cjdata.charts.geography import WIDTH, Tile, geography, tiles
from cjdata.charts.palette import STAGE_LOOKS
from cjdata.charts.rollout_texts import unit_sentence
from cjdata.charts.stage_strip import stage_counts
from cjdata.charts.svg import label_text, picture, tag
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.states import Stage

TILE = 58
TILE_STEP = 62
CODE_SIZE = 17
SIGN_SIZE = 17
MAP_SIGN_SIZE = 36
"""In units of the outlines' view box: 12 pixels on a screen 343 pixels wide."""
PLAIN_COLUMNS = 8
DISPUTED_SIGN = "≠"
FULL_WIDTH = "display:block;width:100%;height:auto;max-width:{}px"

Address = Callable[[str], str]


def borough_address(status: InitiativeStatus) -> Address:
    """The page of a borough at the date of the map, for each unit."""

    def address(unit: str) -> str:
        asked = {"unit": unit, "known_at": status.known_at.isoformat()}
        return f"performance-borough?{urlencode(asked)}"

    return address


def tile_map(
    status: InitiativeStatus, catalogue: Catalogue, *, address: Address | None = None
) -> Markup:
    """Each borough the same size, with code and sign; units without a tile stand in plain rows."""
    places = _tiles_of(status, catalogue)
    link = address or borough_address(status)
    columns = max(tile.column for tile in places.values()) + 1 if places else 1
    rows = max(tile.row for tile in places.values()) + 1 if places else 1
    drawn = [_tile(u, places[u.unit], status, catalogue, link(u.unit)) for u in status.units]
    return picture(
        _map_words("Tile map", status),
        *drawn,
        width=columns * TILE_STEP,
        height=rows * TILE_STEP,
        style=FULL_WIDTH.format(columns * TILE_STEP),
        role="group",
    )


def _tiles_of(status: InitiativeStatus, catalogue: Catalogue) -> dict[str, Tile]:
    known = tiles()
    units = [u.unit for u in status.units]
    if all(unit in known for unit in units):
        return {unit: known[unit] for unit in units}
    return {
        unit: Tile(
            catalogue.units[unit].short or catalogue.units[unit].name[:4],
            i % PLAIN_COLUMNS,
            i // PLAIN_COLUMNS,
        )
        for i, unit in enumerate(units)
    }


def _tile(
    unit: UnitStatus, tile: Tile, status: InitiativeStatus, catalogue: Catalogue, address: str
) -> Markup:
    drawn = _drawn_tile(tile, unit.stage, _sign(unit))
    return _borough_link(address, unit_sentence(unit, status, catalogue), drawn)


@lru_cache(maxsize=1024)
def _drawn_tile(tile: Tile, stage: Stage, signs: str) -> Markup:
    """What a tile looks like: drawn once, as only its link and its words differ from day to day."""
    look = STAGE_LOOKS[stage]
    left, top = tile.column * TILE_STEP + 2, tile.row * TILE_STEP + 2
    middle = left + TILE / 2
    square = tag(
        "rect",
        x=left,
        y=top,
        width=TILE,
        height=TILE,
        rx=4,
        fill=look.fill,
        stroke=look.outline,
    )
    code = label_text(tile.code, x=middle, y=top + 26, size=CODE_SIZE, colour=look.ink, weight=600)
    sign = label_text(signs, x=middle, y=top + 47, size=SIGN_SIZE, colour=look.ink)
    return Markup("").join((square, code, sign))


def _sign(unit: UnitStatus) -> str:
    return f"{unit.stage.sign} {DISPUTED_SIGN}".strip() if unit.disputed else unit.stage.sign


def _borough_link(address: str, sentence: str, drawn: Markup) -> Markup:
    return tag(
        "a", tag("title", sentence), drawn, href=address, target="_self", aria_label=sentence
    )


def geographic_map(
    status: InitiativeStatus, catalogue: Catalogue, *, address: Address | None = None
) -> Markup:
    """True geography; empty where no outline belongs to any unit of the initiative."""
    link = address or borough_address(status)
    unit_of = {catalogue.units[u.unit].gss: u for u in status.units if catalogue.units[u.unit].gss}
    land = geography()
    if not any(outline.gss in unit_of for outline in land.outlines):
        return Markup("")
    drawn, signs = [], []
    for outline in land.outlines:
        unit = unit_of.get(outline.gss)
        if unit is None:
            drawn.append(_no_borough(outline.path, outline.name))
            continue
        shape = _shape(outline.path, STAGE_LOOKS[unit.stage].fill)
        sentence = unit_sentence(unit, status, catalogue)
        drawn.append(_borough_link(link(unit.unit), sentence, shape))
        signs += _signs_on_map(unit, outline.label_at)
    over = tag("g", *signs, pointer_events="none", aria_hidden="true")
    return picture(
        _map_words("Map", status),
        *drawn,
        over,
        width=WIDTH,
        height=land.height,
        style=FULL_WIDTH.format(560),
        role="group",
    )


def _signs_on_map(unit: UnitStatus, at: tuple[int, int]) -> list[Markup]:
    """One sign over the other: boroughs are narrow."""
    signs = [unit.stage.sign, DISPUTED_SIGN if unit.disputed else ""]
    return [
        label_text(
            sign,
            x=at[0],
            y=at[1] + 12 + i * MAP_SIGN_SIZE,
            size=MAP_SIGN_SIZE,
            colour=STAGE_LOOKS[unit.stage].ink,
        )
        for i, sign in enumerate(signs)
        if sign
    ]


@lru_cache(maxsize=512)
def _shape(path: str, fill: str) -> Markup:
    return tag(
        "path",
        d=path,
        fill=fill,
        stroke=palette.WHITE,
        stroke_width=3,
        stroke_linejoin="round",
        fill_rule="evenodd",
    )


def _no_borough(path: str, name: str) -> Markup:
    """The City has a police force of its own."""
    return tag("g", tag("title", f"{name}: none of the boroughs"), _shape(path, palette.WHITE))


def _map_words(kind: str, status: InitiativeStatus) -> str:
    """Without the date, which stands in the heading: the map is the same from one report on."""
    stages = stage_counts([u.stage for u in status.units])
    return f"{kind} of {status.initiative.name}: {stages}"
