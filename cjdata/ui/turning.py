"""Sections of figures alone: the same from one turning day to the next, but for their links.

Whoever steps through the days finds them ready. A section that tells of the date itself, of what is
due or of what was said of the rollout must not be kept in this way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps

from cjdata.snapshot.turning import turning_day
from cjdata.ui.address import View
from cjdata.ui.house import House, kept


def turned(house: House, view: View) -> View:
    """The view on the last day on which a figure changed."""
    return replace(view, known_at=turning_day(house.reader, view.known_at))


def kept_between_turns(section: Callable[[House, View], str]) -> Callable[[House, View], str]:
    """Keep a section from one turning day to the next; its links lead to the date in view."""
    on_the_day = kept(section)

    @wraps(section)
    def asked(house: House, view: View) -> str:
        then = turned(house, view)
        text = on_the_day(house, then)
        return text.replace(f"known_at={then.known_at}", f"known_at={view.known_at}")

    return asked
