"""What is said is kept as it was said, from the day it was said, in increment and rebuild alike."""

from __future__ import annotations

import datetime as dt

import pytest

from cjdata.domain.errors import RefusedError
from cjdata.intake.desk import build
from cjdata.intake.keeping import Saying, keep
from cjdata.intake.verification import verify
from cjdata.ledger import Kind, Store, StoreKind
from cjdata.snapshot.reader import Reader

BEFORE, DAY = dt.date(2003, 11, 29), dt.date(2003, 11, 30)


@pytest.fixture
def store(tmp_path) -> Store:
    made = Store.create(tmp_path / "store", StoreKind.LIVE)
    build(made)
    return made


def test_what_was_said_is_there_from_its_day_on_and_in_order(store):
    for text, day in (("later", DAY), ("earlier", BEFORE), ("last", DAY)):
        saying = Saying(kind=Kind.NOTE, topic="trial", detail={"text": text, "of": ["é", 1]})
        keep(store, [saying], by="A Clerk", known_on=day)
    reader = Reader.open(store)
    assert [e.detail["text"] for e in reader.kept("trial", BEFORE)] == ["earlier"]
    found = reader.kept("trial", DAY)
    assert [e.detail["text"] for e in found] == ["earlier", "later", "last"]
    assert found[0].detail["of"] == ["é", 1]
    assert {(e.kind, e.by) for e in found} == {("note", "A Clerk")}
    assert reader.kept("another", DAY) == ()


def test_payloads_are_kept_and_a_rebuild_holds_the_same(store):
    saying = Saying(kind=Kind.PAPER, topic="paper", detail={}, payloads={"pdf": b"%PDF"})
    keep(store, [saying], by="A Clerk", known_on=DAY)
    assert verify(store).sound
    (entry,) = Reader.open(store).kept("paper", DAY)
    assert (store.payloads / entry.payloads["pdf"]).read_bytes() == b"%PDF"


def test_a_plan_event_is_no_statement_on_the_rollout(store):
    before = len(Reader.open(store).events())
    keep(store, [Saying(kind=Kind.EVENT, topic="plan", detail={})], by="A Clerk", known_on=DAY)
    assert len(Reader.open(store).events()) == before


def test_a_name_is_kept_on_one_line_without_what_nobody_can_see(store):
    saying = Saying(kind=Kind.NOTE, topic="trial", detail={})
    keep(store, [saying], by=" A\n\u202eClerk\udcff\t of\x00 Kent ", known_on=DAY)
    (entry,) = Reader.open(store).kept("trial", DAY)
    assert entry.by == "A Clerk of Kent"
    with pytest.raises(RefusedError, match="say who"):
        keep(store, [saying], by="\udcff\u202e\x07", known_on=DAY)


def test_nothing_is_kept_without_a_name_or_from_the_future(store):
    saying = Saying(kind=Kind.NOTE, topic="trial", detail={})
    with pytest.raises(RefusedError, match="say who"):
        keep(store, [saying], by=" ", known_on=DAY)
    with pytest.raises(RefusedError, match="future"):
        keep(store, [saying], by="A Clerk", known_on=dt.date.today() + dt.timedelta(days=1))
    assert Reader.open(store).kept("trial", dt.date.today()) == ()
