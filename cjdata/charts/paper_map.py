"""The map for print: true geography without links, each borough with its code and its sign.

It must be read on a page printed in black: the sign tells the stage where the colour cannot.
"""

from __future__ import annotations

from markupsafe import Markup

from cjdata.analysis.rollout.stages import InitiativeStatus, UnitStatus
from cjdata.charts import palette, words
from cjdata.charts.geography import WIDTH, geography, tiles
from cjdata.charts.maps import DISPUTED_SIGN
from cjdata.charts.palette import STAGE_LOOKS, STAGE_ORDER
from cjdata.charts.rollout_texts import map_heading
from cjdata.charts.stage_strip import stage_counts
from cjdata.charts.svg import label_text, picture, tag
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.states import Stage

FONT = "Libertinus Serif, Georgia, serif, DejaVu Sans Mono"
CODE_SIZE = 18
SIGN_SIZE = 23
KEY_SIZE = 24
KEY_STEP = 196
KEY_HEIGHT = 60


def paper_map(status: InitiativeStatus, catalogue: Catalogue) -> Markup:
    """The boroughs by stage; empty where no outline belongs to any unit of the initiative."""
    unit_of = {catalogue.units[u.unit].gss: u for u in status.units if catalogue.units[u.unit].gss}
    land = geography()
    if not any(outline.gss in unit_of for outline in land.outlines):
        return Markup("")
    drawn, written = [], []
    for outline in land.outlines:
        unit = unit_of.get(outline.gss)
        drawn.append(_shape(outline.path, palette.WHITE if unit is None else _fill(unit)))
        if unit is not None:
            written += _written(unit, outline.label_at)
    stages = [u.stage for u in status.units]
    return picture(
        map_words(status, catalogue),
        tag("g", *drawn, *written, *_key(stages, land.height), font_family=FONT),
        width=WIDTH,
        height=land.height + KEY_HEIGHT,
        style="display:block;width:100%;height:auto",
    )


def map_words(status: InitiativeStatus, catalogue: Catalogue) -> str:
    """What the map shows: how many boroughs are at each stage, and which are not only planned."""
    told = [
        f"{stage.label}: {words.listing(names)}"
        for stage in STAGE_ORDER
        if stage not in (Stage.UNKNOWN, Stage.NOT_IN_SCOPE)
        and (names := [catalogue.units[u.unit].name for u in status.units if u.stage is stage])
    ]
    return " ".join(
        [
            f"Map of the boroughs by stage of {status.initiative.name} on "
            f"{words.day(status.known_at)}: {stage_counts([u.stage for u in status.units])}.",
            map_heading(status, catalogue),
            *([f"{words.opening('; '.join(told))}."] if told else []),
        ]
    )


def _fill(unit: UnitStatus) -> str:
    return STAGE_LOOKS[unit.stage].fill


def _shape(path: str, fill: str) -> Markup:
    return tag(
        "path", d=path, fill=fill, stroke=palette.NO_SIGNAL, stroke_width=1.5,
        stroke_linejoin="round", fill_rule="evenodd",
    )  # fmt: skip


def _written(unit: UnitStatus, at: tuple[int, int]) -> list[Markup]:
    known, ink = tiles(), STAGE_LOOKS[unit.stage].ink
    code = known[unit.unit].code if unit.unit in known else ""
    sign = f"{unit.stage.sign} {DISPUTED_SIGN}".strip() if unit.disputed else unit.stage.sign
    lines = [(code, CODE_SIZE), (sign, SIGN_SIZE)] if sign else [(code, CODE_SIZE)]
    top = at[1] + 7 if len(lines) == 1 else at[1] - 3
    return [
        label_text(text, x=at[0], y=top + i * 22, size=size, colour=ink)
        for i, (text, size) in enumerate(lines)
    ]


def _key(stages: list[Stage], top: int) -> list[Markup]:
    """What the fills and signs mean: of the stages on the map alone."""
    shown = [stage for stage in STAGE_ORDER if stage in stages]
    drawn: list[Markup] = []
    for i, stage in enumerate(shown):
        look, left = STAGE_LOOKS[stage], i * KEY_STEP
        drawn += [
            tag(
                "rect", x=left + 1, y=top + 26, width=30, height=26, fill=look.fill,
                stroke=palette.NO_SIGNAL,
            ),
            label_text(stage.sign, x=left + 16, y=top + 47, size=20, colour=look.ink),
            label_text(
                stage.label, x=left + 40, y=top + 47, size=KEY_SIZE, colour=palette.INK,
                anchor="start",
            ),
        ]  # fmt: skip
    return drawn
