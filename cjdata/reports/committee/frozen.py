"""Papers that were frozen: kept in the ledger as they were made, with their edition, for ever."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from cjdata.domain.errors import RefusedError, StoreDamagedError, UnknownNameError
from cjdata.intake.keeping import Saying, keep
from cjdata.ledger import Journal, Kind, Store
from cjdata.snapshot.entries import KeptEntry
from cjdata.snapshot.reader import Reader

TOPIC = "paper"
Form = Literal["pdf", "html"]
FORMS: tuple[Form, ...] = ("pdf", "html")


class Detail(BaseModel):
    """What the ledger says of a frozen paper."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    known_at: dt.date
    edition: str
    entries: int
    """Entries of the ledger that the paper could rest on."""
    definitions: str = ""
    """Hash of the definitions; blank in papers that were frozen before it was kept."""
    headline: str
    demo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenPaper:
    """A paper in the ledger."""

    number: int
    known_at: dt.date
    edition: str
    entries: int
    definitions: str
    headline: str
    by: str
    frozen_on: dt.date
    payloads: Mapping[str, str]


def freeze(
    store: Store,
    detail: Detail,
    forms: Mapping[Form, bytes],
    *,
    by: str,
    today: dt.date | None = None,
) -> FrozenPaper:
    """Keep a paper; raises RefusedError where nothing has come since it was last kept.

    It counts as said on the day of freezing, whatever day it looks back to. Freezing is an entry
    of its own and moves the edition, so editions cannot tell whether a paper would say more.
    """
    papers = frozen_papers(Reader.open(store))
    for paper in papers:
        since = max(detail.entries - paper.number, 0)
        papers_since = sum(paper.number < other.number <= detail.entries for other in papers)
        same = (paper.known_at, paper.definitions) == (detail.known_at, detail.definitions)
        if same and since == papers_since:
            raise RefusedError(
                f"the paper as known at {paper.known_at.isoformat()}, edition {paper.edition}, "
                f"was frozen already as paper {paper.number}; nothing was changed"
            )
    saying = Saying(
        kind=Kind.PAPER,
        topic=TOPIC,
        detail=detail.model_dump(mode="json"),
        payloads={str(form): data for form, data in forms.items()},
    )
    (entry,) = keep(store, [saying], by=by, known_on=today)
    return _paper(
        KeptEntry(
            seq=entry.seq, kind=entry.kind.value, topic=TOPIC, known_on=entry.known_on,
            recorded_at=entry.recorded_at, by=entry.by, detail=entry.detail,
            payloads=entry.payload_hash,
        )
    )  # fmt: skip


def frozen_papers(reader: Reader) -> tuple[FrozenPaper, ...]:
    """Every paper that was ever frozen, the latest first."""
    return tuple(_paper(entry) for entry in reversed(reader.kept(TOPIC, dt.date.max)))


def frozen_for(reader: Reader, known_at: dt.date) -> tuple[FrozenPaper, ...]:
    """The papers frozen for one date, the latest first."""
    return tuple(paper for paper in frozen_papers(reader) if paper.known_at == known_at)


def frozen_bytes(store: Store, number: int, form: Form) -> bytes:
    """A frozen paper as it was kept; raises UnknownNameError where there is none of the number."""
    for paper in frozen_papers(Reader.open(store)):
        if paper.number == number:
            return Journal(store).payload(paper.payloads[form])
    raise UnknownNameError(f"there is no frozen paper {number}: 'report papers' lists them")


def _paper(entry: KeptEntry) -> FrozenPaper:
    said = {name: value for name, value in entry.detail.items() if name != "topic"}
    try:
        detail = Detail.model_validate(said)
    except ValidationError:
        raise StoreDamagedError(
            f"entry {entry.seq} of the ledger is no paper that can be read"
        ) from None
    return FrozenPaper(
        number=entry.seq,
        known_at=detail.known_at,
        edition=detail.edition,
        entries=detail.entries,
        definitions=detail.definitions,
        headline=detail.headline,
        by=entry.by,
        frozen_on=entry.recorded_at.date(),
        payloads=entry.payloads,
    )
