"""How much has come of a figure, as a sentence says it."""

from __future__ import annotations

import pytest

from cjdata.analysis.figures.readings import Reading
from cjdata.charts.completeness import come_words, lacking_words
from cjdata.domain.periods import Period
from cjdata.domain.states import State

SEPTEMBER = [Period.parse("2003-09")]


def reading(come: int, due: int, state: State = State.INCOMPLETE) -> Reading:
    return Reading(38.8, 97.0, 250.0, state, come, due, revised=False)


def test_only_an_incomplete_figure_is_said_to_lack_returns():
    assert lacking_words(reading(1_031, 1_032)) == "1,031 of 1,032 returns"
    assert lacking_words(reading(32, 32, State.VALUE)) == ""
    assert lacking_words(reading(0, 32, State.NOT_RECEIVED)) == ""


@pytest.mark.parametrize(
    ("come", "blank", "said"),
    [
        (1, [], "1 of 3 returns have come"),
        (1, SEPTEMBER, "2 of 3 returns have come; September not available"),
        (2, SEPTEMBER, "September not available"),
    ],
)
def test_a_return_that_came_without_the_figure_has_come(come, blank, said):
    assert come_words(reading(come, 3), blank) == said
