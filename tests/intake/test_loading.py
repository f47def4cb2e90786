"""Loading returns: what is new is entered, what is known is recognised, what stood stays known."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from cjdata.analysis.answers.common import status_answer
from cjdata.domain.errors import NotPublishedError, RefusedError, StoreDamagedError
from cjdata.intake.desk import build
from cjdata.intake.examination import examine
from cjdata.intake.returns import accept, load_files
from cjdata.intake.verification import verify
from cjdata.ledger import Journal, Store
from cjdata.snapshot import files
from cjdata.snapshot.ground import ground_of
from cjdata.snapshot.reader import Reader
from tests.returns.books import book
from tests.stores import (
    BY,
    TODAY,
    bytes_below,
    day,
    figure,
    figures_json,
    file_of,
    load,
    load_bytes,
    trials,
)

LAMBETH = trials("lambeth", "2003-10", 10, 5, 5)
CROYDON = trials("croydon", "2003-10", 20, 5, 15)


def load_lambeth(store: Store) -> Store:
    assert load(store, *LAMBETH, known_on="2003-11-10").accepted
    return store


@pytest.fixture
def filled(filled_with) -> Store:
    """A live store into which Lambeth's October was loaded on 10 November."""
    return filled_with(load_lambeth)


def test_the_same_content_is_recognised_under_any_name_and_folder(filled: Store, tmp_path: Path):
    before = bytes_below(filled.root)
    again = [tmp_path / "october.csv", tmp_path / "elsewhere" / "renamed.txt"]
    for path, rows in zip(again, (LAMBETH, LAMBETH[::-1]), strict=True):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(file_of(*rows))
    spelt = b"\xef\xbb\xbf" + file_of(
        "Lambeth,2003-10,Effective trials,10.0",
        "lambeth,2003-10,trials_cracked,5",
        "lambeth,2003-10,trials_ineffective,5",
    ).replace(b",", b";").replace(b"\n", b"\r\n")
    outcomes = load_files(filled, [*again, ("in other words.csv", spelt)], by="Somebody Else")
    for outcome in outcomes:
        assert outcome.accepted
        assert (outcome.entry, outcome.return_ids, outcome.already) == (None, (), ("R1-1",))
        assert "loaded already as R1-1; nothing was changed" in outcome.sentence
    assert bytes_below(filled.root) == before


def test_the_same_content_twice_in_one_load_is_entered_once(store: Store):
    both = [("one.csv", file_of(*LAMBETH)), ("two.csv", file_of(*LAMBETH))]
    first, second = load_files(store, both, by=BY)
    assert first.return_ids == ("R1-1",)
    assert (second.entry, second.return_ids) == (None, ())
    assert Journal(store).head().seq == 1


def test_a_file_with_one_new_return_enters_that_alone(filled: Store):
    outcome = load(filled, *LAMBETH, *CROYDON, known_on="2003-11-11")
    assert outcome.return_ids == ("R2-1",)
    *_, (entry, _) = Journal(filled).entries()
    assert [item["unit"] for item in entry.detail["returns"]] == ["croydon"]
    assert entry.supersedes == ()
    assert Journal(filled).payload(entry.payload_hash["received"]) == file_of(*LAMBETH, *CROYDON)


def test_a_revision_changes_the_days_after_it_and_no_day_before(store: Store, tmp_path: Path):
    load(store, *LAMBETH, *CROYDON, known_on="2003-11-10")
    days = ["2003-11-09", "2003-11-10", "2003-11-30"]
    before = [figures_json(store, tmp_path, "T05", known_at=d) for d in days]
    outcome = load(store, *trials("lambeth", "2003-10", 10, 5, 10), known_on="2003-12-01")
    assert (outcome.added, outcome.changed, outcome.omitted) == (0, 1, 0)
    assert [figures_json(store, tmp_path, "T05", known_at=d) for d in days] == before
    old = figure(store, tmp_path, "T05", "lambeth", "2003-10", known_at="2003-11-30")
    new = figure(store, tmp_path, "T05", "lambeth", "2003-10", known_at="2003-12-01")
    assert (old["numerator"], old["denominator"], old["value"], old["revised"]) == (
        5,
        20,
        25,
        False,
    )
    assert (new["numerator"], new["denominator"], new["value"], new["revised"]) == (
        10,
        25,
        40,
        True,
    )
    assert (old["returns"], new["returns"]) == (["R1-2"], ["R2-1"])
    other = figure(store, tmp_path, "T05", "croydon", "2003-10", known_at="2003-12-01")
    assert (other["value"], other["revised"]) == (37.5, False)


def test_a_revision_names_what_it_supersedes_and_what_it_leaves_out(store: Store):
    load(store, *LAMBETH, "lambeth,2003-10,trials_vacated,3", known_on="2003-11-10")
    outcome = load(store, *trials("lambeth", "2003-10", 11, 5, 5), known_on="2003-11-20")
    assert (outcome.added, outcome.changed, outcome.omitted) == (0, 1, 1)
    omitted = [f for f in outcome.faults if f.rule == "rows-omitted"]
    assert len(omitted) == 1
    assert "trials_vacated" in omitted[0].message
    *_, (entry, _) = Journal(store).entries()
    assert entry.supersedes == ("R1-1",)


