"""The recommendations as they were known at a date.

What a source tells of one besides that it was made (where else it stood, in which paragraph) is
known from that source's day; its name in a programme once a paper on that programme has come.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cjdata.analysis.authority.papers import PaperRead
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.register import Recommendation, StoodIn

GROUPED = (StoodIn.BOTH, StoodIn.ALONE)


def recommendations_at(
    catalogue: Catalogue, papers: Sequence[PaperRead], known_at: dt.date
) -> Iterator[Recommendation]:
    """Those made by a date, in the order of the definitions; `papers` are those known by then."""
    every = catalogue.recommendations.values()
    told = any(one.stood_in in GROUPED and _is_told(catalogue, one, known_at) for one in every)
    for one in every:
        if one.made_on <= known_at:
            yield _as_known(catalogue, one, papers, known_at, told=told)


def _as_known(
    catalogue: Catalogue,
    one: Recommendation,
    papers: Sequence[PaperRead],
    known_at: dt.date,
    *,
    told: bool,
) -> Recommendation:
    """One without what its source told later; `told` is whether any source had told of groups."""
    names = {
        programme: name
        for programme, name in one.names.items()
        if any(part in paper.about for part in programme.split(", ") for paper in papers)
    }
    if not _is_told(catalogue, one, known_at):
        return replace(
            one, names=names, stood_in=StoodIn.NOT_TOLD, source="", paragraph="", note=""
        )
    ungrouped = one.stood_in is StoodIn.NOT_KNOWN and not told
    return replace(one, names=names, stood_in=StoodIn.NOT_TOLD if ungrouped else one.stood_in)


def _is_told(catalogue: Catalogue, one: Recommendation, known_at: dt.date) -> bool:
    return catalogue.sources[one.source].published <= known_at
