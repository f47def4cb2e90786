"""The paper for the committee: made for a date, set for print and for the screen, kept frozen.

It rests on what was known on its date. Sections take results; one content has two renderings.
"""

from __future__ import annotations

from cjdata.reports.committee.as_html import html_of
from cjdata.reports.committee.compose import committee_paper
from cjdata.reports.committee.content import Paper
from cjdata.reports.committee.frozen import Detail, Form
from cjdata.reports.committee.typeset import pdf_of
from cjdata.snapshot.reader import Reader

__all__ = ["Form", "Paper", "committee_paper", "detail_of", "html_of", "pdf_of", "rendered"]


def rendered(paper: Paper, form: Form) -> bytes:
    """The paper in one of its forms."""
    return pdf_of(paper) if form == "pdf" else html_of(paper)


def detail_of(paper: Paper, reader: Reader) -> Detail:
    """What the ledger says of the paper when it is frozen."""
    return Detail(
        known_at=paper.known_at,
        edition=paper.edition,
        entries=reader.head.seq,
        definitions=reader.definitions,
        headline=paper.headline,
        demo=paper.demo,
    )
