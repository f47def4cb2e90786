"""What has to hold of a report on a recommendation, and of what is said to take its place.

A report stands in a paper that is known by its day and was read. A successor is another
recommendation, a change that is rolled out, or something else that a known paper names.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from cjdata.analysis.authority.papers import PaperRead, papers_at
from cjdata.analysis.authority.register import TOPIC
from cjdata.domain.catalogue import Catalogue, look_up
from cjdata.domain.errors import UnknownNameError
from cjdata.domain.register import Read
from cjdata.snapshot.reader import Reader


def report_faults(reader: Reader, catalogue: Catalogue, paper: str, day: dt.date) -> Iterator[str]:
    """Everything wrong with the paper that is named for something said of a recommendation."""
    known = {p.paper: p for p in papers_at(reader, catalogue, day)}
    found: PaperRead | None = None
    try:
        found = look_up("paper", paper, known)
    except UnknownNameError as error:
        yield f"{error}; by {day.isoformat()} it is on record if it was entered as a paper"
    if found is not None and found.read is Read.NO:
        yield f"'{paper}' was not read, so nothing is known of what it says"


def successor_faults(
    reader: Reader, catalogue: Catalogue, name: str, text: str, paper: str
) -> Iterator[str]:
    """Everything wrong with what is said to take the place of a recommendation."""
    successor = recommendation_called(catalogue, text)
    if successor == name:
        yield f"'{text}' is the recommendation itself and cannot take its own place"
    elif successor:
        yield from _cycle(reader, catalogue, name, successor)
    elif not _rolled_out(catalogue, text) and not paper:
        known = {**catalogue.recommendations, **catalogue.initiatives}
        try:
            look_up("recommendation or change that is rolled out", text, known)
        except UnknownNameError as error:
            yield f"{error}; for anything else name the paper that says so"


def recommendation_called(catalogue: Catalogue, text: str) -> str:
    """The recommendation of that identifier or name; empty for none."""
    every = catalogue.recommendations.values()
    return next((r.id for r in every if text.casefold() in (r.id, r.name.casefold())), "")


def successor_name(catalogue: Catalogue, text: str) -> str:
    """The name of a successor that was given by its identifier."""
    named = catalogue.recommendations.get(text) or catalogue.initiatives.get(text)
    return named.name if named else text


def _rolled_out(catalogue: Catalogue, text: str) -> bool:
    every = catalogue.initiatives.values()
    return any(text.casefold() in (i.id, i.name.casefold()) for i in every)


def _cycle(reader: Reader, catalogue: Catalogue, name: str, successor: str) -> Iterator[str]:
    """Whether the successor, or what took its place, was itself replaced by this one."""
    after = _successors(reader, catalogue)
    way = [successor]
    while (following := after.get(way[-1], "")) and following not in way:
        way.append(following)
        if following == name:
            names = [catalogue.recommendations[one].name for one in (name, *way)]
            yield f"a circle: {', superseded by '.join(names)}"
            return


def _successors(reader: Reader, catalogue: Catalogue) -> Mapping[str, str]:
    """Recommendation -> the one that was last entered as taking its place, whatever the day."""
    found: dict[str, str] = {}
    for entry in reader.kept(TOPIC, dt.date.max):
        if entry.detail["what"] == "superseded_by":
            text = str(entry.detail["text"])
            found[str(entry.detail["recommendation"])] = recommendation_called(catalogue, text)
    return found
