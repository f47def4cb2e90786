"""Every colour of the house by what it means, never by where it is used.

The hues are the Analysis Function's. Graphics that carry meaning keep 3:1 against white, text
keeps 4.5:1 against what it stands on; the tests compute both.
"""

from __future__ import annotations

from dataclasses import dataclass

from cjdata.domain.states import Stage, Verdict

DARK_BLUE = "#12436D"
TURQUOISE = "#28A197"
DARK_PINK = "#801650"
ORANGE = "#F46A25"
DARK_GREY = "#3D3D3D"
LIGHT_PURPLE = "#A285D1"
WHITE = "#FFFFFF"

INK = "#1A1D21"
QUIET_INK = "#505A63"
ORANGE_INK = "#A8440A"
"""Orange dark enough to be read: the orange itself is for graphics alone."""

RULE = "#D5DADF"
"""Hairlines between rows and along axes; carries no meaning."""
BACKGROUND_BAR = "#E6EAEE"
MIDDLE_HALF = "#BCC6CF"
BAND = "#D9E2EA"
NO_SIGNAL = "#7F8890"

TARGET = DARK_PINK
DECISION = DARK_PINK
PLAN = ORANGE
PLAN_INK = ORANGE_INK
REPORTED = DARK_BLUE


@dataclass(frozen=True, slots=True)
class StageLook:
    """How a stage is filled, outlined and written on."""

    fill: str
    outline: str
    ink: str


STAGE_LOOKS = {
    Stage.LIVE: StageLook(DARK_BLUE, DARK_BLUE, WHITE),
    Stage.PARTIAL: StageLook("#3F76A8", "#3F76A8", WHITE),
    Stage.IN_PROGRESS: StageLook("#7BA0CB", "#5B84B1", INK),
    Stage.PLANNED: StageLook("#C8DAEA", "#5B84B1", INK),
    Stage.UNKNOWN: StageLook("#EEF0F2", "#EEF0F2", QUIET_INK),
    Stage.NOT_IN_SCOPE: StageLook(WHITE, RULE, QUIET_INK),
    Stage.CEASED: StageLook(WHITE, DARK_GREY, DARK_GREY),
}
"""One hue from live (dark) to planned (pale); what is not heard of has none."""

STAGE_ORDER = (
    Stage.LIVE,
    Stage.PARTIAL,
    Stage.IN_PROGRESS,
    Stage.PLANNED,
    Stage.CEASED,
    Stage.NOT_IN_SCOPE,
    Stage.UNKNOWN,
)
"""As legends, strips and counts name them."""


@dataclass(frozen=True, slots=True)
class VerdictLook:
    """The colour of a verdict, for graphics and, dark enough to be read, for text."""

    colour: str
    ink: str


PLAIN_VERDICT = VerdictLook(NO_SIGNAL, QUIET_INK)
VERDICT_LOOKS = dict.fromkeys(Verdict, PLAIN_VERDICT) | {
    Verdict.BETTER: VerdictLook(DARK_BLUE, DARK_BLUE),
    Verdict.WORSE: VerdictLook(ORANGE, ORANGE_INK),
}


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours by WCAG 2.2, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
