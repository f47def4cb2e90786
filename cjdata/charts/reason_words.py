"""Reasons as a reader meets them: the code with its words, and what the list's age means."""

from __future__ import annotations

from collections.abc import Iterable

from cjdata.domain.catalogue import Catalogue
from cjdata.domain.periods import Period


def reason_name(catalogue: Catalogue, code: str) -> str:
    """`N3 Prosecution witness absent: other`; an unknown code is kept and named as such."""
    if not code:
        return "Reason not given"
    known = catalogue.reasons.get(code)
    return f"{code} {known.label}" if known else f"{code}: unmapped, in no list of reasons"


def short_name(catalogue: Catalogue, code: str) -> str:
    """`N3 other prosecution witness absent`, for headings and sentences."""
    known = catalogue.reasons.get(code)
    return f"{code} {known.short}" if known and known.short else reason_name(catalogue, code)


def hindsight(catalogue: Catalogue, codes: Iterable[str], period: Period) -> str:
    """What is said where codes are older than their list; empty where none is."""
    schemes = {catalogue.reasons[c].scheme for c in codes if c in catalogue.reasons}
    begun = [catalogue.schemes[s] for s in schemes if catalogue.schemes[s].starts]
    later = [s for s in begun if s.starts is not None and s.starts > period.end]
    if not later:
        return ""
    first = later[0]
    assert first.starts is not None
    return (
        f"Reasons are those of the {first.label[:1].lower()}{first.label[1:]} of "
        f"{first.starts:%B %Y}, used in hindsight: an anachronism, since the categories of the "
        "time are not known in full. Who can do something about a reason is derived from its words."
    )
