"""What special causes and limits mean for a measure: improvement, concern, target met or not.

They rest on the measure's direction being settled beforehand, not read off its data.
"""

import numpy as np
import numpy.typing as npt

from cjdata.stats.xmr.limits import BoolGrid, FloatGrid, ProcessLimits
from cjdata.stats.xmr.rules import SideGrid
from cjdata.stats.xmr.states import Assurance, Improvement, Judgement

Words = npt.NDArray[np.object_]
SignColumn = npt.NDArray[np.int8]


def improvement_signs(improvement: str | npt.ArrayLike, series: int) -> SignColumn:
    """One sign per series from one word for all or one word each; ValueError on another word."""
    given = [improvement] if isinstance(improvement, str) else list(np.atleast_1d(improvement))
    signs = np.array([Improvement(word).sign for word in given], dtype=np.int8)
    if len(signs) not in (1, series):
        raise ValueError(f"{len(signs)} directions of improvement for {series} series")
    return np.broadcast_to(signs, (series,)).copy()


def judgements(
    values: FloatGrid, limits: ProcessLimits, direction: SideGrid, sign: SignColumn
) -> Words:
    """A Judgement for every cell of (series, periods).

    A special cause is neutral where the measure is; a point without limits that no rule covers
    is not called common cause.
    """
    towards_better = direction * sign[:, None]
    return _choose(
        [
            (np.isnan(values), Judgement.MISSING),
            (towards_better > 0, Judgement.IMPROVEMENT),
            (towards_better < 0, Judgement.CONCERN),
            (direction != 0, Judgement.NEUTRAL),
            (np.isnan(limits.lower), Judgement.CANNOT_TELL),
        ],
        otherwise=Judgement.COMMON_CAUSE,
        shape=values.shape,
    )


def last_valued(values: FloatGrid) -> npt.NDArray[np.intp]:
    """The column of each row's last value, -1 for a row without any."""
    present = ~np.isnan(values)
    if values.shape[1] == 0:
        return np.full(values.shape[0], -1)
    from_the_end = np.argmax(present[:, ::-1], axis=1)
    return np.where(present.any(axis=1), values.shape[1] - 1 - from_the_end, -1)


def assurances(limits: ProcessLimits, target: FloatGrid, sign: SignColumn) -> Words:
    """An Assurance for every series: the target of the last period against the limits there.

    NOT_JUDGED without a target or a direction, CANNOT_TELL without limits.
    """
    series, periods = target.shape
    if periods == 0:
        return _choose([], otherwise=Assurance.NOT_JUDGED, shape=(series,))
    aim, lower, upper = target[:, -1], limits.lower[:, -1], limits.upper[:, -1]
    above, below = aim > upper, aim < lower
    return _choose(
        [
            (np.isnan(aim) | (sign == 0), Assurance.NOT_JUDGED),
            (np.isnan(lower), Assurance.CANNOT_TELL),
            ((above & (sign > 0)) | (below & (sign < 0)), Assurance.CONSISTENT_FAIL),
            (above | below, Assurance.CONSISTENT_PASS),
        ],
        otherwise=Assurance.INCONSISTENT,
        shape=(series,),
    )


def _choose(
    cases: list[tuple[BoolGrid, Judgement | Assurance]],
    *,
    otherwise: Judgement | Assurance,
    shape: tuple[int, ...],
) -> Words:
    """The word of the first case that holds in each cell."""
    words = np.full(shape, otherwise, dtype=object)
    for holds, word in reversed(cases):
        words[holds] = word
    return words
