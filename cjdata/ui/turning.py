"""Sections that change on certain days alone: the same between two of them, but for their links.

Whoever steps through the days finds them ready. A section must rest on nothing that changes between
the days it is kept by: how late something is, or how far ahead, changes every day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol

from cjdata.analysis.figures.national_targets import last_aimed
from cjdata.analysis.figures.peers import TOPIC as PEERS
from cjdata.analysis.impact.effect_day import effect_day
from cjdata.analysis.rollout.plan import last_rated
from cjdata.analysis.rollout.statements import last_said
from cjdata.snapshot.turning import turning_day
from cjdata.ui.address import View
from cjdata.ui.house import House, kept

Part = ParamSpec("Part")
Section = Callable[Concatenate[House, View, Part], str]
"""A section, which may be told of which part of a page it is."""


def turned(house: House, view: View) -> View:
    """The view on the last day on which a figure changed."""
    return replace(view, known_at=turning_day(house.reader, view.known_at))


def return_day(house: House, known_at: dt.date) -> dt.date:
    """The last day on which it changed which returns are due, have come or stand, or of which
    months they are shown."""
    return max(house.reader.last_logged(known_at), known_at.replace(day=1))


def comparison_day(house: House, known_at: dt.date) -> dt.date:
    """The last day on which a figure, the target beside it or a group of peers changed, or the
    last return of all came."""
    turned, last = turning_day(house.reader, known_at), house.reader.last_known_on()
    named = [entry.known_on for entry in house.reader.kept(PEERS, known_at)[-1:]]
    ended = [last] if last and last <= known_at else []
    return max([turned, last_aimed(house.catalogue, known_at), *named, *ended])


class Keeping(Protocol):
    """A way of keeping sections."""

    def __call__(self, section: Section[Part], /) -> Section[Part]: ...


def _kept_since(day_of: Callable[[House, dt.date], dt.date]) -> Keeping:
    """Keep a section by the last day on which it changed; its links lead to the date in view."""

    def keep(section: Section[Part], /) -> Section[Part]:
        on_the_day = kept(section)

        @wraps(section)
        def asked(house: House, view: View, /, *args: Part.args, **named: Part.kwargs) -> str:
            then = replace(view, known_at=day_of(house, view.known_at))
            text = on_the_day(house, then, *args, **named)
            return text.replace(f"known_at={then.known_at}", f"known_at={view.known_at}")

        return asked

    return keep


kept_between_turns = _kept_since(lambda at, day: turning_day(at.reader, day))
"""For figures: kept until it changes which return stands."""
kept_between_comparisons = _kept_since(comparison_day)
"""For figures beside peers and targets: kept until one of them changes."""
kept_between_words = _kept_since(lambda at, day: last_said(at.reader, at.catalogue, day))
"""For stages and claims: kept until somebody says something of the rollout."""
kept_between_ratings = _kept_since(lambda at, day: last_rated(at.reader, at.catalogue, day))
"""For ratings: kept until something is told, or a day passes that a rating hangs on."""
kept_between_effects = _kept_since(
    lambda at, day: effect_day(at.reader, at.catalogue, day, demo=at.store.demo)
)
"""For effects: kept until a figure changes, or what is known of a go-live."""
kept_between_returns = _kept_since(return_day)
"""For who sent what: kept until a return comes, falls due or ceases to stand, or a month begins."""
