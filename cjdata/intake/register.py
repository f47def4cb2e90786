"""Entering what becomes of recommendations, and what the authority decides, reads and changes.

All of it is kept as it was said, with who, when and why; what is wrong is refused with every
fault named, and nothing is changed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    StringConstraints,
    ValidationError,
    model_validator,
)

from cjdata.analysis.authority import decisions, papers, record_end, register
from cjdata.definitions.invalid import why_invalid
from cjdata.domain.catalogue import Catalogue, look_up
from cjdata.domain.errors import RefusedError, UnknownNameError
from cjdata.domain.register import Condition, Read
from cjdata.intake.desk import Desk, open_desk, said_by
from cjdata.intake.keeping import Saying, keep_at
from cjdata.intake.recommendation_checks import (
    report_faults,
    successor_faults,
    successor_name,
)
from cjdata.intake.wording import visible
from cjdata.ledger import Entry, Kind, Store

LONGEST = 1000
"""Letters of a text: what is longer belongs in a paper."""


Text = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=LONGEST), AfterValidator(visible)
]
Said = Annotated[Text, StringConstraints(min_length=1)]
Name = Annotated[Text, StringConstraints(max_length=120)]


class Entered(BaseModel):
    """Something to be entered; the fields that name something of the catalogue are checked."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class RecommendationChange(Entered):
    """An owner, a plan, a successor, a report or a note on a recommendation.

    An empty owner, plan or successor takes away what was there.
    """

    recommendation: str
    what: Literal["owner", "plan", "superseded_by", "reported", "note"]
    text: Text = ""
    why: Said
    paper: Name = ""
    condition: Condition = Condition.IN_PROGRESS

    @model_validator(mode="after")
    def _says_something(self) -> RecommendationChange:
        if self.what in ("reported", "note") and not self.text:
            raise ValueError("text: says nothing")
        if self.what == "reported" and not self.paper:
            raise ValueError("paper: name the paper that reported it")
        return self


class DecisionMade(Entered):
    """A decision of the authority, or an action that it asked for."""

    what: Literal["decision", "action"]
    text: Said
    owner: Name = ""
    due: dt.date | None = None
    recommendation: str = ""
    why: Text = ""


class DecisionClosed(Entered):
    """That a decision or action is done or withdrawn."""

    number: str
    closes: Literal["done", "withdrawn"]
    why: Said


class AimChanged(Entered):
    """A change to an aim, with its reason and who approved it."""

    aim: str
    change: Literal["text", "measure", "target", "withdrawn"]
    text: Said
    why: Said
    approver: Annotated[Name, StringConstraints(min_length=1)]


class PaperEntered(Entered):
    """A paper that came, how much of it was read, and the plan that it reports on."""

    paper: Annotated[Name, StringConstraints(min_length=1)]
    day: dt.date
    read: Read = Read.WHOLE
    reviews: str = ""
    about: Text = ""


class PanelChallenge(Entered):
    """What the challenge panel asked, and the answer."""

    text: Said
    answer: Text = ""
    why: Text = ""


TOPICS: dict[type[Entered], tuple[Kind, str]] = {
    RecommendationChange: (Kind.EVENT, register.TOPIC),
    DecisionMade: (Kind.DECISION, decisions.TOPIC),
    DecisionClosed: (Kind.DECISION, decisions.TOPIC),
    AimChanged: (Kind.EVENT, record_end.AIM_TOPIC),
    PaperEntered: (Kind.NOTE, papers.TOPIC),
    PanelChallenge: (Kind.NOTE, record_end.CHALLENGE_TOPIC),
}


def entered(form: type[Entered], values: Mapping[str, Any]) -> Entered:
    """What was filled in; raises RefusedError with every fault."""
    try:
        return form.model_validate(values)
    except ValidationError as error:
        faults = "; ".join(_fault(dict(fault)) for fault in error.errors(include_url=False))
        raise RefusedError(f"{faults}; nothing was changed") from None


def _fault(fault: Mapping[str, Any]) -> str:
    if fault["type"] == "value_error":
        return str(fault["ctx"]["error"])
    key = ".".join(map(str, fault["loc"])).replace("_", " ")
    return f"{key}: {why_invalid(fault)}"


def enter(store: Store, said: Entered, *, by: str, known_on: dt.date | None = None) -> str:
    """Keep it and publish; returns its number for a decision, else that of its entry.

    Raises RefusedError where it cannot be, with nothing changed.
    """
    day = said_by(known_on)
    if isinstance(said, PaperEntered):
        day = said_by(said.day)
    with open_desk(store) as desk:
        faults = list(_faults(desk, said, day))
        if faults:
            raise RefusedError(f"{'; '.join(faults)}; nothing was changed")
        detail = said.model_dump(mode="json")
        if detail.get("what") == "superseded_by":
            detail["text"] = successor_name(desk.ground.catalogue, detail["text"])
        if isinstance(said, DecisionMade):
            detail["number"] = f"D{decisions.numbers_taken(desk.reader) + 1}"
        kind, topic = TOPICS[type(said)]
        (entry,) = keep_at(desk, [Saying(kind=kind, topic=topic, detail=detail)], by=by, day=day)
    return _number(entry)


def _number(entry: Entry) -> str:
    return str(entry.detail.get("number") or f"entry {entry.seq}")


def _faults(desk: Desk, said: Entered, day: dt.date) -> Iterator[str]:
    catalogue = desk.ground.catalogue
    yield from _unknown(catalogue, said)
    if isinstance(said, RecommendationChange):
        yield from _change_faults(desk, said, day)
    if isinstance(said, PaperEntered):
        held = catalogue.papers.get(said.paper)
        if held is not None and held.day != said.day:
            yield f"{said.paper} is of {held.day.isoformat()}, not of {said.day.isoformat()}"
    name = getattr(said, "recommendation", "")
    made = catalogue.recommendations.get(name)
    if made is not None and made.made_on > day:
        yield f"{made.name} was not recommended before {made.made_on.isoformat()}"
    if isinstance(said, DecisionMade) and said.due is not None and said.due < day:
        yield f"due {said.due.isoformat()} lies before the day it is decided on, {day.isoformat()}"
    if isinstance(said, DecisionClosed):
        yield from _cannot_close(desk, said, day)


def _change_faults(desk: Desk, said: RecommendationChange, day: dt.date) -> Iterator[str]:
    catalogue, reader = desk.ground.catalogue, desk.reader
    if said.paper:
        yield from report_faults(reader, catalogue, said.paper, day)
    if said.what == "superseded_by" and said.text:
        yield from successor_faults(reader, catalogue, said.recommendation, said.text, said.paper)


def _unknown(catalogue: Catalogue, said: Entered) -> Iterator[str]:
    known: Iterable[tuple[str, str, Mapping[str, Any]]] = (
        ("recommendation", "recommendation", catalogue.recommendations),
        ("aim", "aim", catalogue.aims),
        ("reviews", "plan", catalogue.review_cycles),
    )
    for key, what, names in known:
        name = getattr(said, key, "")
        if name:
            try:
                look_up(what, name, names)
            except UnknownNameError as error:
                yield str(error)


def _cannot_close(desk: Desk, said: DecisionClosed, day: dt.date) -> Iterator[str]:
    every = {d.number: d for d in decisions.decisions_at(desk.reader, dt.date.max)}
    meant = every.get(said.number)
    if meant is None:
        yield f"there is no decision '{said.number[:20]}'"
    elif not meant.is_open:
        yield f"{meant.number} is {meant.standing.value} already"
    elif meant.decided_on > day:
        yield f"{meant.number} was decided on {meant.decided_on.isoformat()}, after that day"
