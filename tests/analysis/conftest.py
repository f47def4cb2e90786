"""The demo store beside the bytes of its files: what the one says, the other is asked again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pandas as pd
import pytest

from cjdata.definitions import load, load_record
from cjdata.demo.generate import demo_files
from cjdata.ledger import Store
from cjdata.snapshot.reader import Reader
from tests.demo.conftest import KEY, read_rows

INSPECTION = dt.date(2003, 11, 30)
LAST = dt.date(2005, 5, 12)
AsKnown = Callable[[dt.date], pd.DataFrame]


@pytest.fixture(scope="session")
def reader(demo_store: Store) -> Reader:
    return Reader.open(demo_store)


@pytest.fixture(scope="session")
def sent() -> pd.DataFrame:
    """Every row of every illustrative file, read from its bytes by pandas alone."""
    return read_rows(demo_files(load(), load_record()))


@pytest.fixture(scope="session")
def as_known(sent: pd.DataFrame) -> AsKnown:
    """For each return the rows of the file that had come last by a day."""

    def at(day: dt.date) -> pd.DataFrame:
        known = sent[sent["known_on"] <= day]
        return known[known["known_on"] == known.groupby(KEY)["known_on"].transform("max")]

    return at
