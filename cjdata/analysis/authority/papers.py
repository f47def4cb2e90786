"""The papers that are known of at a date, and how much of each was read.

Papers come from the record and, entered later, from the store; one entered under the title of
another takes its place, so that an opening can become the whole.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from cjdata.domain.catalogue import Catalogue
from cjdata.domain.register import Paper, Read
from cjdata.snapshot.entries import KeptEntry
from cjdata.snapshot.reader import Reader

TOPIC = "paper-read"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRead:
    """A paper, how much of it was read, and which plan it reports on."""

    paper: str
    day: dt.date
    read: Read
    reviews: str
    """The plan that it is a review of; blank for none."""
    about: str
    by: str = ""
    """Who entered it; blank for one of the public record."""
    committee: str | None = None
    """The committee that it was written for; None where that was not entered."""

    def is_for(self, committee: str) -> bool:
        """Whether a committee had it, as one does that was entered without saying for whom."""
        return self.committee is None or self.committee == committee


def papers_at(reader: Reader, catalogue: Catalogue, known_at: dt.date) -> tuple[PaperRead, ...]:
    """Every paper known of by a date, oldest first."""
    found = {p.paper: _of_record(p) for p in catalogue.papers.values() if p.day <= known_at}
    for entry in reader.kept(TOPIC, known_at):
        paper = _entered(entry)
        if paper.day <= known_at:
            before = found.get(paper.paper)
            found[paper.paper] = replace(paper, committee=before.committee) if before else paper
    return tuple(sorted(found.values(), key=lambda paper: paper.day))


def _of_record(paper: Paper) -> PaperRead:
    return PaperRead(
        paper=paper.paper, day=paper.day, read=paper.read, reviews=paper.reviews,
        about=paper.about, committee=paper.committee,
    )  # fmt: skip


def _entered(entry: KeptEntry) -> PaperRead:
    detail = entry.detail
    return PaperRead(
        paper=str(detail["paper"]),
        day=dt.date.fromisoformat(str(detail["day"])),
        read=Read(str(detail["read"])),
        reviews=str(detail["reviews"]),
        about=str(detail["about"]),
        by=entry.by,
    )
