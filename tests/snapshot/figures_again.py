"""Figures worked out a second time, in plain Python, from the files and the definitions alone.

It shares nothing with the queries: the files are read as they were sent, a return is looked for
anew for each day, and each figure is added up row by row.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Measure, Part
from cjdata.domain.periods import Period, parse_month
from cjdata.domain.units import UnitKind

MARKS = ("[x]", "[z]")
SENDERS = {
    "trials-magistrates": UnitKind.BOROUGH,
    "trials-crown": UnitKind.CROWN_COURT,
    "charging": UnitKind.BOROUGH,
    "case-outcomes": UnitKind.BOROUGH,
    "witness-care": UnitKind.BOROUGH,
}
"""Collection -> who sends it."""
HEARD_IN_COURT = ("trials-magistrates", "case-outcomes")


class Row(NamedTuple):
    component: str
    court: str
    reason: str
    value: str


Rows = list[Row]


@dataclass(frozen=True)
class Answer:
    numerator: float | None
    denominator: float | None
    value: float | None
    state: str
    received: int
    expected: int
    revised: bool


@dataclass(eq=False)
class Sent:
    """One return as it was sent once."""

    known_on: dt.date
    place: int
    rows: Rows
    totals: dict[tuple[str, str, str], float | str] = field(default_factory=dict)
    """What was worked out of it before."""


@dataclass
class Files:
    """What was sent: each file with its day, in the order in which it was entered."""

    catalogue: Catalogue
    sent: dict[tuple[str, str, int], list[Sent]] = field(default_factory=dict)
    """Collection, unit and month -> everything that was sent of it."""
    count: int = 0

    def add(self, known_on: dt.date, collection: str, data: bytes) -> None:
        self.count += 1
        mine: dict[tuple[str, str], Rows] = {}
        for row in csv.DictReader(data.decode().splitlines()):
            cell = Row(row["component"], row.get("court", ""), row.get("reason", ""), row["value"])
            mine.setdefault((row["unit"], row["period"]), []).append(cell)
        for (unit, period), rows in mine.items():
            key = collection, unit, parse_month(period)
            self.sent.setdefault(key, []).append(Sent(known_on, self.count, rows))

    def versions(self, collection: str, unit: str, month: int, day: dt.date) -> list[Sent]:
        """What was sent for a return by a day, that which stands last."""
        known = [s for s in self.sent.get((collection, unit, month), []) if s.known_on <= day]
        return sorted(known, key=lambda s: (s.known_on, s.place))

    def figure(self, measure: str, unit: str, period: Period, day: dt.date) -> Answer:
        definition = self.catalogue.measures[measure]
        (collection,) = self.collections_of(definition)
        component = definition.numerator[0].component
        last = self.catalogue.components[component].over_time == "last"
        months = [period.last] if last else range(period.first, period.last + 1)
        tops = bottoms = 0.0
        expected = received = usable = 0
        revised = False
        for month in months:
            for sender, court in self.senders(unit, collection):
                versions = self.versions(collection, sender, month, day)
                if not versions:
                    expected += 1
                    continue
                top = self.total(versions[-1], measure, "numerator", court)
                bottom = self.total(versions[-1], measure, "denominator", court)
                if "[z]" in (top, bottom):
                    continue
                expected, received = expected + 1, received + 1
                if isinstance(top, str) or isinstance(bottom, str):
                    continue
                usable += 1
                tops, bottoms = tops + top, bottoms + bottom
                revised = revised or len(versions) > 1
        state = self.state(expected, received, usable, tops, bottoms)
        shown = state in ("value", "zero", "incomplete")
        return Answer(
            numerator=tops if shown else None,
            denominator=bottoms if shown else None,
            value=100 * tops / bottoms if shown and bottoms else None,
            state=state,
            received=usable or received,
            expected=expected,
            revised=revised,
        )

    def collections_of(self, measure: Measure) -> set[str]:
        """Of two that carry a component, the one of the court tier, told by its name."""
        found = set()
        for part in (*measure.numerator, *measure.denominator):
            carriers = set(self.catalogue.components[part.component].collections)
            if part.court_tier is not None and len(carriers) > 1:
                crown = {name for name in carriers if name.endswith("-crown")}
                carriers = crown if part.court_tier == "crown" else carriers - crown
            found |= carriers
        return found

    def senders(self, unit: str, collection: str) -> list[tuple[str, str]]:
        """Who sends what makes up a unit, and the court whose share of it counts."""
        found, kind = self.catalogue.units[unit], SENDERS[collection]
        if found.kind is kind:
            return [(unit, "")]
        court = unit if found.kind is UnitKind.MAGISTRATES_COURT else ""
        if found.kind is UnitKind.CROWN_COURT or (court and collection not in HEARD_IN_COURT):
            return []
        return [(m, court) for m in found.members if self.catalogue.units[m].kind is kind]

    def state(self, expected: int, received: int, usable: int, tops: float, bottoms: float) -> str:
        if not expected:
            return "not_applicable"
        if not received:
            return "not_received"
        if not usable:
            return "not_available"
        if usable < expected:
            return "incomplete"
        if not bottoms:
            return "not_applicable"
        return "value" if tops else "zero"

    def total(self, sent: Sent, measure: str, side: str, court: str) -> float | str:
        key = measure, side, court
        if key not in sent.totals:
            parts: Sequence[Part] = getattr(self.catalogue.measures[measure], side)
            found = [self.part(sent.rows, p.component, court, p.reasons) for p in parts]
            sent.totals[key] = joined(found)
        return sent.totals[key]

    def part(self, rows: Rows, component: str, court: str, reasons: Sequence[str]) -> float | str:
        """A number, `[x]` or `[z]`, or `nothing` where the return does not tell."""
        mine = [row for row in rows if row.component == component]
        made_of = self.catalogue.components[component].sum_of
        if not mine and made_of and not reasons:
            return joined([self.part(rows, name, court, ()) for name in made_of])
        if not mine:
            return "nothing"
        whole = self.at(mine, court)
        if not reasons:
            return whole
        if isinstance(whole, str) and whole in MARKS and not any(row.reason for row in mine):
            return whole
        given = {r: self.for_reason(mine, court, r) for r in {row.reason for row in mine} - {""}}
        given = {reason: value for reason, value in given.items() if value != "nothing"}
        if not given:
            return 0.0 if whole == 0 else "nothing"
        wanted = [value for reason, value in given.items() if reason in reasons]
        return joined(wanted) if wanted else 0.0

    def at(self, mine: Rows, court: str) -> float | str:
        """The whole of a component, or what a court had of it."""
        if court:
            named = {row.court for row in mine} - {""}
            if court in named:
                own = [row for row in mine if row.court == court]
                return summed([row for row in own if not row.reason] or own)
            whole = self.at(mine, "")
            return 0.0 if named or whole == 0 else whole if whole in MARKS else "nothing"
        for chosen in (
            [row for row in mine if not row.court and not row.reason],
            [row for row in mine if row.court and not row.reason],
            [row for row in mine if not row.court and row.reason],
            [row for row in mine if row.reason],
        ):
            if chosen:
                return summed(chosen)
        return "nothing"

    def for_reason(self, mine: Rows, court: str, reason: str) -> float | str:
        mine = [row for row in mine if row.reason == reason]
        plain = [row for row in mine if row.court == court]
        return summed(plain if court or plain else mine)


def summed(rows: Rows) -> float | str:
    return joined([number(row.value) for row in rows])


def number(text: str) -> float | str:
    return text if text in MARKS else float(text)


def joined(values: Sequence[float | str]) -> float | str:
    """A sum: [x] or nothing where a part is, [z] only where all are; [z] adds nothing."""
    for sign in ("nothing", "[x]"):
        if sign in values or not values:
            return sign
    numbers = [value for value in values if not isinstance(value, str)]
    return sum(numbers) if numbers else "[z]"
