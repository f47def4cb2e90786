"""The ledger on disk: what goes in comes out, and whatever was done to it is seen."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from cjdata.domain.errors import StoreBusyError, StoreDamagedError
from cjdata.ledger import GENESIS, Draft, Entry, Head, Journal, Kind, Store, StoreKind
from tests.stores import bytes_below, day

SAID = "said, “in words”\nover two lines, with a café and 9½"


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(Store.create(tmp_path / "store", StoreKind.LIVE))


def draft(number: int) -> Draft:
    return Draft(
        kind=Kind.RETURN,
        known_on=day("2003-10-09") + dt.timedelta(days=number),
        by="Naïve O’Sender",
        payloads={"received": f"file {number}".encode(), "rows": b"\x00\xff" * number},
        supersedes=(f"R{number}-1",),
        detail={"file": "Ω.csv", "why": SAID},
    )


def fill(journal: Journal, count: int) -> list[tuple[Entry, Head]]:
    with journal.writing():
        return journal.append([draft(n) for n in range(1, count + 1)], journal.head())


def lines(journal: Journal) -> list[bytes]:
    return journal.store.ledger.read_bytes().splitlines(keepends=True)


def test_what_goes_in_comes_out(journal: Journal):
    before = dt.datetime.now(dt.UTC).replace(microsecond=0)
    accepted = fill(journal, 3)
    assert list(journal.entries()) == accepted
    for number, (entry, _) in enumerate(accepted, start=1):
        assert (entry.seq, entry.kind, entry.known_on) == (
            number,
            Kind.RETURN,
            day("2003-10-09") + dt.timedelta(days=number),
        )
        assert entry.by == "Naïve O’Sender"
        assert entry.detail == {"file": "Ω.csv", "why": SAID}
        assert entry.supersedes == (f"R{number}-1",)
        assert journal.payload(entry.payload_hash["received"]) == f"file {number}".encode()
        assert journal.payload(entry.payload_hash["rows"]) == b"\x00\xff" * number
        assert before <= entry.recorded_at <= dt.datetime.now(dt.UTC)


def test_every_line_carries_the_hash_of_the_line_before(journal: Journal):
    fill(journal, 4)
    before = "0" * 64
    for line in lines(journal):
        assert json.loads(line)["prev"] == before
        before = hashlib.sha256(line.rstrip(b"\n")).hexdigest()
    assert journal.head() == Head(4, before, journal.store.ledger.stat().st_size)


def test_payloads_are_named_by_what_they_hold(journal: Journal):
    fill(journal, 3)
    for path in journal.store.payloads.iterdir():
        assert path.name == hashlib.sha256(path.read_bytes()).hexdigest()


def test_reading_goes_on_from_a_head(journal: Journal):
    (_, first), *others = fill(journal, 3)
    assert list(journal.entries(first)) == others
    assert journal.head(first) == others[-1][1]
    assert list(journal.entries(others[-1][1])) == []


def test_a_second_writing_follows_the_first(journal: Journal):
    fill(journal, 2)
    fill(journal, 1)
    assert [entry.seq for entry, _ in journal.entries()] == [1, 2, 3]


@pytest.mark.parametrize("zone", ["Etc/GMT+12", "Etc/GMT-14"])
def test_the_clock_shows_the_day_of_the_place(
    journal: Journal, zone: str, monkeypatch: pytest.MonkeyPatch
):
    """At any hour one of the two zones has another day than Greenwich."""
    if not hasattr(time, "tzset"):
        pytest.skip("this system cannot change a process's time zone")
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        ((entry, _),) = fill(journal, 1)
        assert entry.recorded_at.date() == dt.date.today()
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize("kept", [1, 40, 200, -1])
def test_a_torn_last_line_is_passed_over_and_cut_by_the_next_writer(journal: Journal, kept: int):
    accepted = fill(journal, 2)
    ledger = journal.store.ledger
    whole = ledger.read_bytes()
    fill(journal, 1)
    torn = whole + lines(journal)[-1][:kept]
    ledger.write_bytes(torn)
    assert list(journal.entries()) == accepted
    assert not journal.is_behind(accepted[-1][1]), "nothing was accepted after it"
    assert ledger.read_bytes() == torn, "reading changes nothing"
    fill(journal, 1)
    assert [entry.seq for entry, _ in journal.entries()] == [1, 2, 3]
    assert ledger.read_bytes().startswith(whole)
    assert ledger.read_bytes().count(b"\n") == 3


DAMAGE: dict[str, Callable[[list[bytes]], list[bytes]]] = {
    "no JSON": lambda found: [found[0], b"{broken\n", *found[2:]],
    "bytes that are no text": lambda found: [found[0], b"\xff\xfe\n", *found[2:]],
    "a list": lambda found: [found[0], b"[]\n", *found[2:]],
    "a blank line": lambda found: [found[0], b"\n", *found[1:]],
    "a key left out": lambda found: [
        found[0], found[1].replace(b'"known_on"', b'"known"'), *found[2:]
    ],
    "another date": lambda found: [
        found[0], found[1].replace(b"2003-10-11", b"2003-10-12"), *found[2:]
    ],
    "another sender": lambda found: [found[0], found[1].replace(b"Sender", b"Bender"), *found[2:]],
    "a line left out": lambda found: [found[0], *found[2:]],
    "a line twice": lambda found: [*found[:2], *found[1:]],
    "two lines in the other order": lambda found: [found[0], found[2], found[1], found[3]],
    "the first line gone": lambda found: found[1:],
}  # fmt: skip


@pytest.mark.parametrize("how", DAMAGE)
def test_every_change_to_a_line_is_seen(journal: Journal, how: str):
    fill(journal, 4)
    head = journal.head()
    changed = b"".join(DAMAGE[how](lines(journal)))
    assert changed != journal.store.ledger.read_bytes()
    journal.store.ledger.write_bytes(changed)
    assert not journal.leads_to(head)
    before = bytes_below(journal.store.root)
    with pytest.raises(StoreDamagedError, match=r"line [1-4] of .*backup; nothing was changed"):
        journal.head()
    assert bytes_below(journal.store.root) == before


def test_the_chain_leads_to_every_head_it_had_and_to_no_other(journal: Journal):
    heads = [head for _, head in fill(journal, 3)]
    assert all(journal.leads_to(head) for head in [GENESIS, *heads])
    assert not journal.leads_to(Head(2, heads[0].hash, heads[1].offset))
    assert not journal.leads_to(Head(2, heads[1].hash, heads[1].offset - 1))
    assert not journal.leads_to(Head(4, heads[2].hash, heads[2].offset + 10))
    whole = journal.store.ledger.read_bytes()
    journal.store.ledger.write_bytes(whole[: heads[1].offset])
    assert journal.leads_to(heads[1])
    assert not journal.leads_to(heads[2]), "a ledger from an older backup"


def test_nothing_is_appended_behind_a_head_that_others_went_past(journal: Journal):
    (_, first), _ = fill(journal, 2)
    before = journal.store.ledger.read_bytes()
    with journal.writing(), pytest.raises(StoreBusyError):
        journal.append([draft(3)], first)
    assert journal.store.ledger.read_bytes() == before


def test_a_missing_payload_is_named(journal: Journal):
    ((entry, _),) = fill(journal, 1)
    digest = entry.payload_hash["rows"]
    (journal.store.payloads / digest).unlink()
    with pytest.raises(StoreDamagedError, match=f"payload {digest[:12]} is missing .*backup"):
        journal.payload(digest)


@pytest.mark.parametrize("content", [b"", b"file 2", b"file 1\n"])
def test_an_altered_payload_is_named(journal: Journal, content: bytes):
    ((entry, _),) = fill(journal, 1)
    digest = entry.payload_hash["received"]
    (journal.store.payloads / digest).write_bytes(content)
    with pytest.raises(StoreDamagedError, match=f"payload {digest[:12]} .*not what was accepted"):
        journal.payload(digest)


def test_what_comes_again_mends_a_damaged_payload(journal: Journal):
    ((entry, _),) = fill(journal, 1)
    (journal.store.payloads / entry.payload_hash["received"]).write_bytes(b"half")
    fill(journal, 1)
    assert journal.payload(entry.payload_hash["received"]) == b"file 1"


def test_what_a_killed_writer_left_is_removed_by_the_next(journal: Journal):
    (journal.store.payloads / "ab12.999.partial").write_bytes(b"half")
    fill(journal, 1)
    assert len(list(journal.store.payloads.iterdir())) == 2
