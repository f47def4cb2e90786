"""The illustrative returns once for all tests, and read back from their bytes alone."""

from __future__ import annotations

import io
from collections.abc import Iterable

import numpy as np
import pandas as pd
import pytest

from cjdata.definitions import load, load_record
from cjdata.demo.arrivals import DemoFile
from cjdata.demo.generate import BUNDLE, demo_files, demo_go_lives
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.events import RolloutEvent

KEY = ["collection", "unit", "period"]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load()


@pytest.fixture(scope="session")
def events() -> tuple[RolloutEvent, ...]:
    return tuple(load_record())


@pytest.fixture(scope="session")
def files(catalogue, events) -> list[DemoFile]:
    return demo_files(catalogue, events)


@pytest.fixture(scope="session")
def go_lives(catalogue, events) -> pd.DataFrame:
    return demo_go_lives(catalogue, events)


@pytest.fixture(scope="session")
def rows(files) -> pd.DataFrame:
    return read_rows(files)


@pytest.fixture(scope="session")
def standing(rows) -> pd.DataFrame:
    return standing_rows(rows)


def read_rows(files: Iterable[DemoFile]) -> pd.DataFrame:
    """Every row of every file, with its file and day; `count` is NaN where there is a mark."""
    files = list(files)
    bodies = [f.data.decode().split("\n", 1)[1] for f in files]
    heading = files[0].data.decode().split("\n", 1)[0]
    text = io.StringIO("\n".join([heading, "".join(bodies)]))
    frame = pd.read_csv(text, dtype=str, keep_default_na=False)
    sizes = [body.count("\n") for body in bodies]
    for column in ("name", "known_on", "collection"):
        frame[column] = np.repeat(np.array([getattr(f, column) for f in files], object), sizes)
    frame["bundle"] = frame["collection"]
    frame["collection"] = collection_of_rows(frame)
    frame = frame.rename(columns={"name": "file"})
    frame["count"] = pd.to_numeric(frame["value"], errors="coerce")
    return frame


def collection_of_rows(frame: pd.DataFrame) -> pd.Series:
    """The collection of each row: that of its file, or in a bundle that of its component."""
    components = load().components
    bundled = frame["bundle"] == BUNDLE
    court = frame["court_tier"].map({"crown": "case-outcomes-crown"})
    own = frame["component"].map(lambda name: components[name].collections[0])
    shared = frame["component"].map(lambda name: len(components[name].collections) > 1)
    return frame["bundle"].where(~bundled, own.where(~shared, court))


def standing_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """For each return the rows of the file that came last."""
    return rows[rows["known_on"] == rows.groupby(KEY)["known_on"].transform("max")]


def totals(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that are neither of a court nor of a reason."""
    return rows[(rows["court"] == "") & (rows["reason"] == "")]


def wide(rows: pd.DataFrame, collection: str) -> pd.DataFrame:
    """A row a unit and period, a column a component, of one collection's totals."""
    own = totals(rows[rows["collection"] == collection])
    return own.pivot(index=["unit", "period"], columns="component", values="count")


def london_rate(rows: pd.DataFrame, collection: str) -> pd.Series:
    """Ineffective trials of all units as a percentage of those listed, rolling quarters."""
    sums = wide(rows, collection).groupby("period").sum().sort_index().rolling(3).sum().dropna()
    return 100 * sums["trials_ineffective"] / sums["trials_listed"]