def test_of_two_returns_of_one_day_the_later_entry_stands(filled: Store, tmp_path: Path):
    load(filled, *trials("lambeth", "2003-10", 10, 5, 6), known_on="2003-11-10")
    load(filled, *LAMBETH, known_on="2003-11-10")
    now = figure(filled, tmp_path, "T05", "lambeth", "2003-10", known_at="2003-11-10")
    assert (now["numerator"], now["returns"]) == (5, ["R3-1"])


def test_late_history_changes_past_views_and_is_listed(filled: Store, tmp_path: Path):
    load(filled, *trials("lambeth", "2003-10", 10, 5, 9), known_on="2003-11-01")
    first = figure(filled, tmp_path, "T05", "lambeth", "2003-10", known_at="2003-11-05")
    assert (first["numerator"], first["revised"]) == (9, False)
    then = figure(filled, tmp_path, "T05", "lambeth", "2003-10", known_at="2003-11-10")
    assert (then["numerator"], then["revised"]) == (5, True)
    late = status_answer(filled, None, TODAY)["late_additions"]
    assert [(item["entry"], item["known_on"]) for item in late] == [
        (1, "2003-11-10"),
        (2, "2003-11-01"),
    ]


def test_what_is_loaded_on_its_day_is_no_late_addition(store: Store):
    load(store, *LAMBETH)
    assert status_answer(store, None, TODAY)["late_additions"] == []


def test_known_on_in_the_future_is_refused(store: Store):
    before = bytes_below(store.root)
    with pytest.raises(RefusedError, match=r"in the future: .* nothing was changed"):
        load(store, *LAMBETH, known_on=TODAY.replace(year=TODAY.year + 1))
    assert bytes_below(store.root) == before


def test_a_period_that_was_not_over_when_it_was_known_is_refused(store: Store):
    before = bytes_below(store.root)
    outcome = load(store, *LAMBETH, known_on="2003-10-30")
    assert not outcome.accepted
    assert {fault.rule for fault in outcome.faults} == {"period-in-future"}
    assert bytes_below(store.root) == before


def test_a_refused_file_stops_no_other_and_changes_nothing(store: Store, tmp_path: Path):
    wrong = file_of("nowhere,2003-10,trials_listed,40")
    outcomes = load_files(
        store,
        [("wrong.csv", wrong), ("right.csv", file_of(*LAMBETH)), tmp_path / "missing.csv"],
        by=BY,
        known_on=day("2003-11-10"),
    )
    assert [outcome.accepted for outcome in outcomes] == [False, True, False]
    assert [f.rule for f in outcomes[2].faults] == ["unreadable-file"]
    assert outcomes[1].return_ids == ("R1-1",)
    assert figure(store, tmp_path, "T05", "lambeth", "2003-10", known_at=TODAY)["numerator"] == 5


def test_what_was_examined_is_accepted_as_it_was_seen(store: Store):
    catalogue, reader = ground_of(store).catalogue, Reader.open(store)
    known = day("2003-11-10")
    seen = examine(reader, catalogue, ("a.csv", file_of(*LAMBETH)), known_on=known, today=TODAY)
    assert [str(key) for key in seen.new] == ["trials-magistrates lambeth 2003-10"]
    assert Journal(store).head().seq == 0, "examining changes nothing"
    assert accept(store, seen, by=BY).return_ids == ("R1-1",)
    assert accept(store, seen, by=BY).already == ("R1-1",)


def test_what_the_past_says_of_a_workbook_is_told_by_sheet_and_cell(store: Store):
    """Both sheets have a third row: one is of Lambeth, which goes from 5 cracked trials to 6."""
    load(store, *LAMBETH, *CROYDON, known_on="2003-11-10")
    heading = ["unit", "period", "component", "value"]
    croydon, lambeth = (
        trials("croydon", "2003-10", 20, 5, 15),
        trials("lambeth", "2003-10", 10, 6, 5),
    )
    data = book(*([heading, *(row.split(",") for row in rows)] for rows in (croydon, lambeth)))
    seen = examine(
        Reader.open(store), ground_of(store).catalogue, ("a.xlsx", data),
        known_on=day("2003-11-12"), today=TODAY,
    )  # fmt: skip
    (revision,) = [found for found in seen.faults if found.rule == "revision"]
    assert "trials_cracked 5 to 6" in revision.message
    assert (revision.sheet, revision.row) == ("Sheet2", 3)
    assert seen.changes is not None
    assert seen.changes.changed["line"].tolist() == [3]


