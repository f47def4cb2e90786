"""A look that is kept says what a look that is made says; one that cannot be trusted is made."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest

from cjdata.analysis.variation.kept_signals import keep_signals, signals_of
from cjdata.analysis.variation.signal_list import SignalList
from cjdata.analysis.variation.signals import signals
from cjdata.domain.catalogue import Catalogue
from cjdata.intake.desk import build
from cjdata.ledger import Store
from cjdata.snapshot.files import beside
from cjdata.snapshot.reader import Reader
from cjdata.snapshot.turning import turning_day
from tests.planted import plant
from tests.stores import day, load, trials

LATE = day("2004-07-31")


@pytest.fixture
def planted(filled_with) -> Store:
    return filled_with(plant)


@pytest.fixture
def reader(planted: Store) -> Reader:
    return Reader.open(planted)


@pytest.fixture
def made(reader: Reader, catalogue: Catalogue) -> SignalList:
    return signals(reader, catalogue, turning_day(reader, LATE))


def test_what_was_kept_is_what_was_found(reader: Reader, catalogue: Catalogue, made: SignalList):
    keep_signals(reader, catalogue, LATE)
    assert any(s.controllers and s.controllers.moved and s.rules for s in made.signals)
    assert signals_of(reader, catalogue, made.known_at) == made


def test_what_is_kept_is_read_and_not_looked_for(
    reader: Reader, catalogue: Catalogue, made: SignalList
):
    keep_signals(reader, catalogue, LATE)
    file = beside(reader.path, "signals")
    file.write_text(file.read_text().replace(f'"looked_at": {made.looked_at}', '"looked_at": 77'))
    assert signals_of(reader, catalogue, made.known_at).looked_at == 77


@pytest.mark.parametrize("damage", ["cut", "empty", "a list", "other code", "unknown unit"])
def test_what_cannot_be_trusted_is_made_anew(
    reader: Reader, catalogue: Catalogue, made: SignalList, damage: str
):
    keep_signals(reader, catalogue, LATE)
    file = beside(reader.path, "signals")
    kept = json.loads(file.read_text())
    kept["found"]["looked_at"] = 77
    if damage == "other code":
        kept["code"] = "0" * 64
    if damage == "unknown unit":
        kept["found"]["signals"][0]["unit"] = "atlantis"
    whole = json.dumps(kept)
    file.write_text({"cut": whole[:-9], "empty": "", "a list": "[]"}.get(damage, whole))
    assert signals_of(reader, catalogue, made.known_at) == made
    keep_signals(reader, catalogue, LATE)
    assert json.loads(file.read_text())["found"]["looked_at"] == made.looked_at


def test_a_look_that_cannot_be_kept_stops_nobody(
    reader: Reader, catalogue: Catalogue, made: SignalList
):
    beside(reader.path, "signals").mkdir()
    keep_signals(reader, catalogue, LATE)
    assert signals_of(reader, catalogue, made.known_at) == made


def test_a_day_between_two_returns_finds_what_the_return_before_it_left(
    planted: Store, catalogue: Catalogue
):
    assert load(planted, *trials("camden", "2004-06", 5, 3, 2), known_on=LATE).accepted
    reader = Reader.open(planted)
    for known_at in (LATE - dt.timedelta(days=1), LATE, LATE + dt.timedelta(days=90)):
        turned = signals(reader, catalogue, turning_day(reader, known_at))
        assert replace(turned, known_at=known_at) == signals(reader, catalogue, known_at)


def test_the_demo_store_keeps_the_look_that_it_opens_with(demo_store: Store, catalogue: Catalogue):
    reader = Reader.open(demo_store)
    opening = turning_day(reader, dt.date(2003, 11, 30))
    kept = json.loads(beside(reader.path, "signals").read_text())
    assert kept["found"]["known_at"] == opening.isoformat()
    assert signals_of(reader, catalogue, opening) == signals(reader, catalogue, opening)


def test_a_look_goes_with_its_snapshot(planted: Store):
    build(planted)
    before = beside(Reader.open(planted).path, "signals")
    assert before.is_file()
    for _ in range(2):  # one superseded snapshot is left for who is about to open it
        build(planted, full=True)
    assert not before.exists()
    assert beside(Reader.open(planted).path, "signals").is_file()
    kept, snapshots = (list(planted.snapshots.glob(f"*.{end}")) for end in ("json", "duckdb"))
    assert len(kept) == len(snapshots)
