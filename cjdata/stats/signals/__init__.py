"""Signals: which latest points of many series moved by more than their own past explains.

They rest on a latest point being foretold from the months before it alone, with the season, the
slow drift and the scatter that those months show, and on counting how many points were looked at.
"""

from cjdata.stats.signals.latest import latest_signals
from cjdata.stats.signals.result import Direction, Kind, Signals, State

__all__ = ["Direction", "Kind", "Signals", "State", "latest_signals"]