def test_a_process_that_reads_appends_to_the_snapshot_all_the_same(filled: Store):
    reader = Reader.open(filled)
    tables = reader.completeness(TODAY)
    load(filled, *CROYDON, known_on="2003-11-11")
    with_reader = build(filled)
    assert with_reader.incremental, "an open reader does not force a rebuild"
    assert reader.completeness(TODAY).equals(tables), "an old snapshot stays what it was"
    assert len(Reader.open(filled).completeness(TODAY)) == 1


DAMAGE = {
    "a corrupt line": lambda text: text.replace(b'"known_on":"2003-11-10"', b'"known_on":"x"', 1),
    "a changed line": lambda text: text.replace(b"2003-11-10", b"2003-11-09", 1),
    "a line left out": lambda text: text.split(b"\n", 1)[1],
}


@pytest.mark.parametrize("how", DAMAGE)
def test_a_damaged_ledger_takes_nothing_more(filled: Store, how: str):
    load(filled, *CROYDON, known_on="2003-11-11")
    whole = filled.ledger.read_bytes()
    filled.ledger.write_bytes(DAMAGE[how](whole))
    assert filled.ledger.read_bytes() != whole
    before = bytes_below(filled.root)
    with pytest.raises(StoreDamagedError, match=r"line [12] of .* backup; nothing was changed"):
        load(filled, *trials("brent", "2003-10", 1, 1, 1), known_on="2003-11-12")
    assert bytes_below(filled.root) == before
    assert not verify(filled).sound
    assert len(Reader.open(filled).provenance(["R1-1", "R2-1"])) == 2, "what was shown still is"
    filled.ledger.write_bytes(whole)
    assert verify(filled).problems == ()


def test_a_missing_payload_is_found_and_nothing_is_published(filled: Store):
    ((entry, _),) = Journal(filled).entries()
    digest = entry.payload_hash["rows"]
    kept = (filled.payloads / digest).read_bytes()
    (filled.payloads / digest).unlink()
    before = bytes_below(filled.root)
    with pytest.raises(StoreDamagedError, match=f"payload {digest[:12]} is missing"):
        build(filled, full=True)
    report = verify(filled)
    assert len(report.problems) == 1
    assert digest[:12] in report.problems[0]
    assert bytes_below(filled.root) == before
    (filled.payloads / digest).write_bytes(kept)
    assert verify(filled).problems == ()


def test_snapshots_can_be_deleted_and_come_back(filled: Store, tmp_path: Path):
    before = figures_json(filled, tmp_path, "T05", known_at=TODAY)
    for path in filled.snapshots.iterdir():
        path.unlink()
    filled.snapshots.rmdir()
    assert not build(filled).incremental
    assert figures_json(filled, tmp_path, "T05", known_at=TODAY) == before
    assert [f["unit"] for f in json.loads(before) if f["state"] == "value"] == ["lambeth"]


@pytest.mark.parametrize("content", [b"", b"no database", None])
def test_a_damaged_snapshot_is_made_anew_by_the_next_build(
    filled: Store, tmp_path: Path, content: bytes | None
):
    before = figures_json(filled, tmp_path, "T05", known_at=TODAY)
    shutil.copytree(filled.root, tmp_path / "copy")
    filled = Store.open(tmp_path / "copy")  # this process has the original open
    path = files.current(filled)
    assert path is not None
    path.write_bytes(path.read_bytes()[: 8 * 1024] if content is None else content)
    with pytest.raises(StoreDamagedError, match="python -m cjdata build"):
        Reader.open(filled).completeness(TODAY)
    build(filled)
    assert figures_json(filled, tmp_path, "T05", known_at=TODAY) == before


@pytest.mark.parametrize("pointer", [b"", b"\xff\xfe", b"../../elsewhere", b"snapshot-0.duckdb\n"])
def test_a_damaged_pointer_is_mended_by_the_next_build(store: Store, pointer: bytes):
    (store.snapshots / files.POINTER).write_bytes(pointer)
    assert files.current(store) is None
    build(store)
    assert Reader.open(store).head.seq == 0


def test_what_was_accepted_is_shown_once_the_snapshot_can_be_written(store: Store, tmp_path: Path):
    """A file where the folder of snapshots should be: nothing can be published."""
    kept = store.snapshots.rename(tmp_path / "snapshots")
    store.snapshots.write_text("in the way")
    with pytest.raises((NotPublishedError, OSError)):
        load(store, *LAMBETH, known_on="2003-11-10")
    store.snapshots.unlink()
    kept.rename(store.snapshots)
    load(store, *LAMBETH, known_on="2003-11-10")
    assert figure(store, tmp_path, "T05", "lambeth", "2003-10", known_at=TODAY)["numerator"] == 5


def test_load_bytes_takes_what_is_no_text(store: Store):
    before = bytes_below(store.root)
    for data in (b"", b"\x00" * 100, b"PK\x03\x04", b"%PDF-1.4", b"a"):
        assert not load_bytes(store, data).accepted
    assert bytes_below(store.root) == before
