"""The monthly digest of a unit: what moved, what is said of it, who does what by when.

It rests on complete figures; a signal of which nothing is said stands in it with what is missing,
since a digest without the gap would read as if nothing were asked.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from cjdata.analysis.answers.asked import asked_of
from cjdata.analysis.variation.explanations import Explanation, explanations
from cjdata.analysis.variation.signal_list import Signal
from cjdata.analysis.variation.signals import signals
from cjdata.charts import words
from cjdata.charts.signal_texts import looked_at_words, not_looked_at_words, signal_sentence
from cjdata.domain.catalogue import Catalogue, look_up
from cjdata.domain.units import Unit, UnitKind
from cjdata.ledger import Store
from cjdata.reports.provenance import ILLUSTRATIVE

MISSING = {
    "explanation": "no explanation given",
    "action": "no action given",
    "owner": "no owner named",
    "due": "no due date given",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A signal with what is said of it."""

    signal: Signal
    said: Explanation | None
    known_at: dt.date

    @property
    def sentence(self) -> str:
        return signal_sentence(self.signal)

    @property
    def of_another_period(self) -> str:
        """The period that was spoken of, where it was not the signal's own."""
        if self.said is None or self.said.period == self.signal.period:
            return ""
        return self.said.period.label

    @property
    def lines(self) -> tuple[tuple[str, str, bool], ...]:
        """Name, text and whether it is missing: explanation, action, owner, due date."""
        said = self.said
        due = words.day(said.due) if said and said.due else ""
        if said and said.overdue(self.known_at):
            due += " (date passed)"
        texts = {
            "explanation": _attributed(said, self.of_another_period),
            "action": said.action_said if said else "",
            "owner": said.owner if said else "",
            "due": due,
        }
        return tuple(
            (name.capitalize(), text or MISSING[name], not text) for name, text in texts.items()
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What is sent to a unit once a month."""

    unit: Unit
    known_at: dt.date
    edition: str
    demo: bool
    called: tuple[Item, ...]
    beyond_level: tuple[Item, ...]
    looked_at: str
    not_looked_at: str

    @property
    def title(self) -> str:
        name = "London" if self.unit.kind is UnitKind.FORCE else self.unit.name
        count = len(self.called)
        said = "one signal" if count == 1 else f"{words.number(count)} signals"
        return f"{name}: {said}, as known at {words.day(self.known_at)}"

    @property
    def label(self) -> str:
        return ILLUSTRATIVE if self.demo else ""

    @property
    def groups(self) -> tuple[tuple[str, tuple[Item, ...], str], ...]:
        return (
            ("Signals", self.called, "No figure is called at this date."),
            (
                "Beyond the plain level, not called: chance alone raises some of these",
                self.beyond_level,
                "No figure lies beyond the plain level alone.",
            ),
        )


def digest(store: Store, unit: str, known_at: dt.date | None, today: dt.date) -> Digest:
    """The digest of a borough or Crown Court, or for the force of all of them.

    Raises UnknownNameError for another unit and a date out of reach.
    """
    asked = asked_of(store, known_at, today)
    reader, catalogue, day = asked.reader, asked.catalogue, asked.day
    meant = look_up("unit", unit, _receivers(catalogue))
    found = signals(reader, catalogue, day)
    said = explanations(reader, day)
    everybody = meant.kind is UnitKind.FORCE

    def items(which: tuple[Signal, ...]) -> tuple[Item, ...]:
        mine = [s for s in which if everybody or s.unit.id == meant.id]
        return tuple(Item(signal=s, said=said_of(s, said), known_at=day) for s in mine)

    return Digest(
        unit=meant,
        known_at=day,
        edition=reader.edition,
        demo=store.demo,
        called=items(found.signals),
        beyond_level=items(found.beyond_level),
        looked_at=looked_at_words(found),
        not_looked_at=not_looked_at_words(found),
    )


def said_of(signal: Signal, said: tuple[Explanation, ...]) -> Explanation | None:
    """The latest word on the signal's figure, else on a period that holds it."""
    about = [e for e in said if (e.measure, e.unit) == (signal.measure.id, signal.unit.id)]
    exact = [e for e in about if e.period == signal.period]
    around = [
        e
        for e in about
        if e.period.first <= signal.period.first and e.period.last >= signal.period.last
    ]
    found = exact or around
    return found[-1] if found else None


def text_of(found: Digest) -> str:
    """The digest as plain text."""
    lines = [found.title, "=" * len(found.title)]
    lines += [f"*** {found.label} ***"] if found.label else []
    lines += ["", found.looked_at]
    for title, items, nothing in found.groups:
        lines += ["", title, "-" * len(title)]
        lines += [] if items else [nothing]
        for item in items:
            lines.append(f"* {item.sentence}")
            lines += [f"  {name}: {text}" for name, text, _ in item.lines]
    lines += ["", found.not_looked_at, "", f"Edition {found.edition}"]
    return "\n".join(line for line in lines) + "\n"


def html_of(found: Digest) -> str:
    """The digest as one HTML file that asks nothing of anybody."""
    return _environment().get_template("digest.html").render(digest=found)


def _receivers(catalogue: Catalogue) -> dict[str, Unit]:
    """Whom a digest can be made for: who is looked at, and the force."""
    looked_at = catalogue.of_kind(UnitKind.BOROUGH, UnitKind.CROWN_COURT)
    force = [u for u in catalogue.of_kind(UnitKind.FORCE) if u.members]
    return {u.id: u for u in (*force, *looked_at)}


def _attributed(said: Explanation | None, other_period: str) -> str:
    if said is None or not said.explanation:
        return ""
    period = f", of {other_period}" if other_period else ""
    return f"{said.explanation} (said by {said.said_by} on {words.day(said.known_on)}{period})"


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("cjdata.reports"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
