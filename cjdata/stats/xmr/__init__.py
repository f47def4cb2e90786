"""XmR charts in the Making Data Count convention: limits, special causes, verdicts.

They rest on periods that follow one another and do not overlap: a rolling figure shares its
cases with its neighbours, so its moving ranges are too small and its runs too many.
"""

from cjdata.stats.xmr.chart import XmrChart, xmr_chart
from cjdata.stats.xmr.limits import ProcessLimits, process_limits
from cjdata.stats.xmr.many import XmrMany, xmr_many
from cjdata.stats.xmr.rules import SpecialCauses, special_causes
from cjdata.stats.xmr.states import Assurance, Improvement, Judgement, Rule

__all__ = [
    "Assurance",
    "Improvement",
    "Judgement",
    "ProcessLimits",
    "Rule",
    "SpecialCauses",
    "XmrChart",
    "XmrMany",
    "process_limits",
    "special_causes",
    "xmr_chart",
    "xmr_many",
]
