"""Papers that several tests read: made once a worker."""

from __future__ import annotations

import datetime as dt
import io
import re

import pytest
from pypdf import PdfReader

from cjdata.ledger import Store
from cjdata.reports.committee import Paper, committee_paper
from cjdata.snapshot.ground import ground_of
from cjdata.snapshot.reader import Reader

CLOSE_OF_INSPECTION = dt.date(2003, 11, 30)


def paper_of(store: Store, known_at: dt.date) -> Paper:
    reader, catalogue = Reader.open(store), ground_of(store).catalogue
    return committee_paper(reader, catalogue, known_at, demo=store.demo)


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, every run of blanks and line ends left out."""
    return [re.sub(r"\s+", "", page.extract_text()) for page in PdfReader(io.BytesIO(pdf)).pages]


def close(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="session")
def demo_paper(demo_store: Store) -> Paper:
    return paper_of(demo_store, CLOSE_OF_INSPECTION)
